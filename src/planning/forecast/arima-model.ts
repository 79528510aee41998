import { correctedCriterion } from './information.ts'
import { leastByNelderMead } from './nelder-mead.ts'

/** Orders of the multiplicative seasonal model, without those of differencing. */
export type ArimaOrder = { p: number; q: number; seasonalQ: number }

/** Coefficients by lag of a polynomial in the backshift operator, only those that are not nought. */
export type Lags = { lag: Int32Array; coefficient: Float64Array }

/** z[t] = sum of own lags + e[t] + sum of lags of e. */
export type ArimaFit = { own: Lags; errors: Lags; criterion: number }

/** Starting points of the search, as the tangents that `coefficientsAt` reads. */
const OWN_START = 0.2
const ERROR_START = -0.4
const SEASONAL_ERROR_START = -0.7
const STEP = 0.5
const MOST_TRIES = 30
const PRECISION = 0.01
/** Coefficients keep this distance from the edge where the past is never forgotten. */
const EDGE = 0.98

/**
 * The product of polynomials in the backshift operator, lowest power first, each with 1 at lag 0.
 */
export function product(a: Float64Array, b: Float64Array): Float64Array {
  const result = new Float64Array(a.length + b.length - 1)
  for (let i = 0; i < a.length; i++) {
    if (a[i] === 0) continue
    for (let j = 0; j < b.length; j++) result[i + j]! += a[i]! * b[j]!
  }
  return result
}

/** The polynomial 1 - B^lag. */
export function difference(lag: number): Float64Array {
  const polynomial = new Float64Array(lag + 1)
  polynomial[0] = 1
  polynomial[lag] = -1
  return polynomial
}

/** The lags above 0 of a polynomial, their coefficients times `sign`. */
export function lagsOf(polynomial: Float64Array, sign: number): Lags {
  const lag: number[] = []
  for (let i = 1; i < polynomial.length; i++) if (polynomial[i] !== 0) lag.push(i)
  return {
    lag: Int32Array.from(lag),
    coefficient: Float64Array.from(lag, (i) => sign * polynomial[i]!),
  }
}

/** Values of an autoregression that forgets: from any numbers by partial autocorrelations (Durbin 1960). */
function forgetting(tangents: Float64Array): Float64Array {
  let coefficients: number[] = []
  tangents.forEach((tangent, k) => {
    const partial = EDGE * Math.tanh(tangent)
    coefficients = [...coefficients.map((c, i) => c - partial * coefficients[k - 1 - i]!), partial]
  })
  return Float64Array.from([1, ...coefficients.map((c) => -c)])
}

/** The polynomial 1 - c B^cycle for a tangent of c, 1 without one. */
function seasonal(tangents: Float64Array, cycle: number): Float64Array {
  const polynomial = new Float64Array(tangents.length * cycle + 1)
  polynomial[0] = 1
  if (tangents.length > 0) polynomial[cycle] = -EDGE * Math.tanh(tangents[0]!)
  return polynomial
}

function coefficientsAt(at: Float64Array, { p, q }: ArimaOrder, cycle: number) {
  const own = forgetting(at.subarray(0, p))
  const errors = product(
    forgetting(at.subarray(p, p + q).map((x) => -x)),
    seasonal(
      at.subarray(p + q).map((x) => -x),
      cycle,
    ),
  )
  return { own: lagsOf(own, -1), errors: lagsOf(errors, 1) }
}

/**
 * One-step errors of the model over z[0 .. end), those before the first value taken as nought, written to `e`; answers
 * their sum of squares. Source: Box, Jenkins and Reinsel (1994), section 7.1.2 (conditional sum of squares).
 */
export function oneStepErrors(
  z: Float64Array,
  end: number,
  own: Lags,
  errors: Lags,
  e: Float64Array,
): number {
  let squared = 0
  for (let t = 0; t < end; t++) {
    let error = z[t]!
    for (let i = 0; i < own.lag.length && own.lag[i]! <= t; i++) {
      error -= own.coefficient[i]! * z[t - own.lag[i]!]!
    }
    for (let i = 0; i < errors.lag.length && errors.lag[i]! <= t; i++) {
      error -= errors.coefficient[i]! * e[t - errors.lag[i]!]!
    }
    e[t] = error
    squared += error * error
  }
  return squared
}

/** Sum over the lags of coefficient times values[t - lag], values before the first being nought. */
export function lagged({ lag, coefficient }: Lags, values: Float64Array, t: number): number {
  let sum = 0
  for (let i = 0; i < lag.length && lag[i]! <= t; i++) sum += coefficient[i]! * values[t - lag[i]!]!
  return sum
}

/** The likeliest coefficients of a model of this order for z[0 .. end), with the information criterion. */
export function fitArima(
  z: Float64Array,
  end: number,
  order: ArimaOrder,
  cycle: number,
  floor: number,
  e: Float64Array,
): ArimaFit {
  const { p, q, seasonalQ } = order
  const start = [
    ...Array.from({ length: p }, () => OWN_START),
    ...Array.from({ length: q }, () => ERROR_START),
    ...Array.from({ length: seasonalQ }, () => SEASONAL_ERROR_START),
  ]
  const deviance = (at: Float64Array) => {
    const { own, errors } = coefficientsAt(at, order, cycle)
    return end * Math.log((oneStepErrors(z, end, own, errors, e) + floor) / end)
  }
  const best = leastByNelderMead(deviance, start, STEP, MOST_TRIES, PRECISION)
  const criterion = correctedCriterion(deviance(best), start.length + 1, end)
  return { ...coefficientsAt(best, order, cycle), criterion }
}
