import { expect, test } from 'vitest'
import { openDatabase } from '#store/database.ts'
import { killCommands } from '../kill-commands.ts'
import { ownDatabase } from '../postgres-where.ts'

test('500 processes die in commands on Postgres: what each did is there as a whole, or not at all', async () => {
  let killed = 0
  while (killed < 500) {
    const { where, drop } = await ownDatabase()
    killed += await killCommands(where, () => openDatabase(where))
    await drop()
  }
  expect(killed).toBeGreaterThanOrEqual(500)
})
