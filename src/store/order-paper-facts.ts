// What a paper about an order says beside the order: who we are, who delivers where, and how the supplier sells each item.
import { and, eq, inArray } from 'drizzle-orm'
import type { Database } from './database.ts'
import type { LocationRow } from './locations.ts'
import type { OrderWithLines } from './purchase-orders.ts'
import { items, locations, supplierItems, suppliers } from './schema.ts'
import { shopSettings } from './settings.ts'
import type { ShopSettings } from './settings.ts'
import type { SupplierRow } from './suppliers.ts'

type LineTerms = {
  supplierSku: string | null
  unitOfMeasure: string
  packSizeUnits: number
  category: string
}

export type PaperFacts = {
  shop: ShopSettings | null
  supplier: SupplierRow
  location: LocationRow
  /** By SKU; an item that the supplier does not sell any more is not there. */
  termsOf: Map<string, LineTerms>
}

/** Everything that the paper about an order needs from the master data, as it stands now. */
export async function paperFacts(db: Database, order: OrderWithLines): Promise<PaperFacts> {
  const { number, supplierCode, locationCode } = order
  const [supplier] = await db.select().from(suppliers).where(eq(suppliers.code, supplierCode))
  const [location] = await db.select().from(locations).where(eq(locations.code, locationCode))
  if (supplier === undefined || location === undefined) {
    throw new Error(`${number} has lost its supplier or its place of delivery`)
  }
  const skus = order.lines.map(({ sku }) => sku)
  const terms = await db
    .select({
      sku: supplierItems.sku,
      supplierSku: supplierItems.supplierSku,
      unitOfMeasure: supplierItems.unitOfMeasure,
      packSizeUnits: items.packSizeUnits,
      category: items.category,
    })
    .from(supplierItems)
    .innerJoin(items, eq(items.sku, supplierItems.sku))
    .where(and(eq(supplierItems.supplierCode, supplierCode), inArray(supplierItems.sku, skus)))
  return {
    shop: await shopSettings(db),
    supplier,
    location,
    termsOf: new Map(terms.map(({ sku, ...each }) => [sku, each])),
  }
}
