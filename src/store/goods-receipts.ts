// Deliveries as they were booked: the paper, what was taken in line by line, what was found.
import { and, asc, desc, eq, inArray, isNull, sql } from 'drizzle-orm'
import type { BookedLine, Finding, ReceiptRule } from '#purchasing/receipt.ts'
import { QuartermasterError } from '#root/errors.ts'
import type { Database } from './database.ts'
import {
  goodsReceiptLines,
  goodsReceipts,
  holdSettlements,
  purchaseOrderLines,
  purchaseOrders,
  receiptFindings,
} from './schema-orders.ts'
import { items } from './schema.ts'

export type ReceiptRow = typeof goodsReceipts.$inferSelect
export type ReceiptLineRow = typeof goodsReceiptLines.$inferSelect
export type FindingRow = typeof receiptFindings.$inferSelect

/** A paper of a delivery by the number that people know it by: the supplier's own, for an imported receipt that one. */
export type ReceiptPaper = ReceiptRow & { paper: string }

/** Every paper of a supplier that is in the books, in the yard or booked, by receipt number. */
export async function receiptPapers(db: Database, supplierCode: string): Promise<ReceiptPaper[]> {
  const rows = await db
    .select({ receipt: goodsReceipts })
    .from(goodsReceipts)
    .innerJoin(purchaseOrders, eq(purchaseOrders.number, goodsReceipts.orderNumber))
    .where(eq(purchaseOrders.supplierCode, supplierCode))
    .orderBy(asc(goodsReceipts.number))
  return rows.map(({ receipt }) => ({
    ...receipt,
    paper: receipt.documentNumber ?? receipt.number,
  }))
}

/** What the items ask of their receipts, by SKU; one that is not in the books asks nothing. */
export async function receiptRules(db: Database, skus: string[]): Promise<ReceiptRule[]> {
  const rows = await db
    .select({
      sku: items.sku,
      lotTracked: items.lotTracked,
      shelfLifeDays: items.shelfLifeDays,
      inspect: items.inspectOnReceipt,
    })
    .from(items)
    .where(inArray(items.sku, skus))
  return rows.map(({ sku, lotTracked, shelfLifeDays, inspect }) => ({
    sku,
    lotTracked,
    expires: shelfLifeDays !== null,
    inspect,
  }))
}

/** The next free number GR-<year>-<sequence>; the caller holds the audit head, so nobody else takes it. */
export async function nextReceiptNumber(tx: Database, year: string): Promise<string> {
  const prefix = `GR-${year}-`
  const [row] = await tx
    .select({
      last: sql<number>`coalesce(max(substring(${goodsReceipts.number} from ${prefix.length + 1}::int)::int), 0)::int`,
    })
    .from(goodsReceipts)
    .where(sql`${goodsReceipts.number} ~ ${`^${prefix}[0-9]{1,9}$`}`)
  return `${prefix}${String((row?.last ?? 0) + 1).padStart(4, '0')}`
}

export type NewReceipt = Omit<ReceiptRow, 'source'> & {
  booked: readonly BookedLine[]
  findings: readonly Finding[]
  /** Damaged or expired units: they came and are no stock. */
  spoilt: readonly { sku: string; units: number; lineNumber: number }[]
}

/** What a receipt that was booked here carries as its source. */
export const bookedHere = 'receive_goods'

/** Writes a receipt with its lines and findings; one that stood in the yard under this number becomes it. */
export async function writeReceipt(tx: Database, receipt: NewReceipt): Promise<void> {
  const { booked, findings, spoilt, ...head } = receipt
  const { number } = head
  const row = { ...head, source: bookedHere }
  await tx
    .insert(goodsReceipts)
    .values(row)
    .onConflictDoUpdate({ target: goodsReceipts.number, set: row })
  await tx.delete(goodsReceiptLines).where(eq(goodsReceiptLines.receiptNumber, number))
  const taken = booked.map(({ lineNumber, sku, acceptedUnits, heldUnits, lotCode, expiresOn }) => ({
    sku,
    receivedUnits: acceptedUnits + heldUnits,
    damagedUnits: 0,
    orderLineNumber: lineNumber,
    heldUnits,
    lotCode,
    expiresOn,
  }))
  const lost = spoilt.map(({ sku, units, lineNumber }) => ({
    sku,
    receivedUnits: units,
    damagedUnits: units,
    orderLineNumber: lineNumber,
  }))
  const lines = [...taken, ...lost].map((line, at) => ({
    ...line,
    receiptNumber: number,
    lineNumber: at + 1,
  }))
  if (lines.length > 0) await tx.insert(goodsReceiptLines).values(lines)
  if (findings.length === 0) return
  await tx
    .insert(receiptFindings)
    .values(
      findings.map((finding, at) => ({ ...finding, receiptNumber: number, position: at + 1 })),
    )
}

