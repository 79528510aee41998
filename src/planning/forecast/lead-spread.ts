import type { MeasuredVariance } from './intervals.ts'
import type { PeriodSeries } from './method.ts'
import { meanOf } from './method.ts'
import { seasonalFactors } from './season.ts'
import { noiseRatio } from './past-spread.ts'

/** Leads and sums that are measured; those between and beyond are told by their shape. */
const LEADS = [1, 2, 3, 4, 5, 6, 8, 10, 12, 15, 18, 24]
const SUM_LENGTHS = [2, 3, 4, 6, 8, 13]
/** What is expected before anything was measured counts as this many errors that do not overlap. */
const PRIOR_FOLDS = 6
/** Share of the mean squared step of a series that a forecast is expected to miss by, one period ahead. */
const STEP_SHARE = 0.75
/** Bounds of the memory by which expected errors grow with the lead. */
const LEAST_MEMORY = 0.2
const MOST_MEMORY = 2
/** Constants are learned once and errors measured on few origins: the next error is larger than the last ones were. */
const INFLATION = 1.1

/**
 * Variances of what single periods ahead and sums of the next periods missed at past origins, each error brought to a
 * demand of `today` units a period. Few errors are helped by what the steps of the series and the errors of one period
 * ahead let expect of a smoothed level (Hyndman et al. 2008, table 6.1, model ANN).
 */
export function leadVariances(
  series: PeriodSeries,
  observed: Float64Array | null,
  origins: readonly number[],
  paths: readonly Float64Array[],
  today: number,
): MeasuredVariance[] {
  const { values } = series
  const longest = paths[0]!.length
  const floor = meanOf(values, 0, values.length) / 4
  const missed = (before: number, span: number) => {
    let squared = 0
    let count = 0
    origins.forEach((origin, i) => {
      if (origin + before + span > values.length) return
      let error = 0
      let mean = 0
      for (let h = before; h < before + span; h++) {
        if (observed !== null && observed[origin + h]! < 0.5) return
        mean += paths[i]![h]!
        error += values[origin + h]! - paths[i]![h]!
      }
      squared += error * error * noiseRatio(today * span, mean, floor * span)
      count++
    })
    return { squared, count }
  }
  const { squared, memory } = stepsOf(series)
  const steps = STEP_SHARE * squared * noiseRatio(today, 4 * floor, floor)
  const one = missed(0, 1)
  const oneAhead = (one.squared + PRIOR_FOLDS * steps) / (one.count + PRIOR_FOLDS)
  const measured: MeasuredVariance[] = []
  const add = (before: number, span: number) => {
    const { squared, count } = missed(before, span)
    const apart = before + span
    const expected = oneAhead * growth(memory, before, span)
    const folds = count / apart
    const seen = count > 0 ? squared / count : 0
    const variance = (folds * seen + PRIOR_FOLDS * expected) / (folds + PRIOR_FOLDS)
    measured.push({
      before,
      span,
      variance: variance * INFLATION * (1 + 1 / (folds + PRIOR_FOLDS)),
      weight: folds + PRIOR_FOLDS,
    })
  }
  for (const lead of LEADS) if (lead <= longest) add(lead - 1, 1)
  for (const length of SUM_LENGTHS) if (length <= longest) add(0, length)
  return measured
}

/** Variance of a sum of n over that of one period ahead, for a level smoothed with `memory`. */
function growth(memory: number, before: number, n: number): number {
  const a = memory
  return n + a * n * (n - 1) + (a * a * n * (n - 1) * (2 * n - 1)) / 6 + a * a * before * n * n
}

/**
 * Mean squared step over one period and how far steps add up: 0 = values around a level, 1 = a random walk, more = a
 * trend (the variance ratio of Lo and MacKinlay 1988 for two periods, less one).
 */
function stepsOf({ values, season }: PeriodSeries): { squared: number; memory: number } {
  const factors = seasonalFactors(values, values.length, season)
  const adjusted =
    factors === null ? values : values.map((value, t) => value / factors[t % season]!)
  const over = (lag: number) => {
    let sum = 0
    for (let t = lag; t < values.length; t++) sum += (adjusted[t]! - adjusted[t - lag]!) ** 2
    return sum / (values.length - lag)
  }
  const squared = over(1)
  const ratio = squared > 0 ? over(2) / squared - 1 : 0
  return { squared, memory: Math.min(MOST_MEMORY, Math.max(LEAST_MEMORY, ratio)) }
}
