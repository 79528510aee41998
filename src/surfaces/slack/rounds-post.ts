// A fact is told to a person once: it is written down before it is posted, the post carries its id unseen, and what nobody
// knows to be posted is looked for before it is posted again.
import type { SlackMessage } from '#render/slack/blocks.ts'
import { claimPosts, closePosts, factsToldTo, unfinishedPostsTo } from '#store/slack-posts.ts'
import type { SlackPost } from '#store/slack-posts.ts'
import type { Reader } from './rounds-readers.ts'

export type ToldKind = 'digest' | 'alert'

/** The message about those of the facts that still hold; null = none of them does. */
export type Compose = (facts: string[]) => Promise<SlackMessage | null>

/** The rows of the facts of one message have its id, and a number each. */
const messageIdOf = ({ id }: SlackPost) => id.split(':', 1)[0]!

const whom = ({ mapping: { teamId }, person }: Reader) => ({ teamId, personId: person.id })

/** The facts of these that the person was not told, in their order. */
export async function untold(reader: Reader, facts: string[]): Promise<string[]> {
  const told = await factsToldTo(reader.slack.db, whom(reader), facts)
  return facts.filter((fact) => !told.has(fact))
}

/** Tells a person facts in one direct message, those that nobody else is telling them already. */
export async function tellOnce(
  reader: Reader,
  kind: ToldKind,
  facts: string[],
  compose: Compose,
): Promise<void> {
  const { door, mapping, slack } = reader
  // What can not be worded is not claimed either.
  const message = await compose(facts)
  if (message === null) return
  const channelId = await door.directOf(mapping.userId)
  const messageId = slack.program.newId()
  const createdAt = slack.program.now().toISOString()
  const row = { kind, ...whom(reader), channelId, createdAt }
  const none = { threadTs: null, orderNumber: null, revision: null, contentHash: null }
  const rows = facts.map((fact, index) => ({
    ...row,
    ...none,
    id: `${messageId}:${index + 1}`,
    fact,
  }))
  const claimed = await claimPosts(slack.db, rows)
  if (claimed.length === 0) return
  const own = claimed.length === facts.length ? message : await compose(claimed.map(factOf))
  await post(reader, claimed, own)
}

const factOf = ({ fact }: SlackPost) => fact

/** Settles what an earlier round began to tell: it stands there, or is told now if it still holds. */
export async function settleTold(reader: Reader, kind: ToldKind, compose: Compose): Promise<void> {
  const { db } = reader.slack
  const unfinished = await unfinishedPostsTo(db, { ...whom(reader), kind })
  for (const [id, rows] of Map.groupBy(unfinished, messageIdOf)) {
    const { channelId } = rows[0]!
    const found = await reader.door.find({ channelId }, { id })
    if (found === null) await post(reader, rows, await compose(rows.map(factOf)))
    else await closePosts(db, rows.map(idOf), found.ts)
  }
}

const idOf = ({ id }: SlackPost) => id

async function post(
  { door, slack }: Reader,
  rows: SlackPost[],
  message: SlackMessage | null,
): Promise<void> {
  const [first] = rows
  if (first === undefined) return
  const posted =
    message === null
      ? null
      : await door.post({ channelId: first.channelId }, message, { id: messageIdOf(first) })
  await closePosts(slack.db, rows.map(idOf), posted?.ts ?? null)
}
