// "Review" on the home tab: the order's card comes to the bottom of the direct message, where it is decided about.
import { noticeModal } from '#render/slack/notice-modal.ts'
import { clickOf } from './ask-click.ts'
import { cardFact, cardMessage, isOver, linksOf, putUp } from './card.ts'
import type { SlackBody } from './delivery.ts'
import { showHome } from './home.ts'
import type { Visit } from './slack.ts'

/**
 * Puts up one more card for each click, and says where it is; it is kept true like every card. The order is read on the
 * person's own desk, so the button lets nobody see or do more. Rejects as the desk and the door do.
 */
export async function reviewOrder(visit: Visit, body: SlackBody): Promise<void> {
  const { slack, door, who, application, key } = visit
  const { value, triggerId } = clickOf(body)
  const desk = await application.readOrder(value)
  const { number, revision, contentHash } = desk
  const claim = {
    id: slack.program.newId(),
    fact: `${cardFact(number, revision, who.person.id)} by ${key}`,
    kind: 'card' as const,
    teamId: door.teamId,
    channelId: await door.directOf(who.mapping.userId),
    threadTs: null,
    personId: who.person.id,
    orderNumber: number,
    revision,
    contentHash,
    createdAt: slack.program.now().toISOString(),
  }
  const message = cardMessage(desk, claim, linksOf(slack.program, number))
  await putUp(slack, door, claim, message, isOver(desk, claim) ? 'closed' : 'posted')
  const where = `The card of ${number} is the newest of our messages now. You decide there.`
  // A click that is too old opens nothing; the card came all the same.
  await door.openView(triggerId, noticeModal('Review', [where]))
  await showHome(visit)
}
