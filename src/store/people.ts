import { and, asc, eq } from 'drizzle-orm'
import type { Database } from './database.ts'
import { people } from './schema-people.ts'

export type PersonRow = typeof people.$inferSelect

/** The person of this id, active or not, or null. */
export async function personById(db: Database, id: string): Promise<PersonRow | null> {
  const [row] = await db.select().from(people).where(eq(people.id, id))
  return row ?? null
}

/** The first active buyer by id: who sits in front of a shop when nobody says who. */
export async function startingPerson(db: Database): Promise<PersonRow | null> {
  const [row] = await db
    .select()
    .from(people)
    .where(and(eq(people.active, true), eq(people.role, 'buyer')))
    .orderBy(asc(people.id))
    .limit(1)
  return row ?? null
}

/** Everybody in the books, by id. */
export function everyPerson(db: Database): Promise<PersonRow[]> {
  return db.select().from(people).orderBy(asc(people.id))
}
