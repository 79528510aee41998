import type { OrderState } from '#purchasing/life-cycle.ts'
import { queueMessage, withdrawMessages } from '#store/order-messages.ts'
import { reasonedStep } from './reasoned-step.ts'

/** States in which the supplier has the order, and must be told. */
const told: readonly OrderState[] = ['sent', 'acknowledged']

/** Cancels an order; a supplier that has it is told by a message in the same transaction. */
export const cancelOrder = reasonedStep({
  name: 'cancel_order',
  title: 'Cancel an order',
  command: 'cancel',
  async also({ tx, now, enqueue }, { number, revision, state }) {
    await withdrawMessages(tx, number, now)
    if (!told.includes(state)) return
    const message = { orderNumber: number, revision, kind: 'cancellation' as const, at: now }
    await queueMessage(tx, message, enqueue)
  },
})
