import { and, asc, eq, isNull, lt, or, sql } from 'drizzle-orm'
import type { Database } from './database.ts'
import { slackDeliveries } from './schema-slack.ts'

export type SlackDelivery = typeof slackDeliveries.$inferSelect

const idle = and(
  eq(slackDeliveries.state, 'waiting'),
  or(isNull(slackDeliveries.leasedUntil), lt(slackDeliveries.leasedUntil, sql`now()`)),
)

/** Writes down what Slack sent; false when it was there before: a retry, a double, a replay. */
export async function recordDelivery(
  db: Database,
  delivery: Pick<SlackDelivery, 'key' | 'teamId' | 'body' | 'receivedAt'>,
): Promise<boolean> {
  const added = await db
    .insert(slackDeliveries)
    .values({ ...delivery, state: 'waiting' })
    .onConflictDoNothing()
    .returning({ key: slackDeliveries.key })
  return added.length === 1
}

/** Whether the database understood a row and can not keep it, so that asking again gives the same answer. */
export function isUnkeepable(error: unknown): boolean {
  const cause = error instanceof Error ? error.cause : null
  const code = typeof cause === 'object' && cause !== null && 'code' in cause ? cause.code : null
  // Postgres: data exceptions, and limits of the program such as the longest text of an index.
  return typeof code === 'string' && /^(22|54)/.test(code)
}

/** What came in, was not worked to its end and is in nobody's hand, the oldest first; five hundred at most. */
export function idleDeliveries(db: Database): Promise<Pick<SlackDelivery, 'key' | 'body'>[]> {
  return db
    .select({ key: slackDeliveries.key, body: slackDeliveries.body })
    .from(slackDeliveries)
    .where(idle)
    .orderBy(asc(slackDeliveries.receivedAt), asc(slackDeliveries.key))
    .limit(500)
}

const leaseEnd = sql`now() + interval '30 seconds'`

/** Takes a delivery in hand for half a minute and counts the attempt; null when it is done or somebody else has it. */
export async function leaseDelivery(db: Database, key: string): Promise<SlackDelivery | null> {
  const [row] = await db
    .update(slackDeliveries)
    .set({ leasedUntil: leaseEnd, attemptCount: sql`${slackDeliveries.attemptCount} + 1` })
    .where(and(eq(slackDeliveries.key, key), idle))
    .returning()
  return row ?? null
}

/** One attempt at a delivery: the count tells it from a later one, whose the delivery is by then. */
type Attempt = Pick<SlackDelivery, 'key' | 'attemptCount'>

const isOf = ({ key, attemptCount }: Attempt) =>
  and(
    eq(slackDeliveries.key, key),
    eq(slackDeliveries.attemptCount, attemptCount),
    eq(slackDeliveries.state, 'waiting'),
  )

/** Keeps it in hand for another half minute; call it more often than that. */
export async function renewLease(db: Database, attempt: Attempt): Promise<void> {
  await db.update(slackDeliveries).set({ leasedUntil: leaseEnd }).where(isOf(attempt))
}

/** Lets go of a delivery so that it is tried again, at once or after a pause in seconds. */
export async function releaseDelivery(
  db: Database,
  attempt: Attempt,
  pauseSeconds: number,
): Promise<void> {
  await db
    .update(slackDeliveries)
    .set({ leasedUntil: sql`now() + make_interval(secs => ${pauseSeconds})` })
    .where(isOf(attempt))
}

/** The one process of an embedded database began: whoever had something in hand is gone. */
export async function endLeases(db: Database): Promise<void> {
  await db
    .update(slackDeliveries)
    .set({ leasedUntil: null })
    .where(eq(slackDeliveries.state, 'waiting'))
}

/** Says what the work left behind so far. */
export async function noteProgress(db: Database, key: string, progress: unknown): Promise<void> {
  await db.update(slackDeliveries).set({ progress }).where(eq(slackDeliveries.key, key))
}

/** The work of a delivery is done, whosever attempt did it. */
export async function settleDelivery(db: Database, key: string, at: string): Promise<void> {
  await db
    .update(slackDeliveries)
    .set({ state: 'done', settledAt: at })
    .where(and(eq(slackDeliveries.key, key), eq(slackDeliveries.state, 'waiting')))
}

/** Gives a delivery up; false when another attempt has it by now, or did it. */
export async function failDelivery(db: Database, attempt: Attempt, at: string): Promise<boolean> {
  const rows = await db
    .update(slackDeliveries)
    .set({ state: 'failed', settledAt: at })
    .where(isOf(attempt))
    .returning({ key: slackDeliveries.key })
  return rows.length === 1
}

/** Forgets settled deliveries that came before an instant; Slack repeats nothing so old. */
export async function forgetDeliveries(db: Database, before: string): Promise<void> {
  await db
    .delete(slackDeliveries)
    .where(and(lt(slackDeliveries.receivedAt, before), sql`${slackDeliveries.state} <> 'waiting'`))
}
