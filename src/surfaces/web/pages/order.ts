import { html } from 'hono/html'
import { QuartermasterError } from '#root/errors.ts'
import type { WebApplication } from '../application.ts'
import type { Html } from '../layout.ts'
import {
  badge,
  csrfField,
  notice,
  orderPath,
  provenance,
  quotedNote,
  shown,
  supplierPath,
  words,
} from '../parts.ts'
import { callPageTool, type Order, type ToolResult } from '../results.ts'
import { card, factList } from '../tables.ts'
import { editableLines, lineTable, type OrderLine } from './order-lines.ts'

const STAGES = ['draft', 'submitted', 'approved', 'sent', 'acknowledged', 'received']

/** States that stand at a stage without bearing its name. */
const STAGE_OF = new Map([
  ['partly_received', 'acknowledged'],
  ['closed', 'received'],
])

function progress(state: string): Html {
  const reached = STAGES.indexOf(STAGE_OF.get(state) ?? state)
  if (reached === -1) return html`<p class="off-track">${badge(state)}</p>`
  const steps = STAGES.map((stage, index) => {
    if (index === reached)
      return html`<li class="is-current" aria-current="step">${words(stage)}</li>`
    return html`<li class="${index < reached ? 'is-past' : 'is-ahead'}">${words(stage)}</li>`
  })
  return html`<ol class="progress" aria-label="State of the order">
    ${steps}
  </ol>`
}

function orderHead(order: Order, csrf: string): Html {
  const { base, currency } = order
  const inBase =
    base.currency === currency
      ? ''
      : ` (${shown('totalMinor', base.totalMinor, { currency: base.currency })})`
  const submit = html`<form method="post" action="${orderPath(order.order)}/submit">
    ${csrfField(csrf)}<button type="submit" class="primary">Submit for approval</button>
  </form>`
  return html`<div class="page-head">
    <div>
      <p class="crumb"><a href="/orders">Orders</a> /</p>
      <h1>${shown('order', order.order)}</h1>
      <p class="lead">
        <a class="soft" href="${supplierPath(order.supplierCode)}"
          >${shown('supplierName', order.supplierName)}</a
        >
        to ${shown('locationCode', order.locationCode)} ·
        ${shown('totalMinor', order.totalMinor, { currency })}${inBase}
      </p>
    </div>
    ${order.state === 'draft' ? submit : ''}
  </div>`
}

const UNSENT = new Set(['draft', 'submitted', 'approved', 'rejected'])

/** The lines; what was received is a column only once the order was sent. */
function shownLines(order: Order): OrderLine[] {
  const lines = order.lines ?? []
  if (!UNSENT.has(order.state)) return lines
  return lines.map(({ sku, name, units, unitPrice, lineTotalMinor }) => ({
    sku,
    name,
    units,
    unitPrice,
    lineTotalMinor,
  }))
}

/** One order with its lines, state and, while it is a draft, the ways to change and submit it. */
export async function orderContent(
  application: WebApplication,
  number: string,
  csrf: string,
  said: Html | '' = '',
): Promise<Html> {
  const found = await callPageTool(application, 'get_purchase_order', { order: number })
  const [order] = found.orders
  if (order === undefined) {
    throw new QuartermasterError(
      'not_found',
      `There is no order "${number.slice(0, 40)}".`,
      'Open Orders to see them all.',
    )
  }
  const lines = { ...order, lines: shownLines(order) }
  const isOpen = order.state === 'draft' && lines.lines.length > 0
  const late = `Expected ${shown('expectedOn', order.expectedOn)} and not here.`
  const facts = factList([
    { title: 'State', value: words(order.state) },
    { title: 'Revision', value: shown('revision', order.revision) },
    {
      title: 'Created',
      value: shown('createdOn', order.createdOn),
      detail: `by ${shown('createdBy', order.createdBy)}`,
    },
    { title: 'Expected', value: shown('expectedOn', order.expectedOn) },
    { title: 'Currency', value: shown('currency', order.currency) },
  ])
  const note = quotedNote(order.noteQuoted, 'Note on the order, as written by others')
  const decision =
    order.decision === undefined ? '' : html`<p>${shown('decision', order.decision)}</p>`
  return html`${orderHead(order, csrf)}${said}${progress(order.state)}
  ${order.late ? notice('warning', late) : ''}
  ${card('Lines', isOpen ? editableLines(lines, csrf) : lineTable(lines))}
  ${card('About this order', html`${facts}${decision}${note}${provenance(found)}`)}`
}

/** What submitting answered: who may decide, and who may not and why. */
export function submittedNotice(result: ToolResult<'approve_purchase_order'>): Html {
  const deciders = result.deciders.map(
    (each) =>
      html`<li>
        <strong>${shown('name', each.name)}</strong>, ${words(each.role)}, up to
        ${shown('limitMinor', each.limitMinor, { currency: each.currency })}
        ${each.standsInFor === undefined ? '' : `, standing in for ${shown('name', each.standsInFor)}`}
      </li>`,
  )
  const excluded = result.excluded.map(
    (each) => html`<li>${shown('name', each.name)}: ${shown('reason', each.reason)}</li>`,
  )
  const refused = html`<details>
    <summary>Who may not, and why</summary>
    <ul>
      ${excluded}
    </ul>
  </details>`
  return html`<div class="notice ${result.submitted ? 'good' : 'info'}" role="status">
    <p><strong>${shown('display', result.display)}</strong></p>
    ${
      deciders.length === 0
        ? ''
        : html`<p>A person decides:</p>
            <ul>
              ${deciders}
            </ul>`
    }
    ${excluded.length === 0 ? '' : refused}
  </div>`
}

type Drafted = ToolResult<'draft_purchase_order'>

function draftedCard(order: Drafted['orders'][number]): Html {
  const again = html`<p class="quiet">This draft was there already; nothing was ordered twice.</p>`
  const more = html`<p class="quiet">
    and ${shown('moreCount', order.moreCount)} more lines on the order
  </p>`
  return html`<section class="card">
    <div class="card-head">
      <h2><a href="${orderPath(order.order)}">${shown('order', order.order)}</a></h2>
      ${badge(order.state)}
    </div>
    <p>${shown('display', order.display)}</p>
    ${order.created ? '' : again}${order.warnings.map((text) => notice('warning', text))}
    ${lineTable(order)}${order.moreCount > 0 ? more : ''}
    <p><a class="button" href="${orderPath(order.order)}">Check and submit</a></p>
  </section>`
}

/** The drafts that were made, each with its lines and what to look at. */
export function draftedContent(result: Drafted): Html {
  const more = html`<p>
    <a href="/orders?state=draft">${shown('moreCount', result.moreCount)} more drafts</a>
  </p>`
  return html`<div class="page-head">
      <div>
        <p class="crumb"><a href="/list">Buy list</a> /</p>
        <h1>Drafted</h1>
        <p class="lead">${shown('display', result.display)}</p>
      </div>
    </div>
    ${result.warnings.map((text) => notice('warning', text))}${result.orders.map(draftedCard)}
    ${result.moreCount > 0 ? more : ''}`
}
