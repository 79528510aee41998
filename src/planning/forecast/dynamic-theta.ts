import type { ForecastMethod } from './method.ts'
import { isRegular, leastLoss } from './method.ts'
import { withShrunkSeason } from './season.ts'

type Constants = { alpha: number; theta: number }

const GRID: Constants[] = [0.05, 0.1, 0.2, 0.3, 0.45, 0.6, 0.8, 0.95].flatMap((alpha) =>
  [1, 1.5, 2, 3, 5, 9].map((theta) => ({ alpha, theta })),
)
/** The first errors are those of the starting level, not of the constants. */
const FIRST_SCORED = 3

/**
 * One-step forecasts of the dynamic theta model, m = l + (1 - 1 / theta) ((1 - alpha)^t A + (1 - (1 - alpha)^(t+1)) B /
 * alpha), where A + B t is the line fitted to all values so far and l the smoothed level: over values[0 .. known), then
 * `path.length` steps ahead with each forecast in the place of its value. Answers the squared error over the known.
 * Source: Fiorucci, Pellegrini, Louzada, Petropoulos and Koehler (2016), equations 16 to 20.
 */
export function runDynamicTheta(
  values: Float64Array,
  known: number,
  { alpha, theta }: Constants,
  path: Float64Array,
): number {
  let level = values[0]!
  let mean = 0
  let intercept = 0
  let slope = 0
  let kept = 1
  let loss = 0
  for (let t = 0; t < known + path.length; t++) {
    const line = kept * intercept + ((1 - kept * (1 - alpha)) / alpha) * slope
    const forecast = level + (1 - 1 / theta) * line
    const value = t < known ? values[t]! : forecast
    if (t >= known) path[t - known] = forecast
    else if (t >= FIRST_SCORED) loss += (value - forecast) ** 2
    const n = t + 1
    slope = n === 1 ? 0 : ((n - 2) * slope + (6 * (value - mean)) / n) / (n + 1)
    mean += (value - mean) / n
    intercept = mean - ((n + 1) / 2) * slope
    level += alpha * (value - level)
    kept *= 1 - alpha
  }
  return loss
}

/** The theta method with its line learned anew at every value and the weight of the line chosen by fit. */
export const dynamicTheta: ForecastMethod = {
  name: 'dynamic_theta',
  suits: ({ values }, firstOrigin) => firstOrigin >= 6 && isRegular(values, firstOrigin),
  paths: withShrunkSeason((values, origins, horizon) => {
    const end = origins[0]!
    const none = new Float64Array(0)
    const best = leastLoss(GRID, (constants) => runDynamicTheta(values, end, constants, none))
    return origins.map((origin) => {
      const path = new Float64Array(horizon)
      runDynamicTheta(values, origin, best, path)
      return path.map((mean) => Math.max(0, mean))
    })
  }),
}
