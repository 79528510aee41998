import { sql } from 'drizzle-orm'
import type { SellPrice } from '#planning/forecast/price/sell-price.ts'
import { selectRows } from './database.ts'
import type { Database } from './database.ts'

/** The sell prices of items that are in the base currency, by sku, oldest first and planned ones last. */
export async function sellPricesOf(
  db: Database,
  baseCurrency: string,
  skus: readonly string[],
): Promise<Map<string, SellPrice[]>> {
  const rows = await selectRows<SellPrice & { sku: string }>(
    db,
    sql`select sku, valid_from::text as "validFrom", price_minor::float8 as "priceMinor" from sell_price
        where sku = any(${sql.param(skus)}::text[]) and currency = ${baseCurrency}
        order by sku, valid_from`,
  )
  const bySku = new Map<string, SellPrice[]>()
  for (const { sku, ...price } of rows) {
    const prices = bySku.get(sku)
    if (prices === undefined) bySku.set(sku, [price])
    else prices.push(price)
  }
  return bySku
}
