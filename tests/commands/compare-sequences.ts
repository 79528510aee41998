// Random sequences of commands, done in a real database and in the model: equal answers, books and audit, and then verify.
import * as fc from 'fast-check'
import { expect } from 'vitest'
import { verifyShop } from '#operations/verify-shop.ts'
import { commandSeed } from '../purchasing/model-commands.ts'
import { emptyModel } from '../purchasing/model.ts'
import { auditOfModel, booksOfModel, sequenceOf } from './model-sequences.ts'
import { actInBooks, auditIn, closeSequence, openSequence, standingIn } from './sequences.ts'
import type { ModelBooks } from './sequences.ts'

/** How often each command changed something: sequences that only get refusals would prove nothing. */
export type Done = Map<string, number>

/** Compares so many sequences of at most so many commands, from a seed, and verifies the shop that they leave. */
export async function compareSequences(
  books: ModelBooks,
  size: { times: number; commands: number; orders: number; seed: number },
): Promise<Done> {
  const done: Done = new Map()
  const { times, commands, seed } = size
  const sequences = fc.array(commandSeed, {
    minLength: Math.floor((commands * 3) / 4),
    maxLength: commands,
    size: 'max',
  })
  await fc.assert(
    fc.asyncProperty(sequences, async (seeds) => {
      const shop = await openSequence(books)
      let model = emptyModel
      for (const { command, changed, expired, model: after } of sequenceOf(seeds, size.orders)) {
        const { refusal, ...came } = await actInBooks(shop, command)
        const said = `${command.do} of ${command.order} by ${command.by}: ${refusal}`
        expect(came, said).toEqual({ changed, expired })
        model = after
        if (changed) done.set(command.do, (done.get(command.do) ?? 0) + 1)
      }
      expect(await standingIn(shop)).toEqual(booksOfModel(model))
      expect(await auditIn(shop)).toEqual(auditOfModel(model))
      await closeSequence(shop)
    }),
    { numRuns: times, seed, endOnFailure: true },
  )
  const now = () => new Date(books.startMs)
  const { checks } = await verifyShop({ db: books.open.db, now, auditAnchorFile: null })
  expect(checks.filter(({ ok }) => !ok)).toEqual([])
  return done
}
