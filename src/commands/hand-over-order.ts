import { z } from 'zod'
import { decisionFacts } from '#operations/approval-facts.ts'
import { judgeSending } from '#purchasing/judge-sending.ts'
import { refusalError } from '#purchasing/refusal.ts'
import { moveMessage } from '#store/order-messages.ts'
import { moveOrder } from '#store/order-moves.ts'
import { defineCommand } from './command.ts'
import { orderNumber, reason, seenRevision } from './fields.ts'
import { messageSeen } from './message-of.ts'
import { orderOf, personActing, takeStep } from './order-of.ts'

const input = z.strictObject({
  order: orderNumber,
  revision: seenRevision,
  attempt: z.coerce.number().int().min(0, 'send the number of attempts that was shown'),
  /** To whom and how. */
  reason,
})

/**
 * Writes down that an approved order was given to its supplier by hand, by post or on a portal: it is sent, and no mail
 * goes out. Everything that holds for sending holds here, but for the address.
 */
export const handOverOrder = defineCommand({
  name: 'hand_over_order',
  title: 'Book that an order was handed over',
  input,
  key: ({ order, revision }) => `hand over ${order} revision ${revision}`,
  async act({ tx, person, policy, now, asOf }, { order: number, reason, ...seen }) {
    const order = await orderOf(tx, number)
    const step = await takeStep(tx, order, { command: 'send' }, personActing(person), seen.revision)
    const { facts } = await decisionFacts(tx, number, { policy, now, asOf })
    const judged = judgeSending(facts)
    if (judged.outcome === 'refused' && judged.code !== 'no_recipient') {
      throw refusalError(judged, { order: number })
    }
    // One that is being sent, or was perhaps delivered, is settled first: nobody gets an order twice.
    const about = { order: number, kind: 'order' as const, ...seen }
    const message = await messageSeen(tx, about, ['waiting', 'refused'])
    await moveMessage(tx, message, {
      state: 'handed_over',
      answer: `Handed over by hand: ${reason}`,
      settledAt: now,
      settledBy: person.id,
    })
    await moveOrder(tx, {
      order,
      command: 'send',
      step,
      actor: person.id,
      at: now,
      set: { sentAt: now },
      detail: { handedOver: true, reason },
    })
    return { order: number, revision: step.revision, state: step.state }
  },
})
