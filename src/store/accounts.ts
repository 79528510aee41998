import { and, eq, isNotNull, isNull, lte, or, sql } from 'drizzle-orm'
import type { Database } from './database.ts'
import type { PersonRow } from './people.ts'
import { accounts, people } from './schema-people.ts'

export type AccountRow = typeof accounts.$inferSelect

/** So many attempts may fail in a row before an account rests; then each further one doubles the rest. */
const freeAttempts = 5
/** Minutes of the longest rest. */
const longestRest = 60

/** The active person of an e-mail (in any case of letters) with their account, or null. */
export async function personByEmail(
  db: Database,
  email: string,
): Promise<{ person: PersonRow; account: AccountRow | null } | null> {
  const [row] = await db
    .select({ person: people, account: accounts })
    .from(people)
    .leftJoin(accounts, eq(accounts.personId, people.id))
    .where(
      and(eq(sql`lower(${people.email})`, email.trim().toLowerCase()), eq(people.active, true)),
    )
    .limit(1)
  return row ?? null
}

/** Everybody with an e-mail in any case of letters, active or not, two at most: more than one is nobody. */
export function peopleByEmail(db: Database, email: string): Promise<PersonRow[]> {
  return db
    .select()
    .from(people)
    .where(eq(sql`lower(${people.email})`, email.trim().toLowerCase()))
    .limit(2)
}

/** The person, active or not, that a provider knows by this issuer and subject, or null. */
export async function personBySubject(db: Database, subject: string): Promise<PersonRow | null> {
  const [row] = await db
    .select({ person: people })
    .from(accounts)
    .innerJoin(people, eq(people.id, accounts.personId))
    .where(eq(accounts.oidcSubject, subject))
  return row?.person ?? null
}

/** Keeps the issuer and subject that a person is known by from now on. */
export async function keepSubject(db: Database, personId: string, subject: string): Promise<void> {
  const set = { oidcSubject: subject }
  await db
    .insert(accounts)
    .values({ personId, ...set })
    .onConflictDoUpdate({ target: accounts.personId, set })
}

/** How a person signs in, or null before they have chosen anything. */
export async function accountOf(db: Database, personId: string): Promise<AccountRow | null> {
  const [row] = await db.select().from(accounts).where(eq(accounts.personId, personId))
  return row ?? null
}

/**
 * Spends one attempt of an account before its password is looked at, so that attempts at the same instant can not
 * outrun the count. False while the account rests, and where there is none.
 */
export async function spendAttempt(db: Database, personId: string, now: string): Promise<boolean> {
  const failed = sql`${accounts.failedCount} + 1`
  const minutes = sql`least(${longestRest}::int, power(2, least(${failed} - ${freeAttempts}, 10))::int)`
  const spent = await db
    .update(accounts)
    .set({
      failedCount: failed,
      lockedUntilAt: sql`case when ${failed} >= ${freeAttempts}
        then ${now}::timestamptz + make_interval(mins => ${minutes}) end`,
    })
    .where(
      and(
        eq(accounts.personId, personId),
        or(isNull(accounts.lockedUntilAt), lte(accounts.lockedUntilAt, now)),
      ),
    )
    .returning({ personId: accounts.personId })
  return spent.length > 0
}

/** Forgets what failed before: the right password came. */
export async function forgetAttempts(db: Database, personId: string): Promise<void> {
  await db
    .update(accounts)
    .set({ failedCount: 0, lockedUntilAt: null })
    .where(eq(accounts.personId, personId))
}

/** Keeps the hash of a person's new password and forgets what failed before. */
export async function keepPassword(
  db: Database,
  personId: string,
  password: { hash: string; at: string },
): Promise<void> {
  const set = {
    passwordHash: password.hash,
    passwordSetAt: password.at,
    failedCount: 0,
    lockedUntilAt: null,
  }
  await db
    .insert(accounts)
    .values({ personId, ...set })
    .onConflictDoUpdate({ target: accounts.personId, set })
}

/** Ids of the people who have chosen a password. */
export async function passwordHolders(db: Database): Promise<Set<string>> {
  const rows = await db
    .select({ personId: accounts.personId })
    .from(accounts)
    .where(isNotNull(accounts.passwordHash))
  return new Set(rows.map(({ personId }) => personId))
}
