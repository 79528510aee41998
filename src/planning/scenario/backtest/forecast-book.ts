import { recordForecast, type ForecastRecord } from '../../accuracy/forecast-record.ts'
import { scoreRecord } from '../../accuracy/forecast-score.ts'
import { trackRecord } from '../../accuracy/learned-spread.ts'
import { forecastFor } from '../../policy/item-forecast.ts'
import type { DemandForecast, ItemLocationInput, PlanningPolicy } from '../../types.ts'
import type { ReviewMoment } from './replay.ts'

/** The forecast of each review day; it does not depend on what was ordered, so every service target shares it. */
export type ForecastBook = (input: ItemLocationInput, moment: ReviewMoment) => DemandForecast | null

/** Spans that the next forecast learns its spread from, as the shop's own ledger does. */
const LEARNED_DAYS = 28

/** How the forecasts of this replay came out as far as their spans are over; nothing before the first one is. */
function earned(records: readonly ForecastRecord[], known: ItemLocationInput, stepDays: number) {
  const { history, asOf } = known
  if (history === null) return null
  const scores = records.flatMap((record) => scoreRecord(record, history, asOf) ?? [])
  return trackRecord(scores, stepDays)
}

/**
 * Forecasts of one line under one policy, each made once, only from what was known on its day, and as wide as the ones
 * before it have earned. Reviews are asked for in their order.
 */
export function forecastBook(policy: PlanningPolicy): ForecastBook {
  const made = new Map<number, DemandForecast | null>()
  const records: ForecastRecord[] = []
  return (known, { day }) => {
    const before = made.get(day)
    if (before !== undefined) return before
    const record = earned(records, known, policy.reviewPeriodDays)
    const forecast = forecastFor(
      record === null ? known : { ...known, trackRecord: record },
      policy,
    )
    made.set(day, forecast)
    if (forecast !== null) {
      const kept = recordForecast(known, forecast, LEARNED_DAYS)
      records.push(...kept.filter(({ horizonDays }) => horizonDays === LEARNED_DAYS))
    }
    return forecast
  }
}
