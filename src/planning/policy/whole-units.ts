// Whole-unit quantiles of a mixture, several of one distribution: every probability that was computed narrows the
// search for the next one.

import normalQuantile from '@stdlib/stats-base-dists-normal-quantile'
import type { Distribution } from '../forecast/distribution.ts'
import { searchBracket } from '../forecast/quantile-search.ts'
import type { Quantiles } from '../types.ts'

export type WholeUnits = {
  /** The smallest whole number of units that is enough with probability `probability` (0 to below 1). */
  enoughFor(probability: number): number
}

/** Quantiles of a demand in whole units, exact; cheap to ask several times. */
export function wholeUnits(demand: Distribution): WholeUnits {
  const known = new Map<number, number>([[-1, 0]])
  const cdf = (units: number) => {
    const before = known.get(units)
    if (before !== undefined) return before
    const probability = demand.cdf(units)
    known.set(units, probability)
    return probability
  }
  const sd = Math.sqrt(demand.variance)
  const enoughFor = (probability: number) => {
    if (demand.variance === 0) return Math.ceil(demand.mean - 1e-9)
    let [low, high] = [-1, Infinity]
    const z = normalQuantile(probability, 0, 1)
    const start = demand.mean + sd * (z + ((sd / demand.mean) * (z * z - 1)) / 3)
    cdf(Math.max(0, Math.round(start)))
    for (const [units, reached] of known) {
      if (reached < probability) low = Math.max(low, units)
      else high = Math.min(high, units)
    }
    for (let step = Math.max(1, Math.round(sd / 8)); high === Infinity; step *= 2) {
      if (cdf(low + step) >= probability) high = low + step
      else low += step
    }
    for (let step = Math.max(1, Math.round(sd / 8)); high - low > 4 * step; step *= 2) {
      if (cdf(high - step) < probability) low = high - step
      else high -= step
    }
    return searchBracket(probability, low + 1, high, true, cdf)
  }
  return { enoughFor }
}

/** The quantiles that are stored and shown, whole units. */
export function shownQuantiles({ enoughFor }: WholeUnits): Quantiles {
  return {
    p05: enoughFor(0.05),
    p50: enoughFor(0.5),
    p80: enoughFor(0.8),
    p90: enoughFor(0.9),
    p95: enoughFor(0.95),
    p99: enoughFor(0.99),
  }
}
