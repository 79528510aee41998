import { sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/node-postgres'
import type { PGlite } from '@electric-sql/pglite'
import { selectRows } from './database.ts'
import type { Database, OpenDatabase } from './database.ts'

/** The first half of the key of these locks, apart from every other advisory lock. */
const holdLock = 7_301_947

const heldHere = new WeakMap<PGlite, Set<string>>()

/**
 * Does something while this process, and no other, has a message in hand; 'held' when somebody else has. The hold ends
 * with the process however that ends, so a message that is marked as being sent and is not held was left by a crash.
 */
export async function holdMessage<Result>(
  database: OpenDatabase,
  id: string,
  act: () => Promise<Result>,
): Promise<Result | 'held'> {
  if (database.kind === 'pglite') return holdHere(database.pglite, id, act)
  const client = await database.pool.connect()
  // A connection that breaks ends the hold; whoever settles the message then finds that out from its row.
  const broken = () => undefined
  client.on('error', broken)
  const session = drizzle(client) as Database
  const key = sql`${holdLock}, hashtext(${id})`
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
  id: string,
  act: () => Promise<Result>,
): Promise<Result | 'held'> {
  const held = heldHere.get(pglite) ?? new Set<string>()
  heldHere.set(pglite, held)
  if (held.has(id)) return 'held'
  held.add(id)
  try {
    return await act()
  } finally {
    held.delete(id)
  }
}
