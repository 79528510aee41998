import { forecastCounts } from './counts/forecast-counts.ts'
import { forecastRegular } from './forecast-regular.ts'
import type { PeriodSeries } from './method.ts'
import { isRegular } from './method.ts'
import type { PeriodForecast } from './period-forecast.ts'
import type { PooledSeason } from './pooled-ewma.ts'
import { forecastPooled } from './pooled-ewma.ts'
import { relativeLoss } from './sum-loss.ts'

/**
 * A season that many items share is better founded than the best of several guesses from one history: the item's own
 * methods must have lost less than this share of what the pooled forecast lost to be believed instead.
 */
const OWN_MUST_BEAT = 0.8

/**
 * Forecasts the next `horizon` periods of a series, chosen and scored on sums of `window` periods. `observed` is the
 * share of each period that was seen (null = all of it). Demand with many zeros has methods of its own, because a
 * trend or a season can not be told from chance there; a season pooled from other items, where there is one, stands
 * before both.
 */
export function forecastPeriods(
  series: PeriodSeries,
  observed: Float64Array | null,
  window: number,
  horizon: number,
  pooledSeason: PooledSeason | null = null,
): PeriodForecast {
  const regular = isRegular(series.values, series.values.length)
  const own = (regular ? forecastRegular : forecastCounts)(series, observed, window, horizon)
  if (pooledSeason === null) return own
  const pooled = forecastPooled(series.values, observed, pooledSeason, window, horizon)
  const beaten =
    own.windowErrors.actual.length > 0 &&
    relativeLoss(own.windowErrors, pooled.windowErrors) < OWN_MUST_BEAT
  const [method = ''] = pooled.methods
  const score = relativeLoss(pooled.windowErrors, own.naiveErrors)
  const candidates = [...own.candidates, { method, score }].sort((a, b) => a.score - b.score)
  return { ...(beaten ? own : pooled), candidates, naiveErrors: own.naiveErrors }
}
