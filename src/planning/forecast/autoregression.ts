import { levelsOf } from './logarithms.ts'
import type { ForecastMethod } from './method.ts'
import { isRegular } from './method.ts'
import { withSeason } from './season.ts'

const MOST_LAGS = 5
/** Weight of "no dependence" in the normal equations, as a share of the sum of squares. */
const RIDGE = 0.02
/** Half of the mean step goes on: a whole drift would run away over long horizons. */
const KEPT_DRIFT = 0.5

/**
 * Coefficients of z[t] on z[t - 1] ... z[t - p], p up to five by the corrected information criterion of Hurvich and
 * Tsai (1989), by least squares drawn towards zero; empty where the past tells nothing.
 */
export function fitAutoregression(z: Float64Array): Float64Array {
  const most = Math.min(MOST_LAGS, Math.floor(z.length / 4))
  const scored = z.length - most
  let power = 0
  for (let t = most; t < z.length; t++) power += z[t]! ** 2
  let best: Float64Array = new Float64Array(0)
  if (!(power > 0)) return best
  let least = Infinity
  for (let lags = 0; lags <= most; lags++) {
    const room = scored - lags - 2
    if (room <= 0) break
    const coefficients = solveLags(z, lags, most, RIDGE * power)
    let squared = 0
    for (let t = most; t < z.length; t++) squared += (z[t]! - nextStep(z, t, coefficients)) ** 2
    const k = lags + 1
    const criterion =
      scored * Math.log(squared / scored + 1e-300) + 2 * k + (2 * k * (k + 1)) / room
    if (criterion < least) {
      least = criterion
      best = coefficients
    }
  }
  return best
}

function nextStep(z: Float64Array, t: number, coefficients: Float64Array): number {
  let sum = 0
  for (let lag = 0; lag < coefficients.length; lag++) sum += coefficients[lag]! * z[t - 1 - lag]!
  return sum
}

/** The normal equations of the lags by Cholesky's method, with `ridge` on the diagonal. */
function solveLags(z: Float64Array, lags: number, first: number, ridge: number): Float64Array {
  const product = (i: number, j: number) => {
    let sum = 0
    for (let t = first; t < z.length; t++) sum += z[t - i]! * z[t - j]!
    return sum
  }
  const factor: number[][] = []
  const solved = new Float64Array(lags)
  for (let i = 0; i < lags; i++) {
    factor.push([])
    for (let j = 0; j <= i; j++) {
      let sum = product(i + 1, j + 1) + (i === j ? ridge : 0)
      for (let k = 0; k < j; k++) sum -= factor[i]![k]! * factor[j]![k]!
      factor[i]!.push(i === j ? Math.sqrt(sum) : sum / factor[j]![j]!)
    }
    let right = product(0, i + 1)
    for (let k = 0; k < i; k++) right -= factor[i]![k]! * solved[k]!
    solved[i] = right / factor[i]![i]!
  }
  for (let i = lags - 1; i >= 0; i--) {
    for (let k = i + 1; k < lags; k++) solved[i]! -= factor[k]![i]! * solved[k]!
    solved[i]! /= factor[i]![i]!
  }
  return solved
}

/** Autoregression of the steps from period to period (of their logarithms where all are positive), with half a drift. */
export const autoregression: ForecastMethod = {
  name: 'autoregression',
  suits: ({ values }, firstOrigin) => firstOrigin >= 8 && isRegular(values, firstOrigin),
  paths: withSeason((values, origins, horizon) => {
    const end = origins[0]!
    const { levels, logarithmic } = levelsOf(values, end)
    const driftAt = (origin: number) =>
      (KEPT_DRIFT * (levels[origin - 1]! - levels[0]!)) / (origin - 1)
    const steps = levels.subarray(1).map((level, t) => level - levels[t]!)
    const learned = driftAt(end)
    const coefficients = fitAutoregression(steps.subarray(0, end - 1).map((step) => step - learned))
    return origins.map((origin) => {
      const drift = driftAt(origin)
      const z = new Float64Array(origin - 1 + horizon)
      for (let t = 0; t < origin - 1; t++) z[t] = steps[t]! - drift
      let level = levels[origin - 1]!
      return Float64Array.from({ length: horizon }, (_, h) => {
        const t = origin - 1 + h
        z[t] = nextStep(z, t, coefficients)
        level += z[t]! + drift
        return logarithmic ? Math.exp(level) : Math.max(0, level)
      })
    })
  }),
}
