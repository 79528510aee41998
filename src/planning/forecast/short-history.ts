import type { CountPool } from './counts/count-pool.ts'
import { seasonOf } from './counts/count-pool.ts'
import { forecastCounts } from './counts/forecast-counts.ts'
import {
  driftingLevel,
  driftingMean,
  driftingTail,
  driftingVariance,
  type DriftingLevel,
} from './drifting-level.ts'
import type { PeriodSeries } from './method.ts'
import { meanOf } from './method.ts'
import type { PeriodForecast } from './period-forecast.ts'
import { baselineOf, isWhole, periodForecast } from './period-forecast.ts'
import { rollingOrigins, sumErrors } from './rolling-errors.ts'
import { relativeLoss } from './sum-loss.ts'
import { varianceOfSum } from './sum-distribution.ts'

/**
 * Steps from period to period of less than this share of the level show a level that moves; of more than the second,
 * single buyers. Between the two both views count. Chosen by rolling origin on known weeks and months of public sets
 * of 5 to 39 periods: below .3 the drifting level loses 10 to 30 % less, above .45 as much more.
 */
const MOVING_BELOW = 0.25
const BUYERS_ABOVE = 0.45
/** Sums over so many periods that begin so far ahead, at which spreads are measured. */
const SPANS = [
  [1, 0],
  [2, 0],
  [4, 0],
  [8, 0],
  [2, 4],
  [4, 4],
  [1, 8],
] as const

/**
 * Forecasts a history too short for trend and season: by a level that drifts as fast as it has shown, where it hardly
 * jumps from one period to the next; by counts, where chance rules; between the two by both, each by its weight.
 */
export function forecastShort(
  series: PeriodSeries,
  observed: Float64Array | null,
  window: number,
  horizon: number,
  pool: CountPool,
): PeriodForecast {
  const counts = forecastCounts(series, observed, window, horizon, pool)
  const factors = seasonOf(pool, series.values.length, Math.max(window, horizon))
  const ordinary = series.values.map((units, period) => units / factors[period]!)
  const weight = driftingWeight(ordinary, observed)
  if (weight === 0) return counts
  const drifting = forecastDrifting(series, observed, window, horizon, factors)
  const candidates = [
    ...counts.candidates,
    { method: 'drifting_level', score: relativeLoss(drifting.windowErrors, counts.naiveErrors) },
  ].sort((a, b) => a.score - b.score)
  const own = { ...drifting, candidates, naiveErrors: counts.naiveErrors }
  return weight === 1 ? own : blended(own, counts, weight, window, isWhole(series.values, observed))
}

/** Weight (0..1) of the drifting level beside the counts, by the size of steps against the mean; none without steps. */
function driftingWeight(values: Float64Array, observed: Float64Array | null): number {
  let [squares, steps] = [0, 0]
  for (let t = 1; t < values.length; t++) {
    const seen = Math.min(observed?.[t] ?? 1, observed?.[t - 1] ?? 1)
    squares += seen * (values[t]! - values[t - 1]!) ** 2
    steps += seen
  }
  const mean = meanOf(values, 0, values.length)
  if (mean === 0 || squares === 0) return 0
  // A step holds the noise of two periods.
  const share = Math.sqrt(squares / steps / 2) / mean
  return Math.min(1, Math.max(0, (BUYERS_ABOVE - share) / (BUYERS_ABOVE - MOVING_BELOW)))
}

/** `factors` = the season of the known periods and of those ahead: taken out of the level and put back. */
function forecastDrifting(
  series: PeriodSeries,
  observed: Float64Array | null,
  window: number,
  horizon: number,
  factors: Float64Array,
): PeriodForecast {
  const { values } = series
  const ordinary = values.map((units, period) => units / factors[period]!)
  const origins = rollingOrigins(series, window)
  const levelAt = (origin: number): DriftingLevel =>
    driftingLevel(ordinary.subarray(0, origin), observed?.subarray(0, origin))
  const pathAt = (level: DriftingLevel, origin: number, length: number) =>
    factors.slice(origin, origin + length).map((factor) => driftingMean(level) * factor)
  const rolled = origins.map((origin) => pathAt(levelAt(origin), origin, window))
  const level = levelAt(values.length)
  const path = pathAt(level, values.length, horizon)
  const baseline = baselineOf(path, window)
  const scale = baseline / driftingMean(level)
  const windowErrors = sumErrors(values, observed, origins, rolled, window)
  const findings = {
    path,
    methods: ['drifting_level'],
    candidates: [],
    baseline,
    measured: SPANS.map(([span, before]) => ({
      span,
      before,
      variance: driftingVariance(level, span, before) * scale ** 2,
      weight: 1,
    })),
    tailWeight: driftingTail(level),
    windowErrors,
    naiveErrors: windowErrors,
  }
  return periodForecast(findings, window, isWhole(values, observed))
}

/** One of the two is right, by their weights: means and variances of that mixture. */
function blended(
  a: PeriodForecast,
  b: PeriodForecast,
  weight: number,
  window: number,
  whole: boolean,
): PeriodForecast {
  const mix = (first: number, second: number) => weight * first + (1 - weight) * second
  const distance = a.baseline - b.baseline
  const findings = {
    ...a,
    path: a.path.map((mean, h) => mix(mean, b.path[h]!)),
    methods: weight < 0.5 ? [...b.methods, ...a.methods] : [...a.methods, ...b.methods],
    baseline: mix(a.baseline, b.baseline),
    measured: SPANS.map(([span, before]) => ({
      span,
      before,
      variance:
        mix(
          varianceOfSum(a.spread.sumVariance, span, before),
          varianceOfSum(b.spread.sumVariance, span, before),
        ) +
        weight * (1 - weight) * (span * distance) ** 2,
      weight: 1,
    })),
    tailWeight: mix(a.tailWeight ?? 0, b.tailWeight ?? 0),
    windowErrors: {
      ...a.windowErrors,
      predicted: a.windowErrors.predicted.map((mean, i) => mix(mean, b.windowErrors.predicted[i]!)),
    },
  }
  return periodForecast(findings, window, whole)
}
