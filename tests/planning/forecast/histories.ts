import { addDays } from '#planning/calendar.ts'
import { poisson } from '#planning/forecast/distribution.ts'
import type { ForecastInput } from '#planning/forecast/forecast-demand.ts'
import { forecastDemand } from '#planning/forecast/forecast-demand.ts'
import { randomSource } from '#planning/forecast/random.ts'
import type { DemandForecast, DemandHistory } from '#planning/types.ts'

/** A Monday. */
export const STARTS_ON = '2024-11-25'

/** A history from the Monday, without stockouts or promotions unless days of them are named. */
export function historyOf(
  units: number[],
  flags: { stockout?: (day: number) => boolean; promotion?: (day: number) => boolean } = {},
): DemandHistory {
  return {
    startsOn: STARTS_ON,
    units,
    stockout: units.map((_, day) => flags.stockout?.(day) ?? false),
    promotion: units.map((_, day) => flags.promotion?.(day) ?? false),
  }
}

/** The same demand on every day. */
export function sameEachDay(days: number, units: number): number[] {
  return Array.from({ length: days }, () => units)
}

/** Poisson demand with a mean per day, the same for the same seed. */
export function poissonDays(days: number, meanOf: (day: number) => number, seed = 1): number[] {
  const uniform = randomSource(seed)
  return Array.from({ length: days }, (_, day) => poisson(meanOf(day)).sample(uniform()))
}

/** The forecast on the last day of the history, with the usual horizon. */
export function forecastOf(
  history: DemandHistory,
  changes: Partial<ForecastInput> = {},
): DemandForecast {
  const forecast = forecastDemand({
    history,
    analogueHistory: null,
    events: [],
    asOf: addDays(history.startsOn, history.units.length - 1),
    horizonDays: 91,
    windowDays: 21,
    minimumHistoryDays: 28,
    ...changes,
  })
  if (forecast === null) throw new Error('no forecast')
  return forecast
}
