import { and, desc, eq, gt, isNull, ne } from 'drizzle-orm'
import type { SQL } from 'drizzle-orm'
import type { Database } from './database.ts'
import type { PersonRow } from './people.ts'
import { people, webSessions } from './schema-people.ts'

export type WebSessionRow = typeof webSessions.$inferSelect

/** A session counts while nobody ended it, it was used since `idleSince` and its last instant is ahead. Instants are ISO. */
export type Moment = { now: string; idleSince: string }

function alive({ now, idleSince }: Moment): SQL | undefined {
  return and(
    isNull(webSessions.endedAt),
    gt(webSessions.expiresAt, now),
    gt(webSessions.lastSeenAt, idleSince),
  )
}

export async function addSession(
  db: Database,
  session: Omit<WebSessionRow, 'endedAt'>,
): Promise<void> {
  await db.insert(webSessions).values(session)
}

/** The living session of a token's hash with its person as they are now, or null; somebody who has left has none. */
export async function livingSession(
  db: Database,
  tokenHash: string,
  moment: Moment,
): Promise<{ session: WebSessionRow; person: PersonRow } | null> {
  const [row] = await db
    .select({ session: webSessions, person: people })
    .from(webSessions)
    .innerJoin(people, eq(people.id, webSessions.personId))
    .where(and(eq(webSessions.tokenHash, tokenHash), alive(moment), eq(people.active, true)))
  return row ?? null
}

/** The living sessions of a person, the latest used first. */
export function livingSessionsOf(
  db: Database,
  personId: string,
  moment: Moment,
): Promise<WebSessionRow[]> {
  return db
    .select()
    .from(webSessions)
    .where(and(eq(webSessions.personId, personId), alive(moment)))
    .orderBy(desc(webSessions.lastSeenAt))
}

/** Writes down that a session was used. */
export async function touchSession(db: Database, tokenHash: string, now: string): Promise<void> {
  await db
    .update(webSessions)
    .set({ lastSeenAt: now })
    .where(and(eq(webSessions.tokenHash, tokenHash), isNull(webSessions.endedAt)))
}

export async function endSession(db: Database, tokenHash: string, now: string): Promise<void> {
  await db
    .update(webSessions)
    .set({ endedAt: now })
    .where(and(eq(webSessions.tokenHash, tokenHash), isNull(webSessions.endedAt)))
}

/** Ends every session of a person, but for the one with the hash `except`. */
export async function endSessionsOf(
  db: Database,
  personId: string,
  now: string,
  except: string | null = null,
): Promise<void> {
  const others = except === null ? undefined : ne(webSessions.tokenHash, except)
  await db
    .update(webSessions)
    .set({ endedAt: now })
    .where(and(eq(webSessions.personId, personId), isNull(webSessions.endedAt), others))
}

/** Ids of the people who have a living session. */
export async function peopleSignedIn(db: Database, moment: Moment): Promise<Set<string>> {
  const rows = await db
    .selectDistinct({ personId: webSessions.personId })
    .from(webSessions)
    .where(alive(moment))
  return new Set(rows.map(({ personId }) => personId))
}
