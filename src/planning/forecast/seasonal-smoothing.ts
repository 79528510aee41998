import type { ForecastMethod } from './method.ts'
import { isRegular, leastLoss, meanOf } from './method.ts'

type Constants = {
  multiplicative: boolean
  alpha: number
  beta: number
  gamma: number
  phi: number
}
type State = { level: Float64Array; trend: Float64Array; season: Float64Array }

const TRENDS = [
  { beta: 0, phi: 1 },
  { beta: 0.05, phi: 0.9 },
  { beta: 0.1, phi: 0.98 },
]

function grid(multiplicative: boolean): Constants[] {
  return [0.05, 0.1, 0.2, 0.35, 0.5, 0.7].flatMap((alpha) =>
    [0.02, 0.05, 0.1, 0.2, 0.4].flatMap((gamma) =>
      TRENDS.map((trend) => ({ multiplicative, alpha, gamma, ...trend })),
    ),
  )
}
const ADDITIVE = grid(false)
const BOTH = [...ADDITIVE, ...grid(true)]

/**
 * Runs Holt-Winters smoothing over the values; answers the squared one-step error over the first `end` and fills
 * `state` (level and trend before each value; season[t] is the factor that period t will meet). In error form:
 * additive and multiplicative season, damped additive trend. Source: Hyndman and Athanasopoulos, sections 8.3, 8.5.
 */
export function runSeasonalSmoothing(
  values: Float64Array,
  cycle: number,
  end: number,
  constants: Constants,
  state: State,
  steps: number,
): number {
  const { multiplicative, alpha, beta, gamma, phi } = constants
  const first = meanOf(values, 0, cycle)
  let level = first
  let trend = beta > 0 ? (meanOf(values, cycle, 2 * cycle) - first) / cycle : 0
  for (let phase = 0; phase < cycle; phase++) {
    // The mean of two first cycles, each against its own level, begins the season.
    const second = meanOf(values, cycle, 2 * cycle)
    const [a, b] = [values[phase]!, values[cycle + phase]!]
    state.season[phase] = multiplicative
      ? (a / Math.max(first, 1e-12) + b / Math.max(second, 1e-12)) / 2
      : (a - first + b - second) / 2
  }
  let loss = 0
  for (let t = 0; t < steps; t++) {
    state.level[t] = level
    state.trend[t] = trend
    const season = state.season[t]!
    const base = level + phi * trend
    const error = values[t]! - (multiplicative ? base * season : base + season)
    if (t < end) loss += error * error
    const levelError = multiplicative ? error / Math.max(season, 0.05) : error
    const seasonError = multiplicative ? error / Math.max(base, 1e-12) : error
    level = base + alpha * levelError
    trend = phi * trend + alpha * beta * levelError
    state.season[t + cycle] = season + gamma * (1 - alpha) * seasonError
  }
  state.level[steps] = level
  state.trend[steps] = trend
  return loss
}

/** Holt-Winters smoothing of level, damped trend and a short season, additive or multiplicative by fit. */
export const seasonalSmoothing: ForecastMethod = {
  name: 'seasonal_smoothing',
  suits: ({ values, season }, firstOrigin) =>
    isRegular(values, firstOrigin) &&
    season >= 2 &&
    season <= 24 &&
    firstOrigin >= 2 * season + Math.ceil(season / 2),
  paths({ values, season }, origins, horizon) {
    const end = origins[0]!
    const state: State = {
      level: new Float64Array(values.length + 1),
      trend: new Float64Array(values.length + 1),
      season: new Float64Array(values.length + season + 1),
    }
    const positive = values.subarray(0, end).every((value) => value > 0)
    const best = leastLoss(positive ? BOTH : ADDITIVE, (constants) =>
      runSeasonalSmoothing(values, season, end, constants, state, end),
    )
    runSeasonalSmoothing(values, season, end, best, state, values.length)
    return origins.map((origin) => {
      let base = state.level[origin]!
      let step = state.trend[origin]!
      return Float64Array.from({ length: horizon }, (_, h) => {
        step *= best.phi
        base += step
        const factor = state.season[origin + (h % season)]!
        return Math.max(0, best.multiplicative ? Math.max(0, base) * factor : base + factor)
      })
    })
  },
}
