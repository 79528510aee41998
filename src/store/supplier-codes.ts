import { and, eq, inArray } from 'drizzle-orm'
import type { Database } from './database.ts'
import { items, supplierItems } from './schema.ts'

/**
 * Our SKU for each code on a supplier's paper: the SKU itself, else the one item that the supplier sells under that
 * code. What is neither is left out.
 */
export async function ownSkus(
  db: Database,
  supplierCode: string,
  codes: readonly string[],
): Promise<Map<string, string>> {
  const wanted = [...new Set(codes)]
  const own = await db.select({ sku: items.sku }).from(items).where(inArray(items.sku, wanted))
  const theirs = await db
    .select({ code: supplierItems.supplierSku, sku: supplierItems.sku })
    .from(supplierItems)
    .where(
      and(eq(supplierItems.supplierCode, supplierCode), inArray(supplierItems.supplierSku, wanted)),
    )
  const named = Map.groupBy(theirs, ({ code }) => code ?? '')
  const single = [...named].flatMap(([code, [first, ...more]]) =>
    first !== undefined && more.length === 0 ? [[code, first.sku] as const] : [],
  )
  return new Map([...single, ...own.map(({ sku }) => [sku, sku] as const)])
}
