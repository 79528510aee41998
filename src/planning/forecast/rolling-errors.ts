import type { PeriodSeries } from './method.ts'

/** What a method would have said about the sum of the next `length` periods at past origins, and what came. */
export type SumErrors = { length: number; predicted: Float64Array; actual: Float64Array }

const MOST_ORIGINS = 40
const LEAST_KNOWN = 4
/** Origins that a yearly profile must leave over before it is worth waiting for. */
const LEAST_YEARLY_ORIGINS = 6
/** A span of which more than half was estimated says nothing about a method. */
const LEAST_OBSERVED = 0.5

/**
 * Past positions to forecast from, ascending: each leaves `window` periods to compare with, the first has half of
 * the series before it (a whole season and a little where the season is long and the series allows it).
 */
export function rollingOrigins({ values, season }: PeriodSeries, window: number): number[] {
  const last = values.length - window
  const yearly = season > 24 && last - (season + 4) >= LEAST_YEARLY_ORIGINS ? season + 4 : 0
  const first = Math.max(LEAST_KNOWN, yearly, Math.ceil(values.length / 2), last - MOST_ORIGINS + 1)
  const origins: number[] = []
  for (let origin = first; origin <= last; origin++) origins.push(origin)
  return origins
}

/** Sums over `length` periods of paths against the values, leaving out spans that were mostly estimated. */
export function sumErrors(
  values: Float64Array,
  observed: Float64Array | null,
  origins: readonly number[],
  paths: readonly Float64Array[],
  length: number,
): SumErrors {
  const predicted: number[] = []
  const actual: number[] = []
  origins.forEach((origin, i) => {
    if (origin + length > values.length) return
    let sum = 0
    let mean = 0
    let seen = 0
    for (let h = 0; h < length; h++) {
      sum += values[origin + h]!
      mean += paths[i]![h]!
      seen += observed === null ? 1 : observed[origin + h]!
    }
    if (seen < LEAST_OBSERVED * length) return
    predicted.push(mean)
    actual.push(sum)
  })
  return { length, predicted: Float64Array.from(predicted), actual: Float64Array.from(actual) }
}

/** Mean squared error of the sums; null when there is none. */
export function meanSquaredError({ predicted, actual }: SumErrors): number | null {
  if (actual.length === 0) return null
  let sum = 0
  for (let i = 0; i < actual.length; i++) sum += (actual[i]! - predicted[i]!) ** 2
  return sum / actual.length
}

/** Element by element mean of several methods' paths. */
export function averagePaths(sets: readonly (readonly Float64Array[])[]): Float64Array[] {
  const [first = []] = sets
  return first.map((path, i) =>
    path.map((_, h) => sets.reduce((sum, set) => sum + set[i]![h]!, 0) / sets.length),
  )
}
