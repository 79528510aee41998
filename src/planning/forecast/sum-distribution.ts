import type { DemandForecast } from '../types.ts'
import type { Distribution } from './distribution.ts'
import { gamma, negativeBinomial, pointMass, poisson } from './distribution.ts'

/** The figures from which the distribution of any sum is made: plain, so that they can be stored and replayed. */
export type SumSpread = Pick<DemandForecast, 'sumVariance' | 'family'>

/**
 * How fast a later span loses certainty. A level that drifts like a random walk has a variance of the sum of n days
 * that is cubic in n; fitted by a square up to N days it leaves 3 / N per day before the span, .3 to .4 in practice.
 */
const DRIFT = 0.4

/** Sums at least this large with half the spread of chance or less are steady flows, not counts of buyers. */
const SMOOTH_SUM_UNITS = 20
const SMOOTH_VARIANCE_SHARE = 0.5

/**
 * Variance of a sum over `span` days of ordinary demand that begin `before` days from now, in units squared:
 * constant + perDay t + perDaySquared t (t + .4 t0).
 */
export function varianceOfSum(
  { constant, perDay, perDaySquared }: SumSpread['sumVariance'],
  span: number,
  before: number,
): number {
  return constant + perDay * span + perDaySquared * span * (span + DRIFT * before)
}

/** The distribution of a sum with this mean in units, over a span as `varianceOfSum` takes it. */
export function distributionOfSum(
  { sumVariance, family }: SumSpread,
  mean: number,
  span: number,
  before: number,
): Distribution {
  if (mean <= 0) return pointMass(0)
  const variance = varianceOfSum(sumVariance, span, before)
  if (family === 'gamma') return gamma(mean, variance)
  return family === 'poisson' ? poisson(mean) : negativeBinomial(mean, variance)
}

/** The family that suits sums of this mean and variance; `whole` = the demand was seen in whole units only. */
export function familyOfSum(
  whole: boolean,
  mean: number,
  variance: number,
): DemandForecast['family'] {
  if (!whole) return 'gamma'
  if (variance > mean) return 'negative_binomial'
  const steady = mean >= SMOOTH_SUM_UNITS && variance <= SMOOTH_VARIANCE_SHARE * mean
  return steady ? 'gamma' : 'poisson'
}
