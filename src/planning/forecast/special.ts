import gammainc from '@stdlib/math-base-special-gammainc'
import gammaincinv from '@stdlib/math-base-special-gammaincinv'
import normalCdf from '@stdlib/stats-base-dists-normal-cdf'
import normalQuantile from '@stdlib/stats-base-dists-normal-quantile'

/** Above this shape the series of the exact function grow long; the cube-root form is then exact to 1e-8. */
const LARGE_SHAPE = 1e5
/** A small shape has weight below the smallest number there is; it belongs to zero. */
const SMALLEST = 2.3e-308

/** P(X <= x) of a gamma variable with this shape and scale 1. Beyond shape 1e5: Wilson and Hilferty (1931). */
export function gammaLower(shape: number, x: number): number {
  if (x < 0) return 0
  if (x === Infinity) return 1
  if (shape <= LARGE_SHAPE) return gammainc(Math.max(x, SMALLEST), shape, true, false)
  return normalCdf(cubeRootScore(shape, x), 0, 1)
}

/** P(X > x) of a gamma variable with this shape and scale 1. Beyond shape 1e5: Wilson and Hilferty (1931). */
export function gammaUpper(shape: number, x: number): number {
  if (x <= 0) return 1
  if (x === Infinity) return 0
  if (shape <= LARGE_SHAPE) return gammainc(x, shape, true, true)
  return normalCdf(-cubeRootScore(shape, x), 0, 1)
}

/** The x with P(X <= x) = p of a gamma variable with this shape and scale 1; inverse of `gammaLower`. */
export function gammaLowerInverse(shape: number, p: number): number {
  if (shape <= LARGE_SHAPE) return gammaincinv(p, shape, false)
  const spread = 1 / (9 * shape)
  return shape * (1 - spread + normalQuantile(p, 0, 1) * Math.sqrt(spread)) ** 3
}

function cubeRootScore(shape: number, x: number): number {
  const spread = 1 / (9 * shape)
  return (Math.cbrt(x / shape) - 1 + spread) / Math.sqrt(spread)
}
