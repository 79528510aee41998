import { z } from 'zod'
import { isIsoDate } from '#planning/calendar.ts'
import { moveOrder } from '#store/order-moves.ts'
import { defineCommand } from './command.ts'
import { orderNumber, seenRevision } from './fields.ts'
import { orderOf, personActing, takeStep } from './order-of.ts'

const input = z.strictObject({
  order: orderNumber,
  revision: seenRevision,
  /** The supplier's own number, as on the acknowledgement. */
  acknowledgedAs: z.string().trim().max(64).nullable(),
  /** The day the supplier promises; null = as ordered. */
  confirmedForOn: z.string().refine(isIsoDate, 'give the day as YYYY-MM-DD').nullable(),
})

/** Writes down that the supplier confirmed an order, under which number and for which day. */
export const acknowledgeOrder = defineCommand({
  name: 'acknowledge_order',
  title: 'Book an acknowledgement',
  input,
  key: ({ order, revision }) => `acknowledge ${order} revision ${revision}`,
  async act({ tx, person, now }, { order: number, revision, acknowledgedAs, confirmedForOn }) {
    const order = await orderOf(tx, number)
    const actor = personActing(person)
    const step = await takeStep(tx, order, { command: 'acknowledge' }, actor, revision)
    await moveOrder(tx, {
      order,
      command: 'acknowledge',
      step,
      actor: person.id,
      at: now,
      set: {
        acknowledgedAt: now,
        acknowledgedAs: acknowledgedAs || null,
        confirmedForOn,
      },
      detail: { acknowledgedAs: acknowledgedAs || null, confirmedForOn },
    })
    return { order: number, revision: step.revision, state: step.state }
  },
})
