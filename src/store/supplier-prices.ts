import { sql } from 'drizzle-orm'
import { selectRows } from './database.ts'
import type { Database } from './database.ts'

/**
 * Adds the price of every supplier item to its history where the newest entry differs or there is none. A price holds
 * from the `valid_from` of the supplier item when that is newer than the entry, else from the day of its source.
 * Returns how many prices were added.
 */
export async function recordPrices(tx: Database): Promise<number> {
  const [counted] = await selectRows<{ count: number }>(
    tx,
    sql`with added as (
      insert into supplier_price (supplier_code, sku, valid_from, unit_price, source)
      select offered.supplier_code, offered.sku,
        greatest(coalesce(offered.valid_from, (offered.as_of at time zone 'UTC')::date),
          case when newest.valid_from is not null then (offered.as_of at time zone 'UTC')::date end),
        offered.unit_price, offered.source
      from supplier_item as offered
      left join lateral (
        select valid_from, unit_price from supplier_price as past
        where past.supplier_code = offered.supplier_code and past.sku = offered.sku
        order by valid_from desc limit 1) as newest on true
      where newest.unit_price is distinct from offered.unit_price
      on conflict (supplier_code, sku, valid_from) do update
        set unit_price = excluded.unit_price, source = excluded.source
        where supplier_price.unit_price is distinct from excluded.unit_price
      returning 1)
    select count(*)::int as count from added`,
  )
  return counted?.count ?? 0
}
