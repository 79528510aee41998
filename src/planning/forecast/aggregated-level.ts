import { bestAlpha, smoothedLevels, startingLevel } from './exponential-smoothing.ts'
import type { ForecastMethod } from './method.ts'
import { flatPath, isRegular } from './method.ts'
import { withSeason } from './season.ts'

/** Periods that are put together: enough to calm the noise, few enough to leave a series. */
const TOGETHER = 3
const LEAST_GROUPS = 4

/** Means of three periods each, the newest group ending right before `origin`. */
export function groupMeans(values: Float64Array, origin: number): Float64Array {
  const groups = Math.floor(origin / TOGETHER)
  const first = origin - groups * TOGETHER
  return Float64Array.from({ length: groups }, (_, group) => {
    let sum = 0
    for (let t = 0; t < TOGETHER; t++) sum += values[first + group * TOGETHER + t]!
    return sum / TOGETHER
  })
}

/**
 * Simple exponential smoothing of groups of three periods of the seasonally adjusted series, spread evenly again: a
 * slower level than single periods show. Source: Nikolopoulos et al. (2011), aggregate-disaggregate (ADIDA).
 */
export const aggregatedLevel: ForecastMethod = {
  name: 'aggregated_level',
  suits: ({ values }, firstOrigin) =>
    firstOrigin >= LEAST_GROUPS * TOGETHER && isRegular(values, firstOrigin),
  paths: withSeason((values, origins, horizon) => {
    const learned = groupMeans(values, origins[0]!)
    const alpha = bestAlpha(learned, learned.length)
    const start = startingLevel(learned, learned.length)
    return origins.map((origin) => {
      const groups = groupMeans(values, origin)
      return flatPath(smoothedLevels(groups, alpha, start)[groups.length]!, horizon)
    })
  }),
}
