import { lt, or } from 'drizzle-orm'
import type { Database } from './database.ts'
import { openIdUses, signInLinks, webSessions } from './schema-people.ts'

/** Deletes sessions, sign-in links and used sign-ins that ended or ran out before an instant (ISO). Returns how many. */
export async function deleteOldSessions(db: Database, before: string): Promise<number> {
  const sessions = await db
    .delete(webSessions)
    .where(or(lt(webSessions.expiresAt, before), lt(webSessions.endedAt, before)))
    .returning({ hash: webSessions.tokenHash })
  const links = await db
    .delete(signInLinks)
    .where(lt(signInLinks.expiresAt, before))
    .returning({ hash: signInLinks.tokenHash })
  const uses = await db
    .delete(openIdUses)
    .where(lt(openIdUses.usedAt, before))
    .returning({ hash: openIdUses.stateHash })
  return sessions.length + links.length + uses.length
}
