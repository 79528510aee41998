import type { ForecastMethod } from './method.ts'
import { isRegular, leastLoss, meanOf } from './method.ts'
import { withSeason } from './season.ts'

type Constants = { alpha: number; beta: number; phi: number }

const GRID: Constants[] = [0.05, 0.1, 0.2, 0.3, 0.5, 0.7, 0.9].flatMap((alpha) =>
  [0.02, 0.05, 0.1, 0.2, 0.4].flatMap((beta) =>
    [0.8, 0.9, 0.95, 0.98].map((phi) => ({ alpha, beta, phi })),
  ),
)

/**
 * Runs damped-trend smoothing over the values and calls `visit` with level and trend before each of them and after
 * the last; answers the squared one-step error over the first `end`. Level l' = l + phi b + alpha e, trend
 * b' = phi b + alpha beta e. Source: Gardner and McKenzie (1985); Hyndman and Athanasopoulos, section 8.2.
 */
export function runDampedTrend(
  values: Float64Array,
  end: number,
  { alpha, beta, phi }: Constants,
  visit?: (t: number, level: number, trend: number) => void,
): number {
  const block = Math.max(1, Math.min(6, Math.floor(end / 3)))
  let trend = (meanOf(values, block, 2 * block) - meanOf(values, 0, block)) / block
  let level = meanOf(values, 0, block) - (trend * (block + 1)) / 2
  let loss = 0
  const steps = visit === undefined ? end : values.length
  for (let t = 0; t < steps; t++) {
    visit?.(t, level, trend)
    const error = values[t]! - level - phi * trend
    if (t < end) loss += error * error
    level += phi * trend + alpha * error
    trend = phi * trend + alpha * beta * error
  }
  visit?.(steps, level, trend)
  return loss
}

/** Exponential smoothing with an additive trend that dies out, on the seasonally adjusted series. */
export const dampedTrend: ForecastMethod = {
  name: 'damped_trend',
  suits: ({ values }, firstOrigin) => firstOrigin >= 8 && isRegular(values, firstOrigin),
  paths: withSeason((values, origins, horizon) => {
    const end = origins[0]!
    const best = leastLoss(GRID, (constants) => runDampedTrend(values, end, constants))
    const levels = new Float64Array(values.length + 1)
    const trends = new Float64Array(values.length + 1)
    runDampedTrend(values, end, best, (t, level, trend) => {
      levels[t] = level
      trends[t] = trend
    })
    return origins.map((origin) => {
      let mean = levels[origin]!
      let step = trends[origin]!
      return Float64Array.from({ length: horizon }, () => {
        step *= best.phi
        mean += step
        return Math.max(0, mean)
      })
    })
  }),
}
