// Changes of a supplier's bank details and e-mail address: two people, a call back, a cool-down, and no look-alikes.
import type { Actor } from './order-step.ts'
import type { Flag } from './order-flags.ts'
import type { SupplierDetail } from './supplier-details.ts'
import type { PurchasingPolicy } from './policy.ts'
import { refused } from './refusal.ts'
import type { Refused } from './refusal.ts'
import { hoursBetween } from './shop-day.ts'

export type SupplierChange = {
  supplierCode: string
  field: SupplierDetail
  requestedBy: string
  requestedAt: string
  confirmedBy: string | null
  confirmedAt: string | null
  /** When somebody called the supplier back on the number on file; null = nobody did. */
  calledBackAt: string | null
  /** When that number was last changed; null = never. */
  phoneChangedAt: string | null
}

/** Whether a person may confirm the change that another one asked for. */
export function judgeConfirmation(
  change: SupplierChange,
  actor: Actor,
): { outcome: 'confirmed' } | Refused {
  if (actor.kind !== 'person') {
    return refused(
      'people_only',
      'Only a signed-in person confirms a change of a supplier.',
      'Ask a second administrator.',
    )
  }
  if (!actor.active) {
    return refused('inactive_person', `${actor.id} is not active.`, 'Ask another administrator.')
  }
  if (actor.role !== 'administrator') {
    return refused(
      'wrong_role',
      `The role ${actor.role} does not change suppliers.`,
      'Ask an administrator.',
    )
  }
  if (actor.id === change.requestedBy) {
    return refused(
      'self_approval',
      `${actor.id} asked for this change, so somebody else confirms it.`,
      'Ask a second administrator.',
    )
  }
  return { outcome: 'confirmed' }
}

/** Whether a change counts at an instant: confirmed by a second person, called back on an old number, cooled down. */
export function judgeActivation(
  change: SupplierChange,
  policy: PurchasingPolicy,
  now: string,
): { outcome: 'active' } | Refused {
  const { confirmedBy, confirmedAt, calledBackAt, phoneChangedAt, supplierCode } = change
  const hours = policy.suppliers.coolDownDays * 24
  if (confirmedBy === null || confirmedAt === null || confirmedBy === change.requestedBy) {
    return refused(
      'self_approval',
      `The change of ${supplierCode} is not confirmed by a second person.`,
      'Ask a second administrator to confirm it.',
    )
  }
  if (calledBackAt === null) {
    return refused(
      'no_call_back',
      `Nobody called ${supplierCode} back about the change.`,
      'Call the number that was on file before the change, and record it.',
    )
  }
  if (phoneChangedAt !== null && hoursBetween(phoneChangedAt, calledBackAt) < hours) {
    return refused(
      'phone_changed',
      `The number that ${supplierCode} was called back on is itself new.`,
      'Call a number that has been on file for longer, and record that.',
    )
  }
  if (hoursBetween(confirmedAt, now) < hours) {
    return refused(
      'cooling_down',
      `The change of ${supplierCode} counts ${policy.suppliers.coolDownDays} days after its confirmation.`,
      'Wait; until then the old details count.',
    )
  }
  return { outcome: 'active' }
}

/** Letters that are read as others, the longest first. */
const readAs: readonly (readonly [string, string])[] = [
  ['rn', 'm'],
  ['vv', 'w'],
  ['cl', 'd'],
  ['0', 'o'],
  ['1', 'l'],
  ['i', 'l'],
  ['5', 's'],
]

function readOut(domain: string): string {
  return readAs.reduce(
    (text, [seen, read]) => text.replaceAll(seen, read),
    domain.normalize('NFKD').replace(/[^a-z0-9.]/g, ''),
  )
}

/** Fewest single letters to put in, take out or replace (Levenshtein distance). */
function lettersApart(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, at) => at)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const replaced = row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)
      next.push(Math.min(row[j]! + 1, next[j - 1]! + 1, replaced))
    }
    row = next
  }
  return row[b.length]!
}

const domainOf = (email: string) =>
  email
    .slice(email.lastIndexOf('@') + 1)
    .trim()
    .toLowerCase()

/** Flags a new e-mail address whose domain differs from the old one but reads like it (acme and acrne). */
export function emailFlags(oldEmail: string, newEmail: string): Flag[] {
  const [before, after] = [domainOf(oldEmail), domainOf(newEmail)]
  if (before === after) return []
  if (readOut(before) !== readOut(after) && lettersApart(before, after) > 2) return []
  return [
    { code: 'lookalike_domain', sentence: `${after} reads like ${before} and is another domain.` },
  ]
}
