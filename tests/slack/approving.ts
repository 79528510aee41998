// An order that waits for its decision on a card in Slack, and the shortest listener that decides: what the transport is
// tried with, whatever the card of the day does more.
import { eq } from 'drizzle-orm'
import { orderOfValue } from '#render/slack/action-names.ts'
import { QuartermasterError } from '#root/errors.ts'
import type { Database } from '#store/database.ts'
import { insertDrafts, reviseOrder, submitOrder } from '#store/purchase-order-writes.ts'
import type { OrderWithLines } from '#store/purchase-orders.ts'
import { orderApprovals } from '#store/schema-decisions.ts'
import { slackPosts } from '#store/schema-slack.ts'
import { postAt } from '#store/slack-posts.ts'
import type { SlackBody } from '#surfaces/slack/delivery.ts'
import type { Act, Listeners } from '#surfaces/slack/router.ts'
import type { SlackParts } from '#surfaces/slack/start.ts'
import { orderNow } from '../commands/world.ts'

const record = (value: unknown) => value as SlackBody

/** Approves the order of the message that was clicked, as its card was posted; every other card is nobody's. */
export const approve: Act = async ({ slack, application, door }, body) => {
  const container = record(body['container'])
  const [action] = body['actions'] as SlackBody[]
  const at = { channelId: String(container['channel_id']), ts: String(container['message_ts']) }
  const post = await postAt(slack.db, { teamId: door.teamId, ...at })
  const meant = orderOfValue(String(action?.['value']))
  if (post === null || meant === null) return
  const fits = post.orderNumber === meant.number && post.revision === meant.revision
  if (!fits) {
    throw new QuartermasterError('conflict', 'This is an old button.', 'Look at the order again.')
  }
  const { number: order, revision } = meant
  const seen = { order, revision, contentHash: post.contentHash, typedAmountMinor: null }
  await application.runCommand('approve_order', seen)
}

/** Nothing but the button that approves. */
export const approving: Listeners = {
  events: {},
  notices: {},
  commands: {},
  clicks: { approve_po: approve },
  views: {},
}

type Moment = { at: string; asOf: string }

/** What an order for so many mugs says. */
export const wanted = (units: number) => ({
  content: {
    supplierCode: 'ACME',
    locationCode: 'LDS',
    currency: 'GBP',
    expectedOn: '2026-12-04',
    lines: [{ lineNumber: 1, sku: 'MUG', units, unitPrice: '4.200000', expectedOn: '2026-12-04' }],
  },
  rateToBase: '1',
  planRunId: null,
  recommendationIds: {},
})

/** An order of Maya's for mugs with a number and revision of its own, submitted. */
export async function submittedAs(
  db: Database,
  order: { number: string; revision: number; units?: number },
  moment: Moment,
): Promise<OrderWithLines> {
  const author = { id: 'maya', ...moment }
  const { number, revision, units = 48 } = order
  const drafted = [{ number, wanted: wanted(units + 6 * (revision - 1)) }]
  await db.transaction((tx) => insertDrafts(tx, drafted, author))
  for (let at = 1; at < revision; at += 1) {
    const change = { number, revision: at, wanted: wanted(units + 6 * (revision - 1 - at)) }
    await reviseOrder(db, change, author)
  }
  await submitOrder(db, await orderNow(db, number), author)
  return orderNow(db, number)
}

/** Says in the books that the card of an order stands somewhere in Slack. */
export async function cardStands(
  db: Database,
  order: OrderWithLines,
  place: { teamId: string; channelId: string; ts: string },
): Promise<void> {
  const { number, revision, contentHash } = order
  await db.insert(slackPosts).values({
    id: `post ${number} ${place.ts}`,
    fact: `card ${number} revision ${revision} for ines`,
    kind: 'card',
    ...place,
    personId: 'ines',
    orderNumber: number,
    revision,
    contentHash,
    state: 'posted',
    createdAt: order.createdAt,
  })
}

/** How many approvals stand for an order. */
export async function approvalsOf(db: Database, number: string): Promise<number> {
  const rows = await db
    .select({ order: orderApprovals.orderNumber })
    .from(orderApprovals)
    .where(eq(orderApprovals.orderNumber, number))
  return rows.length
}

/** The transport with only that button: nothing else of the bot says or changes anything. */
export const onlyApproving: SlackParts = { listeners: approving, feedEveryMs: 3_600_000 }
