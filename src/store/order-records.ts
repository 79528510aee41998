// Every order with all that is on record about it: what verify holds against the rules, a page at a time.
import { and, asc, eq, gt, inArray, isNotNull, isNull, sql } from 'drizzle-orm'
import type { AuditLink } from './audit-link.ts'
import { selectRows } from './database.ts'
import type { Database } from './database.ts'
import type { ApprovalRow } from './order-approvals.ts'
import type { MessageRow } from './order-messages.ts'
import { withLines } from './purchase-orders.ts'
import type { OrderWithLines, RevisionRow } from './purchase-orders.ts'
import { orderApprovals, orderMessages } from './schema-decisions.ts'
import {
  goodsReceiptLines,
  goodsReceipts,
  purchaseOrderRevisions,
  purchaseOrders,
} from './schema-orders.ts'
import { auditEntries } from './schema-records.ts'
import { suppliers } from './schema.ts'

const pageSize = 300

/** An audit row about an order. */
export type OrderStepRow = Pick<AuditLink, 'sequence' | 'at' | 'actor' | 'action' | 'detail'>

/** Somebody who wrote a part of the order or of one it was copied from, and when. */
export type Preparer = { personId: string; at: string }

export type OrderRecord = {
  order: OrderWithLines
  revisions: RevisionRow[]
  /** Void ones too. */
  approvals: ApprovalRow[]
  messages: MessageRow[]
  /** In the order of the chain. */
  steps: OrderStepRow[]
  preparers: Preparer[]
  supplierCreatedBy: string | null
  /** Usable units that receipts booked here put on each line, by line number. */
  bookedUnits: Map<number, number>
}

type Of = { orderNumber: string }
const byOrder = <Row extends Of>(rows: Row[]) => Map.groupBy(rows, ({ orderNumber }) => orderNumber)

/** The books of every order, by number; memory does not grow with them. */
export async function* everyOrderRecord(db: Database): AsyncGenerator<OrderRecord> {
  let after = ''
  for (;;) {
    const rows = await db
      .select()
      .from(purchaseOrders)
      .where(gt(purchaseOrders.number, after))
      .orderBy(asc(purchaseOrders.number))
      .limit(pageSize)
    if (rows.length > 0) yield* await recordsOf(db, await withLines(db, rows))
    after = rows.at(-1)?.number ?? after
    if (rows.length < pageSize) return
  }
}

async function recordsOf(db: Database, orders: OrderWithLines[]): Promise<OrderRecord[]> {
  const numbers = orders.map(({ number }) => number)
  const revisions = byOrder(await revisionsOfAll(db, numbers))
  const approvals = byOrder(
    await db.select().from(orderApprovals).where(inArray(orderApprovals.orderNumber, numbers)),
  )
  const messages = byOrder(
    await db.select().from(orderMessages).where(inArray(orderMessages.orderNumber, numbers)),
  )
  const steps = byOrder(await stepsOf(db, numbers))
  const preparers = byOrder(await preparersOf(db, numbers))
  const booked = byOrder(await bookedLines(db, numbers))
  const createdBy = await supplierCreators(db, [
    ...new Set(orders.map(({ supplierCode }) => supplierCode)),
  ])
  return orders.map((order) => ({
    order,
    revisions: revisions.get(order.number) ?? [],
    approvals: approvals.get(order.number) ?? [],
    messages: messages.get(order.number) ?? [],
    steps: steps.get(order.number) ?? [],
    preparers: preparers.get(order.number) ?? [],
    supplierCreatedBy: createdBy.get(order.supplierCode) ?? null,
    bookedUnits: new Map(
      (booked.get(order.number) ?? []).map(({ lineNumber, units }) => [lineNumber, units]),
    ),
  }))
}

function revisionsOfAll(db: Database, numbers: string[]): Promise<RevisionRow[]> {
  return db
    .select()
    .from(purchaseOrderRevisions)
    .where(inArray(purchaseOrderRevisions.orderNumber, numbers))
    .orderBy(asc(purchaseOrderRevisions.orderNumber), asc(purchaseOrderRevisions.revision))
}

function stepsOf(db: Database, numbers: string[]): Promise<(OrderStepRow & Of)[]> {
  const { sequence, at, actor, action, detail, subject } = auditEntries
  return db
    .select({ orderNumber: subject, sequence, at, actor, action, detail })
    .from(auditEntries)
    .where(and(inArray(subject, numbers), sql`${action} like 'order.%'`))
    .orderBy(asc(subject), asc(sequence))
}

