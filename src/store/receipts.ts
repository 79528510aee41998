import { and, eq, gte, inArray, lte, ne, sql } from 'drizzle-orm'
import type { ReceiptFact } from '#planning/sourcing/delivery.ts'
import type { OrderState } from '#purchasing/life-cycle.ts'
import type { Database } from './database.ts'
import { receiptParts } from './receipt-parts.ts'
import type { ReceiptPart } from './receipt-parts.ts'
import {
  goodsReceiptLines,
  goodsReceipts,
  holdSettlements,
  invoiceLines,
  invoices,
  purchaseOrderLines,
  purchaseOrders,
} from './schema-orders.ts'

/** Orders that a supplier was asked to deliver. */
const deliverable: OrderState[] = ['sent', 'acknowledged', 'partly_received', 'received', 'closed']

const lineKey = (line: { orderNumber: string; sku: string }) =>
  `${line.orderNumber}\u0001${line.sku}`

const receiptLineKey = (line: { receiptNumber: string; lineNumber: number }) =>
  `${line.receiptNumber}\u0001${line.lineNumber}`

type FactFilter = { supplierCodes?: readonly string[]; sinceOn: string; asOf: string }

function suits(where: FactFilter) {
  return and(
    inArray(purchaseOrders.state, deliverable),
    gte(
      sql`coalesce(${purchaseOrders.approvedAt}, ${purchaseOrders.createdAt})::date`,
      where.sinceOn,
    ),
    lte(sql`${purchaseOrders.createdAt}::date`, where.asOf),
    where.supplierCodes === undefined
      ? undefined
      : inArray(purchaseOrders.supplierCode, [...where.supplierCodes]),
  )
}

/** What came on each order line, by the days on which it was usable. */
async function arrivedParts(
  db: Database,
  where: FactFilter,
): Promise<{ orderNumber: string; sku: string; part: ReceiptPart }[]> {
  const received = await db
    .select({
      orderNumber: goodsReceipts.orderNumber,
      sku: goodsReceiptLines.sku,
      receivedOn: goodsReceipts.receivedOn,
      receivedUnits: goodsReceiptLines.receivedUnits,
      damagedUnits: goodsReceiptLines.damagedUnits,
      heldUnits: goodsReceiptLines.heldUnits,
      receiptNumber: goodsReceiptLines.receiptNumber,
      lineNumber: goodsReceiptLines.lineNumber,
    })
    .from(goodsReceiptLines)
    .innerJoin(goodsReceipts, eq(goodsReceipts.number, goodsReceiptLines.receiptNumber))
    .innerJoin(purchaseOrders, eq(purchaseOrders.number, goodsReceipts.orderNumber))
    .where(suits(where))
  const settled = await db
    .select({ settlement: holdSettlements })
    .from(holdSettlements)
    .innerJoin(goodsReceipts, eq(goodsReceipts.number, holdSettlements.receiptNumber))
    .innerJoin(purchaseOrders, eq(purchaseOrders.number, goodsReceipts.orderNumber))
    .where(suits(where))
  const settlementsOf = Map.groupBy(
    settled.map(({ settlement }) => settlement),
    receiptLineKey,
  )
  return received.flatMap((line) =>
    receiptParts(line, settlementsOf.get(receiptLineKey(line)) ?? [], where.asOf).map((part) => ({
      orderNumber: line.orderNumber,
      sku: line.sku,
      part,
    })),
  )
}

/**
 * What every order line since a date was promised and what came of it, one fact per receipt (a line without one stands
 * once, with `receivedOn` null). Receipts that nobody booked count: the goods are there. Held units are a fact of their
 * own, usable from the day somebody released them; scrapped ones count as damaged.
 */
export async function receiptFacts(db: Database, where: FactFilter): Promise<ReceiptFact[]> {
  const lines = await db
    .select({
      orderNumber: purchaseOrders.number,
      supplierCode: purchaseOrders.supplierCode,
      sku: purchaseOrderLines.sku,
      approvedOn: sql<string | null>`${purchaseOrders.approvedAt}::date::text`,
      promisedOn: sql<
        string | null
      >`coalesce(${purchaseOrderLines.expectedOn}, ${purchaseOrders.expectedOn})::text`,
      orderedUnits: purchaseOrderLines.orderedUnits,
      unitPrice: purchaseOrderLines.unitPrice,
    })
    .from(purchaseOrderLines)
    .innerJoin(purchaseOrders, eq(purchaseOrders.number, purchaseOrderLines.orderNumber))
    .where(suits(where))
  const invoiced = await db
    .select({
      orderNumber: purchaseOrders.number,
      sku: invoiceLines.sku,
      unitPrice: invoiceLines.unitPrice,
    })
    .from(invoiceLines)
    .innerJoin(
      invoices,
      and(
        eq(invoices.supplierCode, invoiceLines.supplierCode),
        eq(invoices.number, invoiceLines.invoiceNumber),
      ),
    )
    .innerJoin(purchaseOrders, eq(purchaseOrders.number, invoices.orderNumber))
    .where(and(suits(where), ne(invoices.state, 'rejected')))
  const receiptsOf = Map.groupBy(await arrivedParts(db, where), lineKey)
  const priceOf = new Map(invoiced.map((line) => [lineKey(line), line.unitPrice]))
  const nothing = { receivedOn: null, receivedUnits: 0, damagedUnits: 0 }
  return lines.flatMap((line) =>
    (receiptsOf.get(lineKey(line)) ?? [{ part: nothing }]).map(({ part }) => ({
      ...line,
      ...part,
      invoicedUnitPrice: priceOf.get(lineKey(line)) ?? null,
    })),
  )
}
