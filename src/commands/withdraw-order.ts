import { reasonedStep } from './reasoned-step.ts'

/** Takes a submitted order back into drafting; it must be submitted anew. */
export const withdrawOrder = reasonedStep({
  name: 'withdraw_order',
  title: 'Withdraw an order',
  command: 'withdraw',
})
