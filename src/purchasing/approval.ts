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

/** Those whose limit this person may use on the date, the highest first. */
function giversTo(person: Approver, people: readonly Approver[], asOf: string): Approver[] {
  return people
    .filter(
      (other) =>
        other.delegateId === person.id &&
        other.active &&
        other.approvalLimitMinor !== null &&
        other.delegateUntilOn !== null &&
        other.delegateUntilOn >= asOf,
    )
    .toSorted((a, b) => (b.approvalLimitMinor ?? 0) - (a.approvalLimitMinor ?? 0))
}

type Power = { limitMinor: number; giver: Approver | null }

function powersOf(person: Approver, people: readonly Approver[], asOf: string): Power[] {
  const own = person.approvalLimitMinor
  return [
    ...(own === null ? [] : [{ limitMinor: own, giver: null }]),
    ...giversTo(person, people, asOf).map((giver) => ({
      limitMinor: giver.approvalLimitMinor ?? 0,
      giver,
    })),
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
): ApprovalRoute {
  const deciders: Decider[] = []
  const excluded: Excluded[] = []
  for (const person of people) {
    const powers = powersOf(person, people, question.asOf)
    if (powers.length === 0) continue
    const { id, name, role } = person
    const reason = barred(person, question)
    const usable = powers.filter(({ giver }) => giver === null || barred(giver, question) === null)
    const enough = usable.find(({ limitMinor }) => limitMinor >= question.amountMinor)
    if (reason !== null) excluded.push({ id, name, reason })
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
  deciders.sort((a, b) => a.limitMinor - b.limitMinor || (a.id < b.id ? -1 : 1))
  return { deciders, excluded }
}

/** Roles whose people may put an order together; deciding is another matter. */
const draftingRoles = ['buyer', 'approver', 'administrator']

/** Whether a person of this role may draft, revise and submit orders. */
export function mayDraft(role: string): boolean {
  return draftingRoles.includes(role)
}
