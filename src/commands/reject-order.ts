import { reasonedStep } from './reasoned-step.ts'

/** Says no to a submitted order, with the reason its requester will read. */
export const rejectOrder = reasonedStep({
  name: 'reject_order',
  title: 'Reject an order',
  command: 'reject',
})
