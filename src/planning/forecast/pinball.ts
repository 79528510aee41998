import { gamma } from './distribution.ts'

/** The probabilities that stock decisions live at; the selection scores there and nowhere else. */
export const SCORED_PROBABILITIES = [0.8, 0.9, 0.95] as const
const SCORED_Z = [0.8416212, 1.2815516, 1.6448536] as const
/** Above this mean a gamma's Cornish-Fisher value is within a per cent of the negative binomial's quantile. */
const COUNTED_MEAN = 15
const MOST_STEPS = 400

/** Pinball loss of the quantile `forecast` at probability p: p (x - q) above it, (1 - p) (q - x) below. */
export function pinball(p: number, forecast: number, actual: number): number {
  return actual >= forecast ? p * (actual - forecast) : (1 - p) * (forecast - actual)
}

/**
 * Sum of the pinball losses at .8, .9, .95 of a demand of this mean and variance (negative binomial, Poisson where
 * the variance is not above the mean, smooth where the mean is large). Quick rather than exact: it ranks methods.
 */
export function upperPinball(mean: number, variance: number, actual: number): number {
  if (mean <= 0) return actual * (0.8 + 0.9 + 0.95)
  if (mean > COUNTED_MEAN) {
    const sd = Math.sqrt(variance)
    const skewness = (2 * sd) / mean
    let loss = 0
    for (let i = 0; i < SCORED_Z.length; i++) {
      const z = SCORED_Z[i]!
      const quantile = mean + sd * (z + (Math.min(skewness, 2) * (z * z - 1)) / 6)
      loss += pinball(SCORED_PROBABILITIES[i]!, quantile, actual)
    }
    return loss
  }
  return countedPinball(mean, variance, actual)
}

function countedPinball(mean: number, variance: number, actual: number): number {
  const over = variance > mean * 1.0001
  const r = over ? (mean * mean) / (variance - mean) : Infinity
  const ratio = over ? 1 - mean / variance : 0
  let mass = over ? (mean / variance) ** r : Math.exp(-mean)
  let reached = mass
  let k = 0
  let loss = 0
  for (const p of SCORED_PROBABILITIES) {
    while (reached < p && k < MOST_STEPS) {
      mass *= over ? (ratio * (r + k)) / (k + 1) : mean / (k + 1)
      reached += mass
      k++
    }
    const quantile = reached < p ? gamma(mean, variance).quantile(p) : k
    loss += pinball(p, quantile, actual)
  }
  return loss
}
