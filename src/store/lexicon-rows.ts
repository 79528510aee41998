import { asc } from 'drizzle-orm'
import type { Database } from './database.ts'
import { items, locations, suppliers } from './schema.ts'

/** What the shop calls its things, for finding names in a question: every item, supplier and location, by code. */
export async function lexiconRows(db: Database): Promise<{
  items: { sku: string; name: string; category: string }[]
  suppliers: { code: string; name: string }[]
  locations: { code: string; name: string }[]
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
  }
}
