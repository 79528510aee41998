import { asc } from 'drizzle-orm'
import type { Database } from './database.ts'
import { matchingNames, oneMatch } from './name-match.ts'
import { locations } from './schema.ts'

export type LocationRow = typeof locations.$inferSelect

/** Every location, by code. */
export function everyLocation(db: Database): Promise<LocationRow[]> {
  return db.select().from(locations).orderBy(asc(locations.code))
}

/** The location that a code or words of a name mean; see `oneMatch` for the errors. */
export async function resolveLocation(db: Database, text: string): Promise<LocationRow> {
  const all = await everyLocation(db)
  return oneMatch('location', text, matchingNames(text, all), all)
}
