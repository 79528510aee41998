// Which person of the shop a provider's word is about.
import { accountOf, peopleByEmail, personBySubject } from '#store/accounts.ts'
import type { Database } from '#store/database.ts'
import type { PersonRow } from '#store/people.ts'
import type { IdentityClaims } from './token-signature.ts'

export type ProvedPerson = {
  person: PersonRow
  /** The issuer and subject, as they are kept. */
  subject: string
  /** Whether the person is known by that subject already, and by which other until now. */
  linked: boolean
  until: string | null
}

/**
 * Who a proved identity is: by the subject, and while none is kept of this issuer by a verified e-mail that exactly one
 * person has. Active people only; nothing is written.
 */
export async function provedPerson(
  db: Database,
  issuer: string,
  claims: IdentityClaims,
): Promise<ProvedPerson | 'unknown' | 'unverified'> {
  const subject = `${issuer} ${claims.subject}`
  const known = await personBySubject(db, subject)
  if (known !== null) {
    return known.active ? { person: known, subject, linked: true, until: subject } : 'unknown'
  }
  if (claims.verifiedEmail === null) return 'unverified'
  const [person, second] = await peopleByEmail(db, claims.verifiedEmail)
  if (person === undefined || second !== undefined || !person.active) return 'unknown'
  const until = (await accountOf(db, person.id))?.oidcSubject ?? null
  // A subject at a provider that is not configured any more lets nobody in: the new one begins anew.
  if (until?.startsWith(`${issuer} `)) return 'unknown'
  return { person, subject, linked: false, until }
}
