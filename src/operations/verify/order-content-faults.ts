// What an order says: its sums, its revision, what was approved, what was sent, what came.
import { keptContent, priceOrder } from '#purchasing/order-content.ts'
import type { OrderContent } from '#purchasing/order-content.ts'
import { QuartermasterError } from '#root/errors.ts'
import { contentHash } from '#store/content-hash.ts'
import type { OrderRecord } from '#store/order-records.ts'
import { isBound, isOwn, standingApprovals, stepsOf } from './order-standing-in-books.ts'

/** Rows that nobody could have written have no content at all; every comparison with them fails. */
function orNull<Value>(read: () => Value): Value | null {
  try {
    return read()
  } catch (error) {
    if (error instanceof QuartermasterError) return null
    throw error
  }
}

/** A line that is not price times units, or a total that is not the sum of its lines. */
export function totalFault({ order }: OrderRecord): string | null {
  const priced = orNull(() => priceOrder(keptContent(order)))
  if (priced === null) return `${order.number} has a price or a total that can not be`
  const wrong = order.lines.find(
    (line, at) => line.lineTotalMinor !== priced.lines[at]?.lineTotalMinor,
  )
  if (wrong !== undefined) return `${order.number} line ${wrong.lineNumber} is not price x units`
  return order.totalMinor === priced.totalMinor
    ? null
    : `${order.number} says ${order.totalMinor}, its lines sum to ${priced.totalMinor}`
}

const rowsHash = ({ order }: OrderRecord) => orNull(() => contentHash(keptContent(order)))

/** Rows that are not what the order's own revision says. An order from elsewhere has no revision here. */
export function contentFault(record: OrderRecord): string | null {
  const { order, revisions } = record
  const revision = revisions.find((each) => each.revision === order.revision)
  if (revision === undefined) {
    return isOwn(record) ? `${order.number} has lost its revision ${order.revision}` : null
  }
  const hash = rowsHash(record)
  if (hash !== order.contentHash) {
    return `${order.number} was changed beside its revision ${order.revision}`
  }
  const changed = revisions.find(
    (each) => orNull(() => contentHash(each.content)) !== each.contentHash,
  )
  if (changed !== undefined || hash !== revision.contentHash) {
    return `revision ${(changed ?? revision).revision} of ${order.number} is not what it was when it was written`
  }
  return null
}

/** An approved order whose rows are not what was approved. */
export function approvedContentFault(record: OrderRecord): string | null {
  const { order } = record
  if (!isBound(order.state)) return null
  const hash = rowsHash(record)
  const other = standingApprovals(record).find((each) => each.contentHash !== hash)
  return other === undefined
    ? null
    : `${order.number} is not what ${other.personId} approved as revision ${other.revision}`
}

/** Messages that went out with another amount than was approved, and the order's amount since. */
export function sentAmountFaults(record: OrderRecord): string[] {
  const { order, messages, revisions } = record
  const sent = messages.filter(({ kind, state }) => kind === 'order' && state === 'accepted')
  return sent.flatMap(({ revision }) => {
    const content = revisions.find((each) => each.revision === revision)?.content
    const sentMinor =
      content === undefined ? null : orNull(() => priceOrder(content as OrderContent).totalMinor)
    if (sentMinor === null) {
      return [`what ${order.number} told its supplier as revision ${revision} is lost`]
    }
    const approvedMinor = stepsOf(record, 'approve').findLast(
      (step) => step.revision === revision && step.to === 'approved',
    )?.totalMinor
    if (approvedMinor !== sentMinor) {
      return [
        `${order.number} was sent for ${sentMinor} and approved for ${approvedMinor ?? 'nothing'}`,
      ]
    }
    return revision === order.revision && order.totalMinor !== sentMinor
      ? [`${order.number} was sent for ${sentMinor} and says ${order.totalMinor}`]
      : []
  })
}

/** Lines whose received units are not the sum of the receipts that were booked on them. */
export function receivedFaults(record: OrderRecord): string[] {
  const { order, bookedUnits } = record
  const own = isOwn(record)
  const unknown = [...bookedUnits.keys()].filter(
    (lineNumber) => !order.lines.some((line) => line.lineNumber === lineNumber),
  )
  const wrong = order.lines.flatMap(({ lineNumber, receivedUnits }) => {
    const booked = bookedUnits.get(lineNumber) ?? 0
    // What came for an order before it was imported is in its figure and in no receipt of ours.
    if (own ? receivedUnits === booked : receivedUnits >= booked) return []
    return [
      `${order.number} line ${lineNumber} says ${receivedUnits} received, its receipts sum to ${booked}`,
    ]
  })
  return [
    ...unknown.map(
      (line) => `a receipt is booked on line ${line} of ${order.number}, which is not there`,
    ),
    ...wrong,
  ]
}
