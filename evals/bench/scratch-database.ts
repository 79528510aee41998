import pg from 'pg'
import { openDatabase, type OpenDatabase } from '#store/database.ts'
import { QuartermasterError } from '#root/errors.ts'

let count = 0

/** A new database on the server of DATABASE_URL that goes when it is closed, and its address. Null without a server. */
export async function scratchOnServer(): Promise<(OpenDatabase & { url: string }) | null> {
  const url = process.env['DATABASE_URL'] ?? ''
  if (url === '') return null
  count += 1
  const name = `quartermaster_bench_${process.pid}_${count}`
  const administrator = new pg.Client({ connectionString: url })
  await administrator.connect()
  await administrator.query(`create database ${name}`)
  const own = new URL(url)
  own.pathname = `/${name}`
  const database = await openDatabase({ dataFolder: null, databaseUrl: own.href })
  const close = async () => {
    await database.close()
    await administrator.query(`drop database ${name} with (force)`)
    await administrator.end()
  }
  return { ...database, close, url: own.href }
}

/** As `scratchOnServer`. Throws QuartermasterError('invalid') when no server was named. */
export async function scratchDatabase(): Promise<OpenDatabase & { url: string }> {
  const database = await scratchOnServer()
  if (database !== null) return database
  throw new QuartermasterError(
    'invalid',
    'No server was named.',
    'Set DATABASE_URL to a Postgres server.',
  )
}
