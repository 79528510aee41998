import { html } from 'hono/html'
import { QuartermasterError } from '#root/errors.ts'
import type { WebApplication } from '../application.ts'
import type { Html } from '../layout.ts'
import {
  badge,
  csrfField,
  emptyState,
  notice,
  orderPath,
  shown,
  supplierPath,
  words,
} from '../parts.ts'
import { callPageTool, type Order, type ToolResult } from '../results.ts'

const STATES = [
  'open',
  'late',
  'draft',
  'submitted',
  'approved',
  'sent',
  'acknowledged',
  'partly_received',
  'received',
  'closed',
  'rejected',
  'cancelled',
] as const
type State = (typeof STATES)[number]
const TABS: (State | 'all')[] = ['all', 'draft', 'submitted', 'open', 'late', 'received']

/** The state that the address asks for; 'all' for none; an unknown one is a QuartermasterError('invalid'). */
export function readState(state: string | undefined): State | 'all' {
  if (state === undefined || state === '' || state === 'all') return 'all'
  const known = STATES.find((each) => each === state)
  if (known !== undefined) return known
  throw new QuartermasterError(
    'invalid',
    `There is no order state "${state.slice(0, 40)}".`,
    `Choose one of: ${STATES.join(', ')}.`,
  )
}

function orderRow(order: Order): Html {
  return html`<tr>
    <td data-label="Order">
      <a href="${orderPath(order.order)}">${shown('order', order.order)}</a>
    </td>
    <td data-label="State">${badge(order.state)}${order.late ? html` ${badge('late')}` : ''}</td>
    <td data-label="Supplier">
      <a class="soft" href="${supplierPath(order.supplierCode)}"
        >${shown('supplierName', order.supplierName)}</a
      >
    </td>
    <td data-label="To">${shown('locationCode', order.locationCode)}</td>
    <td class="right strong" data-label="Total">
      ${shown('totalMinor', order.totalMinor, { currency: order.currency })}
    </td>
    <td class="date" data-label="Expected">${shown('expectedOn', order.expectedOn)}</td>
    <td class="date" data-label="Created">${shown('createdOn', order.createdOn)}</td>
  </tr>`
}

export function orderTable(orders: Order[]): Html {
  return html`<div class="scroll wide" tabindex="0" aria-label="Orders">
    <table class="list">
      <thead>
        <tr>
          <th>Order</th>
          <th>State</th>
          <th>Supplier</th>
          <th>To</th>
          <th class="right">Total</th>
          <th>Expected</th>
          <th>Created</th>
        </tr>
      </thead>
      <tbody>
        ${orders.map(orderRow)}
      </tbody>
    </table>
  </div>`
}

/** The newest orders of one state or of all. */
export async function ordersContent(
  application: WebApplication,
  state: State | 'all',
): Promise<Html> {
  const found = await callPageTool(application, 'get_purchase_order', {
    limit: 15,
    ...(state === 'all' ? {} : { state }),
  })
  const tabs = TABS.map((tab) => {
    const href = tab === 'all' ? '/orders' : `/orders?state=${tab}`
    return tab === state
      ? html`<a href="${href}" aria-current="page">${words(tab)}</a>`
      : html`<a href="${href}">${words(tab)}</a>`
  })
  return html`<div class="page-head">
      <div>
        <h1>Purchase orders</h1>
        <p class="lead">
          ${shown('orderCount', found.totals.orderCount)}
          ${found.totals.orderCount === 1 ? 'order' : 'orders'}, the newest first
        </p>
      </div>
    </div>
    <nav class="tabs" aria-label="States">${tabs}</nav>
    ${found.orders.length === 0 ? emptyState('No orders here', 'Draft one from the buy list.') : orderTable(found.orders)}
    ${found.moreCount > 0 ? html`<p class="quiet">${shown('moreCount', found.moreCount)} older orders are not shown; ask the assistant for one by number, supplier or item.</p>` : ''}`
}

const STAGES = ['draft', 'submitted', 'approved', 'sent', 'acknowledged', 'received']

