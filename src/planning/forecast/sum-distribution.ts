import type { DemandForecast } from '../types.ts'
import type { Distribution } from './distribution.ts'
import { gamma, negativeBinomial, pointMass, poisson } from './distribution.ts'
import { heavyTailed } from './heavy-tail.ts'

/** The figures from which the distribution of any sum is made: plain, so that they can be stored and replayed. */
export type SumSpread = Pick<DemandForecast, 'sumVariance' | 'family' | 'tailWeight'>

/**
 * How fast a later span loses certainty. A level that drifts like a random walk has a variance of the sum of n days
 * that is cubic in n; fitted by a square up to N days it leaves 3 / N per day before the span, .3 to .4 in practice.
 */
const DRIFT = 0.4

/** Sums at least this large with half the spread of chance or less are steady flows, not counts of buyers. */
const SMOOTH_SUM_UNITS = 20
const SMOOTH_VARIANCE_SHARE = 0.5

/**
 * What each term of the variance is multiplied by for a sum over t days that begin t0 days ahead: 1 (constant),
 * t (noise of single days), t (t + .4 t0) (an error of the level), t^3 / 3 + t0 t^2 (a level that drifts like a random
 * walk: the variance of its integral over the span).
 */
export function varianceTerms(span: number, before: number): number[] {
  return [1, span, span * (span + DRIFT * before), span * span * (span / 3 + before)]
}

/** Variance of a sum over `span` days of ordinary demand that begin `before` days ahead, in units squared. */
export function varianceOfSum(
  { constant, perDay, perDaySquared, perDayCubed = 0 }: SumSpread['sumVariance'],
  span: number,
  before: number,
): number {
  const [, noise, level, drift] = varianceTerms(span, before)
  return constant + perDay * noise! + perDaySquared * level! + perDayCubed * drift!
}

/** Every term of the variance times `factor`. */
export function scaleVariance(
  { constant, perDay, perDaySquared, perDayCubed }: SumSpread['sumVariance'],
  factor: number,
): SumSpread['sumVariance'] {
  const scaled = {
    constant: constant * factor,
    perDay: perDay * factor,
    perDaySquared: perDaySquared * factor,
  }
  return perDayCubed === undefined ? scaled : { ...scaled, perDayCubed: perDayCubed * factor }
}

/** The distribution of a sum with this mean in units, over a span as `varianceOfSum` takes it. */
export function distributionOfSum(
  { sumVariance, family, tailWeight = 0 }: SumSpread,
  mean: number,
  span: number,
  before: number,
): Distribution {
  if (mean <= 0) return pointMass(0)
  const variance = varianceOfSum(sumVariance, span, before)
  const usual = family === 'gamma' ? gamma : family === 'poisson' ? poisson : negativeBinomial
  return heavyTailed(usual(mean, variance), tailWeight)
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
