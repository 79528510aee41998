import normalCdf from '@stdlib/stats-base-dists-normal-cdf'
import normalQuantile from '@stdlib/stats-base-dists-normal-quantile'

import type { Distribution } from './distribution.ts'

/**
 * A distribution with the same mean and variance and heavier tails: where the base has its z-th normal quantile, it
 * has that of z + w (z^3 + z), over the standard deviation of that. With w = 1 / (4 n) this is the expansion of
 * Student's t with n degrees of freedom (Abramowitz and Stegun, 26.7.5): what a spread learned from n errors calls for.
 * Mean and variance are exact for a normal base and close for others.
 */
export function heavyTailed(base: Distribution, weight: number): Distribution {
  if (!(weight > 0) || base.variance === 0) return base
  const scale = Math.sqrt(1 + 8 * weight + 22 * weight * weight)
  const quantile = (p: number) => {
    if (!(p > 0 && p < 1)) return base.quantile(p)
    const z = normalQuantile(p, 0, 1)
    return base.quantile(normalCdf((z + weight * (z * z * z + z)) / scale, 0, 1))
  }
  const cdf = (x: number) => {
    const below = base.cdf(x)
    if (!(below > 0 && below < 1)) return below
    const z = normalQuantile(below, 0, 1)
    // So far out that doubles have no quantile of it, there is nothing left to stretch.
    return Number.isFinite(z) ? normalCdf(unstretch(scale * z, weight), 0, 1) : below
  }
  return { ...base, quantile, cdf, sample: quantile }
}

/** The z with z + w (z^3 + z) = y, by Newton's method from the safe side. */
function unstretch(y: number, weight: number): number {
  let z = y
  for (let round = 0; round < 60; round++) {
    const gap = z + weight * (z * z * z + z) - y
    const step = gap / (1 + weight * (3 * z * z + 1))
    z -= step
    if (Math.abs(step) < 1e-12 * Math.max(1, Math.abs(z))) break
  }
  return z
}
