// The accuracy ledger is kept beside the plans: what came is booked before a plan, what was said after it.
import type { ForecastScore } from '#planning/accuracy/forecast-score.ts'
import { scoreRecord } from '#planning/accuracy/forecast-score.ts'
import { daysBetween } from '#planning/calendar.ts'
import type { Database } from '#store/database.ts'
import {
  dueRecords,
  dueSkus,
  ledgerNewestOn,
  ledgerStepDays,
  writeScores,
} from '#store/forecast-ledger.ts'
import { planningInputs } from '#store/planning-inputs.ts'

/** Items whose histories are held in memory together while they are scored. */
const pageSkus = 200

/** Scores every stored forecast whose span is over and whose sales are known by `asOf`. Returns how many. */
export async function bookActuals(tx: Database, asOf: string): Promise<number> {
  const skus = await dueSkus(tx, asOf)
  let count = 0
  for (let from = 0; from < skus.length; from += pageSkus) {
    const page = skus.slice(from, from + pageSkus)
    const due = Map.groupBy(await dueRecords(tx, asOf, page), (record) => placeOf(record))
    const scores: ForecastScore[] = []
    for await (const input of planningInputs(tx, { asOf, skus: page })) {
      const { item, locationCode, history, demandKnownThroughOn } = input
      if (history === null || demandKnownThroughOn === null) continue
      for (const record of due.get(placeOf({ sku: item.sku, locationCode })) ?? []) {
        const score = scoreRecord(record, history, demandKnownThroughOn)
        if (score !== null) scores.push(score)
      }
    }
    await writeScores(tx, scores)
    count += scores.length
  }
  return count
}

const placeOf = ({ sku, locationCode }: { sku: string; locationCode: string }) =>
  JSON.stringify([sku, locationCode])

/** Whether the ledger wants the forecasts of a plan of this day: a week after the newest it has, and never of the past. */
export async function ledgerIsDue(tx: Database, asOf: string): Promise<boolean> {
  const newestOn = await ledgerNewestOn(tx)
  return newestOn === null || daysBetween(newestOn, asOf) >= ledgerStepDays
}
