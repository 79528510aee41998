// "Draft these": the lines with their quantities, told at once when one is not legal, then the drafts with a card each.
import {
  handleOfKey,
  keyOfLine,
  termsOfHandles,
  termsOfOrder,
  type DraftTerms,
} from '#operations/draft-terms.ts'
import { handlesOfValue } from '#render/slack/action-names.ts'
import type { DraftedOrder } from '#render/slack/draft-modal.ts'
import { draftDone, draftFailed } from '#render/slack/draft-modal.ts'
import { noticeModal } from '#render/slack/notice-modal.ts'
import { refusalMessage } from '#render/slack/refusal.ts'
import { QuartermasterError } from '#root/errors.ts'
import { liveOrdersFrom, purchaseOrder } from '#store/purchase-orders.ts'
import type { OrderWithLines } from '#store/purchase-orders.ts'
import type { SlackBody } from './delivery.ts'
import { cardOfView } from './card-click.ts'
import { putUpDraft } from './draft-card.ts'
import { formIn, unitsIn, type DraftForm } from './draft-form.ts'
import { adjustView, draftView } from './draft-view.ts'
import { placeOf, tell } from './listener.ts'
import type { Visit } from './slack.ts'
import { fillWindow, openFor, viewIn, type SubmittedView } from './submitted.ts'
import { recordOf } from './fields-of.ts'

const recommended = ({ recommendedUnits }: DraftTerms) => recommendedUnits

/** Shown at once: Slack waits three seconds for a window. */
export const loadingLines = () =>
  noticeModal('Draft orders', ['Fetching the lines and what their suppliers take.'])

function nothingToDraft(): QuartermasterError {
  return new QuartermasterError(
    'not_found',
    'None of these lines can be drafted now: nobody sells them, or the list is from a plan that is gone.',
    'Ask for the list again and draft from the new one.',
  )
}

/** "Draft these" on a buy list. */
export async function draftClicked(visit: Visit, body: SlackBody): Promise<void> {
  const { slack, door, application } = visit
  const place = placeOf(body) ?? { channelId: await door.directOf(visit.who.mapping.userId) }
  const viewId = await openFor(visit, body, loadingLines())
  const [action] = Array.isArray(body['actions']) ? body['actions'].map(recordOf) : []
  const handles = handlesOfValue(String(action?.['value'] ?? ''))
  const { channelId, threadTs } = place
  // A list outside of any thread begins one with its orders.
  const where = { channelId, threadTs: threadTs ?? rootOf(body), ts: null }
  await fillWindow(visit, viewId, 'Draft orders', async () => {
    const lines = await termsOfHandles(slack.db, handles, await application.asOf())
    if (lines.length === 0) throw nothingToDraft()
    return draftView(lines, recommended, where)
  })
}

const rootOf = (body: SlackBody): string | null => {
  const { message_ts: ts } = recordOf(body['container'])
  return typeof ts === 'string' ? ts : null
}

/** The lines of a form with today's terms, as they are recommended or as the order has them. */
async function linesOf(visit: Visit, view: SubmittedView, form: DraftForm): Promise<DraftTerms[]> {
  const { slack, application } = visit
  const asOf = await application.asOf()
  const keys = new Set(form.lines.map(({ key }) => key))
  const handles = [...new Set([...keys].map(handleOfKey))]
  if (view.callback !== 'adjust_order') {
    return (await termsOfHandles(slack.db, handles, asOf)).filter(({ key }) => keys.has(key))
  }
  const { number } = await cardOfView(visit, { view: { private_metadata: view.metadata } }, 'draft')
  const order = await purchaseOrder(slack.db, number)
  return order === null ? [] : termsOfOrder(slack.db, order, asOf)
}

/** A quantity was typed: the form says under the line whether it is legal, and what the supplier's lines cost. */
export async function unitsTyped(visit: Visit, body: SlackBody): Promise<void> {
  const view = viewIn(body)
  const form = formIn(view)
  if (form === null) return
  const lines = await linesOf(visit, view, form)
  if (lines.length === 0) return
  const typed = ({ key }: DraftTerms) => unitsIn(view, key)
  const draw = view.callback === 'adjust_order' ? adjustView : draftView
  await visit.door.updateView(view.id, draw(lines, typed, form))
}

type Drafted = {
  orders: DraftedOrder[]
  warnings: string[]
  moreCount: number
  display: string
}

/** What the person typed otherwise than the plan drafted, by SKU. */
function changesOf(order: OrderWithLines, view: SubmittedView, keys: ReadonlySet<string>) {
  return order.lines.flatMap(({ recommendationId, sku, orderedUnits }) => {
    const key = keyOfLine(keys, recommendationId ?? '', order.supplierCode)
    const units = key === null ? null : unitsIn(view, key)
    return units === null || units === orderedUnits ? [] : [{ item: sku, units }]
  })
}

/** Whether the quantities of the form are still to be put into an order: only into a draft that this form made. */
function isOwnDraft(visit: Visit, order: OrderWithLines, drafted: Drafted): boolean {
  const made = drafted.orders.find((each) => each.order === order.number)?.created === true
  // An attempt before may have drafted it and gone no further.
  const begun = visit.attemptsBefore > 0 && order.revision === 1
  return order.state === 'draft' && order.createdBy === visit.who.person.id && (made || begun)
}

async function draftOrders(
  visit: Visit,
  view: SubmittedView,
  form: DraftForm,
): Promise<{ drafted: Drafted; orders: OrderWithLines[] }> {
  const { slack, application } = visit
  const kept = form.lines.filter(({ key }) => unitsIn(view, key) !== 0).map(({ key }) => key)
  const handles = [...new Set(kept.map(handleOfKey))]
  const input = { recommendations: handles }
  const drafted = (await application.callTool('draft_purchase_order', input)) as Drafted
  const keys = new Set(kept)
  const warnings = [...drafted.warnings]
  for (const order of await liveOrdersFrom(slack.db, handles)) {
    const changes = isOwnDraft(visit, order, drafted) ? changesOf(order, view, keys) : []
    if (changes.length === 0) continue
    const { number, revision } = order
    const revised = application.callTool('revise_purchase_order', {
      order: number,
      revision,
      changes,
    })
    await revised.catch((error: unknown) => {
      if (!(error instanceof QuartermasterError)) throw error
      warnings.push(`${number} is drafted as the plan has it: ${error.message} ${error.repair}`)
    })
  }
  const orders = await liveOrdersFrom(slack.db, handles)
  return { drafted: { ...drafted, warnings }, orders }
}

/** The form was sent: the drafts are made in the person's name, and each has a card. */
export async function ordersDrafted(visit: Visit, body: SlackBody): Promise<void> {
  const { door, who } = visit
  const view = viewIn(body)
  const form = formIn(view)
  if (form === null) return
  try {
    const { drafted, orders } = await draftOrders(visit, view, form)
    for (const { number } of orders) await putUpDraft(visit, number, form)
    await door.updateView(view.id, draftDone(drafted, ''))
  } catch (error) {
    if (!(error instanceof QuartermasterError)) throw error
    const shown = await door.updateView(view.id, draftFailed(error, ''))
    if (shown === 'gone') {
      const { message, repair } = error
      await tell(
        door,
        who.mapping.userId,
        null,
        refusalMessage({ kind: 'failed', message, repair }),
      )
    }
  }
}
