import { and, asc, eq, inArray, isNotNull, sql } from 'drizzle-orm'
import type { Database } from './database.ts'
import { slackPosts } from './schema-slack.ts'

export type SlackPost = typeof slackPosts.$inferSelect

/**
 * Takes the right to tell a fact in a place: the row of it, new or as it stands. Only who gets `isNew` posts; a row that
 * stays 'posting' was left by a crash, and whether Slack has it is found out by its id in the message's metadata.
 */
export async function claimPost(
  db: Database,
  post: Omit<SlackPost, 'ts' | 'shownHash' | 'state'>,
): Promise<{ post: SlackPost; isNew: boolean }> {
  const [added] = await db
    .insert(slackPosts)
    .values({ ...post, state: 'posting' })
    .onConflictDoNothing()
    .returning()
  if (added !== undefined) return { post: added, isNew: true }
  const { teamId, channelId, fact } = slackPosts
  const [known] = await db
    .select()
    .from(slackPosts)
    .where(and(eq(teamId, post.teamId), eq(channelId, post.channelId), eq(fact, post.fact)))
  if (known === undefined) throw new Error(`the post of "${post.fact}" is neither new nor known`)
  return { post: known, isNew: false }
}

/** Says what became of a post. */
export async function changePost(
  db: Database,
  id: string,
  set: Partial<Pick<SlackPost, 'ts' | 'shownHash' | 'state' | 'contentHash'>>,
): Promise<void> {
  await db.update(slackPosts).set(set).where(eq(slackPosts.id, id))
}

/** The post that stands at a place, or null: a button that is on none of ours is nobody's. */
export async function postAt(
  db: Database,
  at: { teamId: string; channelId: string; ts: string },
): Promise<SlackPost | null> {
  const { teamId, channelId, ts } = slackPosts
  const [row] = await db
    .select()
    .from(slackPosts)
    .where(and(eq(teamId, at.teamId), eq(channelId, at.channelId), eq(ts, at.ts)))
  return row ?? null
}

/** The cards of an order that still need care, the oldest first. */
export function openPostsOf(db: Database, orderNumber: string): Promise<SlackPost[]> {
  return db
    .select()
    .from(slackPosts)
    .where(
      and(
        eq(slackPosts.orderNumber, orderNumber),
        inArray(slackPosts.state, ['posting', 'posted']),
      ),
    )
    .orderBy(asc(slackPosts.createdAt), asc(slackPosts.id))
}

/** The orders that have a card somewhere that still needs care. */
export async function ordersWithOpenPosts(db: Database): Promise<string[]> {
  const rows = await db
    .selectDistinct({ orderNumber: slackPosts.orderNumber })
    .from(slackPosts)
    .where(and(isNotNull(slackPosts.orderNumber), inArray(slackPosts.state, ['posting', 'posted'])))
  return rows.flatMap(({ orderNumber }) => orderNumber ?? [])
}

/** Posts that a crash left between "will be posted" and "was posted". */
export function unfinishedPosts(db: Database): Promise<SlackPost[]> {
  return db.select().from(slackPosts).where(eq(slackPosts.state, 'posting'))
}

/** Takes the right to tell several facts in one place, all at once; gives the rows of those that nobody has taken. */
export async function claimPosts(
  db: Database,
  posts: Omit<SlackPost, 'ts' | 'shownHash' | 'state'>[],
): Promise<SlackPost[]> {
  if (posts.length === 0) return []
  const rows = posts.map((post) => ({ ...post, state: 'posting' as const }))
  const added = await db.insert(slackPosts).values(rows).onConflictDoNothing().returning()
  const place = new Map(posts.map(({ id }, index) => [id, index]))
  return added.toSorted((a, b) => place.get(a.id)! - place.get(b.id)!)
}

/** Ends the care for posts that one message tells; `ts` is its own, which the first keeps, null = none was posted. */
export async function closePosts(db: Database, ids: string[], ts: string | null): Promise<void> {
  const [first] = ids
  if (first === undefined) return
  const own = sql<string | null>`case when ${slackPosts.id} = ${first} then ${ts}::text end`
  await db.update(slackPosts).set({ state: 'closed', ts: own }).where(inArray(slackPosts.id, ids))
}

const toPerson = ({ teamId, personId }: { teamId: string; personId: string }) =>
  and(eq(slackPosts.teamId, teamId), eq(slackPosts.personId, personId))

/** Those of the facts that a person was told in a workspace, or is being told. */
export async function factsToldTo(
  db: Database,
  whom: { teamId: string; personId: string },
  facts: string[],
): Promise<Set<string>> {
  const rows = await db
    .select({ fact: slackPosts.fact })
    .from(slackPosts)
    .where(and(toPerson(whom), inArray(slackPosts.fact, facts)))
  return new Set(rows.map(({ fact }) => fact))
}

/** What a round began to tell a person and did not end, the oldest first. */
export function unfinishedPostsTo(
  db: Database,
  whom: { teamId: string; personId: string; kind: SlackPost['kind'] },
): Promise<SlackPost[]> {
  return db
    .select()
    .from(slackPosts)
    .where(and(toPerson(whom), eq(slackPosts.kind, whom.kind), eq(slackPosts.state, 'posting')))
    .orderBy(asc(slackPosts.createdAt), asc(slackPosts.id))
}
