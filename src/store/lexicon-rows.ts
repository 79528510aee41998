import { asc, desc } from 'drizzle-orm'
import type { Database } from './database.ts'
import { items, locations, suppliers } from './schema.ts'
import { purchaseOrders } from './schema-orders.ts'

/** Older orders are named by their whole number. */
const MOST_ORDERS = 5000

/** What the shop calls its things, for finding names in a question: every item, supplier and location by code, the newest orders by number. */
export async function lexiconRows(db: Database): Promise<{
  items: { sku: string; name: string; category: string }[]
  suppliers: { code: string; name: string }[]
  locations: { code: string; name: string }[]
  purchaseOrders: { number: string }[]
}> {
  return {
    items: await db
      .select({ sku: items.sku, name: items.name, category: items.category })
      .from(items)
      .orderBy(asc(items.sku)),
    suppliers: await db
      .select({ code: suppliers.code, name: suppliers.name })
      .from(suppliers)
      .orderBy(asc(suppliers.code)),
    locations: await db
      .select({ code: locations.code, name: locations.name })
      .from(locations)
      .orderBy(asc(locations.code)),
    purchaseOrders: await db
      .select({ number: purchaseOrders.number })
      .from(purchaseOrders)
      .orderBy(desc(purchaseOrders.createdAt), desc(purchaseOrders.number))
      .limit(MOST_ORDERS),
  }
}
