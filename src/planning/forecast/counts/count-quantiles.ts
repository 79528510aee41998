import normalCdf from '@stdlib/stats-base-dists-normal-cdf'
import normalQuantile from '@stdlib/stats-base-dists-normal-quantile'

/** Above this mean the Cornish-Fisher value of a gamma is within a per cent of the count's quantile. */
const COUNTED_MEAN = 60
const MOST_STEPS = 5000
const MOST_SKEWNESS = 2.5

/**
 * Quantiles of a negative binomial (Poisson where the variance is not above the mean) at ascending probabilities, into
 * `into`, in units: one pass over the probabilities, for searches that need thousands of them rather than exact tails.
 */
export function countQuantiles(
  mean: number,
  variance: number,
  probabilities: readonly number[],
  into: Float64Array,
): void {
  if (mean > COUNTED_MEAN) return smoothQuantiles(mean, variance, probabilities, into)
  const over = variance > mean * 1.0001
  const r = over ? (mean * mean) / (variance - mean) : Infinity
  const ratio = over ? 1 - mean / variance : 0
  let mass = over ? (mean / variance) ** r : Math.exp(-mean)
  let reached = mass
  let k = 0
  for (let i = 0; i < probabilities.length; i++) {
    while (reached < probabilities[i]! && k < MOST_STEPS) {
      mass *= over ? (ratio * (r + k)) / (k + 1) : mean / (k + 1)
      reached += mass
      k++
    }
    into[i] = k
  }
}

function smoothQuantiles(
  mean: number,
  variance: number,
  probabilities: readonly number[],
  into: Float64Array,
): void {
  const sd = Math.sqrt(variance)
  const skewness = Math.min(MOST_SKEWNESS, (2 * sd) / mean)
  for (let i = 0; i < probabilities.length; i++) {
    const z = normalQuantile(probabilities[i]!, 0, 1)
    into[i] = Math.max(0, Math.round(mean + sd * (z + (skewness * (z * z - 1)) / 6)))
  }
}

/** The probabilities at which a distribution has the quantiles of its `heavyTailed` relative (forecast/heavy-tail.ts). */
export function tailedProbabilities(probabilities: readonly number[], weight: number): number[] {
  const scale = Math.sqrt(1 + 8 * weight + 22 * weight * weight)
  return probabilities.map((p) => {
    const z = normalQuantile(p, 0, 1)
    return normalCdf((z + weight * (z * z * z + z)) / scale, 0, 1)
  })
}
