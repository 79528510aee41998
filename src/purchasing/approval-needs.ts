// How many people, and which, an order needs: the limit always, further eyes by the shop's rules.
import type { OrderFacts, SupplierFacts, GivenApproval } from './order-facts.ts'
import type { ApprovalRule, PurchasingPolicy } from './policy.ts'
import { hoursBetween } from './shop-day.ts'

export type ApprovalNeeds = {
  /** Different people in all. */
  approvals: number
  /** Roles that must be among them. */
  roles: readonly string[]
  /** Names of the rules that ask for it. */
  because: readonly string[]
}

export type OpenNeeds = { approvals: number; limit: boolean; roles: readonly string[] }

function applies(
  rule: ApprovalRule,
  order: OrderFacts,
  supplier: SupplierFacts,
  heldMinor: bigint,
): boolean {
  const { aboveMinor, categories, supplierRisks, criticalities } = rule
  return (
    (aboveMinor === null || heldMinor > aboveMinor) &&
    (categories === null || order.lines.some(({ category }) => categories.includes(category))) &&
    (supplierRisks === null || supplierRisks.includes(supplier.risk)) &&
    (criticalities === null ||
      order.lines.some(({ criticality }) => criticalities.includes(criticality)))
  )
}

/** Who must approve an order of the held amount: the most people that any rule asks for, and every role asked for. */
export function approvalNeeds(
  order: OrderFacts,
  supplier: SupplierFacts,
  heldMinor: bigint,
  policy: PurchasingPolicy,
): ApprovalNeeds {
  const rules = policy.approvalRules.filter((rule) => applies(rule, order, supplier, heldMinor))
  return {
    approvals: Math.max(1, ...rules.map(({ approvals }) => approvals)),
    roles: [...new Set(rules.flatMap(({ role }) => (role === null ? [] : [role])))],
    because: rules.map(({ name }) => name),
  }
}

/** The approvals that still count: of this revision and content, and not older than the expiry at the instant. */
export function standingApprovals(
  order: Pick<OrderFacts, 'revision' | 'contentHash'>,
  given: readonly GivenApproval[],
  policy: PurchasingPolicy,
  now: string,
): GivenApproval[] {
  return given.filter(
    (approval) =>
      approval.revision === order.revision &&
      approval.contentHash === order.contentHash &&
      hoursBetween(approval.at, now) <= policy.approvalExpiryHours,
  )
}

/** What is still missing once these people approved; null when nothing is. The limit must be one person's, not a sum. */
export function openNeeds(
  needs: ApprovalNeeds,
  approvals: readonly GivenApproval[],
  heldMinor: bigint,
): OpenNeeds | null {
  const principals = new Set(approvals.map(({ by, forPerson }) => forPerson ?? by))
  const roles = needs.roles.filter((role) => !approvals.some((each) => each.role === role))
  const limit = !approvals.some(({ limitMinor }) => limitMinor === null || limitMinor >= heldMinor)
  const missing = Math.max(
    0,
    needs.approvals - principals.size,
    limit ? 1 : 0,
    roles.length > 0 ? 1 : 0,
  )
  return missing === 0 ? null : { approvals: missing, limit, roles }
}
