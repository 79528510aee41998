import type { CountPool } from './counts/count-pool.ts'
import { noPool } from './counts/count-pool.ts'
import { forecastCounts } from './counts/forecast-counts.ts'
import { forecastRegular, nothingEarned } from './forecast-regular.ts'
import type { EarnedFactor } from './forecast-regular.ts'
import type { PeriodSeries } from './method.ts'
import { isRegular, meanOf, zeroShare } from './method.ts'
import type { PeriodForecast } from './period-forecast.ts'
import { isWhole } from './period-forecast.ts'
import type { PooledSeason } from './pooled-ewma.ts'
import { forecastPooled } from './pooled-ewma.ts'
import { forecastShort } from './short-history.ts'
import { relativeLoss } from './sum-loss.ts'
import type { ForecastCandidate } from '../types.ts'

/**
 * A season that many items share is better founded than the best of several guesses from one history: the item's own
 * methods must have lost less than this share of what the pooled forecast lost to be believed instead.
 */
const OWN_MUST_BEAT = 0.8

/**
 * Forecasts the next `horizon` periods of a series, chosen and scored on sums of `window` periods. `observed` is the
 * share of each period that was seen (null = all of it). Few buyers, many zeros and short histories have methods of
 * their own, because a trend or a season can not be told from chance there; a season pooled from other items, where
 * there is one, stands before both, but sparse counts carry it in their own way. `pool` is what the catalogue shows of
 * counts.
 */
export function forecastPeriods(
  series: PeriodSeries,
  observed: Float64Array | null,
  window: number,
  horizon: number,
  pooledSeason: PooledSeason | null = null,
  pool: CountPool = noPool,
  earned: EarnedFactor = nothingEarned,
): PeriodForecast {
  const { values } = series
  const season = pooledSeason?.factors ?? null
  if (!isRegular(values, values.length)) {
    return forecastCounts(series, observed, window, horizon, pool, season)
  }
  const own = isSteady(values, observed)
    ? forecastRegular(series, observed, window, horizon, earned)
    : values.length < EARLY_PERIODS
      ? forecastShort(series, observed, window, horizon, pool)
      : forecastCounts(series, observed, window, horizon, pool)
  if (pooledSeason === null) return own
  const pooled = forecastPooled(values, observed, pooledSeason, window, horizon)
  const beaten =
    own.windowErrors.actual.length > 0 &&
    relativeLoss(own.windowErrors, pooled.windowErrors) < OWN_MUST_BEAT
  const [method = ''] = pooled.methods
  const score = relativeLoss(pooled.windowErrors, own.naiveErrors)
  const chosen = beaten ? own : pooled
  const candidates = [
    ...own.candidates.map((candidate) => relativeTo(candidate, own.baseline, chosen.baseline)),
    relativeTo({ method, score, relativeMean: 1 }, pooled.baseline, chosen.baseline),
  ].sort((a, b) => a.score - b.score)
  return { ...chosen, candidates, naiveErrors: own.naiveErrors }
}

/** The candidate with its mean over that of another forecast than the one it was compared with. */
function relativeTo(candidate: ForecastCandidate, from: number, to: number): ForecastCandidate {
  const { relativeMean, ...rest } = candidate
  if (relativeMean === undefined || to <= 0) return rest
  return { ...rest, relativeMean: (relativeMean * from) / to }
}

/** A period without demand now and then is an accident; more of them are a sign of few buyers. */
const MOST_ZEROS = 0.02
/** Below so many units a period the chance of single buyers outweighs every pattern; few periods need more to show one. */
const LEAST_COUNT = 20
const LEAST_COUNT_EARLY = 200
const EARLY_PERIODS = 40
const LEAST_PERIODS = 8

/** Whether trend and season can show in the values: nearly no zeros, no small counts, no less than eight of them. */
function isSteady(values: Float64Array, observed: Float64Array | null): boolean {
  const known = values.length
  if (known < LEAST_PERIODS || zeroShare(values, known) > MOST_ZEROS) return false
  const least = known < EARLY_PERIODS ? LEAST_COUNT_EARLY : LEAST_COUNT
  return meanOf(values, 0, known) >= least || !isWhole(values, observed)
}
