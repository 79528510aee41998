import { reasonedStep } from './reasoned-step.ts'

/** Closes an order: what has not come by now is not expected any more. */
export const closeOrder = reasonedStep({
  name: 'close_order',
  title: 'Close an order',
  command: 'close',
  set: (now) => ({ closedAt: now }),
})
