import { and, eq, inArray, sql } from 'drizzle-orm'
import { nearDuplicate, sameOrder } from '#purchasing/duplicates.ts'
import type { LiveOrder } from '#purchasing/duplicates.ts'
import { stateAfter } from '#purchasing/life-cycle.ts'
import { priceOrder } from '#purchasing/order-content.ts'
import type { OrderContent } from '#purchasing/order-content.ts'
import type { DuplicateRule } from '#purchasing/policy.ts'
import { QuartermasterError } from '#root/errors.ts'
import { appendAudit, lockAuditHead } from './audit.ts'
import { upsertRows } from './bulk-upsert.ts'
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

async function nextNumber(tx: Database, year: string): Promise<string> {
  const prefix = `PO-${year}-`
  const pattern = `^${prefix}[0-9]{1,9}$`
  const [row] = await tx
    .select({
      last: sql<number>`coalesce(max(substring(${purchaseOrders.number} from ${prefix.length + 1}::int)::int), 0)::int`,
    })
    .from(purchaseOrders)
    .where(sql`${purchaseOrders.number} ~ ${pattern}`)
  return `${prefix}${String((row?.last ?? 0) + 1).padStart(4, '0')}`
}

/** The live orders of a supplier and place as the duplicate guard sees them at an instant. */
async function liveShapes(tx: Database, content: OrderContent, at: string): Promise<LiveOrder[]> {
  return (await liveOrders(tx, content)).map((order) => ({
    ...shapeOf(order),
    ageDays: (Date.parse(at) - Date.parse(order.createdAt)) / millisecondsPerDay,
  }))
}

/** A draft or submitted order that already asks for this, or null; 'conflict' for a live one that asks for nearly this. */
async function alreadyOrdered(
  tx: Database,
  content: OrderContent,
  at: string,
  rule: DuplicateRule,
): Promise<string | null> {
  const live = await liveShapes(tx, content, at)
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

async function writeContent(tx: Database, number: string, wanted: WantedOrder): Promise<void> {
  const { lines } = priceOrder(wanted.content)
  const planned = await linesOfHandles(tx, Object.values(wanted.recommendationIds))
  const planOf = (lineNumber: number) => planned.get(wanted.recommendationIds[lineNumber] ?? '')
  await upsertRows(
    tx,
    purchaseOrderLines,
    lines.map((line) => ({
      orderNumber: number,
      lineNumber: line.lineNumber,
      sku: line.sku,
      orderedUnits: line.units,
      unitPrice: line.unitPrice,
      lineTotalMinor: line.lineTotalMinor,
      expectedOn: line.expectedOn,
      recommendationId: wanted.recommendationIds[line.lineNumber] ?? null,
      planUnits: planOf(line.lineNumber)?.units ?? null,
      plannedLandedMinor: planOf(line.lineNumber)?.landedCostMinor ?? null,
    })),
  )
}

async function insertDraft(tx: Database, wanted: WantedOrder, author: Author): Promise<string> {
  const { content } = wanted
  const number = await nextNumber(tx, author.asOf.slice(0, 4))
  const hash = contentHash(content)
  const { totalMinor } = priceOrder(content)
  await tx.insert(purchaseOrders).values({
    number,
    revision: 1,
    state: 'draft',
    supplierCode: content.supplierCode,
    locationCode: content.locationCode,
    currency: content.currency,
    rateToBase: wanted.rateToBase,
    totalMinor,
    contentHash: hash,
    planRunId: wanted.planRunId,
    costCentre: (await personById(tx, author.id))?.costCentre ?? null,
    createdBy: author.id,
    createdAt: author.at,
    lastEditedBy: author.id,
    expectedOn: content.expectedOn,
    source: 'draft_purchase_order',
  })
  await writeContent(tx, number, wanted)
  await tx.insert(purchaseOrderRevisions).values({
    orderNumber: number,
    revision: 1,
    content,
    contentHash: hash,
    editedBy: author.id,
    editedAt: author.at,
  })
  const detail = {
    revision: 1,
    to: 'draft',
    contentHash: hash,
    totalMinor,
    currency: content.currency,
  }
  await appendAudit(tx, {
    at: author.at,
    actor: author.id,
    action: 'order.draft',
    subject: number,
    detail,
  })
  return number
}

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
    const drafted: { number: string; created: boolean }[] = []
    for (const order of wanted) {
      const existing = await alreadyOrdered(tx, order.content, author.at, rule)
      drafted.push(
        existing === null
          ? { number: await insertDraft(tx, order, author), created: true }
          : { number: existing, created: false },
      )
    }
    if (drafted.some(({ created }) => created)) await raiseDataVersion(tx)
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
  const live = await liveShapes(tx, wanted.content, author.at)
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
  await writeContent(tx, number, wanted)
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

/** Writes down who says that a draft or submitted order is meant although a nearly equal one stands. 'conflict' when it moved. */
export async function recordDuplicateOverride(
  tx: Database,
  override: { number: string; revision: number; by: string },
): Promise<void> {
  const marked = await tx
    .update(purchaseOrders)
    .set({ duplicateOverrideBy: override.by })
    .where(
      and(
        eq(purchaseOrders.number, override.number),
        eq(purchaseOrders.revision, override.revision),
        inArray(purchaseOrders.state, ['draft', 'submitted']),
      ),
    )
    .returning({ number: purchaseOrders.number })
  if (marked.length > 0) return
  throw new QuartermasterError(
    'conflict',
    `${override.number} is not a draft or submitted order at revision ${override.revision}.`,
    'Look at the order as it is now and decide again.',
    { order: override.number },
  )
}
