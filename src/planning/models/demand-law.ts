// A law of demand as the models of this folder want it: its quantile and its loss function. Every model that takes one
// works for all of them.

import normalCdf from '@stdlib/stats-base-dists-normal-cdf'
import normalQuantile from '@stdlib/stats-base-dists-normal-quantile'
import { QuartermasterError } from '#root/errors.ts'
import { gamma, negativeBinomial, poisson } from '../forecast/distribution.ts'
import {
  exponentialLoss,
  gammaLoss,
  geometricLoss,
  lognormalLoss,
  negativeBinomialLoss,
  normalLoss,
  poissonLoss,
  uniformLoss,
  type Loss,
} from './loss-functions.ts'
import { requirePositive } from './require-figures.ts'

export type DemandLaw = {
  mean: number
  /** True when only whole units have probability. */
  discrete: boolean
  /** Probability of at most x units. */
  cdf(units: number): number
  /** The smallest x with cdf(x) >= p. */
  quantile(p: number): number
  /** What is short of a stock of x units, and what is left over, on average. A discrete law is asked at whole units. */
  loss(units: number): Loss
}

/** Normal demand by mean and standard deviation, in units. */
export function normalLaw(mean: number, sd: number): DemandLaw {
  return {
    mean,
    discrete: false,
    cdf: (units) => normalCdf(units, mean, sd),
    quantile: (p) => normalQuantile(p, mean, sd),
    loss: (units) => normalLoss(units, mean, sd),
  }
}

/** Lognormal demand whose logarithm has mean `mu` and standard deviation `sigma`. */
export function lognormalLaw(mu: number, sigma: number): DemandLaw {
  return {
    mean: Math.exp(mu + (sigma * sigma) / 2),
    discrete: false,
    cdf: (units) => (units <= 0 ? 0 : normalCdf(Math.log(units), mu, sigma)),
    quantile: (p) => Math.exp(normalQuantile(p, mu, sigma)),
    loss: (units) => lognormalLoss(units, mu, sigma),
  }
}

/** Exponential demand with this rate, mean 1 / rate. */
export function exponentialLaw(rate: number): DemandLaw {
  return {
    mean: 1 / rate,
    discrete: false,
    cdf: (units) => (units <= 0 ? 0 : -Math.expm1(-rate * units)),
    quantile: (p) => -Math.log1p(-p) / rate,
    loss: (units) => exponentialLoss(units, rate),
  }
}

/** Gamma demand by shape and scale, mean shape x scale. */
export function gammaLaw(shape: number, scale: number): DemandLaw {
  const { mean, cdf, quantile } = gamma(shape * scale, shape * scale * scale)
  return { mean, discrete: false, cdf, quantile, loss: (units) => gammaLoss(units, shape, scale) }
}

/** Demand that is anything between `low` and `high` with equal probability. */
export function uniformLaw(low: number, high: number): DemandLaw {
  requirePositive({ range: high - low })
  return {
    mean: (low + high) / 2,
    discrete: false,
    cdf: (units) => Math.min(1, Math.max(0, (units - low) / (high - low))),
    quantile: (p) => low + p * (high - low),
    loss: (units) => uniformLoss(units, low, high),
  }
}

/** Poisson demand. */
export function poissonLaw(mean: number): DemandLaw {
  const { cdf, quantile } = poisson(mean)
  return { mean, discrete: true, cdf, quantile, loss: (units) => poissonLoss(units, mean) }
}

/** Geometric demand 1, 2, 3 ...: trials until the first success. */
export function geometricLaw(successProbability: number): DemandLaw {
  const survives = 1 - successProbability
  return {
    mean: 1 / successProbability,
    discrete: true,
    cdf: (units) => (units < 1 ? 0 : 1 - survives ** Math.floor(units)),
    quantile: (p) => Math.max(1, Math.ceil(Math.log1p(-p) / Math.log(survives) - 1e-12)),
    loss: (units) => geometricLoss(units, successProbability),
  }
}

/** Negative binomial demand by mean and variance; the variance is above the mean. */
export function negativeBinomialLaw(mean: number, variance: number): DemandLaw {
  const { cdf, quantile } = negativeBinomial(mean, variance)
  const loss = (units: number) => negativeBinomialLoss(units, mean, variance)
  return { mean, discrete: true, cdf, quantile, loss }
}

/** Demand by a table of whole units and their probabilities; "invalid" unless these sum to 1. */
export function tabulatedLaw(rows: { units: number; probability: number }[]): DemandLaw {
  const sorted = rows.toSorted((a, b) => a.units - b.units)
  const total = sorted.reduce((sum, row) => sum + row.probability, 0)
  if (!(Math.abs(total - 1) < 1e-6) || sorted.some((row) => !(row.probability >= 0))) {
    throw new QuartermasterError(
      'invalid',
      `The probabilities of demand sum to ${total}.`,
      'Give probabilities of at least 0 that sum to 1.',
    )
  }
  const expect = (figure: (units: number) => number) =>
    sorted.reduce((sum, row) => sum + row.probability * figure(row.units), 0)
  const cdf = (units: number) => expect((demand) => (demand <= units ? 1 : 0))
  return {
    mean: expect((units) => units),
    discrete: true,
    cdf,
    // A sum of tabulated probabilities misses the round figure it stands for by some units of the last place.
    quantile: (p) => (sorted.find((row) => cdf(row.units) >= p - 1e-12) ?? sorted.at(-1)!).units,
    loss: (level) => ({
      shortUnits: expect((units) => Math.max(0, units - level)),
      leftUnits: expect((units) => Math.max(0, level - units)),
    }),
  }
}
