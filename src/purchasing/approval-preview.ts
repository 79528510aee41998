// What an approver and a requester see before anybody clicks: who may decide, how many must, and what is unusual.
import { approvalNeeds, openNeeds, standingApprovals } from './approval-needs.ts'
import type { ApprovalNeeds, OpenNeeds } from './approval-needs.ts'
import { approvalRoute, limitsOf } from './approval.ts'
import type { ApprovalRoute, Approver } from './approval.ts'
import { budgetFlags } from './budget-check.ts'
import type { Commitment } from './budget-check.ts'
import { heldAmount } from './held-amount.ts'
import type { HeldAmount } from './held-amount.ts'
import type {
  GivenApproval,
  OrderFacts,
  OtherOption,
  RelatedOrder,
  SupplierFacts,
} from './order-facts.ts'
import { orderFlags } from './order-flags.ts'
import type { Flag } from './order-flags.ts'
import type { PurchasingPolicy } from './policy.ts'
import { dayOf } from './shop-day.ts'

/** Who and what a decision about an order has to do with. */
export type DecisionFacts = {
  policy: PurchasingPolicy
  /** The instant of the click, or of the look. */
  now: string
  order: OrderFacts
  supplier: SupplierFacts
  options: readonly OtherOption[]
  people: readonly Approver[]
  /** Other orders to the supplier around the order, also dead ones. */
  related: readonly RelatedOrder[]
  /** Every approval on record for the order, of any revision. */
  given: readonly GivenApproval[]
  commitments: readonly Commitment[]
}

export type ApprovalPreview = {
  held: HeldAmount
  route: ApprovalRoute
  needs: ApprovalNeeds
  /** Approvals of this revision that count now, and what is still missing; null = nothing is. */
  given: GivenApproval[]
  open: OpenNeeds | null
  flags: Flag[]
}

/** The decision ahead of an order; amounts in minor units of the base currency. Throws 'conflict' without a rate. */
export function previewApproval(facts: DecisionFacts): ApprovalPreview {
  const { policy, now, order, supplier, people, related, commitments } = facts
  const on = dayOf(now, policy.timeZone)
  const held = heldAmount(order, related, policy)
  const limitsMinor = limitsOf(people, policy)
  const needs = approvalNeeds(order, supplier, held.heldMinor, policy)
  const given = standingApprovals(order, facts.given, policy, now)
  const question = {
    ...order,
    amountMinor: held.heldMinor,
    supplierCreatedBy: supplier.createdBy,
    asOf: on,
  }
  return {
    held,
    route: approvalRoute(people, question, policy),
    needs,
    given,
    open: openNeeds(needs, given, held.heldMinor),
    flags: [
      ...orderFlags({ order, supplier, related, held, limitsMinor, policy, now }),
      ...budgetFlags(order, commitments, policy, on),
    ],
  }
}
