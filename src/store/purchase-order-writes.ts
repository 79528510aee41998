import { and, eq, sql } from 'drizzle-orm'
import { nearDuplicate, sameOrder } from '#purchasing/duplicates.ts'
import type { LiveOrder } from '#purchasing/duplicates.ts'
import { stateAfter } from '#purchasing/life-cycle.ts'
import { priceOrder } from '#purchasing/order-content.ts'
import type { OrderContent } from '#purchasing/order-content.ts'
import type { DuplicateRule } from '#purchasing/policy.ts'
import { QuartermasterError } from '#root/errors.ts'
import { appendAudit, appendAudits, lockAuditHead } from './audit.ts'
import { insertRows } from './bulk-upsert.ts'
import { onceByKey } from './commands.ts'
import { contentHash } from './content-hash.ts'
import { raiseDataVersion } from './data-version.ts'
import type { Database } from './database.ts'
import { voidApprovals } from './order-approvals.ts'
import { personById } from './people.ts'
import { linesOfHandles } from './plan-lines.ts'
import { duplicateRule } from './purchasing-policy.ts'
import { liveOrders, purchaseOrder, shapeOf } from './purchase-orders.ts'
import type { OrderWithLines } from './purchase-orders.ts'
import { purchaseOrderLines, purchaseOrderRevisions, purchaseOrders } from './schema-orders.ts'

export type Author = { id: string; at: string; asOf: string }

export type WantedOrder = {
  content: OrderContent
  rateToBase: string
  planRunId: number | null
  /** Line number -> the handle of the recommendation it came from. */
  recommendationIds: Record<number, string>
}

const millisecondsPerDay = 86_400_000

/** The highest sequence that an order number of a year has, 0 for none. */
/** The highest number of a year so far. */
export async function lastSequence(tx: Database, year: string): Promise<number> {
  const prefix = `PO-${year}-`
  const pattern = `^${prefix}[0-9]{1,9}$`
  const [row] = await tx
    .select({
      last: sql<number>`coalesce(max(substring(${purchaseOrders.number} from ${prefix.length + 1}::int)::int), 0)::int`,
    })
    .from(purchaseOrders)
    .where(sql`${purchaseOrders.number} ~ ${pattern}`)
  return row?.last ?? 0
}

/** The live orders of suppliers and places as the duplicate guard sees them at an instant. */
async function liveShapes(
  tx: Database,
  places: readonly { supplierCode: string; locationCode: string }[],
  at: string,
): Promise<LiveOrder[]> {
  return (await liveOrders(tx, places)).map((order) => ({
    ...shapeOf(order),
    ageDays: (Date.parse(at) - Date.parse(order.createdAt)) / millisecondsPerDay,
  }))
}

/**
 * Of the live orders of its supplier and place, a draft or submitted one that already asks for this, or null; 'conflict'
 * for one that asks for nearly this.
 */
function alreadyOrdered(
  content: OrderContent,
  live: LiveOrder[],
  rule: DuplicateRule,
): string | null {
  const waiting = live.filter((order) => order.state === 'draft' || order.state === 'submitted')
  const same = sameOrder(content, waiting)
  if (same !== null) return same.number
  refuseNearDuplicate(content, live, rule)
  return null
}

function refuseNearDuplicate(content: OrderContent, live: LiveOrder[], rule: DuplicateRule): void {
  const near = nearDuplicate(content, live, rule)
  if (near === null) return
  throw new QuartermasterError(
    'conflict',
    `${near.number} (${near.state.replace('_', ' ')}, made on ${near.createdOn}) already asks ${content.supplierCode} for nearly the same.`,
    `Revise ${near.number} while it is a draft, or have a person cancel it; then draft again.`,
    { order: near.number, state: near.state },
  )
}

type NumberedOrder = { number: string; wanted: WantedOrder }

async function writeContents(tx: Database, orders: readonly NumberedOrder[]): Promise<void> {
  const handles = orders.flatMap(({ wanted }) => Object.values(wanted.recommendationIds))
  const planned = await linesOfHandles(tx, handles)
  await insertRows(
    tx,
    purchaseOrderLines,
    orders.flatMap(({ number, wanted: { content, recommendationIds } }) =>
      priceOrder(content).lines.map((line) => {
        const recommendationId = recommendationIds[line.lineNumber] ?? null
        const plan = planned.get(recommendationId ?? '')
        return {
          orderNumber: number,
          lineNumber: line.lineNumber,
          sku: line.sku,
          orderedUnits: line.units,
          unitPrice: line.unitPrice,
          lineTotalMinor: line.lineTotalMinor,
          expectedOn: line.expectedOn,
          recommendationId,
          planUnits: plan?.units ?? null,
          plannedLandedMinor: plan?.landedCostMinor ?? null,
        }
      }),
    ),
  )
}

