// The decision at the click: everything is looked at again, flags first. Nothing is approved that was not shown.
import { formatMoney } from '#render/figures.ts'
import { approvalRoute, ownLimit } from './approval.ts'
import type { Approver } from './approval.ts'
import { approvalNeeds, openNeeds, standingApprovals } from './approval-needs.ts'
import type { OpenNeeds } from './approval-needs.ts'
import { decidingPerson, powerFor, segregationRefusal } from './approval-person.ts'
import type { Clicker } from './approval-person.ts'
import { previewApproval } from './approval-preview.ts'
import type { DecisionFacts } from './approval-preview.ts'
import { overspentBudgets } from './budget-check.ts'
import { heldAmount } from './held-amount.ts'
import type { HeldAmount } from './held-amount.ts'
import { nextState, wrongState } from './life-cycle.ts'
import { nearOrder } from './near-orders.ts'
import { orderDifferences } from './order-differences.ts'
import type { Difference } from './order-differences.ts'
import type { GivenApproval, LineNow } from './order-facts.ts'
import type { Flag } from './order-flags.ts'
import { refused } from './refusal.ts'
import type { Refused } from './refusal.ts'
import { dayOf, hoursBetween } from './shop-day.ts'
import { supplierRefusal } from './supplier-check.ts'

export type ApprovalRequest = DecisionFacts & {
  clicker: Clicker
  /** What the person saw on the card. */
  seen: { revision: number; contentHash: string; typedAmountMinor: number | bigint | null }
  current: { lines: readonly LineNow[]; rateToBase: string | null }
}

export type ApprovalDecision = { flags: Flag[] } & (
  | { outcome: 'approved'; approval: GivenApproval }
  | {
      outcome: 'next_approver'
      approval: GivenApproval
      open: OpenNeeds
      because: readonly string[]
    }
  | { outcome: 'difference'; differences: Difference[] }
  | Refused
)

/** State, revision, content and clock: whether what was clicked is what stands. */
function standingRefusal(request: ApprovalRequest): Refused | null {
  const { order, seen, now } = request
  if (seen.revision !== order.revision) {
    return refused(
      'old_revision',
      `${order.number} is at revision ${order.revision}; revision ${seen.revision} can not be approved any more.`,
      `Look at revision ${order.revision} and decide about that.`,
    )
  }
  if (nextState(order.state, { command: 'approve', complete: true }) === null) {
    return wrongState(order.number, order.state, 'approve')
  }
  if (seen.contentHash !== order.contentHash) {
    return refused(
      'changed_since_shown',
      `${order.number} is not what was shown.`,
      'Load the order again and decide about what it says now.',
    )
  }
  const latest = [order.submittedAt ?? order.createdAt, ...request.given.map(({ at }) => at)]
  if (latest.some((at) => hoursBetween(at, now) < 0)) {
    return refused(
      'clock_skew',
      `The click on ${order.number} is dated before the order was submitted or approved: a clock is wrong.`,
      'Set the clocks of the servers right; then decide again.',
    )
  }
  return null
}

function amountRefusal(request: ApprovalRequest, held: HeldAmount): Refused | null {
  const { order, policy, seen, related } = request
  if (BigInt(order.totalMinor) <= 0n) {
    return refused(
      'zero_total',
      `${order.number} is worth nothing; there is nothing to approve.`,
      'Cancel it, or correct its prices and units.',
    )
  }
  const near = nearOrder(order, related, policy.duplicates)
  if (near !== null && order.duplicateOverrideBy === null) {
    return refused(
      'duplicate_likely',
      `${near.number} already asks ${order.supplierCode} for nearly the same.`,
      'Reject it; or have its requester say on record that both are meant.',
    )
  }
  const typed = policy.typedAmountAboveMinor
  if (typed === null || held.ownMinor <= typed) return null
  if (
    seen.typedAmountMinor !== null &&
    BigInt(seen.typedAmountMinor) === BigInt(order.totalMinor)
  ) {
    return null
  }
  return refused(
    'amount_not_typed',
    seen.typedAmountMinor === null
      ? `${order.number} is above the amount from which the approver types the total.`
      : `The typed amount is not the total of ${order.number}.`,
    'Type the total of the order as it is shown, then approve.',
  )
}

