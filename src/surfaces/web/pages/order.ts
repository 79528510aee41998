import { html } from 'hono/html'
import type { OrderDesk } from '#operations/order-desk.ts'
import type { WebApplication } from '../application.ts'
import type { Html } from '../layout.ts'
import {
  badge,
  csrfField,
  notice,
  orderPath,
  quotedNote,
  shown,
  supplierPath,
  words,
} from '../parts.ts'
import type { ToolResult } from '../results.ts'
import { card, factList } from '../tables.ts'
import { billPath } from './invoices.ts'
import { decisionCard, furtherSteps } from './order-decision.ts'
import { editableLines, lineTable, type OrderLine } from './order-lines.ts'
import { changesCard, historyCard, messagesCard } from './order-story.ts'

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

/** What stands in the books about an order as one word: a page that is open compares it with the present one. */
export function orderStand(desk: OrderDesk): string {
  const { revision, state, given, messages, lines } = desk
  const sent = messages.map((message) => `${message.state}${message.attemptCount}`)
  const received = lines.map(({ receivedUnits }) => receivedUnits)
  return [revision, state, given.length, ...sent, ...received].join(' ')
}

function orderHead(desk: OrderDesk, csrf: string): Html {
  const { number, baseCurrency, currency } = desk
  const inBase =
    baseCurrency === currency
      ? ''
      : ` (${shown('ownMinor', desk.ownMinor, { currency: baseCurrency })})`
  const submit = html`<form method="post" action="${orderPath(number)}/submit">
    ${csrfField(csrf)}<button type="submit" class="primary">Submit for approval</button>
  </form>`
  return html`<div
    class="page-head"
    data-live="/api${orderPath(number)}/stand"
    data-stand="${orderStand(desk)}"
  >
    <div>
      <p class="crumb"><a href="/orders">Orders</a> /</p>
      <h1>${shown('order', number)}</h1>
      <p class="lead">
        <a class="soft" href="${supplierPath(desk.supplierCode)}"
          >${shown('supplierName', desk.supplierName)}</a
        >
        to ${shown('locationCode', desk.locationCode)} ·
        ${shown('totalMinor', desk.totalMinor, { currency })}${inBase}
      </p>
    </div>
    ${desk.commands.includes('submit') ? submit : ''}
  </div>`
}

const UNSENT = new Set(['draft', 'submitted', 'approved', 'rejected', 'expired'])

/** The lines; what was received is a column only once the order was sent. */
function shownLines(desk: OrderDesk): OrderLine[] {
  return desk.lines.map(({ receivedUnits, ...line }) =>
    UNSENT.has(desk.state) ? line : { ...line, receivedUnits },
  )
}

function waitingText({ unconfirmed }: OrderDesk): string {
  if (unconfirmed === null) return ''
  return `sent ${shown('sentOn', unconfirmed.sentOn)}, not confirmed yet`
}

function aboutOrder(desk: OrderDesk): Html {
  const { confirmedForOn, acknowledgedAs } = desk
  return factList([
    { title: 'State', value: words(desk.state) },
    { title: 'Revision', value: shown('revision', desk.revision) },
    {
      title: 'Created',
      value: shown('createdAt', desk.createdAt),
      detail: `by ${shown('createdBy', desk.createdBy)}`,
    },
    {
      title: 'Expected',
      value: shown('expectedOn', confirmedForOn ?? desk.expectedOn),
      detail: confirmedForOn === null ? waitingText(desk) : 'confirmed by the supplier',
    },
    {
      title: 'Supplier',
      value: shown('text', desk.supplierEmail ?? 'no e-mail address'),
      detail: acknowledgedAs === null ? '' : `their number ${shown('text', acknowledgedAs)}`,
    },
  ])
}

/** How late the supplier's answer is, and how late the goods. */
function lateNotice({ unconfirmed, confirmedForOn, expectedOn, ...desk }: OrderDesk): Html | '' {
  const days = (count: number) => shown('days', count)
  const answer = unconfirmed?.tooLong
    ? notice(
        'warning',
        `Sent ${shown('sentOn', unconfirmed.sentOn)}, and not confirmed for ${days(unconfirmed.days)}.`,
        'Ask the supplier; who buys books the answer on this page.',
      )
    : ''
  const goods = desk.late
    ? notice(
        'warning',
        `${days(desk.daysLate)} late: ${confirmedForOn === null ? 'expected' : 'confirmed for'} ${shown('expectedOn', confirmedForOn ?? expectedOn)} and not all here.`,
      )
    : ''
  return html`${answer}${goods}`
}

function papersOf({ number, mayBill }: OrderDesk): Html {
  const path = `${orderPath(number)}/paper`
  return html`<p class="quiet">
    As the supplier gets it: <a href="${path}/pdf">PDF</a> · <a href="${path}/csv">CSV</a> ·
    <a href="${path}/xml">cXML</a
    >${mayBill ? html` · <a href="${billPath(number)}">Book its invoice</a>` : ''}
  </p>`
}

function noteOn({ note }: OrderDesk): Html | '' {
  return quotedNote(note ?? undefined, 'Note on the order, as written by others')
}

/** One order: the decision about it first, then its lines, what changed, what was sent, what happened. */
export async function orderContent(
  application: WebApplication,
  number: string,
  csrf: string,
  said: Html | '' = '',
): Promise<Html> {
  const desk = await application.readOrder(number)
  const lines = {
    order: desk.number,
    revision: desk.revision,
    currency: desk.currency,
    totalMinor: desk.totalMinor,
    lines: shownLines(desk),
  }
  const isOpen = desk.state === 'draft' && desk.commands.includes('revise')
  return html`${orderHead(desk, csrf)}${said}${progress(desk.state)}${lateNotice(desk)}${decisionCard(desk, csrf)}
  ${card('Lines', isOpen ? editableLines(lines, csrf) : lineTable(lines))}${changesCard(desk)}
  ${card('About this order', html`${aboutOrder(desk)}${papersOf(desk)}${noteOn(desk)}`)}${messagesCard(desk)}${furtherSteps(
    desk,
    csrf,
  )}${historyCard(desk)}`
}

/** What submitting answered: who may decide, and who may not and why. */
export function submittedNotice(result: ToolResult<'approve_purchase_order'>): Html {
  const deciders = result.deciders.map(
    (each) =>
      html`<li>
        <strong>${shown('name', each.name)}</strong>, ${words(each.role)}, up to
        ${each.limitMinor === undefined ? 'any amount' : shown('limitMinor', each.limitMinor, { currency: each.currency })}
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
