import { asc, eq, inArray } from 'drizzle-orm'
import type { Database } from './database.ts'
import { matchingNames, oneMatch } from './name-match.ts'
import { supplierItems, suppliers } from './schema.ts'

export type SupplierRow = typeof suppliers.$inferSelect

/** Every supplier, by code. */
export function everySupplier(db: Database): Promise<SupplierRow[]> {
  return db.select().from(suppliers).orderBy(asc(suppliers.code))
}

/** The supplier that a code or words of a name mean; see `oneMatch` for the errors. */
export async function resolveSupplier(db: Database, text: string): Promise<SupplierRow> {
  const all = await everySupplier(db)
  return oneMatch('supplier', text, matchingNames(text, all), all)
}

/** Suppliers by code; codes nobody knows are left out. */
export async function suppliersByCode(
  db: Database,
  codes: string[],
): Promise<Map<string, SupplierRow>> {
  if (codes.length === 0) return new Map()
  const rows = await db.select().from(suppliers).where(inArray(suppliers.code, codes))
  return new Map(rows.map((row) => [row.code, row]))
}

/** The SKUs that a supplier sells, in order. */
export async function skusOfSupplier(db: Database, supplierCode: string): Promise<string[]> {
  const rows = await db
    .select({ sku: supplierItems.sku })
    .from(supplierItems)
    .where(eq(supplierItems.supplierCode, supplierCode))
    .orderBy(asc(supplierItems.sku))
  return rows.map(({ sku }) => sku)
}
