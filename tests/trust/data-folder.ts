// A data folder on disk with a migrated, empty PGlite, for processes that open it one after another.
import { PGlite } from '@electric-sql/pglite'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openDatabase } from '#store/database.ts'
import type { OpenDatabase } from '#store/database.ts'
import { templateFile } from '../database.ts'

export async function ownFolder(): Promise<{
  where: { dataFolder: string; databaseUrl: null }
  reopen(): Promise<OpenDatabase>
  drop(): Promise<void>
}> {
  const dataFolder = mkdtempSync(join(tmpdir(), 'quartermaster-kills-'))
  const loadDataDir = new Blob([readFileSync(await templateFile())])
  const made = await PGlite.create({ dataDir: join(dataFolder, 'database'), loadDataDir })
  await made.close()
  const where = { dataFolder, databaseUrl: null }
  return {
    where,
    reopen: () => openDatabase(where),
    drop: () => Promise.resolve(rmSync(dataFolder, { recursive: true })),
  }
}