function progress(state: string): Html {
  const reached = STAGES.indexOf(
    state === 'partly_received' ? 'acknowledged' : state === 'closed' ? 'received' : state,
  )
  if (reached === -1) return html`<p>${badge(state)}</p>`
  const steps = STAGES.map((stage, index) => {
    const className = index < reached ? 'is-past' : index === reached ? 'is-current' : ''
    return html`<li class="${className}" ${index === reached ? html`aria-current="step"` : ''}>
      ${words(stage)}
    </li>`
  })
  return html`<ol class="progress" aria-label="State of the order">
    ${steps}
  </ol>`
}

type OrderLine = {
  sku: string
  name: string
  units: number
  unitPrice: string
  lineTotalMinor: number
  receivedUnits?: number
}

function lineRow(line: OrderLine, currency: string, editable: boolean): Html {
  const quantity = editable
    ? html`<input
          type="number"
          name="units"
          min="0"
          max="10000000"
          step="1"
          value="${line.units}"
          required
          aria-label="Units of ${shown('name', line.name)}"
        /><input type="hidden" name="item" value="${line.sku}" /><input
          type="hidden"
          name="before"
          value="${line.units}"
        />`
    : html`${shown('units', line.units)}`
  return html`<tr>
    <td class="item" data-label="Item">
      ${shown('name', line.name)}<span class="sub">${shown('sku', line.sku)}</span>
    </td>
    <td class="right" data-label="Units">${quantity}</td>
    ${line.receivedUnits === undefined ? '' : html`<td class="right" data-label="Received">${shown('receivedUnits', line.receivedUnits)}</td>`}
    <td class="right" data-label="Unit price">
      ${shown('unitPrice', line.unitPrice, { currency })}
    </td>
    <td class="right strong" data-label="Line total">
      ${shown('lineTotalMinor', line.lineTotalMinor, { currency })}
    </td>
  </tr>`
}

function lineTable(
  order: { lines: OrderLine[]; currency: string; totalMinor: number },
  editable: boolean,
): Html {
  const received = order.lines.some((line) => line.receivedUnits !== undefined)
  const { currency } = order
  return html`<div class="scroll wide" tabindex="0" aria-label="Lines">
    <table class="list">
      <thead>
        <tr>
          <th>Item</th>
          <th class="right">Units</th>
          ${received ? html`<th class="right">Received</th>` : ''}
          <th class="right">Unit price</th>
          <th class="right">Line total</th>
        </tr>
      </thead>
      <tbody>
        ${order.lines.map((line) => lineRow(line, currency, editable))}
      </tbody>
      <tfoot>
        <tr>
          <th colspan="${received ? 4 : 3}">Total</th>
          <td class="right strong">${shown('totalMinor', order.totalMinor, { currency })}</td>
        </tr>
      </tfoot>
    </table>
  </div>`
}

function editableLines(order: Order & { lines: OrderLine[] }, csrf: string): Html {
  return html`<form method="post" action="${orderPath(order.order)}/revise">
    ${csrfField(csrf)}<input type="hidden" name="revision" value="${order.revision}" />
    ${lineTable(order, true)}
    <div class="actions">
      <button type="submit">Update quantities</button>
      <p class="quiet">
        0 takes a line off. The price and the legal quantity are worked out again.
      </p>
    </div>
  </form>`
}

