import { sql } from 'drizzle-orm'
import { readMigrationFiles } from 'drizzle-orm/migrator'
import { migrate as migratePostgres } from 'drizzle-orm/node-postgres/migrator'
import { migrate as migratePglite } from 'drizzle-orm/pglite/migrator'
import type { NodePgDatabase } from 'drizzle-orm/node-postgres'
import type { PgliteDatabase } from 'drizzle-orm/pglite'
import { fileURLToPath } from 'node:url'
import { QuartermasterError } from '#root/errors.ts'

/** The folder of the SQL migrations that this program was shipped with. */
export const migrationsFolder = fileURLToPath(new URL('../../migrations', import.meta.url))

/** Any number that no other program is likely to take; all openers of one Postgres database queue on it. */
const MIGRATION_LOCK = 7_160_021_401

type Execute = (statement: ReturnType<typeof sql>) => Promise<{ rows: Record<string, unknown>[] }>

/**
 * Brings an embedded database to the newest schema. Throws QuartermasterError('conflict') when the database was
 * written by a newer program.
 */
export async function migrateEmbedded(db: PgliteDatabase): Promise<void> {
  await refuseNewerDatabase(async (statement) => db.execute(statement))
  await migratePglite(db, { migrationsFolder })
}

/**
 * Brings a Postgres database to the newest schema; openers that come at the same time wait for one another. `db` must
 * be one session (a client, not a pool), for the lock belongs to the session.
 */
export async function migrateServer(db: NodePgDatabase): Promise<void> {
  await db.execute(sql`select pg_advisory_lock(${MIGRATION_LOCK})`)
  try {
    await refuseNewerDatabase(async (statement) => db.execute(statement))
    await migratePostgres(db, { migrationsFolder })
  } finally {
    await db.execute(sql`select pg_advisory_unlock(${MIGRATION_LOCK})`)
  }
}

async function refuseNewerDatabase(execute: Execute): Promise<void> {
  const table = await execute(
    sql`select to_regclass('drizzle.__drizzle_migrations') is not null as present`,
  )
  if (table.rows[0]?.['present'] !== true) return
  const applied = await execute(sql`select hash from drizzle.__drizzle_migrations order by id`)
  const known = new Set(readMigrationFiles({ migrationsFolder }).map((migration) => migration.hash))
  const unknownCount = applied.rows.filter((row) => !known.has(String(row['hash']))).length
  if (unknownCount === 0) return
  throw new QuartermasterError(
    'conflict',
    `The database was written by another version of Quartermaster: ${unknownCount} of its ${applied.rows.length} schema changes are unknown to this program.`,
    'Start the newer Quartermaster that wrote it, or set QUARTERMASTER_DATA (or DATABASE_URL) to another place.',
    { appliedCount: applied.rows.length, unknownCount },
  )
}
