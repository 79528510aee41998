// Goods that are here and may not be used yet, and what became of them.
import { and, asc, desc, eq, gt, sql } from 'drizzle-orm'
import type { Database } from './database.ts'
import {
  goodsReceiptLines,
  goodsReceipts,
  holdSettlements,
  purchaseOrders,
} from './schema-orders.ts'
import { items } from './schema.ts'

/** Held units of one receipt line of which some are not settled yet. */
export type OpenHold = {
  receiptNumber: string
  lineNumber: number
  orderNumber: string
  supplierCode: string
  locationCode: string
  sku: string
  name: string
  lotTracked: boolean
  expires: boolean
  lotCode: string | null
  expiresOn: string | null
  receivedOn: string
  heldUnits: number
  openUnits: number
}

const settledUnits = sql<number>`coalesce((select sum(${holdSettlements.units}) from ${holdSettlements}
  where ${holdSettlements.receiptNumber} = ${goodsReceiptLines.receiptNumber}
    and ${holdSettlements.lineNumber} = ${goodsReceiptLines.lineNumber}), 0)::int`

function holds(db: Database) {
  return db
    .select({
      receiptNumber: goodsReceiptLines.receiptNumber,
      lineNumber: goodsReceiptLines.lineNumber,
      orderNumber: goodsReceipts.orderNumber,
      supplierCode: purchaseOrders.supplierCode,
      locationCode: purchaseOrders.locationCode,
      sku: goodsReceiptLines.sku,
      name: items.name,
      lotTracked: items.lotTracked,
      shelfLifeDays: items.shelfLifeDays,
      lotCode: goodsReceiptLines.lotCode,
      expiresOn: goodsReceiptLines.expiresOn,
      receivedOn: goodsReceipts.receivedOn,
      heldUnits: goodsReceiptLines.heldUnits,
      settledUnits,
    })
    .from(goodsReceiptLines)
    .innerJoin(goodsReceipts, eq(goodsReceipts.number, goodsReceiptLines.receiptNumber))
    .innerJoin(purchaseOrders, eq(purchaseOrders.number, goodsReceipts.orderNumber))
    .innerJoin(items, eq(items.sku, goodsReceiptLines.sku))
    .$dynamic()
}

type HoldRow = Awaited<ReturnType<typeof holds>>[number]

function openHold({ shelfLifeDays, settledUnits: settled, ...row }: HoldRow): OpenHold {
  return { ...row, expires: shelfLifeDays !== null, openUnits: row.heldUnits - settled }
}

/** Everything that is held back by a receipt, the oldest delivery first, at most so many. */
export async function openHolds(db: Database, limit: number): Promise<OpenHold[]> {
  const rows = await holds(db)
    .where(gt(goodsReceiptLines.heldUnits, settledUnits))
    .orderBy(
      asc(goodsReceipts.receivedOn),
      asc(goodsReceiptLines.receiptNumber),
      asc(goodsReceiptLines.lineNumber),
    )
    .limit(limit)
  return rows.map(openHold)
}

/** What a receipt line held, settled or not; null for a line that is not there or held nothing. */
export async function holdOf(
  db: Database,
  receiptNumber: string,
  lineNumber: number,
): Promise<OpenHold | null> {
  const [row] = await holds(db).where(
    and(
      eq(goodsReceiptLines.receiptNumber, receiptNumber),
      eq(goodsReceiptLines.lineNumber, lineNumber),
      gt(goodsReceiptLines.heldUnits, 0),
    ),
  )
  return row === undefined ? null : openHold(row)
}

/** Writes down what became of some held units of a receipt line. */
export async function addSettlement(
  tx: Database,
  settlement: Omit<typeof holdSettlements.$inferInsert, 'position'>,
): Promise<void> {
  const [last] = await tx
    .select({ position: holdSettlements.position })
    .from(holdSettlements)
    .where(
      and(
        eq(holdSettlements.receiptNumber, settlement.receiptNumber),
        eq(holdSettlements.lineNumber, settlement.lineNumber),
      ),
    )
    .orderBy(desc(holdSettlements.position))
    .limit(1)
  await tx.insert(holdSettlements).values({ ...settlement, position: (last?.position ?? 0) + 1 })
}
