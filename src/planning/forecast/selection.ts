import { forecastCounts } from './counts/forecast-counts.ts'
import { forecastRegular } from './forecast-regular.ts'
import type { PeriodSeries } from './method.ts'
import { isRegular } from './method.ts'
import type { PeriodForecast } from './period-forecast.ts'

/**
 * Forecasts the next `horizon` periods of a series, chosen and scored on sums of `window` periods. `observed` is the
 * share of each period that was seen (null = all of it). Demand with many zeros has methods of its own, because a
 * trend or a season can not be told from chance there.
 */
export function forecastPeriods(
  series: PeriodSeries,
  observed: Float64Array | null,
  window: number,
  horizon: number,
): PeriodForecast {
  const regular = isRegular(series.values, series.values.length)
  return (regular ? forecastRegular : forecastCounts)(series, observed, window, horizon)
}
