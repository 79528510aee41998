// The card of a draft: from it the order is submitted or adjusted. It stands where the draft was asked for; where that
// channel is closed to costs, in the person's direct message.
import type { OrderDesk } from '#operations/order-desk.ts'
import { cardMessage, draftFact, linksOf, putUp } from './card.ts'
import { costsShownAt, isDirect } from './channel-costs.ts'
import { directOf } from './feed-readers.ts'
import type { Place } from './door.ts'
import type { Visit } from './slack.ts'
import { SlackUncertain } from './web-api.ts'

async function putUpAt(visit: Visit, desk: OrderDesk, place: Place): Promise<void> {
  const { slack, door, who } = visit
  const { program } = slack
  const { number, revision, contentHash } = desk
  const claim = {
    id: program.newId(),
    fact: draftFact(number, revision, who.person.id),
    kind: 'card' as const,
    teamId: door.teamId,
    channelId: place.channelId,
    threadTs: place.threadTs ?? null,
    personId: who.person.id,
    orderNumber: number,
    revision,
    contentHash,
    createdAt: program.now().toISOString(),
  }
  await putUp(slack, door, claim, cardMessage(desk, claim, linksOf(program, number)))
}

/** Puts up the card of a draft, once for its revision. Rejects as the door and the books do. */
export async function putUpDraft(visit: Visit, number: string, asked: Place): Promise<void> {
  const { slack, door, who, application } = visit
  const desk = await application.readOrder(number)
  const { teamId } = door
  const { channelId, threadTs = null } = asked
  const direct = { channelId: await directOf(door, who.mapping.userId), threadTs: null }
  const open = await costsShownAt(slack, { teamId, channelId })
  // In a channel nothing that was posted is found again: an attempt after the first goes to the direct message.
  const there = open && (isDirect(channelId) || visit.attemptsBefore === 0)
  try {
    await putUpAt(visit, desk, there ? { channelId, threadTs } : direct)
  } catch (error) {
    if (!(error instanceof SlackUncertain) || isDirect(channelId)) throw error
    await putUpAt(visit, desk, direct)
  }
}
