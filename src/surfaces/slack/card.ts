// A card of an order as it stands in Slack: put up once, and written anew when what it should show is another.
import { createHash } from 'node:crypto'
import type { OrderDesk } from '#operations/order-desk.ts'
import type { SlackMessage } from '#render/slack/blocks.ts'
import { decidedCard, draftCard, orderCard, staleCard } from '#render/slack/order-card.ts'
import type { CardLinks } from '#render/slack/order-shown.ts'
import { changePost, claimPost } from '#store/slack-posts.ts'
import type { SlackPost } from '#store/slack-posts.ts'
import type { Door } from './door.ts'
import type { SlackProgram } from './program.ts'
import type { Slack } from './slack.ts'

/** Names what a message shows: the same hash is the same message. */
export function messageHash({ blocks, text }: SlackMessage): string {
  return createHash('sha256')
    .update(JSON.stringify([blocks, text]))
    .digest('hex')
}

/** Where the reader of a card opens the order. */
export function linksOf({ consoleAddress }: SlackProgram, number: string): CardLinks {
  return { orderUrl: `${consoleAddress()}/orders/${encodeURIComponent(number)}` }
}

/** The fact of the card on which a person decides about a revision. */
export function cardFact(number: string, revision: number, personId: string): string {
  return `card ${number} revision ${revision} for ${personId}`
}

/** The fact of the card from which a person submits or adjusts a draft. */
export function draftFact(number: string, revision: number, personId: string): string {
  return `draft ${number} revision ${revision} for ${personId}`
}

/** The fact of what one row of the audit tells a person; on a comment somebody replies. */
export function noticeFact(
  kind: 'notice' | 'comment',
  { subject, sequence }: { subject: string; sequence: number },
  personId: string,
): string {
  return `${kind} ${subject} ${sequence} for ${personId}`
}

export const isComment = ({ fact }: Pick<SlackPost, 'fact'>): boolean => fact.startsWith('comment ')
export const isDraftCard = ({ fact }: Pick<SlackPost, 'fact'>): boolean => fact.startsWith('draft ')

/** What a card shows of the order on its reader's desk. On the card of a draft nobody decides. */
export function cardMessage(
  desk: OrderDesk,
  post: Pick<SlackPost, 'fact' | 'revision'>,
  links: CardLinks,
): SlackMessage {
  const seen = { revision: post.revision ?? 0 }
  if (!isDraftCard(post)) return orderCard(desk, seen, links)
  if (desk.revision !== seen.revision) return staleCard(desk, seen, links)
  return desk.state === 'draft' ? draftCard(desk, links) : decidedCard(desk, links)
}

/** What nothing can change any more, or only as another revision, which has cards of its own. */
const over: readonly OrderDesk['state'][] = [
  'rejected',
  'expired',
  'cancelled',
  'received',
  'closed',
]

/** Whether a card says its last word: it needs no more care. */
export function isOver(desk: OrderDesk, post: Pick<SlackPost, 'revision'>): boolean {
  return over.includes(desk.state) || desk.revision !== post.revision
}

type Claim = Parameters<typeof claimPost>[1]

/**
 * Puts up a message once for its fact and place. What a crash or a lost answer left between is looked for by its mark
 * first, which works in direct messages. Only one may put up a fact at a time. Rejects as the door does.
 */
export async function putUp(
  { db }: Slack,
  door: Door,
  claim: Claim,
  message: SlackMessage,
  state: 'posted' | 'closed' = 'posted',
): Promise<void> {
  const { post, isNew } = await claimPost(db, claim)
  if (post.state !== 'posting') return
  const place = { channelId: post.channelId, threadTs: post.threadTs }
  const found = isNew ? null : await door.find(place, { id: post.id })
  const { ts } = found ?? (await door.post(place, message, { id: post.id }))
  // What was found was drawn earlier: it is written anew.
  await changePost(db, post.id, {
    ts,
    state,
    shownHash: found === null ? messageHash(message) : null,
  })
}

/** Makes a card show the message, unless it does; `last` = it needs no more care. Rejects as the door does. */
export async function rewrite(
  { db }: Slack,
  door: Door,
  post: SlackPost,
  message: SlackMessage,
  last: boolean,
): Promise<void> {
  const { id, channelId, ts } = post
  if (ts === null) return
  const shownHash = messageHash(message)
  const state = last ? 'closed' : 'posted'
  if (post.shownHash === shownHash && post.state === state) return
  const written =
    post.shownHash === shownHash ? 'updated' : await door.update({ channelId, ts }, message)
  await changePost(db, id, { shownHash, state: written === 'gone' ? 'closed' : state })
}
