import { withdrawMessages } from '#store/order-messages.ts'
import { reasonedStep } from './reasoned-step.ts'

/** Makes an approved, rejected, expired or cancelled order a draft again, as a new revision that nobody has approved. */
export const reopenOrder = reasonedStep({
  name: 'reopen_order',
  title: 'Reopen an order',
  command: 'reopen',
  set: () => ({ sentAt: null, acknowledgedAt: null, acknowledgedAs: null, confirmedForOn: null }),
  also: ({ tx, now }, order) => withdrawMessages(tx, order.number, now),
})
