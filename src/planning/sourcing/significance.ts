import betainc from '@stdlib/math-base-special-betainc'
import gammaln from '@stdlib/math-base-special-gammaln'

/** Mean and unbiased variance of a sample; the variance of fewer than two values is 0. */
export function sampleMoments(values: number[]): { mean: number; variance: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  if (values.length < 2) return { mean, variance: 0 }
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0)
  return { mean, variance: squares / (values.length - 1) }
}

const logChoose = (n: number, k: number) => gammaln(n + 1) - gammaln(k + 1) - gammaln(n - k + 1)

/**
 * One-sided exact test that a failure rate rose: the chance of at least `failuresNow` of the failures falling into the
 * `countNow` trials if both periods were alike. Source: R. A. Fisher, hypergeometric tail of the 2 x 2 table.
 */
export function fisherRisePValue(
  failuresNow: number,
  countNow: number,
  failuresBefore: number,
  countBefore: number,
): number {
  const failures = failuresNow + failuresBefore
  const all = countNow + countBefore
  let tail = 0
  for (let k = failuresNow; k <= Math.min(countNow, failures); k++) {
    if (failures - k > countBefore) continue
    tail += Math.exp(
      logChoose(countNow, k) + logChoose(countBefore, failures - k) - logChoose(all, failures),
    )
  }
  return Math.min(1, tail)
}

/**
 * One-sided Welch test that the mean of `now` is above the mean of `before`; each needs two values. Where neither
 * varies the answer is 0 or 1 outright. Source: B. L. Welch, Biometrika 34 (1947), with Satterthwaite's degrees of freedom.
 */
export function welchRisePValue(now: number[], before: number[]): number {
  const [a, b] = [sampleMoments(now), sampleMoments(before)]
  const [errorA, errorB] = [a.variance / now.length, b.variance / before.length]
  const error = errorA + errorB
  if (error === 0) return a.mean > b.mean ? 0 : 1
  const t = (a.mean - b.mean) / Math.sqrt(error)
  const freedom = error ** 2 / (errorA ** 2 / (now.length - 1) + errorB ** 2 / (before.length - 1))
  const twoSided = betainc(freedom / (freedom + t * t), freedom / 2, 0.5)
  return t > 0 ? twoSided / 2 : 1 - twoSided / 2
}

/** Sample quantile by linear interpolation between order statistics (Hyndman & Fan type 7); null when empty. */
export function sampleQuantile(values: number[], probability: number): number | null {
  const sorted = values.toSorted((a, b) => a - b)
  const position = (sorted.length - 1) * probability
  const below = sorted[Math.floor(position)]
  const above = sorted[Math.ceil(position)]
  if (below === undefined || above === undefined) return null
  return below + (above - below) * (position - Math.floor(position))
}