/** Writes drafts with all that belongs to them, a statement for each table however many they are. */
export async function insertDrafts(
  tx: Database,
  orders: readonly NumberedOrder[],
  author: Author,
): Promise<void> {
  const costCentre = (await personById(tx, author.id))?.costCentre ?? null
  const drafts = orders.map(({ number, wanted }) => ({
    number,
    wanted,
    content: wanted.content,
    hash: contentHash(wanted.content),
    totalMinor: priceOrder(wanted.content).totalMinor,
  }))
  await insertRows(
    tx,
    purchaseOrders,
    drafts.map(({ number, wanted, content, hash, totalMinor }) => ({
      number,
      revision: 1,
      state: 'draft' as const,
      supplierCode: content.supplierCode,
      locationCode: content.locationCode,
      currency: content.currency,
      rateToBase: wanted.rateToBase,
      totalMinor,
      contentHash: hash,
      planRunId: wanted.planRunId,
      costCentre,
      createdBy: author.id,
      createdAt: author.at,
      lastEditedBy: author.id,
      expectedOn: content.expectedOn,
      source: 'draft_purchase_order',
    })),
  )
  await writeContents(tx, orders)
  const { id, at } = author
  await insertRows(
    tx,
    purchaseOrderRevisions,
    drafts.map(({ number, content, hash }) => ({
      orderNumber: number,
      revision: 1,
      content,
      contentHash: hash,
      editedBy: id,
      editedAt: at,
    })),
  )
  await appendAudits(
    tx,
    drafts.map(({ number, content: { currency }, hash, totalMinor }) => ({
      at,
      actor: id,
      action: 'order.draft',
      subject: number,
      detail: { revision: 1, to: 'draft', contentHash: hash, totalMinor, currency },
    })),
  )
}

const placeOf = ({ supplierCode, locationCode }: { supplierCode: string; locationCode: string }) =>
  `${supplierCode}\u0001${locationCode}`

/**
 * Writes drafts with lines, first revision and audit rows in one transaction; all or none. A live draft with the same
 * items and units is given back instead (`created` false); a nearly equal live order is a 'conflict'. Numbers are
 * PO-<year>-<sequence>, without gaps or doubles under concurrency.
 */
export async function draftOrders(
  db: Database,
  wanted: WantedOrder[],
  author: Author,
): Promise<{ number: string; created: boolean }[]> {
  return db.transaction(async (tx) => {
    await lockAuditHead(tx)
    const rule = await duplicateRule(tx)
    const contents = wanted.map(({ content }) => content)
    const live = Map.groupBy(await liveShapes(tx, contents, author.at), placeOf)
    const year = author.asOf.slice(0, 4)
    let sequence = await lastSequence(tx, year)
    const made: NumberedOrder[] = []
    const drafted = wanted.map((order) => {
      const { content } = order
      const there = live.get(placeOf(content)) ?? []
      const existing = alreadyOrdered(content, there, rule)
      if (existing !== null) return { number: existing, created: false }
      sequence += 1
      const number = `PO-${year}-${String(sequence).padStart(4, '0')}`
      made.push({ number, wanted: order })
      // The next of these orders must not ask for the same again.
      const shape = { ...content, number, state: 'draft', createdOn: author.at.slice(0, 10) }
      live.set(placeOf(content), [{ ...shape, ageDays: 0 }, ...there])
      return { number, created: true }
    })
    if (made.length === 0) return drafted
    await insertDrafts(tx, made, author)
    await raiseDataVersion(tx)
    return drafted
  })
}

function staleRevision(order: OrderWithLines, revision: number): QuartermasterError {
  return new QuartermasterError(
    'conflict',
    `${order.number} is at revision ${order.revision}, not ${revision}: somebody changed it.`,
    `Read ${order.number} again with get_purchase_order and repeat the change on revision ${order.revision}.`,
    { order: order.number, revision: order.revision },
  )
}

/**
 * Replaces the content of a draft, submitted or rejected order by a new revision; a submitted one goes back to draft.
 * Conditional on the revision: 'conflict' when it moved. The same revision asked again gives the same result.
 */
