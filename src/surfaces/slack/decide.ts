// The decisions on a card: each is the command of the life cycle, in the name of whoever clicked, about what stood there.
import { differenceCard } from '#render/slack/order-card.ts'
import { INPUTS, rejectModal, typedAmountModal } from '#render/slack/order-modals.ts'
import { saidMessage } from '#render/slack/said.ts'
import type { OrderDesk } from '#operations/order-desk.ts'
import { parseMoney } from '#planning/money-text.ts'
import { QuartermasterError } from '#root/errors.ts'
import { changePost } from '#store/slack-posts.ts'
import { linksOf, messageHash } from './card.ts'
import { cardMetadata, cardOfView, clickedCard, deskOfCard, type Card } from './card-click.ts'
import type { SlackBody } from './delivery.ts'
import { showNow } from './feed.ts'
import { tell } from './listener.ts'
import type { Visit } from './slack.ts'
import { openFor, textIn, viewIn, workView } from './submitted.ts'

const isDifference = (error: unknown) =>
  error instanceof QuartermasterError && error.details['refusal'] === 'difference'

/** The card says what is not as it was; nothing was approved. */
async function showDifference(visit: Visit, { post, number }: Card): Promise<void> {
  const { slack, door, application } = visit
  const desk = await application.readOrder(number)
  const message = differenceCard(desk, linksOf(slack.program, number))
  const { channelId, ts } = post
  if (ts === null) return
  await door.update({ channelId, ts }, message)
  await changePost(slack.db, post.id, { shownHash: messageHash(message) })
}

type Approved = { state: string; open: { approvals: number } | null }

/** Approves what the card showed; gives what the person is told. Throws as the command, but for a difference. */
async function approve(
  visit: Visit,
  card: Card,
  desk: OrderDesk,
  typedAmountMinor: string | null,
): Promise<string[]> {
  const { number: order, revision, contentHash } = card
  const { lastApprovedAt } = desk
  // A delivery that is tried again is no new yes: only a click of this moment renews one that lapsed.
  const renews = lastApprovedAt !== null && visit.attemptsBefore === 0 ? { lastApprovedAt } : {}
  const input = { order, revision, contentHash, typedAmountMinor, ...renews }
  try {
    const done = await visit.application.runCommand('approve_order', input)
    const { open } = done.result as Approved
    if (done.again && visit.attemptsBefore === 0) {
      return [`Your approval of ${order} was on record before; nothing was done twice.`]
    }
    if (open === null) return []
    const others = open.approvals === 1 ? 'one more person' : `${open.approvals} more people`
    return [`Your approval of ${order} is on record. It waits for ${others}.`]
  } catch (error) {
    if (!isDifference(error)) throw error
    await showDifference(visit, card)
    return [
      `${order} was not approved: it is not as it was when it was written. The card says why.`,
    ]
  } finally {
    await showNow(visit.slack, visit.door.teamId)
  }
}

/** "Approve": at once, or after the total was typed where the policy asks for it. */
export async function approveClicked(visit: Visit, body: SlackBody): Promise<void> {
  const card = await clickedCard(visit, body, 'decision')
  const desk = await deskOfCard(visit, card)
  const asksForTotal = desk.approval?.allowed === true && desk.approval.typedAmount
  if (asksForTotal && desk.revision === card.revision && desk.differences.length === 0) {
    const metadata = cardMetadata(card, { currency: desk.currency })
    await openFor(visit, body, typedAmountModal(desk, metadata))
    return
  }
  const said = await approve(visit, card, desk, null)
  if (said.length === 0) return
  const place = { channelId: card.post.channelId, threadTs: card.post.threadTs }
  await tell(visit.door, visit.who.mapping.userId, place, saidMessage(said.join(' ')))
}

/** The typed total in minor units of the order's currency, digits only. Throws 'invalid' for what is none. */
function typedMinor(typed: string, { number, currency }: OrderDesk): string {
  const amount = parseMoney(typed, currency)
  if (amount.currency === currency) return String(amount.amountMinor)
  throw new QuartermasterError(
    'invalid',
    `${number} is in ${currency}, not ${amount.currency}.`,
    'Click Approve again and type the total as it is shown; nothing was approved.',
  )
}

/** The typed total was sent. */
export function approveTyped(visit: Visit, body: SlackBody): Promise<void> {
  return workView(visit, body, 'Approve the order', async () => {
    const card = await cardOfView(visit, body, 'decision')
    const desk = await deskOfCard(visit, card)
    const { block, action } = INPUTS.typedAmount
    const typed = typedMinor(textIn(viewIn(body), block, action), desk)
    const said = await approve(visit, card, desk, typed)
    return said.length === 0 ? [`You approved ${card.number}.`] : said
  })
}

/** "Reject": why not is asked first. */
export async function rejectClicked(visit: Visit, body: SlackBody): Promise<void> {
  const card = await clickedCard(visit, body, 'decision')
  const desk = await deskOfCard(visit, card)
  await openFor(visit, body, rejectModal(desk, cardMetadata(card)))
}

/** The reason of a no was sent. */
export function rejectWithReason(visit: Visit, body: SlackBody): Promise<void> {
  return workView(visit, body, 'Reject the order', async () => {
    const { number: order, revision } = await cardOfView(visit, body, 'decision')
    const { block, action } = INPUTS.reason
    const reason = textIn(viewIn(body), block, action)
    try {
      await visit.application.runCommand('reject_order', { order, revision, reason })
    } finally {
      await showNow(visit.slack, visit.door.teamId)
    }
    return [`You rejected ${order}. Its requester reads why.`]
  })
}

/** "Open" is a link; Slack tells about the click all the same. */
export async function orderOpened(): Promise<void> {}
