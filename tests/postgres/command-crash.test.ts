import { expect, test } from 'vitest'
import { halfOfPlaces } from '../trust/command-places.ts'
import { killCommands } from '../trust/kill-commands.ts'
import { ownDatabase } from '../trust/postgres-where.ts'

test('a process may die anywhere in a command or job: what it did is there as a whole, or not at all', async () => {
  const { where, reopen, drop } = await ownDatabase()
  const recoveries = await killCommands({ where, reopen }, halfOfPlaces(1))
  expect(recoveries.length).toBeGreaterThanOrEqual(75)
  await drop()
}, 1_800_000)
