import { asc, sql } from 'drizzle-orm'
import { daysBetween } from '#planning/calendar.ts'
import type { Database } from './database.ts'
import { demandFeeds } from './schema.ts'

export type DemandFeedAge = { locationCode: string; knownThroughOn: string; ageDays: number }

/** How old the sales of each location are on a day, by location. */
export async function demandFeedAges(db: Database, asOf: string): Promise<DemandFeedAge[]> {
  const rows = await db.select().from(demandFeeds).orderBy(asc(demandFeeds.locationCode))
  return rows.map(({ locationCode, knownThroughOn }) => ({
    locationCode,
    knownThroughOn,
    ageDays: daysBetween(knownThroughOn, asOf),
  }))
}

/** Says that the sales of a location are complete over a range, besides what was known; equal facts change nothing. */
export async function widenDemandFeed(
  tx: Database,
  feed: { locationCode: string; firstOn: string; lastOn: string; source: string; asOf: string },
): Promise<void> {
  const { locationCode, firstOn, lastOn, source, asOf } = feed
  await tx.execute(sql`
    insert into demand_feed as kept (location_code, known_from_on, known_through_on, source, as_of)
    values (${locationCode}, ${firstOn}, ${lastOn}, ${source}, ${asOf})
    on conflict (location_code) do update set
      known_from_on = least(kept.known_from_on, excluded.known_from_on),
      known_through_on = greatest(kept.known_through_on, excluded.known_through_on),
      source = excluded.source, as_of = excluded.as_of
    where excluded.known_from_on < kept.known_from_on or excluded.known_through_on > kept.known_through_on`)
}
