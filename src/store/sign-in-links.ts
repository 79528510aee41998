import { and, desc, eq, gt, isNull } from 'drizzle-orm'
import type { Database } from './database.ts'
import type { PersonRow } from './people.ts'
import { people, signInLinks } from './schema-people.ts'

export type SignInLinkRow = typeof signInLinks.$inferSelect

export async function addSignInLink(
  db: Database,
  link: Omit<SignInLinkRow, 'usedAt'>,
): Promise<void> {
  await db.insert(signInLinks).values(link)
}

/** Whom the unused link of a token's hash signs in at this instant (ISO), or null. Looking does not use it up. */
export async function personOfLink(
  db: Database,
  tokenHash: string,
  now: string,
): Promise<PersonRow | null> {
  const [row] = await db
    .select({ person: people })
    .from(signInLinks)
    .innerJoin(people, eq(people.id, signInLinks.personId))
    .where(
      and(
        eq(signInLinks.tokenHash, tokenHash),
        isNull(signInLinks.usedAt),
        gt(signInLinks.expiresAt, now),
        eq(people.active, true),
      ),
    )
  return row?.person ?? null
}

/** Uses a link up: the person's id for the one caller who was first and in time, null for everybody else. */
export async function useSignInLink(
  db: Database,
  tokenHash: string,
  now: string,
): Promise<string | null> {
  const [used] = await db
    .update(signInLinks)
    .set({ usedAt: now })
    .where(
      and(
        eq(signInLinks.tokenHash, tokenHash),
        isNull(signInLinks.usedAt),
        gt(signInLinks.expiresAt, now),
      ),
    )
    .returning({ personId: signInLinks.personId })
  return used?.personId ?? null
}

/** Makes every unused link of a person worthless. */
export async function voidSignInLinks(db: Database, personId: string, now: string): Promise<void> {
  await db
    .update(signInLinks)
    .set({ expiresAt: now })
    .where(and(eq(signInLinks.personId, personId), isNull(signInLinks.usedAt)))
}

/** The last ten links made for a person, the newest first: who made one is theirs to know. */
export function signInLinksOf(db: Database, personId: string): Promise<SignInLinkRow[]> {
  return db
    .select()
    .from(signInLinks)
    .where(eq(signInLinks.personId, personId))
    .orderBy(desc(signInLinks.createdAt))
    .limit(10)
}
