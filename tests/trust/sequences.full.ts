import { expect, test } from 'vitest'
import { orderCommands } from '#purchasing/life-cycle.ts'
import { compareSequences } from '../commands/compare-sequences.ts'
import { closeModelBooks, openModelBooks } from '../commands/sequences.ts'
import { freshDatabase } from '../database.ts'

const databases = Array.from({ length: 20 }, (_, at) => at)
const times = 2_000 / databases.length
const done = new Set<string>()

// Twenty books of a hundred sequences each: a failure names its book, and the others still are compared.
test.each(databases)(
  '100 of 2,000 random sequences of 50 commands leave the books and the audit as the model says (%i)',
  async (at) => {
    const books = await openModelBooks(await freshDatabase())
    const size = { times, commands: 50, orders: 4, seed: 2_026 + at }
    for (const command of (await compareSequences(books, size)).keys()) done.add(command)
    await closeModelBooks(books)
  },
)

test('every command of the life cycle was done in one of them', () => {
  expect(orderCommands.filter((command) => !done.has(command))).toEqual([])
})
