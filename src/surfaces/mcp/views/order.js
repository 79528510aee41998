// The order card: one order with its lines, or a short card for each of several, after a question or after a draft.
import { ask, callTool, mayCallTools } from './bridge.js'
import { count, counted, day, money, price } from './figures.js'
import {
  badge,
  button,
  dayCell,
  facts,
  fill,
  named,
  part,
  place,
  sentences,
  startView,
  table,
  usedColumns,
} from './parts.js'

const tones = {
  submitted: 'warn',
  partly_received: 'warn',
  unknown_delivery: 'bad',
  approved: 'good',
  received: 'good',
  closed: 'good',
  rejected: 'bad',
  expired: 'bad',
  cancelled: 'bad',
}

function badges({ state, late, created }) {
  return [
    badge(state.replaceAll('_', ' '), tones[state] ?? 'calm'),
    late ? badge('late', 'bad') : null,
    created === false ? badge('was there already', 'calm') : null,
  ]
}

function totalOf({ totalMinor, currency, base }) {
  const own = money(totalMinor, currency)
  const inBase =
    base === undefined || base.currency === currency ? '' : money(base.totalMinor, base.currency)
  return inBase === '' ? own : named(own, inBase)
}

function headFacts(order) {
  return facts([
    ['Supplier', named(order.supplierName, order.supplierCode)],
    ['Deliver to', order.locationCode],
    ['Total', totalOf(order)],
    ['Expected', dayCell(order.expectedOn)],
    [
      'Drafted by',
      order.createdBy === undefined ? '' : named(order.createdBy, day(order.createdOn)),
    ],
  ])
}

function unitsCell({ units, beforeUnits, askedUnits }) {
  if (beforeUnits !== undefined && beforeUnits !== units) {
    return named(count(units), beforeUnits === 0 ? 'new' : `before ${count(beforeUnits)}`)
  }
  const wasAsked = askedUnits !== undefined && askedUnits !== units
  return named(count(units), wasAsked ? `asked ${count(askedUnits)}` : '')
}

function lineTable({ order, currency, lines }) {
  const received = ({ receivedUnits }) => count(receivedUnits)
  const unitPrice = (line) => price(line.unitPrice, currency)
  const total = (line) => money(line.lineTotalMinor, currency)
  const columns = [
    { head: 'Item', cell: ({ name, sku }) => named(name, sku) },
    { head: 'Units', right: true, cell: unitsCell },
    { head: 'Unit price', right: true, cell: unitPrice, uses: unitPrice },
    { head: 'Total', right: true, cell: total, uses: total },
    { head: 'Received', right: true, cell: received, uses: received },
  ]
  return table(`Lines of ${order}`, usedColumns(columns, lines), lines)
}

/** Who may decide, or what was decided: the tools say it in a sentence. */
function decisionOf(order) {
  const text = order.decision ?? (order.submitted === undefined ? null : order.display)
  return text === null ? null : part('p', { class: 'decision' }, text)
}

/** Up to what somebody may decide; nothing is said of it to a person who sees no costs, to whom it is not told. */
function decider({ name, role, limitMinor, currency, standsInFor }, seesCosts) {
  const limit = limitMinor === undefined ? 'no limit' : `up to ${money(limitMinor, currency)}`
  const known = seesCosts ? `, ${limit}` : ''
  return `${name} (${role})${known}${standsInFor === undefined ? '' : `, for ${standsInFor}`}`
}

function decidersOf({ deciders = [], excluded = [], deciderCount = 0, totalMinor }) {
  if (deciders.length === 0 && excluded.length === 0) return null
  const more = deciderCount - deciders.length
  return part(
    'details',
    {},
    part('summary', {}, 'Who may decide'),
    sentences([
      ...deciders.map((each) => decider(each, totalMinor !== undefined)),
      ...(more > 0 ? [`${count(more)} more`] : []),
      ...excluded.map(({ name, reason }) => `Not ${name}: ${reason}`),
    ]),
  )
}

const quoted = (text, by) =>
  text === undefined
    ? null
    : part('figure', {}, part('blockquote', {}, text), part('figcaption', {}, by))

/** How many lines stand behind those that are shown. */
function moreLines({ lines, lineCount, moreCount }) {
  const behind = lineCount === undefined ? moreCount : lineCount - (lines?.length ?? 0)
  if (!(behind > 0)) return null
  const text = counted(behind, 'line')
  return part('span', { class: 'sub' }, lines === undefined ? text : `${text} more`)
}

async function showLines(number) {
  const found = await callTool('get_purchase_order', { order: number })
  const card = orderCard(found.orders[0])
  place(`order-${number}`).replaceWith(card)
  card.focus()
  return `${number} with its lines.`
}

function actionsOf(order) {
  const { order: number, state, lines } = order
  const mayOpen = lines === undefined && mayCallTools()
  const actions = [
    moreLines(order),
    mayOpen
      ? button('Show the lines', () => showLines(number), {
          'aria-label': `Show the lines of ${number}`,
        })
      : null,
    state === 'draft'
      ? button('Ask to submit it', () => ask(`Submit ${number} for approval`), {
          'aria-label': `Ask in the chat to submit ${number}`,
        })
      : null,
  ].filter((each) => each !== null)
  return actions.length === 0 ? null : part('p', { class: 'actions' }, actions)
}

function orderCard(order) {
  return part(
    'article',
    { class: 'card', id: `order-${order.order}`, tabindex: '-1', 'aria-label': order.order },
    part(
      'h2',
      {},
      order.order,
      badges(order),
      part('span', { class: 'sub' }, `revision ${count(order.revision)}`),
    ),
    headFacts(order),
    decisionOf(order),
    sentences(order.flags, { class: 'warnings' }),
    sentences(order.warnings, { class: 'warnings' }),
    quoted(order.noteQuoted, 'Note on the order'),
    quoted(order.reasonQuoted, 'Reason given'),
    order.lines === undefined || order.lines.length === 0 ? null : lineTable(order),
    decidersOf(order),
    actionsOf(order),
  )
}

startView({
  name: 'order',
  show(found) {
    const orders = found.orders ?? [found]
    place('title').textContent = orders.length === 1 ? 'Purchase order' : 'Purchase orders'
    fill(
      'lead',
      found.orders === undefined
        ? null
        : (found.display ??
            (orders.length === 1 ? null : counted(found.totals.orderCount, 'order'))),
    )
    fill(
      'warnings',
      found.orders === undefined ? null : sentences(found.warnings, { class: 'warnings' }),
    )
    fill('orders', orders.length === 0 ? 'There is no such order.' : orders.map(orderCard))
    fill(
      'more',
      found.orders !== undefined && found.moreCount > 0
        ? `${counted(found.moreCount, 'order')} more; ask for a supplier, a state or an item.`
        : null,
    )
  },
})
