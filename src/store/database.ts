import { PGlite } from '@electric-sql/pglite'
import type { SQL } from 'drizzle-orm'
import { drizzle as drizzleServer } from 'drizzle-orm/node-postgres'
import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core'
import { drizzle as drizzleEmbedded } from 'drizzle-orm/pglite'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { QuartermasterError } from '#root/errors.ts'
import { diskFullError, requireFreeSpace } from './disk.ts'
import { migrateEmbedded, migrateServer } from './migrate.ts'

/** The one type that every store function takes: either database, or a transaction on it. */
export type Database = PgDatabase<PgQueryResultHKT>

/** The driver beneath a database, for what SQL text cannot do (COPY). */
export type Driver = { kind: 'pglite'; pglite: PGlite } | { kind: 'postgres'; pool: pg.Pool }

export type OpenDatabase = { db: Database; close(): Promise<void> } & Driver

const dataFolders = new WeakMap<Database, string>()

/**
 * Opens the shop's database and brings its schema up to date: Postgres where `databaseUrl` is given, else PGlite in
 * `dataFolder`, else (both null) PGlite in memory. Throws QuartermasterError('unavailable') when it cannot be reached.
 */
export async function openDatabase(where: {
  dataFolder: string | null
  databaseUrl: string | null
}): Promise<OpenDatabase> {
  return where.databaseUrl === null ? openEmbedded(where.dataFolder) : openServer(where.databaseUrl)
}

/** Wraps a running PGlite: for tests that load one from a dump. The schema is brought up to date. */
export async function adoptPglite(pglite: PGlite): Promise<OpenDatabase> {
  const db = drizzleEmbedded(pglite)
  await migrateEmbedded(db)
  return { db, kind: 'pglite', pglite, close: () => pglite.close() }
}

/**
 * Throws QuartermasterError('unavailable') when the disk under an embedded database has no room for about `bytes` more.
 * A server looks after its own disk; a transaction was looked at when it began.
 */
export function requireRoom(db: Database, bytes: number): void {
  const folder = dataFolders.get(db)
  if (folder !== undefined) requireFreeSpace(folder, bytes)
}

/** Runs a statement that the query builder cannot say. Cast counts to int in it: the drivers differ on bigint. */
export async function selectRows<Row>(db: Database, statement: SQL): Promise<Row[]> {
  const result = (await db.execute(statement)) as unknown as { rows: Row[] }
  return result.rows
}

async function openEmbedded(dataFolder: string | null): Promise<OpenDatabase> {
  if (dataFolder === null) return adoptPglite(await PGlite.create())
  mkdirSync(dataFolder, { recursive: true })
  requireFreeSpace(dataFolder, 0)
  const folder = join(dataFolder, 'database')
  const pglite = await PGlite.create(folder).catch((error: unknown) => {
    throw diskFullError(error) ?? damaged(folder, error)
  })
  try {
    const open = await adoptPglite(pglite)
    dataFolders.set(open.db, dataFolder)
    return open
  } catch (error) {
    await pglite.close()
    throw diskFullError(error) ?? error
  }
}

async function openServer(databaseUrl: string): Promise<OpenDatabase> {
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 10, options: '-c TimeZone=UTC' })
  // An idle connection that the server closes is dropped by the pool and replaced at the next query; without a
  // listener Node would end the process.
  pool.on('error', () => undefined)
  try {
    const client = await pool.connect()
    try {
      await refuseOldServer(client)
      await migrateServer(drizzleServer(client))
    } finally {
      client.release()
    }
  } catch (error) {
    await pool.end()
    throw error instanceof QuartermasterError ? error : unreachable(databaseUrl, error)
  }
  const db = drizzleServer(pool)
  return { db, kind: 'postgres', pool, close: () => pool.end() }
}

async function refuseOldServer(client: pg.PoolClient): Promise<void> {
  const answer = await client.query("select current_setting('server_version_num')::int as version")
  const version = answer.rows[0].version as number
  if (version >= 150_000) return
  throw new QuartermasterError(
    'unavailable',
    `The Postgres server is version ${Math.floor(version / 10_000)}; Quartermaster needs 15 or newer.`,
    'Point DATABASE_URL at a newer server, or unset it to use the embedded database.',
  )
}

function damaged(folder: string, cause: unknown): QuartermasterError {
  return new QuartermasterError(
    'unavailable',
    `The database in ${folder} could not be opened: ${cause instanceof Error ? cause.message : String(cause)}.`,
    'Put a copy of the folder back, or set QUARTERMASTER_DATA to a new folder and import the shop again.',
    {},
    cause,
  )
}

function unreachable(databaseUrl: string, cause: unknown): QuartermasterError {
  const { hostname, port, pathname } = new URL(databaseUrl)
  const reason =
    cause instanceof Error && cause.message !== ''
      ? cause.message
      : String((cause as { code?: string }).code)
  return new QuartermasterError(
    'unavailable',
    `The database ${pathname.slice(1)} on ${hostname}:${port || '5432'} could not be opened: ${reason}.`,
    'Check that the server runs and that DATABASE_URL names the right host, database, user and password; or unset it to use the embedded database.',
    {},
    cause,
  )
}