function submitForm(order: Order, csrf: string): Html {
  return html`<form method="post" action="${orderPath(order.order)}/submit">
    ${csrfField(csrf)}<button type="submit" class="primary">Submit for approval</button>
  </form>`
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
  if (order === undefined)
    throw new QuartermasterError(
      'not_found',
      `There is no order "${number.slice(0, 40)}".`,
      'Open Orders to see them all.',
    )
  const lines = order.lines ?? []
  const isDraft = order.state === 'draft'
  const inBase =
    order.base.currency === order.currency
      ? ''
      : ` (${shown('totalMinor', order.base.totalMinor, { currency: order.base.currency })})`
  return html`<div class="page-head">
      <div>
        <p class="crumb"><a href="/orders">Orders</a> /</p>
        <h1>${shown('order', order.order)}</h1>
        <p class="lead">
          <a class="soft" href="${supplierPath(order.supplierCode)}"
            >${shown('supplierName', order.supplierName)}</a
          >
          to ${shown('locationCode', order.locationCode)} ·
          ${shown('totalMinor', order.totalMinor, { currency: order.currency })}${inBase}
        </p>
      </div>
      ${isDraft ? submitForm(order, csrf) : ''}
    </div>
    ${said} ${progress(order.state)}
    ${order.late ? notice('warning', `Expected ${shown('expectedOn', order.expectedOn)} and not here.`) : ''}
    <section class="card">
      <h2>Lines</h2>
      ${isDraft && lines.length > 0 ? editableLines({ ...order, lines }, csrf) : lineTable({ ...order, lines }, false)}
    </section>
    <section class="card">
      <h2>About this order</h2>
      <dl class="facts">
        <div>
          <dt>Revision</dt>
          <dd>${shown('revision', order.revision)}</dd>
        </div>
        <div>
          <dt>Created</dt>
          <dd>
            ${shown('createdOn', order.createdOn)}<span class="sub"
              >by ${shown('createdBy', order.createdBy)}</span
            >
          </dd>
        </div>
        <div>
          <dt>Expected</dt>
          <dd>${shown('expectedOn', order.expectedOn)}</dd>
        </div>
        <div>
          <dt>Currency</dt>
          <dd>${shown('currency', order.currency)}</dd>
        </div>
      </dl>
      ${
        order.noteQuoted === undefined
          ? ''
          : html`<blockquote class="note">
              <p>${shown('noteQuoted', order.noteQuoted)}</p>
              <footer>Note on the order, as written by others</footer>
            </blockquote>`
      }
      <p class="provenance">
        ${shown('source', found.source)} · as of ${shown('asOf', found.asOf)}
      </p>
    </section>`
}

/** What submitting answered: who may decide, and who may not and why. */
export function submittedNotice(result: ToolResult<'approve_purchase_order'>): Html {
  const currency = result.base.currency
  const deciders = result.deciders.map(
    (each) =>
      html`<li>
        <strong>${shown('name', each.name)}</strong>,
        ${words(each.role)}${each.limitMinor === undefined ? '' : html`, up to ${shown('limitMinor', each.limitMinor, { currency })}`}
      </li>`,
  )
  const excluded = result.excluded.map(
    (each) => html`<li>${shown('name', each.name)}: ${shown('reason', each.reason)}</li>`,
  )
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
    ${
      excluded.length === 0
        ? ''
        : html`<details>
            <summary>Who may not, and why</summary>
            <ul>
              ${excluded}
            </ul>
          </details>`
    }
  </div>`
}

/** The drafts that were made, each with its lines and what to look at. */
export function draftedContent(result: ToolResult<'draft_purchase_order'>): Html {
  const cards = result.orders.map(
    (order) =>
      html`<section class="card">
        <div class="card-head">
          <h2><a href="${orderPath(order.order)}">${shown('order', order.order)}</a></h2>
          ${badge(order.state)}
        </div>
        <p>${shown('display', order.display)}</p>
        ${order.created ? '' : html`<p class="quiet">This draft was there already; nothing was ordered twice.</p>`}
        ${order.warnings.map((text) => notice('warning', text))}${lineTable(order, false)}
        ${order.moreCount > 0 ? html`<p class="quiet">and ${shown('moreCount', order.moreCount)} more lines on the order</p>` : ''}
        <p>
          <a class="button" href="${orderPath(order.order)}">Open ${shown('order', order.order)}</a>
        </p>
      </section>`,
  )
  return html`<div class="page-head">
      <div>
        <p class="crumb"><a href="/list">Buy list</a> /</p>
        <h1>Drafted</h1>
        <p class="lead">${shown('display', result.display)}</p>
      </div>
    </div>
    ${cards}`
}
