// A question about an order to who asked for it, and the answer. Both stand in the order's history; the feed takes each
// to its reader.
import { createHash } from 'node:crypto'
import { INPUTS, questionModal } from '#render/slack/order-modals.ts'
import { replyModal } from '#render/slack/order-notice.ts'
import { purchaseOrder } from '#store/purchase-orders.ts'
import { cardMetadata, cardOfView, clickedCard, deskOfCard, type CardKind } from './card-click.ts'
import type { SlackBody } from './delivery.ts'
import { showNow } from './feed.ts'
import { readersOf } from './feed-readers.ts'
import type { Visit } from './slack.ts'
import { metadataIn, openFor, textIn, viewIn, workView } from './submitted.ts'

/** "Ask a question" on the card of a decision. */
export async function questionClicked(visit: Visit, body: SlackBody): Promise<void> {
  const card = await clickedCard(visit, body, 'decision')
  const desk = await deskOfCard(visit, card)
  await openFor(visit, body, questionModal(desk, cardMetadata(card, { kind: 'decision' })))
}

/** "Reply" under a question or an answer. */
export async function replyClicked(visit: Visit, body: SlackBody): Promise<void> {
  const card = await clickedCard(visit, body, 'comment')
  const desk = await deskOfCard(visit, card)
  await openFor(visit, body, replyModal(desk, cardMetadata(card, { kind: 'comment' })))
}

/** One form, one comment: the delivery names it, the same at every attempt. */
const changeIdOf = (key: string) => createHash('sha256').update(key).digest('hex').slice(0, 32)

/** What the person is told who asked somebody that Slack does not reach. */
async function unreached({ slack, door, who }: Visit, number: string): Promise<string[]> {
  const order = await purchaseOrder(slack.db, number)
  const { users, people } = await readersOf(slack.db, door.teamId)
  const to = order?.createdBy ?? ''
  if (to === who.person.id || users.has(to)) return []
  const name = people.get(to)?.name ?? 'Its requester'
  return [`${name} is not in this workspace with me and reads it in the web console.`]
}

/** A question or an answer was sent. */
export function questionAsked(visit: Visit, body: SlackBody): Promise<void> {
  return workView(visit, body, 'Said', async () => {
    const kind: CardKind = metadataIn(viewIn(body))?.['kind'] === 'comment' ? 'comment' : 'decision'
    const { number: order } = await cardOfView(visit, body, kind)
    const { block, action } = INPUTS.question
    const text = textIn(viewIn(body), block, action)
    const input = { order, changeId: changeIdOf(visit.key), text }
    await visit.application.runCommand('comment_order', input)
    await showNow(visit.slack, visit.door.teamId)
    const others = await unreached(visit, order)
    return [`It stands in the history of ${order}. Nothing is decided by it.`, ...others]
  })
}
