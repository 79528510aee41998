// A yes that grew too old while the order still waits for another one: the same person may give it again, once looked at anew.
import type { GivenApproval, OrderFacts } from './order-facts.ts'
import { standingApprovals } from './approval-needs.ts'
import type { PurchasingPolicy } from './policy.ts'
import { refused } from './refusal.ts'
import type { Refused } from './refusal.ts'

/** When the person approved what the order says now, if that yes no longer counts at the instant; else null. */
export function lapsedApprovalAt(
  facts: {
    order: Pick<OrderFacts, 'revision' | 'contentHash'>
    given: readonly GivenApproval[]
    policy: PurchasingPolicy
    now: string
  },
  personId: string,
): string | null {
  const { order, given, policy, now } = facts
  const own = given.find(({ by, revision }) => by === personId && revision === order.revision)
  if (own === undefined) return null
  return standingApprovals(order, [own], policy, now).length === 0 ? own.at : null
}

/**
 * Why a click does not renew a yes, or null: a card says which lapsed yes it was shown with (null = none), so a click
 * that was made before the yes lapsed, or before somebody else's page learned of it, renews nothing.
 */
export function renewalRefusal(
  orderNumber: string,
  lapsedAt: string | null,
  seenAt: string | null,
): Refused | null {
  if (lapsedAt === seenAt) return null
  return refused(
    'changed_since_shown',
    lapsedAt === null
      ? `No approval of ${orderNumber} given at ${seenAt} has lapsed.`
      : `Your approval of ${orderNumber} given at ${lapsedAt} has lapsed since this was shown.`,
    'Load the order again and decide about what it says now.',
  )
}
