// What a person does with a draft from its card: submits it, or adjusts its quantities.
import { termsOfOrder, type DraftTerms } from '#operations/draft-terms.ts'
import { saidMessage } from '#render/slack/said.ts'
import { QuartermasterError } from '#root/errors.ts'
import { purchaseOrder } from '#store/purchase-orders.ts'
import type { OrderWithLines } from '#store/purchase-orders.ts'
import { cardOfView, clickedCard, deskOfCard, type Card } from './card-click.ts'
import type { SlackBody } from './delivery.ts'
import { loadingLines } from './draft.ts'
import { putUpDraft } from './draft-card.ts'
import { formIn, unitsIn, type DraftForm } from './draft-form.ts'
import { adjustView } from './draft-view.ts'
import { showNow } from './feed.ts'
import { tell } from './listener.ts'
import type { Visit } from './slack.ts'
import { fillWindow, openFor, viewIn, workView, type SubmittedView } from './submitted.ts'

/** Throws 'conflict' when the order is not what its card showed. */
function requireShown({ number, revision, contentHash }: OrderWithLines, card: Card): void {
  if (revision === card.revision && contentHash === card.contentHash) return
  throw new QuartermasterError(
    'conflict',
    `${number} changed since this card: it showed revision ${card.revision}, the order is at revision ${revision}.`,
    'Look at the order as it is now and decide again; nothing was done.',
  )
}

async function orderOf({ slack }: Visit, { number }: Card): Promise<OrderWithLines> {
  const order = await purchaseOrder(slack.db, number)
  if (order !== null) return order
  throw new QuartermasterError(
    'not_found',
    `There is no order "${number}" any more.`,
    'Nothing was done; draft it again if it is still needed.',
  )
}

/** "Submit for approval": hands in what the card showed, and says who decides. */
export async function submitClicked(visit: Visit, body: SlackBody): Promise<void> {
  const { slack, door, who, application } = visit
  const card = await clickedCard(visit, body, 'draft')
  await deskOfCard(visit, card)
  try {
    requireShown(await orderOf(visit, card), card)
    const input = { order: card.number }
    const { display } = (await application.callTool('approve_purchase_order', input)) as {
      display: string
    }
    const { channelId, threadTs } = card.post
    await tell(door, who.mapping.userId, { channelId, threadTs }, saidMessage(display))
  } finally {
    await showNow(slack, door.teamId)
  }
}

/** "Adjust": the lines of the draft with their quantities. */
export async function adjustClicked(visit: Visit, body: SlackBody): Promise<void> {
  const { slack, application } = visit
  const card = await clickedCard(visit, body, 'draft')
  const viewId = await openFor(visit, body, loadingLines())
  await fillWindow(visit, viewId, 'Adjust the draft', async () => {
    await deskOfCard(visit, card)
    const order = await orderOf(visit, card)
    requireShown(order, card)
    const lines = await termsOfOrder(slack.db, order, await application.asOf())
    const units = new Map(order.lines.map(({ sku, orderedUnits }) => [sku, orderedUnits]))
    const { channelId, threadTs, ts } = card.post
    const now = ({ sku }: DraftTerms) => units.get(sku) ?? null
    return adjustView(lines, now, { channelId, threadTs, ts })
  })
}

function changesOf(order: OrderWithLines, view: SubmittedView, { lines }: DraftForm) {
  const asked = new Map(lines.map(({ key }) => [key, unitsIn(view, key)]))
  return order.lines.flatMap(({ sku, orderedUnits }) => {
    const units = asked.get(sku) ?? null
    return units === null || units === orderedUnits ? [] : [{ item: sku, units }]
  })
}

/** The adjusted quantities were sent: the draft gets a new revision, and a card of its own for it. */
export function orderAdjusted(visit: Visit, body: SlackBody): Promise<void> {
  return workView(visit, body, 'Adjust the draft', async () => {
    const { slack, door, application } = visit
    const view = viewIn(body)
    const form = formIn(view)
    const card = await cardOfView(visit, body, 'draft')
    const order = await orderOf(visit, card)
    const changes = form === null ? [] : changesOf(order, view, form)
    const { number, revision } = order
    // An attempt before this one may have revised it already: then nothing is left to change.
    if (visit.attemptsBefore === 0 || changes.length > 0) requireShown(order, card)
    if (changes.length === 0 && revision === card.revision) {
      return [`Nothing was changed: ${number} says this already.`]
    }
    if (changes.length > 0) {
      await application.callTool('revise_purchase_order', { order: number, revision, changes })
    }
    await putUpDraft(visit, number, card.post)
    await showNow(slack, door.teamId)
    return [`${number} is at revision ${card.revision + 1} now. Its new card can be submitted.`]
  })
}
