// Seasonal exponentially weighted mean with a profile learned from other items, for histories too short or too sparse
// to show a season of their own.

import { measuredVariances } from './past-spread.ts'
import type { PeriodForecast } from './period-forecast.ts'
import { baselineOf, isWhole, periodForecast } from './period-forecast.ts'
import { rollingOrigins, sumErrors } from './rolling-errors.ts'

/** The season of a series from elsewhere: a factor for each known period and each one ahead. */
export type PooledSeason = { factors: Float64Array; periodDays: number }

/** Weight that a week keeps after another: half of it is gone in six and a half weeks. */
const KEPT_PER_WEEK = 0.9
/** Weeks of evidence that the level is that of the whole history. */
const LONG_RUN_WEEKS = 4
const SUM_LENGTHS = [1, 2, 3, 4, 6, 8, 10, 13]

/**
 * Level before each period and after the last one, in units per period of factor 1: exponentially weighted demand over
 * the same weights of the factors, drawn towards that ratio over the whole history. Unobserved periods are left out.
 */
function levelsBefore(
  values: Float64Array,
  observed: Float64Array | null,
  { factors, periodDays }: PooledSeason,
): Float64Array {
  const kept = KEPT_PER_WEEK ** (periodDays / 7)
  const prior = (LONG_RUN_WEEKS * 7) / periodDays
  const levels = new Float64Array(values.length + 1)
  let [units, expected, allUnits, allExpected] = [0, 0, 0, 0]
  for (let t = 0; t < values.length; t++) {
    const seen = observed?.[t] ?? 1
    units = kept * units + seen * values[t]!
    expected = kept * expected + seen * factors[t]!
    allUnits += seen * values[t]!
    allExpected += seen * factors[t]!
    const longRun = allExpected > 0 ? allUnits / allExpected : 0
    levels[t + 1] = (units + prior * longRun) / (expected + prior)
  }
  return levels
}

/** Forecasts `horizon` periods as level times factor, with the spread of its own past errors over sums of periods. */
export function forecastPooled(
  values: Float64Array,
  observed: Float64Array | null,
  season: PooledSeason,
  window: number,
  horizon: number,
): PeriodForecast {
  const levels = levelsBefore(values, observed, season)
  const pathAt = (origin: number, length: number) =>
    Float64Array.from(
      { length },
      (_, h) =>
        levels[origin]! * (season.factors[Math.min(origin + h, season.factors.length - 1)] ?? 1),
    )
  const cycle = Math.round(364 / season.periodDays)
  const origins = rollingOrigins({ values, season: cycle }, window)
  const longest = Math.max(window, Math.min(13, values.length - (origins[0] ?? values.length)))
  const rolled = origins.map((origin) => pathAt(origin, longest))
  const errorsOf = (length: number) => sumErrors(values, observed, origins, rolled, length)
  const lengths = SUM_LENGTHS.filter((length) => length <= longest && length !== window)
  const path = pathAt(values.length, horizon)
  const baseline = baselineOf(path, window)
  const errors = [...lengths, window].sort((a, b) => a - b).map(errorsOf)
  const findings = {
    path,
    methods: ['pooled_ewma'],
    candidates: [{ method: 'pooled_ewma', score: 1 }],
    baseline,
    measured: measuredVariances(values, errors, baseline),
    windowErrors: errorsOf(window),
    naiveErrors: errorsOf(window),
  }
  return periodForecast(findings, window, isWhole(values, observed))
}
