// Who a browser is signed in as. The token is only in its cookie; the books keep the hash of it.
import { randomBytes } from 'node:crypto'
import type { Role } from '#purchasing/life-cycle.ts'
import { appendAudit } from '#store/audit.ts'
import { hashText } from '#store/content-hash.ts'
import type { Database } from '#store/database.ts'
import type { PersonRow } from '#store/people.ts'
import { addSession, livingSession, touchSession, type Moment } from '#store/web-sessions.ts'

/** Signed out after two hours without a request, and after twelve in any case: a working day. */
const idleMilliseconds = 2 * 60 * 60_000
const longestMilliseconds = 12 * 60 * 60_000
/** A session is written to at most once a minute, so that reading pages stays reading. */
const touchMilliseconds = 60_000

export type BegunBy = 'link' | 'password' | 'openid'

/** The person behind a request, as they are at that moment. */
export type SignedInPerson = { id: string; name: string; email: string; role: Role }

export type LivingSession = { person: SignedInPerson; begunBy: BegunBy; createdAt: Date }

/** A session just begun: the only moment at which its token is known. */
export type BegunSession = { token: string; person: SignedInPerson; seconds: number }

/** The moment at which sessions are looked at. */
export function momentOf(now: Date): Moment {
  return {
    now: now.toISOString(),
    idleSince: new Date(now.getTime() - idleMilliseconds).toISOString(),
  }
}

/** An unguessable word of 43 characters. */
export function newToken(): string {
  return randomBytes(32).toString('base64url')
}

function signedIn({ id, name, email, role }: PersonRow): SignedInPerson {
  return { id, name, email, role }
}

/** Begins a session for a person who has just proved who they are, inside the caller's transaction. */
export async function beginSession(
  tx: Database,
  person: PersonRow,
  begunBy: BegunBy,
  now: Date,
): Promise<BegunSession> {
  const token = newToken()
  const at = now.toISOString()
  await addSession(tx, {
    tokenHash: hashText(token),
    personId: person.id,
    begunBy,
    createdAt: at,
    lastSeenAt: at,
    expiresAt: new Date(now.getTime() + longestMilliseconds).toISOString(),
  })
  await appendAudit(tx, {
    at,
    actor: person.id,
    action: 'person.signed_in',
    subject: person.id,
    detail: { by: begunBy },
  })
  return { token, person: signedIn(person), seconds: longestMilliseconds / 1000 }
}

/** The living session of a cookie's token, or null; the person is read anew, so who has left is signed out at once. */
export async function sessionOf(
  db: Database,
  token: string,
  now: Date,
): Promise<LivingSession | null> {
  const tokenHash = hashText(token)
  const found = await livingSession(db, tokenHash, momentOf(now))
  if (found === null) return null
  const { session, person } = found
  if (now.getTime() - Date.parse(session.lastSeenAt) >= touchMilliseconds) {
    await touchSession(db, tokenHash, now.toISOString())
  }
  const createdAt = new Date(session.createdAt)
  return { person: signedIn(person), begunBy: session.begunBy, createdAt }
}
