import { bestAlpha, smoothedLevels, startingLevel } from './exponential-smoothing.ts'
import type { ForecastMethod } from './method.ts'
import { isRegular } from './method.ts'
import { withSeason } from './season.ts'

/**
 * The theta method as simple exponential smoothing with half the slope of the fitted line as drift:
 * level + slope / 2 (h - 1 + (1 - (1 - alpha)^n) / alpha), h = 1, 2, ... periods ahead.
 * Source: Hyndman and Billah (2003), "Unmasking the Theta method", equation 5.
 */
export function thetaPath(
  level: number,
  slope: number,
  alpha: number,
  known: number,
  horizon: number,
): Float64Array {
  const lag = (1 - (1 - alpha) ** known) / alpha
  return Float64Array.from({ length: horizon }, (_, h) =>
    Math.max(0, level + (slope / 2) * (h + lag)),
  )
}

/** Least-squares slope per period of values[0 .. end), for every end from 0 to the length. */
export function runningSlopes(values: Float64Array): Float64Array {
  const slopes = new Float64Array(values.length + 1)
  let sum = 0
  let weighted = 0
  for (let t = 0; t < values.length; t++) {
    sum += values[t]!
    weighted += t * values[t]!
    const n = t + 1
    if (n >= 2) slopes[n] = (12 * (weighted - (sum * (n - 1)) / 2)) / (n * (n * n - 1))
  }
  return slopes
}

/** Theta (two lines, 0 and 2) on the seasonally adjusted series. */
export const theta: ForecastMethod = {
  name: 'theta',
  suits: ({ values }, firstOrigin) => firstOrigin >= 6 && isRegular(values, firstOrigin),
  paths: withSeason((values, origins, horizon) => {
    const end = origins[0]!
    const alpha = bestAlpha(values, end)
    const levels = smoothedLevels(values, alpha, startingLevel(values, end))
    const slopes = runningSlopes(values)
    return origins.map((origin) =>
      thetaPath(levels[origin]!, slopes[origin]!, alpha, origin, horizon),
    )
  }),
}