export async function reviseOrder(
  db: Database,
  change: { number: string; revision: number; wanted: WantedOrder },
  author: Author,
): Promise<{ revision: number; again: boolean }> {
  const { number, revision, wanted } = change
  return db.transaction(async (tx) => {
    await lockAuditHead(tx)
    const hash = contentHash(wanted.content)
    const command = {
      key: `revise ${number} revision ${revision}`,
      actor: author.id,
      body: { contentHash: hash },
      at: author.at,
    }
    const done = await onceByKey(tx, command, async () => {
      await writeRevision(tx, { number, revision, wanted, hash }, author)
      return { order: number, revision: revision + 1, contentHash: hash }
    })
    return { revision: done.result.revision, again: done.again }
  })
}

async function writeRevision(
  tx: Database,
  change: { number: string; revision: number; wanted: WantedOrder; hash: string },
  author: Author,
): Promise<void> {
  const { number, revision, wanted, hash } = change
  const order = await purchaseOrder(tx, number)
  if (order === null) throw new Error(`order ${number} vanished while it was revised`)
  if (order.revision !== revision) throw staleRevision(order, revision)
  const to = stateAfter(number, order.state, 'revise')
  const live = await liveShapes(tx, [wanted.content], author.at)
  const others = live.filter((other) => other.number !== number)
  refuseNearDuplicate(wanted.content, others, await duplicateRule(tx))
  const { totalMinor } = priceOrder(wanted.content)
  const moved = await tx
    .update(purchaseOrders)
    .set({
      revision: revision + 1,
      state: to,
      totalMinor,
      contentHash: hash,
      lastEditedBy: author.id,
      submittedAt: null,
      duplicateOverrideBy: null,
      expectedOn: wanted.content.expectedOn,
    })
    .where(
      and(
        eq(purchaseOrders.number, number),
        eq(purchaseOrders.revision, revision),
        eq(purchaseOrders.state, order.state),
      ),
    )
    .returning({ number: purchaseOrders.number })
  if (moved.length === 0) throw staleRevision(order, revision)
  await voidApprovals(tx, number, author.at)
  await tx.delete(purchaseOrderLines).where(eq(purchaseOrderLines.orderNumber, number))
  await writeContents(tx, [{ number, wanted }])
  await tx.insert(purchaseOrderRevisions).values({
    orderNumber: number,
    revision: revision + 1,
    content: wanted.content,
    contentHash: hash,
    editedBy: author.id,
    editedAt: author.at,
  })
  const detail = {
    revision: revision + 1,
    from: order.state,
    to,
    contentHash: hash,
    totalMinor,
    currency: order.currency,
  }
  await appendAudit(tx, {
    at: author.at,
    actor: author.id,
    action: 'order.revise',
    subject: number,
    detail,
  })
  await raiseDataVersion(tx)
}

/**
 * Draft to submitted, conditional on state and revision; a second submit of the same revision changes nothing
 * (`submitted` false). Throws 'conflict' for any other state.
 */
export async function submitOrder(
  db: Database,
  order: { number: string; revision: number },
  author: Author,
): Promise<{ submitted: boolean }> {
  return db.transaction(async (tx) => {
    await lockAuditHead(tx)
    const moved = await tx
      .update(purchaseOrders)
      .set({ state: 'submitted', submittedAt: author.at })
      .where(
        and(
          eq(purchaseOrders.number, order.number),
          eq(purchaseOrders.revision, order.revision),
          eq(purchaseOrders.state, 'draft'),
        ),
      )
      .returning({ hash: purchaseOrders.contentHash })
    const [row] = moved
    if (row === undefined) {
      const now = await purchaseOrder(tx, order.number)
      if (now === null) throw new Error(`order ${order.number} vanished while it was submitted`)
      if (now.revision !== order.revision) throw staleRevision(now, order.revision)
      if (now.state === 'submitted') return { submitted: false }
      stateAfter(now.number, now.state, 'submit')
      throw new Error(`order ${now.number} could be submitted and was not`)
    }
    const detail = {
      revision: order.revision,
      from: 'draft',
      to: 'submitted',
      contentHash: row.hash,
    }
    await appendAudit(tx, {
      at: author.at,
      actor: author.id,
      action: 'order.submit',
      subject: order.number,
      detail,
    })
    await raiseDataVersion(tx)
    return { submitted: true }
  })
}
