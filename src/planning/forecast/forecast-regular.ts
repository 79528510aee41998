import type { PeriodSeries } from './method.ts'
import { forecastMethods } from './methods.ts'
import { leadVariances } from './lead-spread.ts'
import type { PeriodForecast } from './period-forecast.ts'
import { baselineOf, isWhole, periodForecast } from './period-forecast.ts'
import { sumErrors } from './rolling-errors.ts'

/** Factor on the past error of a method, by its name; 1 = nothing else is known of it. */
export type EarnedFactor = (method: string) => number
export const nothingEarned: EarnedFactor = () => 1

/** A method that errs more than so many times as much as the best is no help to it. */
const MOST_LOSS = 1.5
/** Share of the history that methods learn their constants from before they are tried on the rest. */
const LEARNED_SHARE = 0.65
/** Older periods say nothing of today, and cost time. */
const MOST_PERIODS = 400
const MOST_ORIGINS = 36
/** Of the methods that take part these many, the heaviest, are named to people. */
const MOST_NAMED = 3
/** Errors of public series beyond their .99 quantile come as often as those of Student's t with six degrees. */
const TAIL_WEIGHT = 0.04

/**
 * Forecasts demand without many zeros: every method that suits is tried at past origins on all leads up to the
 * horizon, and those that did well there are averaged (averaging beats picking: Makridakis and Hibon 2000, the M3
 * competition). `candidates` scores are mean absolute errors over that of the seasonal naive. `earned` is what stored
 * forecasts of the series have shown of a method: a factor on its past error.
 */
export function forecastRegular(
  { values: all, season }: PeriodSeries,
  observed: Float64Array | null,
  window: number,
  horizon: number,
  earned: EarnedFactor = nothingEarned,
): PeriodForecast {
  const cut = Math.max(0, all.length - MOST_PERIODS)
  const values = all.subarray(cut)
  const seen = observed?.subarray(cut) ?? null
  const series: PeriodSeries = { values, season }
  const origins = pastOrigins(series)
  const trials = forecastMethods
    .filter((method) => method.suits(series, origins[0]!))
    .map((method) => {
      const paths = method.paths(series, origins, Math.max(window, horizon))
      return { method, paths, loss: absoluteLoss(values, seen, origins, paths) }
    })
  const weights = weightsOf(trials.map(({ method, loss }) => loss * earned(method.name)))
  const finals = trials.map(({ method }) => method.paths(series, [values.length], horizon))
  const path = weighted(finals, weights)[0]!
  const rolled = weighted(
    trials.map(({ paths }) => paths),
    weights,
  )
  const baseline = baselineOf(path, window)
  const ranked = trials
    .map(({ method, loss }, i) => ({
      method: method.name,
      loss,
      weight: weights[i]!,
      mean: baselineOf(finals[i]![0]!, window),
    }))
    .sort((a, b) => a.loss - b.loss)
  const errorsOf = (paths: readonly Float64Array[]) =>
    sumErrors(values, seen, origins, paths, window)
  const findings = {
    path,
    methods: ranked
      .filter(({ weight }) => weight > 0)
      .slice(0, MOST_NAMED)
      .map(({ method }) => method),
    candidates: ranked.map(({ method, loss, mean }) => ({
      method,
      score: ratio(loss, trials[0]!.loss),
      ...(baseline > 0 && { relativeMean: mean / baseline }),
    })),
    baseline,
    measured: leadVariances(series, seen, origins, rolled, baseline),
    tailWeight: TAIL_WEIGHT,
    windowErrors: errorsOf(rolled),
    naiveErrors: errorsOf(trials[0]!.paths),
  }
  return periodForecast(findings, window, isWhole(values, seen))
}

/** Past positions to forecast from: the last third, after two cycles and a little where that leaves any. */
function pastOrigins({ values, season }: PeriodSeries): number[] {
  const known = values.length
  const learned = season > 24 ? season + 4 : season > 1 ? 2 * season + 3 : 6
  const most = Math.ceil(known * LEARNED_SHARE)
  const first = Math.max(most, Math.min(learned, known - 1), known - MOST_ORIGINS)
  return Array.from({ length: known - first }, (_, i) => first + i)
}

/**
 * The weight of each method: one over its mean absolute error, for sharper weights chase the luck of few origins
 * (Petropoulos and Svetunkov 2020), and none for methods that err far more than the best. The yardstick, the first,
 * speaks only where it is alone or never errs.
 */
function weightsOf(losses: readonly number[]): number[] {
  if (losses.length === 1) return [1]
  if (losses.includes(0)) return losses.map((loss) => +(loss === 0))
  const least = Math.min(...losses.slice(1))
  return losses.map((loss, i) => (i > 0 && loss <= MOST_LOSS * least ? least / loss : 0))
}

function absoluteLoss(
  values: Float64Array,
  observed: Float64Array | null,
  origins: readonly number[],
  paths: readonly Float64Array[],
): number {
  let sum = 0
  let weight = 0
  origins.forEach((origin, i) => {
    const path = paths[i]!
    for (let h = 0; h < path.length && origin + h < values.length; h++) {
      const seen = observed === null ? 1 : observed[origin + h]!
      sum += seen * Math.abs(path[h]! - values[origin + h]!)
      weight += seen
    }
  })
  return weight > 0 ? sum / weight : 0
}

function weighted(
  sets: readonly (readonly Float64Array[])[],
  weights: readonly number[],
): Float64Array[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  return sets[0]!.map((path, i) =>
    path.map((_, h) => sets.reduce((sum, set, m) => sum + weights[m]! * set[i]![h]!, 0) / total),
  )
}

function ratio(loss: number, against: number): number {
  if (loss === against) return 1
  return against > 0 ? loss / against : Number.MAX_SAFE_INTEGER
}
