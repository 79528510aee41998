// The life of a purchase order as one table. Tools, buttons and checks all read it; nothing else knows a transition.
import { refusalError, refused } from './refusal.ts'
import type { Refused } from './refusal.ts'

export type OrderState =
  | 'draft'
  | 'submitted'
  | 'approved'
  | 'sent'
  | 'unknown_delivery'
  | 'acknowledged'
  | 'partly_received'
  | 'received'
  | 'closed'
  | 'rejected'
  | 'expired'
  | 'cancelled'

export type OrderCommand =
  | 'revise'
  | 'submit'
  | 'withdraw'
  | 'approve'
  | 'reject'
  | 'expire'
  | 'reopen'
  | 'send'
  | 'mark_delivery_unknown'
  | 'resolve_delivery'
  | 'acknowledge'
  | 'receive'
  | 'close'
  | 'cancel'

/** The roles that people of a shop have. */
export type Role = 'buyer' | 'approver' | 'warehouse' | 'payables' | 'administrator'

export type LifeCycleRule = {
  /** From where to where. Two ends mean that what happened decides: all received or not, delivered or not. */
  moves: Partial<Record<OrderState, readonly OrderState[]>>
  /** Roles whose people may do it; deciding also needs a limit, and nobody decides about an own order. */
  roles: readonly Role[]
  /** Whether a program does it too: a job does what was decided before, a tool only prepares. */
  job: boolean
  tool: boolean
  /** Raises the revision; what a revision says never changes. */
  newRevision: boolean
  /** Approvals of the revision count no more. */
  voidsApprovals: boolean
  /** "The order can not be ..." */
  past: string
}

const preparing: readonly Role[] = ['buyer', 'approver', 'administrator']
const nothingElse = { job: false, tool: false, newRevision: false, voidsApprovals: false }

/** Every command: where it may be given, where it leads, who may give it. What is not here is not allowed. */
export const lifeCycle: Record<OrderCommand, LifeCycleRule> = {
  revise: {
    ...nothingElse,
    moves: { draft: ['draft'], submitted: ['draft'], rejected: ['draft'] },
    roles: preparing,
    tool: true,
    newRevision: true,
    voidsApprovals: true,
    past: 'revised',
  },
  submit: {
    ...nothingElse,
    moves: { draft: ['submitted'] },
    roles: preparing,
    tool: true,
    past: 'submitted',
  },
  withdraw: {
    ...nothingElse,
    moves: { submitted: ['draft'] },
    roles: preparing,
    newRevision: true,
    voidsApprovals: true,
    past: 'withdrawn',
  },
  approve: {
    ...nothingElse,
    // It stays submitted while a further approver is needed.
    moves: { submitted: ['approved', 'submitted'] },
    roles: preparing,
    past: 'approved',
  },
  reject: {
    ...nothingElse,
    moves: { submitted: ['rejected'] },
    roles: preparing,
    voidsApprovals: true,
    past: 'rejected',
  },
  expire: {
    ...nothingElse,
    moves: { approved: ['expired'] },
    roles: [],
    job: true,
    voidsApprovals: true,
    past: 'marked as expired',
  },
  reopen: {
    ...nothingElse,
    moves: { approved: ['draft'], rejected: ['draft'], expired: ['draft'], cancelled: ['draft'] },
    roles: preparing,
    newRevision: true,
    voidsApprovals: true,
    past: 'reopened',
  },
  send: {
    ...nothingElse,
    moves: { approved: ['sent'] },
    roles: preparing,
    job: true,
    past: 'sent',
  },
  mark_delivery_unknown: {
    ...nothingElse,
    moves: { approved: ['unknown_delivery'] },
    roles: [],
    job: true,
    past: 'marked as perhaps delivered',
  },
  resolve_delivery: {
    ...nothingElse,
    moves: { unknown_delivery: ['sent', 'approved'] },
    roles: preparing,
    past: 'settled as delivered or not',
  },
  acknowledge: {
    ...nothingElse,
    moves: { sent: ['acknowledged'] },
    roles: preparing,
    past: 'acknowledged',
  },
  receive: {
    ...nothingElse,
    moves: {
      sent: ['received', 'partly_received'],
      acknowledged: ['received', 'partly_received'],
      partly_received: ['received', 'partly_received'],
    },
    roles: ['warehouse', 'administrator'],
    past: 'received',
  },
  close: {
    ...nothingElse,
    moves: { partly_received: ['closed'], received: ['closed'] },
    roles: ['buyer', 'payables', 'administrator'],
    past: 'closed',
  },
  cancel: {
    ...nothingElse,
    moves: {
      draft: ['cancelled'],
      submitted: ['cancelled'],
      approved: ['cancelled'],
      sent: ['cancelled'],
      acknowledged: ['cancelled'],
      rejected: ['cancelled'],
      expired: ['cancelled'],
    },
    roles: preparing,
    voidsApprovals: true,
    past: 'cancelled',
  },
}

export const orderCommands = Object.keys(lifeCycle) as OrderCommand[]

export const orderStates: readonly OrderState[] = [
  'draft',
  'submitted',
  'approved',
  'sent',
  'unknown_delivery',
  'acknowledged',
  'partly_received',
  'received',
  'closed',
  'rejected',
  'expired',
  'cancelled',
]

