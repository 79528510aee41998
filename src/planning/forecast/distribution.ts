import betainc from '@stdlib/math-base-special-betainc'

import { QuartermasterError } from '#root/errors.ts'

import type { Quantiles } from '../types.ts'
import { countTable } from './count-table.ts'
import { searchBracket, searchCountQuantile } from './quantile-search.ts'
import { gammaLower, gammaLowerInverse, gammaUpper } from './special.ts'

/** Demand in units over some span of days. All functions are exact to about 1e-8. */
export type Distribution = {
  mean: number
  variance: number
  /** True when only whole units have probability. */
  discrete: boolean
  /** The smallest x with cdf(x) >= p; 0 at p = 0, Infinity at p = 1 where no largest value exists. */
  quantile(p: number): number
  /** Probability of at most x units. */
  cdf(x: number): number
  /** The draw that belongs to a uniform number in [0, 1). */
  sample(uniform01: number): number
}

/** Above this mean one unit more or less is below 1e-6 of the figure, and a count is handled as a gamma. */
const LARGE_MEAN = 1e6
/** Variance this close to the mean cannot be told from a Poisson. */
const POISSON_SLACK = 1e-6

/** Exactly `value` units, always. */
export function pointMass(value: number): Distribution {
  requireMoment('value', value)
  return build(
    value,
    0,
    Number.isInteger(value),
    (x) => (x >= value ? 1 : 0),
    () => value,
  )
}

/** Poisson counts with this mean; mean 0 is always zero. */
export function poisson(mean: number): Distribution {
  requireMoment('mean', mean)
  if (mean === 0) return pointMass(0)
  const cdf = countTable(
    -mean,
    (count) => mean / (count + 1),
    (x) => gammaUpper(Math.floor(x) + 1, mean),
  )
  return build(mean, mean, true, cdf, (p) => searchCountQuantile(p, mean, mean, cdf))
}

/**
 * Negative binomial counts by mean and variance (r = mean² / (variance - mean), success probability r / (r + mean)).
 * A variance at or below the mean gives the Poisson of that mean.
 */
export function negativeBinomial(mean: number, variance: number): Distribution {
  requireMoment('mean', mean)
  requireMoment('variance', variance)
  if (mean === 0 || variance <= mean * (1 + POISSON_SLACK)) return poisson(mean)
  if (mean > LARGE_MEAN) return wholeUnits(gamma(mean, variance))
  const r = (mean * mean) / (variance - mean)
  const success = mean / variance
  const cdf = countTable(
    r * Math.log(success),
    (count) => ((count + r) / (count + 1)) * (1 - success),
    (x) => (x === Infinity ? 1 : betainc(success, r, Math.floor(x) + 1, true, false)),
  )
  return build(mean, variance, true, cdf, (p) => searchCountQuantile(p, mean, variance, cdf))
}

/** Gamma by mean and variance (shape = mean² / variance, scale = variance / mean); variance 0 is the mean itself. */
export function gamma(mean: number, variance: number): Distribution {
  requireMoment('mean', mean)
  requireMoment('variance', variance)
  if (mean === 0 || variance === 0) return pointMass(mean)
  const shape = (mean / variance) * mean
  const scale = variance / mean
  return build(
    mean,
    variance,
    false,
    (x) => gammaLower(shape, x / scale),
    (p) => (p >= 1 ? Infinity : scale * gammaLowerInverse(shape, p)),
  )
}

/** One of the parts is drawn by its weight; weights are any non-negative numbers with a positive sum. */
export function mixture(parts: { weight: number; distribution: Distribution }[]): Distribution {
  const total = parts.reduce((sum, part) => sum + part.weight, 0)
  if (!(total > 0) || !Number.isFinite(total) || parts.some((part) => !(part.weight >= 0))) {
    throw new QuartermasterError(
      'invalid',
      'The weights of a mixture must be non-negative numbers with a positive sum.',
      'Give every part a weight of at least 0 and one of them more than 0.',
    )
  }
  const used = parts.filter((part) => part.weight > 0)
  const [only] = used
  if (only !== undefined && used.length === 1) return only.distribution
  const weigh = (figure: (distribution: Distribution) => number) =>
    used.reduce((sum, part) => sum + (part.weight / total) * figure(part.distribution), 0)
  const mean = weigh((part) => part.mean)
  const variance = weigh((part) => part.variance + (part.mean - mean) ** 2)
  const discrete = used.every((part) => part.distribution.discrete)
  const cdf = (x: number) =>
    Math.min(
      1,
      weigh((part) => part.cdf(x)),
    )
  return build(mean, variance, discrete, cdf, (p) => {
    const ends = used.map((part) => part.distribution.quantile(p))
    const [low, high] = [Math.min(...ends), Math.max(...ends)]
    return low === high || high === Infinity ? high : searchBracket(p, low, high, discrete, cdf)
  })
}

/** The quantiles that are stored and shown, in units. */
export function quantilesOf(distribution: Distribution): Quantiles {
  const at = distribution.quantile
  return { p05: at(0.05), p50: at(0.5), p80: at(0.8), p90: at(0.9), p95: at(0.95), p99: at(0.99) }
}

function wholeUnits(smooth: Distribution): Distribution {
  return build(
    smooth.mean,
    smooth.variance,
    true,
    (x) => (x < 0 ? 0 : smooth.cdf(Math.floor(x) + 0.5)),
    (p) => Math.max(0, Math.ceil(smooth.quantile(p) - 0.5)),
  )
}

function build(
  mean: number,
  variance: number,
  discrete: boolean,
  cdf: (x: number) => number,
  quantileWithin: (p: number) => number,
): Distribution {
  const quantile = (p: number) => {
    if (!(p >= 0 && p <= 1)) {
      throw new QuartermasterError(
        'invalid',
        `${p} is not a probability.`,
        'Give a number from 0 to 1, for example 0.95.',
      )
    }
    return p === 0 && variance > 0 ? 0 : quantileWithin(p)
  }
  return { mean, variance, discrete, quantile, cdf, sample: quantile }
}

function requireMoment(name: string, value: number): void {
  if (value >= 0 && Number.isFinite(value)) return
  throw new QuartermasterError(
    'invalid',
    `The ${name} of a demand distribution must be a number of at least 0; it is ${value}.`,
    'Look for empty or broken figures in the demand history.',
  )
}
