import { z } from 'zod'
import { decisionFacts } from '#operations/approval-facts.ts'
import { lifeCycle } from '#purchasing/life-cycle.ts'
import { judgeSending } from '#purchasing/judge-sending.ts'
import { refusalError } from '#purchasing/refusal.ts'
import { appendAudit } from '#store/audit.ts'
import { moveMessage } from '#store/order-messages.ts'
import { defineCommand } from './command.ts'
import { messageKey, messageSeen, seenMessage } from './message-of.ts'
import { orderOf, personActing, takeStep } from './order-of.ts'
import { requireRole } from './role.ts'

const input = z.strictObject(seenMessage)

/**
 * Sends a message once more that was refused, or that the supplier says never came: a new attempt of the same message,
 * under the same message id. Whether it may go is judged now, so that the person hears at once why not.
 */
export const sendOrder = defineCommand({
  name: 'send_order',
  title: 'Send an order again',
  input,
  key: (seen) => messageKey('send', seen),
  async act({ tx, person, policy, now, asOf, enqueue }, seen) {
    const order = await orderOf(tx, seen.order)
    if (seen.kind === 'order') {
      await takeStep(tx, order, { command: 'send' }, personActing(person), seen.revision)
      const { facts } = await decisionFacts(tx, seen.order, { policy, now, asOf })
      const judged = judgeSending(facts)
      if (judged.outcome === 'refused') throw refusalError(judged, { order: seen.order })
    } else requireRole(person, lifeCycle.send.roles, 'send messages to suppliers')
    const message = await messageSeen(tx, seen, ['refused'])
    await moveMessage(tx, message, { state: 'waiting', settledAt: null, settledBy: null })
    await enqueue(tx, { queue: 'send_message', data: { messageId: message.id } })
    await appendAudit(tx, {
      at: now,
      actor: person.id,
      action: 'message.again',
      subject: seen.order,
      detail: { revision: seen.revision, message: message.id, attemptCount: message.attemptCount },
    })
    return { order: seen.order, revision: seen.revision, state: order.state }
  },
})
