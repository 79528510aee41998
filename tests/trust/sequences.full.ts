import { expect, test } from 'vitest'
import { orderCommands } from '#purchasing/life-cycle.ts'
import { compareSequences } from '../commands/compare-sequences.ts'
import { closeModelBooks, openModelBooks } from '../commands/sequences.ts'
import { freshDatabase } from '../database.ts'

const databases = 10

test('2,000 random sequences of 50 commands leave the books and the audit as the model says', async () => {
  const done = new Set<string>()
  for (let at = 0; at < databases; at += 1) {
    const books = await openModelBooks(await freshDatabase())
    const size = { times: 2_000 / databases, commands: 50, orders: 4, seed: 2_026 + at }
    for (const command of (await compareSequences(books, size)).keys()) done.add(command)
    await closeModelBooks(books)
  }
  expect(orderCommands.filter((command) => !done.has(command))).toEqual([])
})
