import { sql } from 'drizzle-orm'
import { selectRows } from './database.ts'
import type { Database } from './database.ts'
import { placeKey } from './plan-runs.ts'

/** The channels that have sold each item at each location, by `placeKey`, in order. */
export async function channelsOf(
  db: Database,
  skus: readonly string[],
): Promise<Map<string, string[]>> {
  const rows = await selectRows<{ sku: string; locationCode: string; channelCode: string }>(
    db,
    sql`select distinct sku, location_code as "locationCode", channel_code as "channelCode"
        from demand_year where sku = any(${sql.param(skus)}::text[])`,
  )
  const channels = new Map<string, string[]>()
  for (const row of rows.toSorted((a, b) => (a.channelCode < b.channelCode ? -1 : 1))) {
    const key = placeKey(row)
    channels.set(key, [...(channels.get(key) ?? []), row.channelCode])
  }
  return channels
}