/** The table the other way round: what each state allows, and where that leads. */
export const transitions = Object.fromEntries(
  orderStates.map((state) => [
    state,
    Object.fromEntries(
      orderCommands.flatMap((command) => {
        const ends = lifeCycle[command].moves[state]
        return ends === undefined ? [] : [[command, ends]]
      }),
    ),
  ]),
) as Record<OrderState, Partial<Record<OrderCommand, readonly OrderState[]>>>

/** The actions a drafting tool may take; every other one needs a signed-in person. */
export const draftActions: readonly OrderCommand[] = orderCommands.filter(
  (command) => lifeCycle[command].tool,
)

/** States in which goods are still to come or may be asked for: the order counts against a need. */
export const liveStates: readonly OrderState[] = [
  'draft',
  'submitted',
  'approved',
  'sent',
  'unknown_delivery',
  'acknowledged',
  'partly_received',
]

/** States of an order that somebody approved and that is not finished: its units are on order. */
export const onOrderStates: readonly OrderState[] = [
  'approved',
  'sent',
  'unknown_delivery',
  'acknowledged',
  'partly_received',
]

/** States of an order that bound the shop: approved and not undone. It holds money of a budget, and what it paid is a price. */
export const boundStates: readonly OrderState[] = [...onOrderStates, 'received', 'closed']

/** A command with what decides between its two ends, where it has two. */
export type OrderStep =
  | { command: 'approve'; complete: boolean }
  | { command: 'receive'; complete: boolean }
  | { command: 'resolve_delivery'; delivered: boolean }
  | { command: Exclude<OrderCommand, 'approve' | 'receive' | 'resolve_delivery'> }

/** A state in words: 'partly received'. */
export function stateInWords(state: OrderState): string {
  return state.replaceAll('_', ' ')
}

const commandInWords = (command: OrderCommand) => command.replaceAll('_', ' ')

/** Sentences for the steps that people most often try in vain; every other one is told what is allowed. */
const repairs: Partial<Record<OrderCommand, Partial<Record<OrderState, string>>>> = {
  approve: {
    approved: 'It is approved already; nothing more is to be done, it will be sent.',
    draft: 'Submit it first; then a person with the limit decides.',
    rejected: 'Reopen it as a new revision and submit that.',
    expired: 'Reopen it as a new revision, submit that and have it approved again.',
  },
  revise: {
    approved: 'Reopen it as a new revision, which voids the approval; then revise and submit it.',
    sent: 'Agree the change with the supplier, cancel this order and draft another one.',
    expired: 'Reopen it as a new revision; then revise and submit it.',
    cancelled: 'Reopen it as a new revision, or draft a new order.',
  },
  send: {
    draft: 'Submit it and have it approved; approving sends it.',
    submitted: 'Have it approved; approving sends it.',
    rejected: 'Reopen it as a new revision, submit it and have it approved.',
    expired: 'Reopen it as a new revision and have it approved again.',
    unknown_delivery:
      'Ask the supplier whether the message came, then say so; it is never sent blind.',
  },
  receive: {
    approved:
      'It was never sent. Find out what the goods belong to; send the order before they are booked on it.',
    unknown_delivery:
      'Say first that the order was delivered to the supplier; then book the goods.',
    received:
      'Everything ordered was received. Book goods that came on top as a return or on a new order.',
    closed: 'It is closed. Book the goods on the order they were sent for, or return them.',
    cancelled: 'It was cancelled. Return the goods, or draft and approve an order for them.',
  },
  cancel: {
    unknown_delivery: 'Find out first whether the supplier has it, and say so; then cancel.',
    partly_received:
      'Goods have come. Close it instead; what is open is then not expected any more.',
    received: 'Everything has come. Close it, and return what is not wanted.',
  },
}

function whatCanHappen(state: OrderState): string {
  const allowed = Object.keys(transitions[state]) as OrderCommand[]
  return allowed.length > 0
    ? `What can happen to it: ${allowed.map(commandInWords).join(', ')}.`
    : 'Nothing can happen to it any more; draft a new order.'
}

/** Why a command can not be given in a state, with the way out of it. */
export function wrongState(order: string, state: OrderState, command: OrderCommand): Refused {
  return refused(
    'wrong_state',
    `${order} is ${stateInWords(state)}; it can not be ${lifeCycle[command].past} now.`,
    repairs[command]?.[state] ?? whatCanHappen(state),
  )
}

/** Where a step leads from a state, or null where the table has no such step. */
export function nextState(state: OrderState, step: OrderStep): OrderState | null {
  const [first, second] = lifeCycle[step.command].moves[state] ?? []
  if (first === undefined) return null
  const fulfilled = 'complete' in step ? step.complete : 'delivered' in step ? step.delivered : true
  return fulfilled ? first : (second ?? first)
}

/** The state a command leads to at its best. Throws 'conflict' with the way out where the state does not allow it. */
export function stateAfter(order: string, state: OrderState, command: OrderCommand): OrderState {
  const next = lifeCycle[command].moves[state]?.[0]
  if (next !== undefined) return next
  throw refusalError(wrongState(order, state, command), { order, state, action: command })
}
