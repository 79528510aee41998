// What one policy says differently from another, and which changes a person may not make because they would gain by them.
import { canonicalJson } from '#planning/canonical.ts'
import { formatMoney } from '#render/figures.ts'
import { QuartermasterError } from '#root/errors.ts'
import { ownLimit } from './approval.ts'
import type { Approver } from './approval.ts'
import type { PurchasingPolicy } from './policy.ts'
import { readPolicy } from './policy-check.ts'

/** One field, by its path ('prices.flagRate'), before and after; lists are one field. */
export type FieldChange = { path: string; from: unknown; to: unknown }

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The fields in which two values of one shape differ, by path. */
export function fieldChanges(from: unknown, to: unknown, path = ''): FieldChange[] {
  if (isRecord(from) && isRecord(to)) {
    const keys = new Set([...Object.keys(from), ...Object.keys(to)])
    return [...keys]
      .toSorted()
      .flatMap((key) => fieldChanges(from[key], to[key], path === '' ? key : `${path}.${key}`))
  }
  const same = canonicalJson(from ?? null) === canonicalJson(to ?? null)
  return same ? [] : [{ path, from: from ?? null, to: to ?? null }]
}

/** What is said elsewhere, and where. */
const elsewhere: Record<string, string> = {
  baseCurrency: 'Import shop.csv to say the base currency.',
  timeZone: 'Import shop.csv to say the time zone.',
  budgets: 'Import budgets.csv to set budgets.',
}

/** A policy with some of its fields changed; groups may be given in part. Throws 'invalid' as `readPolicy` does. */
export function policyWith(
  policy: PurchasingPolicy,
  changes: Record<string, unknown>,
): PurchasingPolicy {
  const barred = Object.keys(changes).find((field) => Object.hasOwn(elsewhere, field))
  if (barred !== undefined) {
    throw new QuartermasterError(
      'invalid',
      `${barred} is not set with the policy.`,
      elsewhere[barred]!,
    )
  }
  const current = policy as unknown as Record<string, unknown>
  const merged = Object.entries(changes).map(([field, value]) => {
    const standing = Object.hasOwn(current, field) ? current[field] : undefined
    return [field, isRecord(standing) && isRecord(value) ? { ...standing, ...value } : value]
  })
  return readPolicy({ ...current, ...Object.fromEntries(merged) })
}

/** What a person may approve under a policy, own or lent; 0 = nothing. */
function reach(
  person: Approver,
  people: readonly Approver[],
  policy: PurchasingPolicy,
): Map<string, number> {
  const own = [person, ...people.filter(({ delegateId }) => delegateId === person.id)]
  return new Map(own.map((each) => [each.id, ownLimit(each, policy) ?? 0]))
}

/**
 * Throws 'forbidden' when a policy gives whoever sets it more to approve (by the own role, or by a limit that is lent to
 * them), or switches on approval without a click in anybody's name but the own, or beyond the own limit.
 */
export function requireNoGain(
  person: Approver,
  people: readonly Approver[],
  { from, to }: { from: PurchasingPolicy; to: PurchasingPolicy },
): void {
  const before = reach(person, people, from)
  const ofRole = (policy: PurchasingPolicy) =>
    Object.hasOwn(policy.roleLimitsMinor, person.role)
      ? (policy.roleLimitsMinor[person.role] ?? Infinity)
      : 0
  const gains = [...reach(person, people, to)].some(([id, limit]) => limit > (before.get(id) ?? 0))
  if (gains || ofRole(to) > ofRole(from)) {
    throw new QuartermasterError(
      'forbidden',
      `${person.name} would raise a limit that is their own, or lent to them.`,
      'Ask another administrator, whose role and limits are not raised by it; nothing was changed.',
    )
  }
  requireOwnSwitch(person, from.autoApproval, to)
}

function requireOwnSwitch(
  person: Approver,
  before: PurchasingPolicy['autoApproval'],
  policy: PurchasingPolicy,
): void {
  const { switchedOnBy, upToMinor } = policy.autoApproval
  const widens = switchedOnBy !== before.switchedOnBy || upToMinor > before.upToMinor
  if (switchedOnBy === null || !widens) return
  if (switchedOnBy !== person.id) {
    throw new QuartermasterError(
      'forbidden',
      `Approval without a click is done in the name of who switches it on; ${person.name} can not switch it on for ${switchedOnBy}.`,
      'Whoever answers for it sets this part of the policy; nothing was changed.',
    )
  }
  const limit = ownLimit(person, policy) ?? 0
  if (limit >= upToMinor) return
  throw new QuartermasterError(
    'forbidden',
    `${person.name} may approve up to ${formatMoney(limit, policy.baseCurrency)}, which is less than approval without a click would.`,
    'State an amount within the own limit; another administrator sets that limit. Nothing was changed.',
  )
}
