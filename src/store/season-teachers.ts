import { sql } from 'drizzle-orm'
import { selectRows } from './database.ts'
import type { Database } from './database.ts'

/**
 * Up to `perCategory` skus of every category whose demand can show its season: items on sale that are no kits. Which
 * ones is drawn by a hash of the sku, so that the choice stays the same while a category grows.
 */
export async function seasonTeachers(db: Database, perCategory: number): Promise<string[]> {
  const rows = await selectRows<{ sku: string }>(
    db,
    sql`select sku from (
          select sku, row_number() over (partition by category order by md5(sku), sku) as place
          from item where not is_kit and lifecycle in ('active', 'phase_out')) as drawn
        where place <= ${perCategory}`,
  )
  return rows.map((row) => row.sku).toSorted()
}

/**
 * Up to `perCategory` skus of every category whose demand can show what price does: of the same items, those with two
 * prices or more up to `asOf`, drawn in the same way.
 */
export async function priceTeachers(
  db: Database,
  asOf: string,
  perCategory: number,
): Promise<string[]> {
  const rows = await selectRows<{ sku: string }>(
    db,
    sql`select sku from (
          select sku, row_number() over (partition by category order by md5(sku), sku) as place
          from item join (
            select sku from sell_price where valid_from <= ${asOf} group by sku having count(*) > 1) as priced using (sku)
          where not is_kit and lifecycle in ('active', 'phase_out')) as drawn
        where place <= ${perCategory}`,
  )
  return rows.map((row) => row.sku).toSorted()
}
