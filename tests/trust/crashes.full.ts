import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openDatabase } from '#store/database.ts'
import { killCommands } from './kill-commands.ts'

test('500 processes die in commands on PGlite: what each did is there as a whole, or not at all', async () => {
  let killed = 0
  while (killed < 500) {
    const dataFolder = mkdtempSync(join(tmpdir(), 'quartermaster-kills-'))
    const where = { dataFolder, databaseUrl: null }
    killed += await killCommands(where, () => openDatabase(where))
    rmSync(dataFolder, { recursive: true })
  }
  expect(killed).toBeGreaterThanOrEqual(500)
})
