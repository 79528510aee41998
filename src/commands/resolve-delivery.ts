import { z } from 'zod'
import { lifeCycle } from '#purchasing/life-cycle.ts'
import { appendAudit } from '#store/audit.ts'
import { moveMessage } from '#store/order-messages.ts'
import { moveOrder } from '#store/order-moves.ts'
import { defineCommand } from './command.ts'
import { reason } from './fields.ts'
import { messageKey, messageSeen, seenMessage } from './message-of.ts'
import { orderOf, personActing, takeStep } from './order-of.ts'
import { requireRole } from './role.ts'

const input = z.strictObject({
  ...seenMessage,
  /** What the supplier said when they were asked. */
  delivered: z.union([z.boolean(), z.stringbool()], 'say whether the supplier has it: yes or no'),
  reason,
})

/**
 * Settles a message that nobody could know the fate of, after the supplier was asked: it came, and the order is sent; or
 * it did not, and the order is approved and a person may send it again.
 */
export const resolveDelivery = defineCommand({
  name: 'resolve_delivery',
  title: 'Say whether an order arrived',
  input,
  key: (seen) => messageKey('resolve', seen),
  async act({ tx, person, now }, { delivered, reason, ...seen }) {
    const order = await orderOf(tx, seen.order)
    const { roles } = lifeCycle.resolve_delivery
    requireRole(person, roles, 'settle whether an order arrived')
    const message = await messageSeen(tx, seen, ['unknown'])
    const answer = `${person.name} asked the supplier: ${delivered ? 'it arrived' : 'it did not arrive'}. ${reason}`
    await moveMessage(tx, message, {
      state: delivered ? 'accepted' : 'refused',
      answer,
      settledAt: now,
      settledBy: person.id,
    })
    const detail = { delivered, reason, message: message.id }
    if (seen.kind === 'cancellation') {
      const { revision } = seen
      const row = { at: now, actor: person.id, action: 'message.resolved', subject: seen.order }
      await appendAudit(tx, { ...row, detail: { revision, ...detail } })
      return { order: seen.order, revision, state: order.state }
    }
    const taken = { command: 'resolve_delivery', delivered } as const
    const step = await takeStep(tx, order, taken, personActing(person), seen.revision)
    await moveOrder(tx, {
      order,
      command: 'resolve_delivery',
      step,
      actor: person.id,
      at: now,
      set: delivered ? { sentAt: message.attemptedAt } : {},
      detail,
    })
    return { order: seen.order, revision: step.revision, state: step.state }
  },
})
