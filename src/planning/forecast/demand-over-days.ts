import { QuartermasterError } from '#root/errors.ts'

import { addDays } from '../calendar.ts'
import type { DemandForecast, IsoDate, Quantiles } from '../types.ts'
import type { Distribution } from './distribution.ts'
import { quantilesOf } from './distribution.ts'
import { distributionOfSum } from './sum-distribution.ts'

/** Days of the last known week that stand for every week beyond the horizon. */
const REPEATED_DAYS = 7

/** Mean demand in units of day asOf + 1 + `day`; beyond the horizon the last week of the forecast repeats. */
export function dailyMean(forecast: DemandForecast, day: number): number {
  const means = forecast.dailyMeanUnits
  if (day < means.length) return means[day] ?? 0
  const cycle = Math.min(REPEATED_DAYS, means.length)
  if (cycle === 0) return forecast.baselinePerDayUnits
  return means[means.length - cycle + ((day - means.length) % cycle)] ?? 0
}

/**
 * Demand in units over `days` days that begin on day asOf + 1 + `fromDay`, as one distribution of the sum (never a
 * sum of quantiles). Days are weighed by their mean over the baseline before their variance is taken: a doubled day brings
 * doubled noise, and a later span is less certain than an earlier one. Throws 'invalid' unless both are whole and not negative.
 */
export function demandOverDays(
  forecast: DemandForecast,
  fromDay: number,
  days: number,
): Distribution {
  for (const count of [fromDay, days]) {
    if (Number.isSafeInteger(count) && count >= 0) continue
    throw new QuartermasterError(
      'invalid',
      `A span of demand needs whole days of at least 0; it was asked for ${count}.`,
      'Round the lead time and the review period to whole days.',
    )
  }
  let before = 0
  for (let day = 0; day < fromDay; day++) before += dailyMean(forecast, day)
  let mean = 0
  for (let day = fromDay; day < fromDay + days; day++) mean += dailyMean(forecast, day)
  const baseline = forecast.baselinePerDayUnits
  return baseline > 0
    ? distributionOfSum(forecast, mean, mean / baseline, before / baseline)
    : distributionOfSum(forecast, mean, days, fromDay)
}

/** One week of the forecast: quantiles of its total, in units. */
export type WeekForecast = Quantiles & { startsOn: IsoDate; meanUnits: number }

/** The next `weeks` spans of seven days from the day after `asOf`, for charts and tables. */
export function forecastWeeks(
  forecast: DemandForecast,
  asOf: IsoDate,
  weeks: number,
): WeekForecast[] {
  return Array.from({ length: weeks }, (_, week) => {
    const demand = demandOverDays(forecast, week * 7, 7)
    const startsOn = addDays(asOf, 1 + week * 7)
    return { startsOn, meanUnits: demand.mean, ...quantilesOf(demand) }
  })
}
