// Who must decide about an order. Segregation of duties: requester, last editor and the supplier's creator never do.

export type Approver = {
  id: string
  name: string
  role: string
  /** What this person may approve in one order, minor units of the base currency; null = nothing. */
  approvalLimitMinor: number | null
  active: boolean
  delegateId: string | null
  delegateUntilOn: string | null
}

export type ApprovalQuestion = {
  /** The order's total plus what else the same requester asked of the same supplier in the window, base currency. */
  amountMinor: number
  createdBy: string
  lastEditedBy: string
  supplierCreatedBy: string | null
  asOf: string
}

export type Decider = {
  id: string
  name: string
  role: string
  limitMinor: number
  forPerson: string | null
}
export type Excluded = { id: string; name: string; reason: string }
export type ApprovalRoute = { deciders: Decider[]; excluded: Excluded[] }

/** Days over which orders of one requester to one supplier are summed against a limit: ten small orders are one large one. */
export const splitWindowDays = 7

function barred(person: Approver, question: ApprovalQuestion): string | null {
  if (!person.active) return 'is not active'
  if (person.id === question.createdBy) return 'asked for this order'
  if (person.id === question.lastEditedBy) return 'edited it last'
  if (person.id === question.supplierCreatedBy) return 'entered the supplier'
  return null
}

/** The limit a person has from another one's delegation on the date, and whose it is. */
function delegated(person: Approver, people: readonly Approver[], asOf: string) {
  return people
    .filter(
      (other) =>
        other.delegateId === person.id &&
        other.active &&
        other.approvalLimitMinor !== null &&
        other.delegateUntilOn !== null &&
        other.delegateUntilOn >= asOf,
    )
    .toSorted((a, b) => (b.approvalLimitMinor ?? 0) - (a.approvalLimitMinor ?? 0))[0]
}

/**
 * The people who may decide, the smallest sufficient limit first (the chain to ask along), and those who have the
 * limit or a part in the order but may not. Limits are inclusive, in minor units of the base currency.
 */
export function approvalRoute(
  people: readonly Approver[],
  question: ApprovalQuestion,
): ApprovalRoute {
  const deciders: Decider[] = []
  const excluded: Excluded[] = []
  for (const person of people) {
    const giver = delegated(person, people, question.asOf)
    const own = person.approvalLimitMinor ?? -1
    const lent = giver?.approvalLimitMinor ?? -1
    const limitMinor = Math.max(own, lent)
    const forPerson = giver !== undefined && lent > own ? giver.name : null
    if (limitMinor < 0) continue
    // A delegate stands in the giver's shoes: what bars the giver bars the loan.
    const reason =
      barred(person, question) ?? (forPerson !== null && giver ? barred(giver, question) : null)
    const { id, name, role } = person
    if (reason !== null) excluded.push({ id, name, reason })
    else if (limitMinor < question.amountMinor)
      excluded.push({ id, name, reason: 'has a lower limit' })
    else deciders.push({ id, name, role, limitMinor, forPerson })
  }
  deciders.sort((a, b) => a.limitMinor - b.limitMinor || (a.id < b.id ? -1 : 1))
  return { deciders, excluded }
}
