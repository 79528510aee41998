// The shop that a case plays in, planned: the demo shop of a seed and a day with what its variants change, or the CSV files of
// a shop of one's own. It is made once; what a case does to it is rolled back.
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { problemsFileName } from '#imports/find-files.ts'
import { importIntoShop } from '#operations/import-into-shop.ts'
import { operationsOn } from '#operations/operations.ts'
import { loadDemo } from '#operations/open-shop.ts'
import type { Shop } from '#operations/shop.ts'
import { addDays } from '#planning/calendar.ts'
import { QuartermasterError } from '#root/errors.ts'
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

/** Long after its day: the clock of a shop may stand while people go on working in it, as in the demo shop. */
const daysLater = 366

/**
 * Fills an empty shop from a folder of CSV files, all of them wholly: as of its day, and what bears a later one afterwards.
 * Throws QuartermasterError('invalid') with the first problem.
 */
async function fillFromFolder(shop: Shop, folder: string, asOf: string): Promise<void> {
  const problemsFile = join(folder, problemsFileName)
  const request = { paths: [folder], dryRun: false, problemsFile }
  if ((await importIntoShop(shop, request, () => undefined)).rejectedFiles === 0) return
  rmSync(problemsFile, { force: true })
  const later = { ...shop, now: () => new Date(`${addDays(asOf, daysLater)}T09:00:00Z`) }
  const { rejectedFiles, problems } = await importIntoShop(later, request, () => undefined)
  if (rejectedFiles === 0) return
  const [first] = problems
  throw new QuartermasterError(
    'invalid',
    `The shop in ${folder} can not be imported: ${first?.file ?? ''} line ${first?.line ?? 0}: ${first?.reason ?? ''}`,
    first?.repair ?? 'Export the shop again.',
  )
}

async function fill(shop: Shop, world: EvalCase['world']): Promise<void> {
  if (world.shop !== undefined) return fillFromFolder(shop, world.shop, world.asOf)
  const changes = variantsByName(world.variants)
  await loadDemo(shop, world.asOf, world.seed)
  for (const change of changes) await change(shop.db)
}

/** The shop of a case. Throws QuartermasterError('invalid') for a variant that there is not and files that can not be imported. */
export async function openWorld(world: EvalCase['world']): Promise<World> {
  const { asOf } = world
  const shop = await memoryShop(asOf)
  await fill(shop, world)
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
