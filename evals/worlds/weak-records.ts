// Facts that went missing or grew old since the demo shop was made.
import { sql } from 'drizzle-orm'
import type { Variant } from './variant.ts'

/** Pennine is blocked while its coffee is due. */
export const blockedSupplier: Variant = async (db) => {
  await db.execute(sql`update supplier set status = 'blocked' where code = 'PENNINE'`)
}

/** The blue mugs in Leeds were counted two months ago. */
export const staleCount: Variant = async (db) => {
  await db.execute(
    sql`update stock set counted_at = '2026-09-18T18:00:00Z' where sku = 'MUG-BLU-350' and location_code = 'LDS'`,
  )
}

/** Nobody keeps what a dollar was worth any more. */
export const lostExchangeRate: Variant = async (db) => {
  await db.execute(sql`delete from exchange_rate where currency = 'USD'`)
}
