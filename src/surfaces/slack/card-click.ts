// Which card a click is on. What a button carries is not believed: the card is the one that we put up at that place, for
// that reader, and what it showed is in our books.
import type { OrderDesk } from '#operations/order-desk.ts'
import { orderOfValue } from '#render/slack/action-names.ts'
import { goneCard } from '#render/slack/order-notice.ts'
import { QuartermasterError } from '#root/errors.ts'
import { postAt } from '#store/slack-posts.ts'
import type { SlackPost } from '#store/slack-posts.ts'
import { isComment, isDraftCard, rewrite } from './card.ts'
import type { SlackBody } from './delivery.ts'
import type { Visit } from './slack.ts'
import { metadataIn, viewIn } from './submitted.ts'
import { recordOf } from './fields-of.ts'

/** A card that the person may act on: the order and revision that it shows. */
export type Card = { post: SlackPost; number: string; revision: number; contentHash: string }

export type CardKind = 'decision' | 'draft' | 'comment'

function kindOf(post: SlackPost): CardKind | null {
  if (post.kind === 'card') return isDraftCard(post) ? 'draft' : 'decision'
  return isComment(post) ? 'comment' : null
}

function notOurs(): QuartermasterError {
  return new QuartermasterError(
    'conflict',
    'This button is on no card of mine, so nothing was done.',
    'Use the card in your direct message with me, or open the order in the web console.',
  )
}

function notYours(): QuartermasterError {
  return new QuartermasterError(
    'forbidden',
    'This card is for somebody else, so nothing was done.',
    'Use the card in your own direct message with me, or open the order in the web console.',
  )
}

async function cardAt(
  { slack, door, who }: Visit,
  at: { channelId: string; ts: string },
  kind: CardKind,
): Promise<Card> {
  const post = await postAt(slack.db, { teamId: door.teamId, ...at })
  if (post === null || kindOf(post) !== kind) throw notOurs()
  const { orderNumber: number, revision, contentHash } = post
  if (number === null || revision === null) throw notOurs()
  // A draft stands in the thread where it was asked for; whoever's role puts orders together may go on with it.
  const isTheirs = post.personId === null || post.personId === who.person.id
  if (kind !== 'draft' && !isTheirs) throw notYours()
  return { post, number, revision, contentHash: contentHash ?? '' }
}

/** The card that a clicked button is on. Throws 'conflict' for a button on none of ours, 'forbidden' on somebody else's. */
export async function clickedCard(visit: Visit, body: SlackBody, kind: CardKind): Promise<Card> {
  const { channel_id: channelId, message_ts: ts } = recordOf(body['container'])
  const [action] = Array.isArray(body['actions']) ? body['actions'].map(recordOf) : []
  const named = orderOfValue(String(action?.['value'] ?? ''))
  if (typeof channelId !== 'string' || typeof ts !== 'string' || named === null) throw notOurs()
  const card = await cardAt(visit, { channelId, ts }, kind)
  if (named.number !== card.number || named.revision !== card.revision) throw notOurs()
  return card
}

/** What a modal carries to name the card that it was opened from. */
export function cardMetadata({ post }: Card, more: object = {}): string {
  return JSON.stringify({ ...more, channelId: post.channelId, ts: post.ts })
}

/** The card that a modal was opened from, looked up anew. Throws as `clickedCard`. */
export async function cardOfView(visit: Visit, body: SlackBody, kind: CardKind): Promise<Card> {
  const { channelId, ts } = metadataIn(viewIn(body)) ?? {}
  if (typeof channelId !== 'string' || typeof ts !== 'string') throw notOurs()
  return cardAt(visit, { channelId, ts }, kind)
}

/** The order of a card on the person's desk. Throws 'not_found', and the card says so from then on. */
export async function deskOfCard(visit: Visit, card: Card): Promise<OrderDesk> {
  try {
    return await visit.application.readOrder(card.number)
  } catch (error) {
    if (error instanceof QuartermasterError && error.code === 'not_found') {
      await rewrite(visit.slack, visit.door, card.post, goneCard(card.number), true)
    }
    throw error
  }
}
