import { and, desc, eq, isNull, lt, or } from 'drizzle-orm'
import type { Database } from './database.ts'
import type { PersonRow } from './people.ts'
import { accessTokens } from './schema-mcp.ts'
import { people } from './schema-people.ts'

export type AccessTokenRow = typeof accessTokens.$inferSelect

/** Keeps a token that was just made; the row holds its hash only. */
export async function addAccessToken(
  tx: Database,
  token: Omit<AccessTokenRow, 'lastUsedAt' | 'revokedAt'>,
): Promise<void> {
  await tx.insert(accessTokens).values(token)
}

/** The token of this hash with its person, both as they stand: revoked, too old and inactive ones too. */
export async function accessTokenByHash(
  db: Database,
  tokenHash: string,
): Promise<{ token: AccessTokenRow; person: PersonRow } | null> {
  const [row] = await db
    .select({ token: accessTokens, person: people })
    .from(accessTokens)
    .innerJoin(people, eq(people.id, accessTokens.personId))
    .where(eq(accessTokens.tokenHash, tokenHash))
  return row ?? null
}

/** The token of this id, or null. */
export async function accessTokenById(db: Database, id: string): Promise<AccessTokenRow | null> {
  const [row] = await db.select().from(accessTokens).where(eq(accessTokens.id, id))
  return row ?? null
}

/** All tokens that were ever made, the newest first, with their people. */
export function everyAccessToken(
  db: Database,
): Promise<{ token: AccessTokenRow; person: PersonRow }[]> {
  return db
    .select({ token: accessTokens, person: people })
    .from(accessTokens)
    .innerJoin(people, eq(people.id, accessTokens.personId))
    .orderBy(desc(accessTokens.createdAt), desc(accessTokens.id))
}

/** Revokes a token; false when it was revoked before, or there is none. */
export async function revokeAccessTokenRow(
  tx: Database,
  id: string,
  now: string,
): Promise<boolean> {
  const rows = await tx
    .update(accessTokens)
    .set({ revokedAt: now })
    .where(and(eq(accessTokens.id, id), isNull(accessTokens.revokedAt)))
    .returning({ id: accessTokens.id })
  return rows.length > 0
}

/** Revokes every token of a person: whoever comes back gets new ones. */
export async function revokeAccessTokensOf(
  tx: Database,
  personId: string,
  now: string,
): Promise<void> {
  await tx
    .update(accessTokens)
    .set({ revokedAt: now })
    .where(and(eq(accessTokens.personId, personId), isNull(accessTokens.revokedAt)))
}

/** Writes down that a token was used, unless that was written at or after `unlessSince`. */
export async function touchAccessToken(
  db: Database,
  id: string,
  now: string,
  unlessSince: string,
): Promise<void> {
  const old = or(isNull(accessTokens.lastUsedAt), lt(accessTokens.lastUsedAt, unlessSince))
  await db
    .update(accessTokens)
    .set({ lastUsedAt: now })
    .where(and(eq(accessTokens.id, id), old))
}
