// Who may decide about an order. Segregation of duties: whoever wrote it, and the supplier's creator, never do.
import { lifeCycle } from './life-cycle.ts'
import type { Role } from './life-cycle.ts'
import { defaultPolicy } from './policy.ts'
import type { PurchasingPolicy } from './policy.ts'
import type { RefusalCode } from './refusal.ts'

export type Approver = {
  id: string
  name: string
  role: string
  /** What this person may approve in one order, minor units of the base currency; null = what the role may. */
  approvalLimitMinor: number | null
  active: boolean
  delegateId: string | null
  delegateUntilOn: string | null
}

/** Who had a hand in an order and may therefore not decide about it. */
export type Preparers = {
  createdBy: string
  lastEditedBy: string
  /** Whoever wrote any revision of it, or of the order it was copied from; absent = only the two above are known. */
  preparedBy?: readonly string[]
  supplierCreatedBy: string | null
}

export type ApprovalQuestion = Preparers & {
  /** The order's total plus what else the same requester asked of the same supplier in the window, base currency. */
  amountMinor: number | bigint
  asOf: string
}

export type Decider = {
  id: string
  name: string
  role: string
  /** Minor units of the base currency; Infinity where the role has no ceiling. */
  limitMinor: number
  forPerson: string | null
}
export type Excluded = { id: string; name: string; reason: string }
export type ApprovalRoute = { deciders: Decider[]; excluded: Excluded[] }

export type Bar = { code: RefusalCode; reason: string }

/** Why this person may not decide about an order that these people prepared, or null. */
export function barFor(person: Approver, order: Preparers): Bar | null {
  const bars: [boolean, RefusalCode, string][] = [
    [!person.active, 'inactive_person', 'is not active'],
    [person.id === order.createdBy, 'self_approval', 'asked for this order'],
    [person.id === order.lastEditedBy, 'editor_approval', 'edited it last'],
    [
      order.preparedBy?.includes(person.id) ?? false,
      'editor_approval',
      'wrote a part of it, or of the order it was copied from',
    ],
    [person.id === order.supplierCreatedBy, 'supplier_creator_approval', 'entered the supplier'],
  ]
  const bar = bars.find(([holds]) => holds)
  return bar === undefined ? null : { code: bar[1], reason: bar[2] }
}

/** What a person may approve in one order, minor units of base; Infinity = any amount, null = the person decides nothing. */
export function ownLimit(person: Approver, policy: PurchasingPolicy): number | null {
  if (!lifeCycle.approve.roles.includes(person.role as Role)) return null
  if (person.approvalLimitMinor !== null) return person.approvalLimitMinor || null
  const ofRole = policy.roleLimitsMinor[person.role]
  return ofRole === null ? Infinity : ofRole || null
}

/** Every limit that somebody has, minor units of base; Infinity = any amount. Who decides nothing is not among them. */
export function limitsOf(people: readonly Approver[], policy: PurchasingPolicy): number[] {
  return people.map((each) => ownLimit(each, policy)).filter((limit) => limit !== null)
}

export type Power = { limitMinor: number; giver: Approver | null }

/**
 * What a person may draw on: the own limit first, then those of active people who made the person their delegate and
 * whose loan has not ended on the day (the last day counts), the highest first.
 */
export function powersOf(
  person: Approver,
  people: readonly Approver[],
  asOf: string,
  policy: PurchasingPolicy,
): Power[] {
  if (!lifeCycle.approve.roles.includes(person.role as Role)) return []
  const own = ownLimit(person, policy)
  const loans = people
    .filter(
      (other) =>
        other.delegateId === person.id &&
        other.id !== person.id &&
        other.active &&
        other.delegateUntilOn !== null &&
        other.delegateUntilOn >= asOf,
    )
    .flatMap((giver) => {
      const limitMinor = ownLimit(giver, policy)
      return limitMinor === null ? [] : [{ limitMinor, giver }]
    })
  return [
    ...(own === null ? [] : [{ limitMinor: own, giver: null }]),
    ...loans.toSorted((a, b) => b.limitMinor - a.limitMinor),
  ]
}

/**
 * The people who may decide, the smallest sufficient limit first (the chain to ask along), and those who have a limit
 * but may not decide here. Limits are inclusive, in minor units of the base currency; a delegate stands in the giver's
 * shoes, so that what bars the giver bars the loan.
 */
export function approvalRoute(
  people: readonly Approver[],
  question: ApprovalQuestion,
  policy: PurchasingPolicy = defaultPolicy,
): ApprovalRoute {
  const deciders: Decider[] = []
  const excluded: Excluded[] = []
  for (const person of people) {
    const powers = powersOf(person, people, question.asOf, policy)
    if (powers.length === 0) continue
    const { id, name, role } = person
    const bar = barFor(person, question)
    const usable = powers.filter(({ giver }) => giver === null || barFor(giver, question) === null)
    const enough = usable.find(({ limitMinor }) => limitMinor >= question.amountMinor)
    if (bar !== null) excluded.push({ id, name, reason: bar.reason })
    else if (enough) {
      deciders.push({
        id,
        name,
        role,
        limitMinor: enough.limitMinor,
        forPerson: enough.giver?.name ?? null,
      })
    } else {
      excluded.push({
        id,
        name,
        reason: usable.length > 0 ? 'has a lower limit' : 'stands in for a person who is barred',
      })
    }
  }
  // Two people without a ceiling differ by NaN; they too stand by their ids.
  deciders.sort((a, b) => a.limitMinor - b.limitMinor || (a.id < b.id ? -1 : 1))
  return { deciders, excluded }
}

/** Roles whose people may put an order together; deciding is another matter. */
export function mayDraft(role: string): boolean {
  return lifeCycle.revise.roles.includes(role as Role)
}
