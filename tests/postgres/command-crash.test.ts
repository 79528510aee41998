import { expect, test } from 'vitest'
import { openDatabase } from '#store/database.ts'
import { killCommands } from '../trust/kill-commands.ts'
import { ownDatabase } from '../trust/postgres-where.ts'

test('a process may die anywhere in a command: what it did is there as a whole, or not at all', async () => {
  const { where, drop } = await ownDatabase()
  expect(await killCommands(where, () => openDatabase(where))).toBeGreaterThanOrEqual(33)
  await drop()
}, 600_000)
