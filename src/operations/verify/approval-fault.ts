// Whether an order that binds the shop was approved: by whom, with which limit, and with no hand in it of their own.
import { exactInBase } from '#purchasing/amounts.ts'
import { lifeCycle, stateInWords } from '#purchasing/life-cycle.ts'
import type { Role } from '#purchasing/life-cycle.ts'
import type { ApprovalRule } from '#purchasing/policy.ts'
import type { ApprovalRow } from '#store/order-approvals.ts'
import type { OrderRecord } from '#store/order-records.ts'
import type { PolicyAt } from '#store/policy-history.ts'
import { isBound, isJudged, standingApprovals, stepsOf } from './order-standing-in-books.ts'

export type ApprovalGround = { policyAt: PolicyAt; people: ReadonlySet<string> }

/** What a person had to do with an order before the instant of their approval, or null. */
function handInIt(record: OrderRecord, personId: string, atMs: number): string | null {
  const { order, preparers, supplierCreatedBy } = record
  if (personId === order.createdBy) return 'asked for it'
  if (personId === order.lastEditedBy) return 'edited it last'
  if (preparers.some((each) => each.personId === personId && Date.parse(each.at) <= atMs)) {
    return 'wrote a part of it'
  }
  return personId === supplierCreatedBy ? 'entered its supplier' : null
}

/** Why one approval does not count, or null. */
function oneFault(
  record: OrderRecord,
  approval: ApprovalRow,
  { policyAt, people }: ApprovalGround,
): string | null {
  const { order } = record
  const { personId, forPersonId, role, revision, limitMinor, madeBy } = approval
  const atMs = Date.parse(approval.approvedAt)
  const what = `${order.number} was approved by ${personId}`
  if (revision !== order.revision)
    return `${what} as revision ${revision}, and is at ${order.revision}`
  for (const who of [personId, ...(forPersonId === null ? [] : [forPersonId])]) {
    if (!people.has(who)) return `${what}; ${who} is not in the books`
    const hand = handInIt(record, who, atMs)
    if (hand !== null) return `${what}; ${who} ${hand}`
  }
  if (!lifeCycle.approve.roles.includes(role as Role)) return `${what} with the role ${role}`
  if (order.submittedAt !== null && atMs < Date.parse(order.submittedAt)) {
    return `${what} before it was submitted`
  }
  const said = stepsOf(record, 'approve').find(
    (step) => step.actor === personId && step.revision === revision && step.atMs === atMs,
  )
  if (said === undefined) return `${what}; the audit does not say so`
  if ((said.limitMinor ?? null) !== limitMinor || (said.forPerson ?? null) !== forPersonId) {
    return `${what}; the audit says another limit`
  }
  const rule = policyAt(approval.approvedAt).autoApproval
  if (madeBy === 'rule' && rule.switchedOnBy !== personId) {
    return `${what} by the rule for small orders, which ${personId} had not switched on`
  }
  return null
}

/** Rules that speak of the amount alone: what else a rule asks about may have changed since. */
const amountRule = (rule: ApprovalRule, amountMinor: bigint) =>
  rule.aboveMinor !== null &&
  amountMinor > rule.aboveMinor &&
  rule.categories === null &&
  rule.supplierRisks === null &&
  rule.criticalities === null

const hoursApart = (from: string, to: string) => (Date.parse(to) - Date.parse(from)) / 3_600_000

/** Whether the approvals together were enough for the amount, by the policy at the last of them. */
function togetherFault(
  { order }: OrderRecord,
  given: ApprovalRow[],
  policyAt: PolicyAt,
): string | null {
  const last = given
    .map(({ approvedAt }) => approvedAt)
    .toSorted((a, b) => Date.parse(a) - Date.parse(b))
    .at(-1)
  if (last === undefined) return null
  const policy = policyAt(last)
  // A yes that was too old when the last one came was no part of the decision.
  const standing = given.filter(
    ({ approvedAt }) => hoursApart(approvedAt, last) <= policy.approvalExpiryHours,
  )
  const { totalMinor, currency, rateToBase, number } = order
  const amountMinor = exactInBase({ minor: totalMinor, currency }, rateToBase, policy.baseCurrency)
  if (!standing.some(({ limitMinor }) => limitMinor === null || limitMinor >= amountMinor)) {
    const highest = Math.max(...standing.map(({ limitMinor }) => limitMinor ?? 0))
    return `${number} is worth ${amountMinor} in base; nobody who approved it had more than ${highest}`
  }
  const rules = policy.approvalRules.filter((rule) => amountRule(rule, amountMinor))
  const principals = new Set(standing.map(({ personId, forPersonId }) => forPersonId ?? personId))
  const short = rules.find(
    ({ approvals, role }) =>
      principals.size < approvals ||
      (role !== null && !standing.some((each) => each.role === role)),
  )
  if (short !== undefined) {
    return `${number} was approved by ${principals.size}; the rule "${short.name}" asks for ${short.approvals}${short.role === null ? '' : ` with the role ${short.role}`}`
  }
  const ruled = standing.some(({ madeBy }) => madeBy === 'rule')
  if (ruled && amountMinor > BigInt(policy.autoApproval.upToMinor)) {
    return `${number} is worth ${amountMinor} in base; the rule for small orders ends at ${policy.autoApproval.upToMinor}`
  }
  return order.approvedAt !== null && Date.parse(order.approvedAt) === Date.parse(last)
    ? null
    : `${number} says it was approved at another moment than its last approval`
}

/**
 * Why an order past its decision was not approved as it must be, or null: exactly one set of approvals stands, for its
 * revision, by people who had the limit and no hand in it. An order decided elsewhere has none here and is not judged.
 */
export function approvalFault(record: OrderRecord, ground: ApprovalGround): string | null {
  const { order } = record
  const standing = standingApprovals(record)
  if (!isBound(order.state)) {
    const stale = standing.find(
      ({ revision }) => order.state !== 'submitted' || revision !== order.revision,
    )
    return stale === undefined
      ? null
      : `${order.number} is ${stateInWords(order.state)}, and the approval of ${stale.personId} still counts`
  }
  if (!isJudged(record)) return null
  if (standing.length === 0) {
    return `${order.number} is ${stateInWords(order.state)} and nobody's approval of revision ${order.revision} stands`
  }
  for (const approval of standing) {
    const fault = oneFault(record, approval, ground)
    if (fault !== null) return fault
  }
  const gone = stepsOf(record, 'approve').find(
    (step) =>
      step.revision === order.revision &&
      !record.approvals.some(
        (each) => each.personId === step.actor && each.revision === step.revision,
      ),
  )
  if (gone !== undefined) return `the approval of ${order.number} by ${gone.actor} is gone`
  return togetherFault(record, standing, ground.policyAt)
}
