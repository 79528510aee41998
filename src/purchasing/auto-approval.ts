// Small reorders that follow the plan exactly may be approved without a click, in the name of the person who switched it on.
import { unitsBySku } from './duplicates.ts'
import { heldAmount } from './held-amount.ts'
import { judgeApproval } from './judge-approval.ts'
import type { ApprovalRequest } from './judge-approval.ts'
import type { GivenApproval, OrderFacts } from './order-facts.ts'

export type AutoApproval =
  | { outcome: 'approved'; approval: GivenApproval }
  | { outcome: 'by_hand'; reasons: string[] }

function beyondPlan(order: OrderFacts): string[] {
  const planned = new Map(order.lines.map(({ sku, planUnits }) => [sku, planUnits]))
  return [...unitsBySku(order)].flatMap(([sku, units]) => {
    const plan = planned.get(sku) ?? null
    return plan !== null && units <= plan ? [] : [`${sku} is not a reorder as planned`]
  })
}

/**
 * Whether the rule approves a submitted order by itself. Only with the rule switched on, by a person who could approve
 * this order with an own click; an amount (with what belongs to it) up to the rule's; every line as planned; no flag at
 * all. Whatever fails leaves it to a person, with the reasons. A program or model has no part in it: nothing it says is read.
 */
export function judgeAutoApproval(
  request: Omit<ApprovalRequest, 'clicker' | 'seen'>,
): AutoApproval {
  const { policy, order, people, related } = request
  const { switchedOnBy, upToMinor } = policy.autoApproval
  if (switchedOnBy === null) return { outcome: 'by_hand', reasons: ['the rule is switched off'] }
  const person = people.find(({ id }) => id === switchedOnBy) ?? null
  const { revision, contentHash } = order
  const decision = judgeApproval({
    ...request,
    clicker: { kind: 'person', person },
    seen: { revision, contentHash, typedAmountMinor: null },
  })
  const reasons = [
    ...(heldAmount(order, related, policy).heldMinor > upToMinor
      ? ['the amount is above that of the rule']
      : []),
    ...beyondPlan(order),
    ...decision.flags.map(({ sentence }) => sentence),
    ...(decision.outcome === 'refused' ? [decision.sentence] : []),
    ...(decision.outcome === 'difference'
      ? decision.differences.map(({ sentence }) => sentence)
      : []),
    ...(decision.outcome === 'next_approver' ? ['more than one person must approve it'] : []),
  ]
  if (decision.outcome === 'approved' && reasons.length === 0) {
    return { outcome: 'approved', approval: decision.approval }
  }
  return { outcome: 'by_hand', reasons }
}