function budgetRefusal(request: ApprovalRequest, on: string): Refused | null {
  const { order, commitments, policy } = request
  const [first] = overspentBudgets(order, commitments, policy, on)
  if (first === undefined || policy.beyondBudget === 'flag') return null
  const money = (minor: number | bigint) => formatMoney(Number(minor), policy.baseCurrency)
  return refused(
    'over_budget',
    `${order.number} takes the budget of ${first.budget.category} ${money(-first.leftMinor)} beyond its ${money(first.budget.amountMinor)}.`,
    'Order less, wait for the next period, or have the budget raised.',
  )
}

function limitRefusal(request: ApprovalRequest, person: Approver, held: HeldAmount): Refused {
  const { order, people, policy, supplier, now } = request
  const route = approvalRoute(
    people,
    {
      ...order,
      amountMinor: held.heldMinor,
      supplierCreatedBy: supplier.createdBy,
      asOf: dayOf(now, policy.timeZone),
    },
    policy,
  )
  const names = route.deciders.slice(0, 3).map(({ name }) => name)
  const repair =
    names.length > 0
      ? `Ask ${names.join(' or ')}.`
      : 'Nobody has the limit; an administrator must give it to a person.'
  if (held.ownMinor > (ownLimit(person, policy) ?? 0)) {
    return refused('over_limit', `${order.number} is above the limit of ${person.name}.`, repair)
  }
  const others = held.together.map(({ number }) => number).join(', ')
  return refused(
    'split_suspected',
    `${order.number} belongs with ${others}; together they are above the limit of ${person.name}.`,
    repair,
  )
}

/** The person's part: may they decide, with which limit, and does the order then need somebody else. */
function personDecision(
  request: ApprovalRequest,
  person: Approver,
  held: HeldAmount,
  on: string,
):
  | Refused
  | { outcome: 'approved'; approval: GivenApproval }
  | {
      outcome: 'next_approver'
      approval: GivenApproval
      open: OpenNeeds
      because: readonly string[]
    } {
  const { order, supplier, policy, people, now } = request
  const given = standingApprovals(order, request.given, policy, now)
  const amountMinor = held.heldMinor
  const drawn = powerFor(person, order, supplier, { people, on, policy, amountMinor, given })
  if (drawn.outcome === 'refused') return drawn
  const { giver, limitMinor } = drawn.power
  const needs = approvalNeeds(order, supplier, amountMinor, policy)
  const furtherEyes = needs.approvals > 1 || needs.roles.length > 0
  if (limitMinor < amountMinor && !furtherEyes) return limitRefusal(request, person, held)
  const approval: GivenApproval = {
    by: person.id,
    forPerson: giver?.id ?? null,
    revision: order.revision,
    contentHash: order.contentHash,
    at: now,
    limitMinor: limitMinor === Infinity ? null : limitMinor,
    role: giver?.role ?? person.role,
  }
  const open = openNeeds(needs, [...given, approval], amountMinor)
  return open === null
    ? { outcome: 'approved', approval }
    : { outcome: 'next_approver', approval, open, because: needs.because }
}

/**
 * Decides about one click on "approve": approved; one approval of several, with what is still open; what changed beyond
 * tolerance instead; or refused with a way out. Flags come with every answer. Amounts are held against limits at the
 * recorded rate, together with what belongs with the order. Throws 'conflict' (no_rate) on an order without its rate.
 */
export function judgeApproval(request: ApprovalRequest): ApprovalDecision {
  const { policy, order, supplier, related, now } = request
  const on = dayOf(now, policy.timeZone)
  const held = heldAmount(order, related, policy)
  const { flags } = previewApproval(request)
  const who = decidingPerson(request.clicker)
  if (who.outcome === 'refused') return { ...who, flags }
  const { together } = held
  const refusal =
    standingRefusal(request) ??
    segregationRefusal(who.person, order, supplier, { related, together, policy }) ??
    supplierRefusal(order, supplier, request.options, on)
  if (refusal !== null) return { ...refusal, flags }
  const decision = personDecision(request, who.person, held, on)
  if (decision.outcome === 'refused') return { ...decision, flags }
  const differences = orderDifferences(order, request.current, policy)
  if (differences.length > 0) return { outcome: 'difference', differences, flags }
  const last = budgetRefusal(request, on) ?? amountRefusal(request, held)
  return last === null ? { ...decision, flags } : { ...last, flags }
}
