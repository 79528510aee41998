import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openDatabase } from '#store/database.ts'
import { killCommands } from './kill-commands.ts'

test('a process may die anywhere in a command: what it did is there as a whole, or not at all', async () => {
  const dataFolder = mkdtempSync(join(tmpdir(), 'quartermaster-kills-'))
  const where = { dataFolder, databaseUrl: null }
  expect(await killCommands(where, () => openDatabase(where))).toBeGreaterThanOrEqual(33)
  rmSync(dataFolder, { recursive: true })
}, 600_000)
