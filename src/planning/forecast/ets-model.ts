/** A model of the family: error and season additive or multiplicative, a damped trend or none. */
export type EtsModel = {
  relativeError: boolean
  damped: boolean
  season: 'none' | 'additive' | 'multiplicative'
}

export type EtsConstants = { alpha: number; beta: number; gamma: number; phi: number }

/** Level, step and season (by phase) before the first value. */
export type EtsState = { level: number; trend: number; season: Float64Array }

const LEAST_FACTOR = 0.01
const LEAST_BASE = 1e-9

/**
 * Runs the model over values[0 .. end) from `state`, which is left as it is after the last; answers -2 log likelihood
 * up to a constant, infinite where a relative error has nothing to relate to. `visit` sees the state before each value
 * and after the last. Source: Hyndman, Koehler, Ord and Snyder (2008), tables 2.2 and 2.3, equation 5.3.
 */
export function runEts(
  values: Float64Array,
  end: number,
  { relativeError, damped, season }: EtsModel,
  { alpha, beta, gamma, phi }: EtsConstants,
  state: EtsState,
  floor: number,
  visit?: (t: number) => void,
): number {
  const cycle = state.season.length
  const factors = season === 'multiplicative'
  const seasonal = season !== 'none'
  let squared = 0
  let logarithms = 0
  let product = 1
  let { level, trend } = state
  for (let t = 0; t < end; t++) {
    if (visit !== undefined) {
      state.level = level
      state.trend = trend
      visit(t)
    }
    const base = damped ? level + phi * trend : level
    const phase = t % cycle
    const part = seasonal ? state.season[phase]! : 0
    const mean = factors ? base * part : base + part
    const error = values[t]! - mean
    if (relativeError) {
      if (!(mean > 0)) return Infinity
      squared += (error / mean) ** 2
      // One logarithm for many means: they are the dearest part of the loop.
      product *= mean
      if (!(product < 1e150 && product > 1e-150)) {
        logarithms += Math.log(product)
        product = 1
      }
    } else squared += error * error
    const levelError = factors ? error / Math.max(part, LEAST_FACTOR) : error
    level = base + alpha * levelError
    if (damped) trend = phi * trend + beta * levelError
    if (seasonal) {
      state.season[phase] = part + gamma * (factors ? error / Math.max(base, LEAST_BASE) : error)
    }
  }
  state.level = level
  state.trend = trend
  visit?.(end)
  return end * Math.log((squared + floor) / end) + 2 * (logarithms + Math.log(product))
}

/** Means of the next `horizon` periods from a state before period `origin`, never negative. */
export function etsPath(
  state: EtsState,
  { damped, season }: EtsModel,
  { phi }: EtsConstants,
  origin: number,
  horizon: number,
): Float64Array {
  let { level, trend } = state
  const path = new Float64Array(horizon)
  for (let h = 0; h < horizon; h++) {
    if (damped) {
      trend *= phi
      level += trend
    }
    const part = season === 'none' ? 0 : state.season[(origin + h) % state.season.length]!
    path[h] = Math.max(0, season === 'multiplicative' ? Math.max(0, level) * part : level + part)
  }
  return path
}
