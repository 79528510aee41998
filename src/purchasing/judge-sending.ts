import { approvalNeeds, openNeeds, standingApprovals } from './approval-needs.ts'
import { exactInBase } from './amounts.ts'
import { nextState, wrongState } from './life-cycle.ts'
import type { GivenApproval, OrderFacts, SupplierFacts } from './order-facts.ts'
import type { PurchasingPolicy } from './policy.ts'
import { refused } from './refusal.ts'
import type { Refused } from './refusal.ts'
import { hoursBetween } from './shop-day.ts'

export type SendingRequest = {
  policy: PurchasingPolicy
  now: string
  order: OrderFacts
  supplier: SupplierFacts
  given: readonly GivenApproval[]
}

/** Why the approvals on record do not let the order go now, or null: 'approval_expired' is what the expiry job looks for. */
export function approvalRefusal({
  policy,
  now,
  order,
  supplier,
  given,
}: SendingRequest): Refused | null {
  if (given.some(({ at }) => hoursBetween(at, now) < 0)) {
    return refused(
      'clock_skew',
      `${order.number} would be sent before it was approved: a clock is wrong.`,
      'Set the clocks of the servers right; then send again.',
    )
  }
  const bound = given.filter(
    (each) => each.revision === order.revision && each.contentHash === order.contentHash,
  )
  if (bound.length === 0 && given.length > 0) {
    return refused(
      'changed_after_approval',
      `${order.number} says something else than what was approved.`,
      'Reopen it as a new revision, submit it and have it approved as it is now.',
    )
  }
  const standing = standingApprovals(order, given, policy, now)
  const ownMinor = exactInBase(
    { minor: order.totalMinor, currency: order.currency },
    order.rateToBase,
    policy.baseCurrency,
  )
  const needs = approvalNeeds(order, supplier, ownMinor, policy)
  if (openNeeds(needs, standing, ownMinor) === null) return null
  if (openNeeds(needs, bound, ownMinor) === null) {
    return refused(
      'approval_expired',
      `The approval of ${order.number} is older than ${policy.approvalExpiryHours} hours.`,
      'Reopen it as a new revision and have it approved again.',
    )
  }
  return refused(
    'not_approved',
    `${order.number} is not approved by everybody who must.`,
    'Have it approved; approving sends it.',
  )
}

/**
 * Whether an approved order may go to its supplier now, and where to: the address of the supplier master and no other.
 * The approvals must be of this content and younger than the policy's hours; exactly so old is still good.
 */
export function judgeSending(request: SendingRequest): { outcome: 'send'; to: string } | Refused {
  const { order, supplier } = request
  if (nextState(order.state, { command: 'send' }) === null) {
    return wrongState(order.number, order.state, 'send')
  }
  const refusal = approvalRefusal(request)
  if (refusal !== null) return refusal
  if (supplier.status !== 'active') {
    return refused(
      'supplier_not_usable',
      `${supplier.code} is ${supplier.status}; nothing is sent to it.`,
      'Cancel the order and order from another supplier.',
    )
  }
  if (supplier.email === null || supplier.email.trim() === '') {
    return refused(
      'no_recipient',
      `${supplier.code} has no e-mail address for orders.`,
      'Have the address entered in the supplier master, or hand the PDF over and record that.',
    )
  }
  return { outcome: 'send', to: supplier.email }
}
