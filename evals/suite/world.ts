// The shop that a case plays in: the demo shop of a seed and a day, planned, with what its variants change. It is made once;
// what a case does to it is rolled back.
import { operationsOn } from '#operations/operations.ts'
import { loadDemo } from '#operations/open-shop.ts'
import type { Shop } from '#operations/shop.ts'
import type { Database } from '#store/database.ts'
import { memoryShop } from '../memory-shop.ts'
import { variantsByName } from '../worlds/worlds.ts'
import type { EvalCase } from './case.ts'
import {
  effectsSince,
  resetSequences,
  sequences,
  snapshot,
  transactionNumber,
  type Effects,
} from './rows.ts'

export type World = {
  asOf: string
  /** Runs on the shop as it was made, tells what that changed, and takes it back. */
  play<Result>(act: (shop: Shop) => Promise<Result>): Promise<{ result: Result; effects: Effects }>
  close(): Promise<void>
}

/** Ends a transaction whose work was only looked at. */
class TakenBack extends Error {}

/** The shop of a case. Throws QuartermasterError('invalid') for a variant that there is not. */
export async function openWorld({ seed, asOf, variants }: EvalCase['world']): Promise<World> {
  const changes = variantsByName(variants)
  const shop = await memoryShop(asOf)
  await loadDemo(shop, asOf, seed)
  for (const change of changes) await change(shop.db)
  await operationsOn(shop)('plan', {}, () => undefined)
  const before = await snapshot(shop.db)
  const counted = await sequences(shop.db)
  return {
    asOf,
    async play<Result>(act: (shop: Shop) => Promise<Result>) {
      const played: { result: Result; effects: Effects }[] = []
      try {
        // A sequence goes on where a transaction is taken back, and the next plan would bear another number.
        await resetSequences(shop.db, counted)
        await shop.db.transaction(async (tx) => {
          const db = tx as unknown as Database
          const since = await transactionNumber(db)
          const result = await act({ ...shop, db, database: { ...shop.database, db } })
          played.push({ result, effects: await effectsSince(before, db, since) })
          throw new TakenBack()
        })
      } catch (error) {
        if (!(error instanceof TakenBack)) throw error
      }
      return played[0]!
    },
    close: () => shop.database.close(),
  }
}
