import { PGlite } from '@electric-sql/pglite'
import { sql } from 'drizzle-orm'
import { getTableConfig } from 'drizzle-orm/pg-core'
import { createHash, randomUUID } from 'node:crypto'
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inject } from 'vitest'
import { adoptPglite, openDatabase } from '#store/database.ts'
import type { Database, OpenDatabase } from '#store/database.ts'
import { migrationsFolder } from '#store/migrate.ts'
import * as decisions from '#store/schema-decisions.ts'
import * as ledger from '#store/schema-ledger.ts'
import * as mcp from '#store/schema-mcp.ts'
import * as orders from '#store/schema-orders.ts'
import * as people from '#store/schema-people.ts'
import * as records from '#store/schema-records.ts'
import * as slack from '#store/schema-slack.ts'
import * as shop from '#store/schema.ts'
import { administer, databaseUrl } from './postgres/administer.ts'

/**
 * A migrated, empty database of its own; close it in afterAll. On the Postgres suite a clone of its template, else a
 * PGlite in memory: under a second from a dump kept in the temporary folder, named by the hash of the migrations.
 */
export async function freshDatabase(): Promise<OpenDatabase> {
  const url = inject('postgresUrl')
  return url === undefined ? freshEmbedded() : freshOnServer(url)
}

async function freshOnServer(url: string): Promise<OpenDatabase> {
  const name = `quartermaster_test_${randomUUID().slice(0, 8)}`
  await administer(url, `create database ${name} template ${inject('postgresTemplate')}`)
  const open = await openDatabase({ dataFolder: null, databaseUrl: databaseUrl(url, name) })
  const close = async () => {
    await open.close()
    await administer(url, `drop database ${name} with (force)`)
  }
  return { ...open, close }
}

async function freshEmbedded(): Promise<OpenDatabase> {
  const template = await templateFile()
  return adoptPglite(await PGlite.create({ loadDataDir: new Blob([readFileSync(template)]) }))
}

/** A dump of a migrated, empty PGlite, made once for each state of the migrations. */
export async function templateFile(): Promise<string> {
  const hash = createHash('sha256')
  for (const name of readdirSync(migrationsFolder)
    .filter((file) => file.endsWith('.sql'))
    .sort()) {
    hash.update(name).update(readFileSync(join(migrationsFolder, name)))
  }
  const folder = join(tmpdir(), 'quartermaster-test-templates')
  const file = join(folder, `${hash.digest('hex').slice(0, 20)}.tar`)
  if (existsSync(file)) return file
  mkdirSync(folder, { recursive: true })
  const { pglite, close } = (await adoptPglite(await PGlite.create())) as OpenDatabase & {
    kind: 'pglite'
  }
  const dump = await pglite.dumpDataDir('none')
  await close()
  // Two test files may make it at once: each writes its own copy, the rename is atomic.
  const unfinished = `${file}.${randomUUID()}`
  writeFileSync(unfinished, Buffer.from(await dump.arrayBuffer()))
  renameSync(unfinished, file)
  return file
}

/** Empties every table but the audit, which refuses it: the next test of a file starts anew. */
export async function emptyTables(db: Database): Promise<void> {
  const names = Object.values({
    ...shop,
    ...people,
    ...orders,
    ...records,
    ...decisions,
    ...ledger,
    ...mcp,
    ...slack,
  })
    .map((table) => getTableConfig(table).name)
    .filter((name) => name !== 'audit_entry')
  // Deleting a few rows is fast where truncating forty tables is not; replica mode lets it ignore the references.
  await db.transaction(async (tx) => {
    await tx.execute(sql`set local session_replication_role = replica`)
    const deletes = names.map((name) => `delete from "${name}";`).join(' ')
    await tx.execute(sql.raw(`do $$ begin ${deletes} end $$`))
  })
}
