// Goods that are here and may not be used yet, and what became of them.
import { and, asc, desc, eq, gt, sql } from 'drizzle-orm'
import type { Database } from './database.ts'
import { selectRows } from './database.ts'
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
    .where(and(gt(goodsReceiptLines.heldUnits, settledUnits)))
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

/** Faults of receipts that were booked here: more settled than held, or another sum than their order line says. */
export function receiptFaults(db: Database): Promise<{ subject: string; fault: string }[]> {
  return selectRows(
    db,
    sql`with taken as (
        select receipt.order_number, line.order_line_number,
          sum(line.received_units - line.damaged_units)::int as units
        from goods_receipt_line line join goods_receipt receipt on receipt.number = line.receipt_number
        where receipt.booked_by is not null group by 1, 2)
      select ordered.order_number || ' line ' || ordered.line_number as "subject",
        'says ' || ordered.received_units || ' received, its receipts ' || coalesce(taken.units, 0) as "fault"
      from purchase_order_line ordered
      join purchase_order header on header.number = ordered.order_number
      left join taken on taken.order_number = ordered.order_number and taken.order_line_number = ordered.line_number
      where case when header.source = 'draft_purchase_order' then ordered.received_units <> coalesce(taken.units, 0)
        else ordered.received_units < coalesce(taken.units, 0) end
      union all
      select line.receipt_number || ' line ' || line.line_number,
        'held ' || line.held_units || ', settled ' || sum(settled.units)
      from goods_receipt_line line join hold_settlement settled
        on settled.receipt_number = line.receipt_number and settled.line_number = line.line_number
      group by line.receipt_number, line.line_number, line.held_units
      having sum(settled.units) > line.held_units
      order by 1 limit 10`,
  )
}
