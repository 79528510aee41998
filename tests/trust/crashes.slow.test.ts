import { expect, test } from 'vitest'
import { halfOfPlaces } from './command-places.ts'
import { ownFolder } from './data-folder.ts'
import { killCommands } from './kill-commands.ts'

test('a process may die anywhere in a command or job: what it did is there as a whole, or not at all', async () => {
  const { where, reopen, drop } = await ownFolder()
  const recoveries = await killCommands({ where, reopen }, halfOfPlaces(0))
  expect(recoveries.length).toBeGreaterThanOrEqual(75)
  await drop()
}, 1_800_000)
