import { dataVersion } from '#store/data-version.ts'
import type { Database } from '#store/database.ts'
import { nettingDifferences } from '#store/order-checks.ts'
import { sampleOfRun } from '#store/plan-lines.ts'
import { newestRun } from '#store/plan-runs.ts'
import { replayLine } from '../plan-shop.ts'
import { listCheck } from './verify-check.ts'
import type { VerifyCheck } from './verify-check.ts'

/** Lines of the newest plan that are computed again. */
const replayedLines = 20

/** The newest plan nets what is open, and says what it said. */
export async function planChecks(db: Database): Promise<VerifyCheck[]> {
  const run = await newestRun(db)
  if (run === null) return [listCheck('plan', [], 'no plan has been made yet')]
  const fresh = run.dataVersion === (await dataVersion(db))
  const differences = fresh ? await nettingDifferences(db, run.id) : []
  const changed: string[] = []
  const ids = await sampleOfRun(db, run.id, replayedLines)
  for (const id of ids) {
    const replay = await replayLine(db, id)
    if (!replay.same) changed.push(`${id} no longer replays to the same bytes`)
  }
  return [
    listCheck(
      'open orders and plan',
      differences.map(
        (each) =>
          `${each.sku} at ${each.locationCode}: ${each.openUnits} open, the plan counts ${each.planUnits}`,
      ),
      fresh
        ? `plan R${run.id} nets the units that are open`
        : `plan R${run.id} is older than the facts; the next plan nets them`,
    ),
    listCheck(
      'plan replay',
      changed,
      `${ids.length} lines of plan R${run.id} replay to the same bytes`,
    ),
  ]
}
