import { PGlite } from '@electric-sql/pglite'
import { createHash, randomUUID } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { adoptPglite } from '#store/database.ts'
import type { OpenDatabase } from '#store/database.ts'
import { migrationsFolder } from '#store/migrate.ts'

/**
 * A migrated, empty PGlite of its own in memory: under a second from a dump kept in the temporary folder, named by
 * the hash of the migrations. Close it in afterAll.
 */
export async function freshDatabase(): Promise<OpenDatabase> {
  const template = await templateFile()
  return adoptPglite(await PGlite.create({ loadDataDir: new Blob([readFileSync(template)]) }))
}

async function templateFile(): Promise<string> {
  const hash = createHash('sha256')
  for (const name of readdirSync(migrationsFolder).filter((file) => file.endsWith('.sql')).sort()) {
    hash.update(name).update(readFileSync(join(migrationsFolder, name)))
  }
  const folder = join(tmpdir(), 'quartermaster-test-templates')
  const file = join(folder, `${hash.digest('hex').slice(0, 20)}.tar`)
  if (existsSync(file)) return file
  mkdirSync(folder, { recursive: true })
  const { pglite, close } = (await adoptPglite(await PGlite.create())) as OpenDatabase & { kind: 'pglite' }
  const dump = await pglite.dumpDataDir('none')
  await close()
  // Two test files may make it at once: each writes its own copy, the rename is atomic.
  const unfinished = `${file}.${randomUUID()}`
  writeFileSync(unfinished, Buffer.from(await dump.arrayBuffer()))
  renameSync(unfinished, file)
  return file
}
