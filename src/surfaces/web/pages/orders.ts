import { html } from 'hono/html'
import { QuartermasterError } from '#root/errors.ts'
import type { WebApplication } from '../application.ts'
import type { Html } from '../layout.ts'
import { badge, emptyState, orderPath, provenance, shown, supplierPath, words } from '../parts.ts'
import { callPageTool, type Order } from '../results.ts'
import { head, listTable, tabBar } from '../tables.ts'

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

export type OrderFilter = (typeof STATES)[number] | 'all'

const TABS: OrderFilter[] = ['all', 'draft', 'submitted', 'open', 'late', 'received']

function readState(state: string | undefined): OrderFilter {
  if (state === undefined || state === '' || state === 'all') return 'all'
  const known = STATES.find((each) => each === state)
  if (known !== undefined) return known
  throw new QuartermasterError(
    'invalid',
    `There is no order state "${state.slice(0, 40)}".`,
    `Choose one of: ${STATES.join(', ')}.`,
  )
}

const HEADS = [
  head('Order'),
  head('State'),
  head('Supplier'),
  head('To'),
  head('Total', 'right'),
  head('Expected'),
  head('Created'),
]

function orderRow(order: Order): Html {
  return html`<tr>
    <td class="item" data-label="Order">
      <a href="${orderPath(order.order)}">${shown('order', order.order)}</a>
    </td>
    <td data-label="State">${badge(order.state)} ${order.late ? badge('late') : ''}</td>
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

/** Orders, one a row. */
export function orderTable(orders: Order[]): Html {
  return listTable('Orders', HEADS, orders.map(orderRow))
}

/** Which orders to list: words for supplier and item as people say them, '' for any. */
export type OrderQuery = { state: OrderFilter; supplier: string; item: string }

/** The query of the address; an unknown state is a QuartermasterError('invalid'). */
export function readOrderQuery(query: Record<string, string>): OrderQuery {
  return {
    state: readState(query['state']),
    supplier: (query['supplier'] ?? '').trim(),
    item: (query['item'] ?? '').trim(),
  }
}

function ordersPath(query: OrderQuery): string {
  const named = Object.entries(query).filter(([, value]) => value !== '' && value !== 'all')
  return named.length === 0 ? '/orders' : `/orders?${new URLSearchParams(named).toString()}`
}

function searchForm(query: OrderQuery): Html {
  const field = (name: 'supplier' | 'item', title: string) =>
    html`<label
      >${title}<input name="${name}" value="${query[name]}" placeholder="Any" autocomplete="off"
    /></label>`
  return html`<form class="filters" method="get" action="/orders">
    <input type="hidden" name="state" value="${query.state}" />
    ${field('supplier', 'Supplier')}${field('item', 'Item')}
    <button type="submit">Filter</button>
  </form>`
}

/** The newest orders that the query asks for. */
export async function ordersContent(application: WebApplication, query: OrderQuery): Promise<Html> {
  const { state, supplier, item } = query
  const found = await callPageTool(application, 'get_purchase_order', {
    limit: 15,
    ...(state === 'all' ? {} : { state }),
    ...(supplier === '' ? {} : { supplier }),
    ...(item === '' ? {} : { item }),
  })
  const tabs = TABS.map((tab) => ({
    path: ordersPath({ ...query, state: tab }),
    title: words(tab),
    current: tab === state,
  }))
  const { orderCount } = found.totals
  const more = html`<p class="quiet">
    ${shown('moreCount', found.moreCount)} older orders are not shown; narrow the list, or ask the
    assistant for one by its number.
  </p>`
  return html`<div class="page-head">
      <div>
        <h1>Purchase orders</h1>
        <p class="lead">
          ${shown('orderCount', orderCount)} ${orderCount === 1 ? 'order' : 'orders'}, the newest
          first
        </p>
      </div>
    </div>
    ${tabBar('States', tabs)}${searchForm(query)}
    ${found.orders.length === 0 ? emptyState('No orders here', 'Draft one from the buy list.') : orderTable(found.orders)}
    ${found.moreCount > 0 ? more : ''}${provenance(found)}`
}
