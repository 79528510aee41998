import { sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/node-postgres'
import type { PGlite } from '@electric-sql/pglite'
import { selectRows } from './database.ts'
import type { Database, OpenDatabase } from './database.ts'

/** The first half of the key of these locks, apart from every other advisory lock. */
const holdLock = 7_301_947

const heldHere = new WeakMap<PGlite, Set<string>>()

/**
 * Does something while this process, and no other, has a thing of this name in hand; 'held' when somebody else has. The
 * hold ends with the process however that ends, so what is marked as being done and is not held was left by a crash.
 */
export async function holding<Result>(
  database: OpenDatabase,
  name: string,
  act: () => Promise<Result>,
): Promise<Result | 'held'> {
  if (database.kind === 'pglite') return holdHere(database.pglite, name, act)
  const client = await database.pool.connect()
  // A connection that breaks ends the hold; whoever settles the thing then finds that out from its row.
  const broken = () => undefined
  client.on('error', broken)
  const session = drizzle(client) as Database
  const key = sql`${holdLock}, hashtext(${name})`
  let held = false
  try {
    const [row] = await selectRows<{ held: boolean }>(
      session,
      sql`select pg_try_advisory_lock(${key}) as "held"`,
    )
    held = row?.held === true
    return held ? await act() : 'held'
  } finally {
    const released = held
      ? await session.execute(sql`select pg_advisory_unlock(${key})`).then(
          () => true,
          () => false,
        )
      : true
    client.off('error', broken)
    // A session that could not let go is ended, and its locks with it.
    client.release(!released)
  }
}

/** An embedded database has one process and one session: a list of names is enough. */
async function holdHere<Result>(
  pglite: PGlite,
  name: string,
  act: () => Promise<Result>,
): Promise<Result | 'held'> {
  const held = heldHere.get(pglite) ?? new Set<string>()
  heldHere.set(pglite, held)
  if (held.has(name)) return 'held'
  held.add(name)
  try {
    return await act()
  } finally {
    held.delete(name)
  }
}
