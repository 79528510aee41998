import { and, eq, gte, inArray, isNull, sql } from 'drizzle-orm'
import { addMinor, convertMinor, currencyDigits } from '#planning/money.ts'
import type { InvoiceLineFact, OpenLineFact, UnbookedFact } from '#planning/watch/watch-facts.ts'
import { onOrderStates } from '#purchasing/life-cycle.ts'
import type { OrderState } from '#purchasing/life-cycle.ts'
import type { Database } from './database.ts'
import {
  goodsReceiptLines,
  goodsReceipts,
  invoiceLines,
  invoices,
  purchaseOrderLines,
  purchaseOrders,
} from './schema-orders.ts'
import { suppliers } from './schema.ts'

/** Lines of approved orders of which something is still to come. */
export function openLineFacts(db: Database): Promise<OpenLineFact[]> {
  return db
    .select({
      orderNumber: purchaseOrders.number,
      supplierCode: purchaseOrders.supplierCode,
      supplierName: suppliers.name,
      sku: purchaseOrderLines.sku,
      locationCode: purchaseOrders.locationCode,
      orderedUnits: purchaseOrderLines.orderedUnits,
      receivedUnits: purchaseOrderLines.receivedUnits,
      expectedOn: sql<
        string | null
      >`coalesce(${purchaseOrders.confirmedForOn}, ${purchaseOrderLines.expectedOn}, ${purchaseOrders.expectedOn})::text`,
    })
    .from(purchaseOrderLines)
    .innerJoin(purchaseOrders, eq(purchaseOrders.number, purchaseOrderLines.orderNumber))
    .innerJoin(suppliers, eq(suppliers.code, purchaseOrders.supplierCode))
    .where(
      and(
        inArray(purchaseOrders.state, [...onOrderStates]),
        sql`${purchaseOrderLines.receivedUnits} < ${purchaseOrderLines.orderedUnits}`,
      ),
    )
}

/** Goods that came and that nobody has booked. */
export function unbookedFacts(db: Database): Promise<UnbookedFact[]> {
  return db
    .select({
      receiptNumber: goodsReceipts.number,
      orderNumber: goodsReceipts.orderNumber,
      supplierCode: purchaseOrders.supplierCode,
      sku: goodsReceiptLines.sku,
      locationCode: purchaseOrders.locationCode,
      units: goodsReceiptLines.receivedUnits,
      receivedOn: goodsReceipts.receivedOn,
    })
    .from(goodsReceiptLines)
    .innerJoin(goodsReceipts, eq(goodsReceipts.number, goodsReceiptLines.receiptNumber))
    .innerJoin(purchaseOrders, eq(purchaseOrders.number, goodsReceipts.orderNumber))
    .where(isNull(goodsReceipts.bookedAt))
}

/** Invoice lines since a date beside the price that their order agreed. */
export function invoiceLineFacts(db: Database, sinceOn: string): Promise<InvoiceLineFact[]> {
  return db
    .select({
      invoiceNumber: invoices.number,
      orderNumber: purchaseOrders.number,
      supplierCode: invoices.supplierCode,
      sku: invoiceLines.sku,
      units: invoiceLines.units,
      unitPrice: invoiceLines.unitPrice,
      orderedUnitPrice: purchaseOrderLines.unitPrice,
      currency: purchaseOrders.currency,
      rateToBase: purchaseOrders.rateToBase,
      invoicedOn: invoices.invoicedOn,
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
    .innerJoin(
      purchaseOrderLines,
      and(
        eq(purchaseOrderLines.orderNumber, invoices.orderNumber),
        eq(purchaseOrderLines.sku, invoiceLines.sku),
      ),
    )
    .where(gte(invoices.invoicedOn, sinceOn))
}

export type SupplierMoney = { openOrderMinor: number; yearlySpendMinor: number }

/** Open approved orders and the approved orders since a date, by supplier, in the base currency at each order's rate. */
export async function supplierMoney(
  db: Database,
  baseCurrency: string,
  sinceOn: string,
): Promise<Map<string, SupplierMoney>> {
  const approved: OrderState[] = [...onOrderStates, 'received', 'closed']
  const rows = await db
    .select()
    .from(purchaseOrders)
    .where(
      and(
        inArray(purchaseOrders.state, approved),
        gte(sql`${purchaseOrders.createdAt}::date`, sinceOn),
      ),
    )
  const money = new Map<string, SupplierMoney>()
  for (const order of rows) {
    const inBase = convertMinor(
      order.totalMinor,
      currencyDigits(order.currency),
      order.rateToBase,
      currencyDigits(baseCurrency),
    )
    const before = money.get(order.supplierCode) ?? { openOrderMinor: 0, yearlySpendMinor: 0 }
    const openMinor = onOrderStates.includes(order.state) ? inBase : 0
    money.set(order.supplierCode, {
      openOrderMinor: addMinor(before.openOrderMinor, openMinor),
      yearlySpendMinor: addMinor(before.yearlySpendMinor, inBase),
    })
  }
  return money
}
