import type { ForecastMethod } from './method.ts'
import { meanOf } from './method.ts'

/** Weights of the five periods around one of last year: noise falls to .235, a peak keeps its place. */
const KERNEL = [1 / 9, 2 / 9, 3 / 9, 2 / 9, 1 / 9]
const KERNEL_NOISE = 19 / 81
const MOST_YEARS = 3
/** Periods of evidence that the level is that of the year before. */
const PRIOR_PERIODS = 2
const LEVEL_PERIODS = 26
const KEPT_PER_PERIOD = 0.92

function smoothed(values: Float64Array, at: number, end: number): number {
  let sum = 0
  let weights = 0
  for (let k = -2; k <= 2; k++) {
    const i = at + k
    if (i < 0 || i >= end) continue
    sum += KERNEL[k + 2]! * values[i]!
    weights += KERNEL[k + 2]!
  }
  return sum / weights
}

/** Share of the profile's spread that is season and not noise, from the step-to-step changes of the last year. */
function profileTrust(values: Float64Array, origin: number, cycle: number, mean: number): number {
  let noise = 0
  let spread = 0
  for (let t = origin - cycle; t < origin; t++) {
    spread += (smoothed(values, t, origin) - mean) ** 2 / cycle
    if (t > origin - cycle) noise += (values[t]! - values[t - 1]!) ** 2 / (2 * (cycle - 1))
  }
  return spread > 0 ? Math.max(0, 1 - (KERNEL_NOISE * noise) / spread) : 0
}

/**
 * Mean of the next `horizon` periods at one origin. Each period takes the smoothed value of the same period in up to
 * three years before, relative to that year's mean and drawn towards 1 as far as it is noise, times a level: the
 * exponentially weighted demand of the last half year over what the profile expected of it.
 */
export function yearlyPath(
  values: Float64Array,
  origin: number,
  cycle: number,
  horizon: number,
): Float64Array {
  const yearMean = meanOf(values, origin - cycle, origin)
  const trust = profileTrust(values, origin, cycle, yearMean)
  const profile = (period: number) => {
    let sum = 0
    let years = 0
    for (let back = 1; back <= MOST_YEARS; back++) {
      const at = period - back * cycle
      if (at < 0) continue
      const from = Math.max(0, origin - back * cycle)
      const mean = meanOf(values, from, Math.min(origin, from + cycle))
      if (mean <= 0) continue
      sum += smoothed(values, at, origin) / mean
      years++
    }
    return years > 0 ? 1 + trust * (sum / years - 1) : 1
  }
  let actual = PRIOR_PERIODS * yearMean
  let expected = PRIOR_PERIODS
  let weight = 1
  for (let t = origin - 1; t >= Math.max(cycle, origin - LEVEL_PERIODS); t--) {
    actual += weight * values[t]!
    expected += weight * profile(t)
    weight *= KEPT_PER_PERIOD
  }
  const level = expected > 0 ? actual / expected : 0
  return Float64Array.from({ length: horizon }, (_, h) =>
    Math.max(0, level * profile(origin + (h % cycle))),
  )
}

/** Seasonal exponentially weighted mean with a week-of-year profile, for items with more than a year of history. */
export const yearlyEwma: ForecastMethod = {
  name: 'yearly_ewma',
  suits: ({ season }, firstOrigin) => season > 24 && firstOrigin >= season + 4,
  paths: ({ values, season }, origins, horizon) =>
    origins.map((origin) => yearlyPath(values, origin, season, horizon)),
}
