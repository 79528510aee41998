import type { ForecastMethod, PeriodSeries } from '../method.ts'
import { isRegular } from '../method.ts'
import { forecastMethods } from '../methods.ts'
import { measuredVariances } from '../past-spread.ts'
import type { PeriodForecast } from '../period-forecast.ts'
import { baselineOf, isWhole, periodForecast } from '../period-forecast.ts'
import { upperPinball } from '../pinball.ts'
import type { SumErrors } from '../rolling-errors.ts'
import { averagePaths, meanSquaredError, rollingOrigins, sumErrors } from '../rolling-errors.ts'

const MOST_AVERAGED = 3
/** A method this much worse than the best adds more error than its independence takes away. */
const AVERAGED_WITHIN = 1.15
/** With few windows that do not overlap, or many zeros, a score is half luck: average more widely. */
const DOUBTED_WITHIN = 1.5
const TRUSTED_WINDOWS = 8
const SUM_LENGTHS = [1, 2, 3, 4, 6, 8, 10, 13]
/** With fewer folds the ranking is luck, and every suitable method is averaged but the yardstick. */
const LEAST_FOLDS = 3

/**
 * Forecasts `horizon` periods with the average of the best methods. Each is scored at rolling origins on the sum of
 * the next `window` periods: half upper pinball (.8, .9, .95), half root mean squared error, both relative to the
 * seasonal naive (so 1 = the yardstick, lower is better). Absolute error and the median take no part: on
 * intermittent demand they would choose a forecast of zero.
 */
export function forecastCounts(
  { values, season }: PeriodSeries,
  observed: Float64Array | null,
  window: number,
  horizon: number,
): PeriodForecast {
  const origins = rollingOrigins({ values, season }, window)
  const firstOrigin = origins[0] ?? values.length
  // What could not be scored over a whole cycle must not forecast with it either.
  const series: PeriodSeries = { values, season: firstOrigin >= season ? season : 1 }
  const longest = Math.max(window, Math.min(13, values.length - firstOrigin))
  const tried = forecastMethods
    .filter((method) => method.suits(series, firstOrigin))
    .map((method) => {
      const paths = origins.length > 0 ? method.paths(series, origins, longest) : []
      return { method, paths, errors: sumErrors(values, observed, origins, paths, window) }
    })
  const yardstick = tried[0]!
  const scored = tried
    .map((trial) => ({ ...trial, score: relativeScore(trial.errors, yardstick.errors) }))
    .sort((a, b) => a.score - b.score)
  const chosen = choose(scored, yardstick.errors.actual.length, values, window)
  const methods = chosen.map((trial) => trial.method)
  const path = averagePaths(methods.map((method) => method.paths(series, [values.length], horizon)))
  const rolled = averagePaths(chosen.map((trial) => trial.paths))
  const errorsOf = (length: number) => sumErrors(values, observed, origins, rolled, length)
  const lengths = SUM_LENGTHS.filter((length) => length <= longest && length !== window)
  const errors = [...lengths, window].sort((a, b) => a - b).map(errorsOf)
  const baseline = baselineOf(path[0]!, window)
  const findings = {
    path: path[0]!,
    methods: methods.map((method) => method.name),
    candidates: scored.map(({ method, score }) => ({ method: method.name, score })),
    baseline,
    measured: measuredVariances(values, errors, baseline),
    windowErrors: errorsOf(window),
    naiveErrors: yardstick.errors,
  }
  return periodForecast(findings, window, isWhole(values, observed))
}

type Scored = { method: ForecastMethod; paths: Float64Array[]; score: number }

/** The best methods; the yardstick only where nothing beats it. */
function choose(scored: Scored[], folds: number, values: Float64Array, window: number): Scored[] {
  if (folds < LEAST_FOLDS) {
    const others = scored.filter((trial) => trial.method !== forecastMethods[0])
    return others.length > 0 ? others : scored
  }
  const trusted = folds >= TRUSTED_WINDOWS * window && isRegular(values, values.length)
  const limit = scored[0]!.score * (trusted ? AVERAGED_WITHIN : DOUBTED_WITHIN)
  return scored
    .filter((trial, rank) => rank === 0 || trial.method !== forecastMethods[0])
    .slice(0, MOST_AVERAGED)
    .filter((trial) => trial.score <= limit)
}

function relativeScore(errors: SumErrors, yardstick: SumErrors): number {
  const own = loss(errors)
  const naive = loss(yardstick)
  return (ratio(own.pinball, naive.pinball) + ratio(own.rootMeanSquare, naive.rootMeanSquare)) / 2
}

function ratio(figure: number, against: number): number {
  if (figure === against) return 1
  return against > 0 ? figure / against : Number.MAX_SAFE_INTEGER
}

function loss(errors: SumErrors): { pinball: number; rootMeanSquare: number } {
  const squared = meanSquaredError(errors) ?? 0
  const { predicted, actual } = errors
  const typical = predicted.reduce((sum, mean) => sum + mean, 0) / Math.max(1, predicted.length)
  let total = 0
  for (let i = 0; i < actual.length; i++) {
    const mean = predicted[i]!
    // Noise grows with the demand that is expected; one spread for all origins would favour the flattest.
    const variance = typical > 0 ? squared * (mean / typical) : squared
    total += upperPinball(mean, variance, actual[i]!)
  }
  return { pinball: total / Math.max(1, actual.length), rootMeanSquare: Math.sqrt(squared) }
}
