import type { PgTable } from 'drizzle-orm/pg-core'
import { upsertRows } from './bulk-upsert.ts'
import { raiseDataVersion } from './data-version.ts'
import type { Database } from './database.ts'
import { writeDemandDays } from './demand.ts'
import * as orders from './schema-orders.ts'
import * as people from './schema-people.ts'
import * as records from './schema-records.ts'
import * as shop from './schema.ts'
import type { ShopRows } from './shop-rows.ts'
import { recordPrices } from './supplier-prices.ts'

const tables = { ...shop, ...people, ...orders, ...records }

/** Every list of `ShopRows` that is a table as it stands, in the order in which references allow. */
const writeOrder = [
  'exchangeRates',
  'locations',
  'channels',
  'people',
  'suppliers',
  'supplierClosures',
  'items',
  'itemSubstitutes',
  'bundleComponents',
  'supplierItems',
  'priceBreaks',
  'supplierPrices',
  'sellPrices',
  'stock',
  'stockLots',
  'demandFeeds',
  'customerReturns',
  'events',
  'budgets',
  'rules',
  'purchaseOrders',
  'purchaseOrderLines',
  'goodsReceipts',
  'goodsReceiptLines',
  'invoices',
  'invoiceLines',
] as const satisfies (keyof ShopRows)[]

/** A shop without any row, to be filled list by list. */
export function emptyShop(): ShopRows {
  const lists = [...writeOrder, 'demandDays'].map((name) => [name, []])
  return Object.fromEntries(lists) as ShopRows
}

/**
 * Writes a whole shop in one transaction: new rows are added, changed ones replaced, equal ones left alone, nothing is
 * removed. A price that differs from the newest of its history is added to the history. Returns the number of changed
 * rows and demand days by list; the same shop again changes nothing.
 */
export async function writeShop(
  db: Database,
  rows: ShopRows,
): Promise<{ changedCounts: Partial<Record<keyof ShopRows, number>>; changedCount: number }> {
  return db.transaction(async (tx) => {
    const changedCounts: Partial<Record<keyof ShopRows, number>> = {}
    for (const name of writeOrder) {
      const table: PgTable = tables[name]
      changedCounts[name] = await upsertRows(tx, table, rows[name])
    }
    await recordPrices(tx)
    if (rows.demandDays.length > 0) {
      changedCounts.demandDays = await writeDemandDays(tx, rows.demandDays)
    }
    const changedCount = Object.values(changedCounts).reduce((sum, count) => sum + count, 0)
    if (changedCount > 0) await raiseDataVersion(tx)
    return { changedCounts, changedCount }
  })
}
