import type { Role } from '#purchasing/life-cycle.ts'
import { refusalError, refused } from '#purchasing/refusal.ts'
import type { PersonRow } from '#store/people.ts'

/** Throws 'forbidden' unless the person has one of the roles; `what` completes "does not ...". */
export function requireRole(person: PersonRow, roles: readonly Role[], what: string): void {
  if (roles.includes(person.role)) return
  throw refusalError(
    refused(
      'wrong_role',
      `The role ${person.role} does not ${what}.`,
      `Ask a person with the role ${roles.join(' or ')}.`,
    ),
  )
}
