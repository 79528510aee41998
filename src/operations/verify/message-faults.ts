// Messages to suppliers: one for each order, revision and kind, sent once, and only what was approved.
import { stateInWords } from '#purchasing/life-cycle.ts'
import type { OrderState } from '#purchasing/life-cycle.ts'
import { messageName } from '#store/order-messages.ts'
import type { MessageRow } from '#store/order-messages.ts'
import type { OrderRecord } from '#store/order-records.ts'
import { byProgram, isJudged, stepsOf } from './order-standing-in-books.ts'
import type { OrderStepDone } from './order-standing-in-books.ts'

/** States in which the supplier has the order. */
const deliveredStates: readonly OrderState[] = [
  'sent',
  'acknowledged',
  'partly_received',
  'received',
  'closed',
]

function messageFault(record: OrderRecord, message: MessageRow): string | null {
  const { id, orderNumber, revision, kind, state, settledBy } = message
  if (id !== messageName(orderNumber, revision, kind)) {
    return `${id} is a second message for revision ${revision} of ${orderNumber}`
  }
  if (state !== 'accepted') return null
  const complete =
    message.attemptCount > 0 && message.recipient !== null && message.settledAt !== null
  if (!complete && settledBy === null)
    return `${id} was accepted, and no attempt to send it is on record`
  if (kind !== 'order') return null
  const approved = stepsOf(record, 'approve').some(
    (step) => step.revision === revision && step.to === 'approved',
  )
  return approved ? null : `${id} went to the supplier, and nobody had approved that revision`
}

/** Steps by which an order came to be with its supplier, of one revision. */
function deliveries(record: OrderRecord, revision: number): OrderStepDone[] {
  return [...stepsOf(record, 'send'), ...stepsOf(record, 'resolve_delivery')].filter(
    (step) => step.revision === revision && step.to === 'sent',
  )
}

function deliveryFault(record: OrderRecord): string | null {
  const { order, messages } = record
  const { number, revision, state } = order
  const accepted = messages.some(
    (each) => each.kind === 'order' && each.revision === revision && each.state === 'accepted',
  )
  const delivered = deliveries(record, revision)
  if (delivered.length > 1)
    return `revision ${revision} of ${number} was sent ${delivered.length} times`
  if (accepted && delivered.length === 0 && state !== 'unknown_delivery') {
    return `the message of ${number} was accepted, and the audit has no such step`
  }
  if (!deliveredStates.includes(state)) return null
  const byHand = delivered.some(({ actor }) => !byProgram(actor))
  return accepted || byHand
    ? null
    : `${number} is ${stateInWords(state)}, and neither an accepted message nor a hand-over is on record`
}

/** What is wrong with the messages of one order; an order that was decided elsewhere had its messages there. */
export function messageFaults(record: OrderRecord): string[] {
  const { order, messages } = record
  const faults = messages.flatMap((message) => messageFault(record, message) ?? [])
  const judged = isJudged(record) || messages.length > 0
  const delivery = judged ? deliveryFault(record) : null
  const queued = messages.some(
    ({ kind, revision }) => kind === 'order' && revision === order.revision,
  )
  const lost =
    isJudged(record) && order.state === 'approved' && !queued
      ? `${order.number} is approved, and no message to its supplier waits`
      : null
  return [...faults, delivery, lost].filter((fault) => fault !== null)
}
