import { afterAll, beforeAll, expect, test } from 'vitest'
import { orderCommands } from '#purchasing/life-cycle.ts'
import { freshDatabase } from '../database.ts'
import { compareSequences } from './compare-sequences.ts'
import { closeModelBooks, openModelBooks } from './sequences.ts'
import type { ModelBooks } from './sequences.ts'

let books: ModelBooks
beforeAll(async () => {
  books = await openModelBooks(await freshDatabase())
})
afterAll(() => closeModelBooks(books))

test('200 random sequences of commands leave the books and the audit as the model says', async () => {
  const done = await compareSequences(books, { times: 200, commands: 20, orders: 2, seed: 4 })
  // Every step of the life cycle was really taken.
  expect(orderCommands.filter((command) => !done.has(command))).toEqual([])
}, 600_000)
