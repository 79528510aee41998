import { sql } from 'drizzle-orm'
import { selectRows, type Database } from './database.ts'

export type KnownCodeRows = {
  /** SKU and the unit that the item is counted in. */
  items: { code: string; unitOfMeasure: string }[]
  suppliers: string[]
  locations: string[]
  channels: string[]
  orders: string[]
}

/** Every code that a row of a file may refer to. */
export async function knownCodeRows(db: Database): Promise<KnownCodeRows> {
  const codes = async (statement: ReturnType<typeof sql>) =>
    (await selectRows<{ code: string }>(db, statement)).map((row) => row.code)
  return {
    items: await selectRows(
      db,
      sql`select sku as code, unit_of_measure as "unitOfMeasure" from item`,
    ),
    suppliers: await codes(sql`select code from supplier`),
    locations: await codes(sql`select code from location`),
    channels: await codes(sql`select code from channel`),
    orders: await codes(sql`select number as code from purchase_order`),
  }
}

/** The unit price of every supplier item as it stands, by supplier, chr(1) and SKU. */
export async function standingPrices(db: Database): Promise<Map<string, string>> {
  const rows = await selectRows<{ key: string; price: string }>(
    db,
    sql`select supplier_code || chr(1) || sku as key, unit_price::text as price from supplier_item`,
  )
  return new Map(rows.map((row) => [row.key, row.price]))
}

/** The newest rate of a currency on a day, or null. */
export async function rateOn(db: Database, currency: string, day: string): Promise<string | null> {
  const [row] = await selectRows<{ rate: string }>(
    db,
    sql`select rate_to_base::text as rate from exchange_rate
        where currency = ${currency} and valid_from <= ${day} order by valid_from desc limit 1`,
  )
  return row?.rate ?? null
}
