import { lt, or } from 'drizzle-orm'
import type { Database } from './database.ts'
import { signInLinks, webSessions } from './schema-people.ts'

/** Deletes sessions and sign-in links that ended or ran out before an instant (ISO). Returns how many. */
export async function deleteOldSessions(db: Database, before: string): Promise<number> {
  const sessions = await db
    .delete(webSessions)
    .where(or(lt(webSessions.expiresAt, before), lt(webSessions.endedAt, before)))
    .returning({ hash: webSessions.tokenHash })
  const links = await db
    .delete(signInLinks)
    .where(lt(signInLinks.expiresAt, before))
    .returning({ hash: signInLinks.tokenHash })
  return sessions.length + links.length
}