/**
 * Adds units to what an order line has received; those on the way are taken as the ones that came. Throws 'conflict'
 * when the line is no longer as it was read.
 */
export async function raiseReceived(
  tx: Database,
  line: { orderNumber: string; lineNumber: number; receivedUnits: number },
  units: number,
): Promise<void> {
  const raised = await tx
    .update(purchaseOrderLines)
    .set({
      receivedUnits: line.receivedUnits + units,
      inTransitUnits: sql`greatest(0, ${purchaseOrderLines.inTransitUnits} - ${units}::int)`,
    })
    .where(
      and(
        eq(purchaseOrderLines.orderNumber, line.orderNumber),
        eq(purchaseOrderLines.lineNumber, line.lineNumber),
        eq(purchaseOrderLines.receivedUnits, line.receivedUnits),
      ),
    )
    .returning({ line: purchaseOrderLines.lineNumber })
  if (raised.length > 0) return
  throw new QuartermasterError(
    'conflict',
    `${line.orderNumber} was changed by somebody else at the same moment; nothing was done.`,
    'Look at the order as it is now and book again.',
    { order: line.orderNumber },
  )
}

export type SettlementRow = typeof holdSettlements.$inferSelect

export type ReceiptWithLines = ReceiptRow & {
  lines: (ReceiptLineRow & { settlements: SettlementRow[] })[]
  findings: FindingRow[]
}

/** The receipts of an order with lines, findings and what became of held goods, the first first. */
export async function receiptsOf(db: Database, orderNumber: string): Promise<ReceiptWithLines[]> {
  const heads = await db
    .select()
    .from(goodsReceipts)
    .where(eq(goodsReceipts.orderNumber, orderNumber))
    .orderBy(asc(goodsReceipts.receivedOn), asc(goodsReceipts.number))
  if (heads.length === 0) return []
  const numbers = heads.map(({ number }) => number)
  const lines = await db
    .select()
    .from(goodsReceiptLines)
    .where(inArray(goodsReceiptLines.receiptNumber, numbers))
    .orderBy(asc(goodsReceiptLines.lineNumber))
  const findings = await db
    .select()
    .from(receiptFindings)
    .where(inArray(receiptFindings.receiptNumber, numbers))
    .orderBy(asc(receiptFindings.position))
  const settlements = await db
    .select()
    .from(holdSettlements)
    .where(inArray(holdSettlements.receiptNumber, numbers))
    .orderBy(asc(holdSettlements.position))
  return heads.map((head) => ({
    ...head,
    lines: lines
      .filter(({ receiptNumber }) => receiptNumber === head.number)
      .map((line) => ({
        ...line,
        settlements: settlements.filter(
          (each) => each.receiptNumber === head.number && each.lineNumber === line.lineNumber,
        ),
      })),
    findings: findings.filter(({ receiptNumber }) => receiptNumber === head.number),
  }))
}

/** The newest receipts that are in the yard and that nobody has booked, at most so many. */
export async function yardReceipts(db: Database, orderNumber: string): Promise<ReceiptRow[]> {
  return db
    .select()
    .from(goodsReceipts)
    .where(and(eq(goodsReceipts.orderNumber, orderNumber), isNull(goodsReceipts.bookedAt)))
    .orderBy(desc(goodsReceipts.receivedOn), asc(goodsReceipts.number))
}
