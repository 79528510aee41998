// The cards of one order in one workspace: whoever may decide has one, and every one that stands shows what holds now.
import { orderAudience, type OrderAudience } from '#operations/order-audience.ts'
import { goneCard } from '#render/slack/order-notice.ts'
import { changePost, openPostsOf } from '#store/slack-posts.ts'
import type { SlackPost } from '#store/slack-posts.ts'
import { cardFact, cardMessage, isDraftCard, isOver, linksOf, putUp, rewrite } from './card.ts'
import type { Door } from './door.ts'
import { deskFor, directOf, type Readers } from './feed-readers.ts'
import type { Slack } from './slack.ts'

export type FeedPlace = { slack: Slack; door: Door; readers: Readers; asOf: string }

/** The cards of an order that need care in this workspace. */
async function cardsOf({ slack, door }: FeedPlace, number: string): Promise<SlackPost[]> {
  const open = await openPostsOf(slack.db, number)
  return open.filter(({ teamId, kind }) => teamId === door.teamId && kind === 'card')
}

async function putUpCards(
  place: FeedPlace,
  number: string,
  audience: OrderAudience,
  standing: readonly SlackPost[],
): Promise<void> {
  const { slack, door, readers } = place
  const { program } = slack
  for (const personId of audience.deciderIds) {
    const userId = readers.users.get(personId)
    const fact = cardFact(number, audience.revision, personId)
    const stands = standing.some((post) => post.fact === fact && post.state === 'posted')
    if (userId === undefined || stands) continue
    const desk = await deskFor(program, readers, number, personId)
    // Somebody decided in between: that row of the audit is still to come.
    if (desk?.state !== 'submitted' || desk.revision !== audience.revision) continue
    const claim = {
      id: program.newId(),
      fact,
      kind: 'card' as const,
      teamId: door.teamId,
      channelId: await directOf(door, userId),
      threadTs: null,
      personId,
      orderNumber: number,
      revision: desk.revision,
      contentHash: desk.contentHash,
      createdAt: program.now().toISOString(),
    }
    await putUp(slack, door, claim, cardMessage(desk, claim, linksOf(program, number)))
  }
}

async function rewriteCards(place: FeedPlace, number: string): Promise<void> {
  const { slack, door, readers } = place
  for (const post of await cardsOf(place, number)) {
    // What is being put up belongs to whoever began with it.
    if (post.state !== 'posted') continue
    const desk = await deskFor(slack.program, readers, number, post.personId)
    if (desk === null) continue
    const message = cardMessage(desk, post, linksOf(slack.program, number))
    await rewrite(slack, door, post, message, isOver(desk, post))
  }
}

/** Cards that a crash left half put up and that nobody may decide on any more: what stands in Slack is found and cared for. */
async function adopt(place: FeedPlace, number: string, audience: OrderAudience): Promise<void> {
  const { slack, door, readers } = place
  for (const post of await cardsOf(place, number)) {
    if (post.state !== 'posting' || isDraftCard(post)) continue
    const waits =
      audience.revision === post.revision && audience.deciderIds.includes(post.personId ?? '')
    if (waits) continue
    const { channelId, threadTs } = post
    const found = await door.find({ channelId, threadTs }, { id: post.id })
    const desk = await deskFor(slack.program, readers, number, post.personId)
    if (desk === null) continue
    const message = cardMessage(desk, post, linksOf(slack.program, number))
    if (found === null) await changePost(slack.db, post.id, { state: 'closed' })
    else {
      await changePost(slack.db, post.id, { ts: found.ts, state: 'posted' })
      const standing = { ...post, ts: found.ts, shownHash: null }
      await rewrite(slack, door, standing, message, isOver(desk, post))
    }
  }
}

/** Brings every card of an order up to what holds now. Rejects as the door and the books do. */
export async function showOrder(place: FeedPlace, number: string): Promise<void> {
  const { slack, door, asOf } = place
  const now = slack.program.now().toISOString()
  const audience = await orderAudience(slack.db, number, { now, asOf })
  if (audience === null) {
    for (const post of await cardsOf(place, number)) {
      await rewrite(slack, door, post, goneCard(number), true)
    }
    return
  }
  await adopt(place, number, audience)
  await putUpCards(place, number, audience, await cardsOf(place, number))
  await rewriteCards(place, number)
}
