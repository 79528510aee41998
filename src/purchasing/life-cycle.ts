// The life of a purchase order as one table. Tools, buttons and checks all read it; nothing else knows a transition.
import { QuartermasterError } from '#root/errors.ts'

export type OrderState =
  | 'draft'
  | 'submitted'
  | 'approved'
  | 'sent'
  | 'acknowledged'
  | 'partly_received'
  | 'received'
  | 'closed'
  | 'rejected'
  | 'cancelled'

export type OrderAction =
  | 'revise'
  | 'submit'
  | 'approve'
  | 'reject'
  | 'send'
  | 'acknowledge'
  | 'receive_part'
  | 'receive_all'
  | 'close'
  | 'cancel'

/** Where each action leads; what is not here is not allowed. */
export const transitions: Record<OrderState, Partial<Record<OrderAction, OrderState>>> = {
  draft: { revise: 'draft', submit: 'submitted', cancel: 'cancelled' },
  submitted: { revise: 'draft', approve: 'approved', reject: 'rejected', cancel: 'cancelled' },
  approved: { send: 'sent', cancel: 'cancelled' },
  sent: {
    acknowledge: 'acknowledged',
    receive_part: 'partly_received',
    receive_all: 'received',
    cancel: 'cancelled',
  },
  acknowledged: { receive_part: 'partly_received', receive_all: 'received', cancel: 'cancelled' },
  partly_received: { receive_part: 'partly_received', receive_all: 'received', close: 'closed' },
  received: { close: 'closed' },
  closed: {},
  rejected: { revise: 'draft', cancel: 'cancelled' },
  cancelled: {},
}

/** The two actions a drafting tool may take; every other one needs a signed-in person. */
export const draftActions: readonly OrderAction[] = ['revise', 'submit']

/** States in which goods are still to come or may be asked for: the order counts against a need. */
export const liveStates: readonly OrderState[] = [
  'draft',
  'submitted',
  'approved',
  'sent',
  'acknowledged',
  'partly_received',
]

/** States of an order that somebody approved and that is not finished: its units are on order. */
export const onOrderStates: readonly OrderState[] = [
  'approved',
  'sent',
  'acknowledged',
  'partly_received',
]

/** The state after an action. Throws QuartermasterError('conflict') naming what the state does allow. */
export function stateAfter(order: string, state: OrderState, action: OrderAction): OrderState {
  const next = transitions[state][action]
  if (next !== undefined) return next
  const allowed = Object.keys(transitions[state])
  throw new QuartermasterError(
    'conflict',
    `${order} is ${state.replace('_', ' ')}; it can not be ${pastOf[action]} now.`,
    allowed.length > 0
      ? `What can happen to it: ${allowed.join(', ').replaceAll('_', ' ')}.`
      : 'Nothing can happen to it any more; draft a new order.',
    { order, state, action },
  )
}

const pastOf: Record<OrderAction, string> = {
  revise: 'revised',
  submit: 'submitted',
  approve: 'approved',
  reject: 'rejected',
  send: 'sent',
  acknowledge: 'acknowledged',
  receive_part: 'received',
  receive_all: 'received',
  close: 'closed',
  cancel: 'cancelled',
}