function preparersOf(db: Database, numbers: string[]): Promise<(Preparer & Of)[]> {
  return selectRows(
    db,
    sql`with recursive line(number, ancestor) as (
        select number, number from purchase_order where number = any(${sql.param(numbers)}::text[])
        union
        select line.number, ordered.copied_from from line
        join purchase_order ordered on ordered.number = line.ancestor where ordered.copied_from is not null)
      select line.number as "orderNumber", who.id as "personId", who.at::text as "at" from line
      join lateral (
        select edited_by as id, edited_at as at from purchase_order_revision where order_number = line.ancestor
        union select created_by, created_at from purchase_order where number = line.ancestor) who on true`,
  )
}

function bookedLines(
  db: Database,
  numbers: string[],
): Promise<(Of & { lineNumber: number; units: number })[]> {
  const units = sql<number>`sum(${goodsReceiptLines.receivedUnits} - ${goodsReceiptLines.damagedUnits})::int`
  return db
    .select({
      orderNumber: goodsReceipts.orderNumber,
      lineNumber: sql<number>`${goodsReceiptLines.orderLineNumber}`,
      units,
    })
    .from(goodsReceiptLines)
    .innerJoin(goodsReceipts, eq(goodsReceipts.number, goodsReceiptLines.receiptNumber))
    .where(
      and(
        inArray(goodsReceipts.orderNumber, numbers),
        isNotNull(goodsReceipts.bookedBy),
        isNotNull(goodsReceiptLines.orderLineNumber),
      ),
    )
    .groupBy(goodsReceipts.orderNumber, goodsReceiptLines.orderLineNumber)
}

async function supplierCreators(
  db: Database,
  codes: string[],
): Promise<Map<string, string | null>> {
  const rows = await db
    .select({ code: suppliers.code, createdBy: suppliers.createdBy })
    .from(suppliers)
    .where(inArray(suppliers.code, codes))
  return new Map(rows.map(({ code, createdBy }) => [code, createdBy]))
}

/** An order with what its approvers may approve, as the window of a limit looks at it. */
export type LimitedOrder = Pick<
  OrderWithLines,
  | 'number'
  | 'state'
  | 'supplierCode'
  | 'locationCode'
  | 'currency'
  | 'rateToBase'
  | 'totalMinor'
  | 'createdBy'
  | 'costCentre'
  | 'createdAt'
  | 'submittedAt'
> & {
  decidedAt: string
  /** The highest limit among its approvers, minor units of base; null = any amount. */
  limitMinor: number | null
}

/** Orders that stand approved by people of this shop, the ones of one supplier together. */
export async function* approvedBySupplier(db: Database): AsyncGenerator<LimitedOrder[]> {
  const codes = await db
    .selectDistinct({ code: purchaseOrders.supplierCode })
    .from(purchaseOrders)
    .innerJoin(orderApprovals, eq(orderApprovals.orderNumber, purchaseOrders.number))
    .orderBy(asc(purchaseOrders.supplierCode))
  for (const { code } of codes) {
    const rows = await db
      .select({
        number: purchaseOrders.number,
        state: purchaseOrders.state,
        supplierCode: purchaseOrders.supplierCode,
        locationCode: purchaseOrders.locationCode,
        currency: purchaseOrders.currency,
        rateToBase: purchaseOrders.rateToBase,
        totalMinor: purchaseOrders.totalMinor,
        createdBy: purchaseOrders.createdBy,
        costCentre: purchaseOrders.costCentre,
        createdAt: purchaseOrders.createdAt,
        submittedAt: purchaseOrders.submittedAt,
        decidedAt: sql<string>`max(${orderApprovals.approvedAt})::text`,
        limitText: sql<
          string | null
        >`case when bool_or(${orderApprovals.limitMinor} is null) then null else max(${orderApprovals.limitMinor})::text end`,
      })
      .from(purchaseOrders)
      .innerJoin(
        orderApprovals,
        and(
          eq(orderApprovals.orderNumber, purchaseOrders.number),
          eq(orderApprovals.revision, purchaseOrders.revision),
          isNull(orderApprovals.voidedAt),
        ),
      )
      .where(and(eq(purchaseOrders.supplierCode, code), isNotNull(purchaseOrders.approvedAt)))
      .groupBy(purchaseOrders.number)
      .orderBy(asc(purchaseOrders.number))
    yield rows.map(({ limitText, ...row }) => ({
      ...row,
      limitMinor: limitText === null ? null : Number(limitText),
    }))
  }
}

/** When the approvals that stand of these orders were complete (ISO), by order; an order approved elsewhere is not there. */
export async function decidedAtOf(db: Database, numbers: string[]): Promise<Map<string, string>> {
  if (numbers.length === 0) return new Map()
  const rows = await db
    .select({
      number: orderApprovals.orderNumber,
      at: sql<string>`max(${orderApprovals.approvedAt})::text`,
    })
    .from(orderApprovals)
    .where(and(inArray(orderApprovals.orderNumber, numbers), isNull(orderApprovals.voidedAt)))
    .groupBy(orderApprovals.orderNumber)
  return new Map(rows.map(({ number, at }) => [number, new Date(at).toISOString()]))
}
