import { crostonSba } from '../croston-sba.ts'
import { empirical } from '../empirical.ts'
import type { MeasuredVariance } from '../intervals.ts'
import type { ForecastMethod, PeriodSeries } from '../method.ts'
import type { PeriodForecast } from '../period-forecast.ts'
import { baselineOf, isWhole, periodForecast } from '../period-forecast.ts'
import { averagePaths, rollingOrigins, sumErrors } from '../rolling-errors.ts'
import { seasonalNaive } from '../seasonal-naive.ts'
import { relativeLoss } from '../sum-loss.ts'
import { tsb } from '../tsb.ts'
import { yearlyEwma } from '../yearly-ewma.ts'
import { countOutlook } from './count-model.ts'
import type { CountPool } from './count-pool.ts'
import { driftAt, noPool, seasonOf } from './count-pool.ts'
import type { CountState } from './count-states.ts'
import { countStates } from './count-states.ts'

/** Methods that may see in one item what the catalogue does not have: a season or an end of its own. */
const CHALLENGERS: readonly ForecastMethod[] = [
  seasonalNaive,
  yearlyEwma,
  crostonSba,
  tsb,
  empirical,
]
/** One item's past is mostly luck: a challenger must have lost less than this share to be believed, and half at that. */
const MUST_BEAT = 0.8
const LEAST_FOLDS = 8
const SPANS = [1, 2, 4, 8]

/**
 * Forecasts `horizon` periods of demand that comes in counts, scored on sums of `window` periods: a level between the
 * long run and the last periods, drawn towards the catalogue as far as the item has shown little, with a negative
 * binomial spread learned in the same way. `season` = a factor for each known period and each one ahead; without it
 * that of the pool.
 */
export function forecastCounts(
  { values, season: cycle }: PeriodSeries,
  observed: Float64Array | null,
  window: number,
  horizon: number,
  pool: CountPool = noPool,
  season: Float64Array | null = null,
): PeriodForecast {
  const known = values.length
  const longest = Math.max(window, horizon)
  const factors = season ?? seasonOf(pool, known, longest)
  const states = countStates(values, observed, factors)
  const whole = isWhole(values, observed)
  const pathAt = (origin: number, length: number) =>
    countPath(states[origin]!, pool, whole, factors.subarray(origin, origin + length))
  const origins = rollingOrigins({ values, season: cycle }, window)
  const first = origins[0] ?? known
  const errorsOf = (paths: readonly Float64Array[]) =>
    sumErrors(values, observed, origins, paths, window)
  const rolled = origins.map((origin) => pathAt(origin, window))
  const own = errorsOf(rolled)
  const series: PeriodSeries = { values, season: first >= cycle ? cycle : 1 }
  const trials = CHALLENGERS.filter((method) => method.suits(series, first)).map((method) => {
    const paths = origins.length > 0 ? method.paths(series, origins, window) : []
    const errors = errorsOf(paths)
    return { method, paths, errors, overOwn: relativeLoss(errors, own) }
  })
  const naiveErrors = trials[0]?.errors ?? own
  const winner = trials.reduce<(typeof trials)[number] | null>(
    (best, trial) => (trial.overOwn < (best?.overOwn ?? MUST_BEAT) ? trial : best),
    null,
  )
  const believed = winner !== null && own.actual.length >= LEAST_FOLDS * window ? winner : null
  const paths = [
    [pathAt(known, horizon)],
    ...(believed === null ? [] : [believed.method.paths(series, [known], horizon)]),
  ]
  const path = averagePaths(paths)[0]!
  const baseline = baselineOf(path, window)
  const candidates = [
    { method: 'count_level', score: relativeLoss(own, naiveErrors) },
    ...trials.map(({ method, errors }) => ({
      method: method.name,
      score: relativeLoss(errors, naiveErrors),
    })),
  ].sort((a, b) => a.score - b.score)
  const findings = {
    path,
    methods: ['count_level', ...(believed === null ? [] : [believed.method.name])],
    candidates,
    baseline,
    measured: outlookVariances(countOutlook(states[known]!, pool, whole), baseline),
    ...(pool.tailWeight > 0 && { tailWeight: pool.tailWeight }),
    windowErrors: believed === null ? own : errorsOf(averagePaths([rolled, believed.paths])),
    naiveErrors,
  }
  return periodForecast(findings, window, whole)
}

/** Means of the periods after a state: level, drift of the catalogue, and the season factor of each. */
export function countPath(
  state: CountState,
  pool: CountPool,
  whole: boolean,
  factors: Float64Array,
): Float64Array {
  const { mean } = countOutlook(state, pool, whole)
  return factors.map((factor, ahead) => mean * factor * driftAt(pool, ahead))
}

/** Variances of sums of periods at a mean of `baseline`: noise by periods, the error of the level by their square. */
function outlookVariances(
  { noise, doubt }: ReturnType<typeof countOutlook>,
  baseline: number,
): MeasuredVariance[] {
  return SPANS.map((span) => ({
    span,
    before: 0,
    variance: noise * baseline * span + doubt * (baseline * span) ** 2,
    weight: 1,
  }))
}
