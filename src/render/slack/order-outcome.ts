// What became of an order, in one sentence: who, when, why.
import type { OrderEventShown, OrderShown } from './order-shown.ts'
import { plain } from './text.ts'
import { NAME, SENTENCE, shown, words } from './words.ts'

const WHAT: Record<string, string> = {
  approve: 'Approved',
  reject: 'Rejected',
  expire: 'The approval expired',
  withdraw: 'Taken back',
  reopen: 'Reopened',
  revise: 'Revised',
  cancel: 'Cancelled',
  submit: 'Submitted',
}

/** 'Rejected by Ines Costa, 22 Nov 2026, 10:32 UTC: “too many”'. */
function eventText({ action, who, at, reason }: OrderEventShown): string {
  const what = Object.hasOwn(WHAT, action) ? (WHAT[action] ?? '') : words(action)
  const by = action === 'expire' ? '' : ` by ${plain(who, NAME)}`
  const why = reason === null || reason === '' ? '' : `: “${plain(reason, SENTENCE)}”`
  return `${what}${by}, ${shown('at', at)}${why}`
}

function lastOf(order: OrderShown, actions: readonly string[]): OrderEventShown | undefined {
  return order.history.findLast(({ action }) => actions.includes(action))
}

/** Everybody who approved the revision that the order has now. */
function approvalText(order: OrderShown): string {
  const given = order.history.filter(
    ({ action, revision }) =>
      action === 'approve' && (revision ?? order.revision) === order.revision,
  )
  const first = given.slice(0, 4).map(({ who, at }) => `${plain(who, NAME)}, ${shown('at', at)}`)
  return first.length === 0 ? words(order.state) : `Approved by ${first.join('; ')}`
}

const ENDED: Partial<Record<OrderShown['state'], string[]>> = {
  rejected: ['reject'],
  expired: ['expire'],
  cancelled: ['cancel'],
  draft: ['withdraw', 'reopen', 'revise'],
}

/** What became of an order that nobody has to decide about any more, or not yet. */
export function outcomeText(order: OrderShown): string {
  const { state } = order
  if (state === 'submitted') {
    const revised = lastOf(order, ['submit', 'revise'])
    return revised === undefined
      ? 'It waits for a decision.'
      : `${eventText(revised)}. It waits for a decision.`
  }
  const ends = ENDED[state]
  if (ends === undefined) {
    const beyond = state === 'approved' ? '' : ` · now ${words(state).toLowerCase()}`
    return `${approvalText(order)}${beyond}`
  }
  const event = lastOf(order, ends)
  return event === undefined ? words(state) : eventText(event)
}
