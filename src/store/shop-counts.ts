import { sql } from 'drizzle-orm'
import { selectRows, type Database } from './database.ts'
import { items } from './schema.ts'

export type ShopCounts = {
  itemCount: number
  supplierCount: number
  locationCount: number
  demandDayCount: number
}

/** How much the shop holds; `demandDayCount` counts days with a record, over items, locations and channels. */
export async function shopCounts(db: Database): Promise<ShopCounts> {
  const [counts] = await selectRows<ShopCounts>(
    db,
    sql`select
      (select count(*)::int from item) as "itemCount",
      (select count(*)::int from supplier) as "supplierCount",
      (select count(*)::int from location) as "locationCount",
      (select coalesce(sum(cardinality(units) - cardinality(array_positions(units, null))), 0)::int
         from demand_year) as "demandDayCount"`,
  )
  return counts!
}

/** How many items there are. */
export async function itemCount(db: Database): Promise<number> {
  return db.$count(items)
}

/** The version of the database, as it says it. */
export async function serverVersion(db: Database): Promise<string> {
  const [row] = await selectRows<{ version: string }>(
    db,
    sql`select current_setting('server_version') as version`,
  )
  return row!.version
}
