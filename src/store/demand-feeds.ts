import { asc } from 'drizzle-orm'
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
