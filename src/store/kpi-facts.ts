import { and, eq, exists, inArray, isNotNull, ne, sql } from 'drizzle-orm'
import { addMinor, convertMinor, currencyDigits, lineTotalMinor } from '#planning/money.ts'
import type { KpiOrder } from '#planning/watch/kpi-facts.ts'
import { onOrderStates } from '#purchasing/life-cycle.ts'
import type { Database } from './database.ts'
import { withLines } from './purchase-orders.ts'
import type { OrderWithLines } from './purchase-orders.ts'
import { goodsReceipts, purchaseOrderLines, purchaseOrders } from './schema-orders.ts'
import { items } from './schema.ts'

export type KpiOrderFilter = { supplierCode?: string; locationCode?: string; category?: string }

/** Every order that was ever approved: made, completed, and what is still to come in the base currency at its own rate. */
export async function kpiOrders(
  db: Database,
  baseCurrency: string,
  filter: KpiOrderFilter,
): Promise<KpiOrder[]> {
  const { supplierCode, locationCode, category } = filter
  const inCategory = db
    .select({ one: sql`1` })
    .from(purchaseOrderLines)
    .innerJoin(items, eq(items.sku, purchaseOrderLines.sku))
    .where(
      and(
        eq(purchaseOrderLines.orderNumber, purchaseOrders.number),
        eq(items.category, category ?? ''),
      ),
    )
  const rows = await db
    .select()
    .from(purchaseOrders)
    .where(
      and(
        isNotNull(purchaseOrders.approvedAt),
        ne(purchaseOrders.state, 'cancelled'),
        supplierCode === undefined ? undefined : eq(purchaseOrders.supplierCode, supplierCode),
        locationCode === undefined ? undefined : eq(purchaseOrders.locationCode, locationCode),
        category === undefined ? undefined : exists(inCategory),
      ),
    )
  const completed = await lastReceipts(
    db,
    rows
      .filter(({ state }) => state === 'received' || state === 'closed')
      .map(({ number }) => number),
  )
  return (await withLines(db, rows)).map((order) => ({
    orderNumber: order.number,
    supplierCode: order.supplierCode,
    locationCode: order.locationCode,
    createdOn: order.createdAt.slice(0, 10),
    completedOn: completed.get(order.number) ?? null,
    openMinor: onOrderStates.includes(order.state) ? openMinor(order, baseCurrency) : 0,
  }))
}

async function lastReceipts(db: Database, numbers: string[]): Promise<Map<string, string>> {
  if (numbers.length === 0) return new Map()
  const rows = await db
    .select({
      orderNumber: goodsReceipts.orderNumber,
      lastOn: sql<string>`max(${goodsReceipts.receivedOn})::text`,
    })
    .from(goodsReceipts)
    .where(inArray(goodsReceipts.orderNumber, numbers))
    .groupBy(goodsReceipts.orderNumber)
  return new Map(rows.map((row) => [row.orderNumber, row.lastOn]))
}

function openMinor(order: OrderWithLines, baseCurrency: string): number {
  const digits = currencyDigits(order.currency)
  const open = order.lines.map((line) =>
    lineTotalMinor(line.unitPrice, Math.max(0, line.orderedUnits - line.receivedUnits), digits),
  )
  return convertMinor(addMinor(0, ...open), digits, order.rateToBase, currencyDigits(baseCurrency))
}
