// Loss functions n(x) = E[(D - x)+] and n'(x) = E[(x - D)+], in units: what is short of a stock of x, and what is left.
// Source: Snyder & Shen, Fundamentals of Supply Chain Theory (2nd ed.), appendix C.3; a law's own identity where named.

import normalCdf from '@stdlib/stats-base-dists-normal-cdf'
import normalPdf from '@stdlib/stats-base-dists-normal-pdf'
import { gammaLower, gammaUpper } from '../forecast/special.ts'
import { negativeBinomial, poisson } from '../forecast/distribution.ts'
import { requirePositive } from './require-figures.ts'

export type Loss = { shortUnits: number; leftUnits: number }

const lossOf = (shortUnits: number, units: number, mean: number): Loss => ({
  shortUnits,
  leftUnits: shortUnits + units - mean,
})

/** Loss of normal demand: sd [phi(z) - z (1 - Phi(z))] with z = (x - mean) / sd (eq. C.22 and C.23). */
export function normalLoss(units: number, mean: number, sd: number): Loss {
  requirePositive({ sd })
  const z = (units - mean) / sd
  const shared = normalPdf(z, 0, 1)
  return {
    shortUnits: sd * (shared - z * normalCdf(-z, 0, 1)),
    leftUnits: sd * (shared + z * normalCdf(z, 0, 1)),
  }
}

/**
 * Second-order loss E[((D - x)+)^2] / 2 of normal demand, in units squared: sd^2 / 2 [(z^2 + 1)(1 - Phi(z)) - z phi(z)]
 * (appendix C.3). Its derivative is minus the loss, so it adds up losses over a range of levels.
 */
export function normalSecondLoss(units: number, mean: number, sd: number): number {
  requirePositive({ sd })
  const z = (units - mean) / sd
  return ((sd * sd) / 2) * ((z * z + 1) * normalCdf(-z, 0, 1) - z * normalPdf(z, 0, 1))
}

/** Loss of lognormal demand whose logarithm is normal (mu, sigma): partial expectation e^(mu + sigma^2 / 2) Phi(sigma - z). */
export function lognormalLoss(units: number, mu: number, sigma: number): Loss {
  requirePositive({ sigma })
  const mean = Math.exp(mu + (sigma * sigma) / 2)
  if (units <= 0) return { shortUnits: mean - units, leftUnits: 0 }
  const z = (Math.log(units) - mu) / sigma
  return {
    shortUnits: mean * normalCdf(sigma - z, 0, 1) - units * normalCdf(-z, 0, 1),
    leftUnits: units * normalCdf(z, 0, 1) - mean * normalCdf(z - sigma, 0, 1),
  }
}

/** Loss of exponential demand with this rate (mean 1 / rate): e^(-rate x) / rate. */
export function exponentialLoss(units: number, rate: number): Loss {
  requirePositive({ rate })
  const shortUnits = units <= 0 ? 1 / rate - units : Math.exp(-rate * units) / rate
  return lossOf(shortUnits, units, 1 / rate)
}

/** Loss of gamma demand by shape and scale; E[D; D > x] = mean times the upper tail of shape + 1. */
export function gammaLoss(units: number, shape: number, scale: number): Loss {
  requirePositive({ shape, scale })
  const mean = shape * scale
  const x = units / scale
  return {
    shortUnits: mean * gammaUpper(shape + 1, x) - units * gammaUpper(shape, x),
    leftUnits: units * gammaLower(shape, x) - mean * gammaLower(shape + 1, x),
  }
}

/** Loss of demand that is uniform between `low` and `high`: (high - x)^2 / (2 (high - low)) within the range. */
export function uniformLoss(units: number, low: number, high: number): Loss {
  requirePositive({ range: high - low })
  const mean = (low + high) / 2
  const within = Math.min(Math.max(units, low), high)
  const shortUnits = (high - within) ** 2 / (2 * (high - low)) + Math.max(0, low - units)
  return lossOf(shortUnits, units, mean)
}

/** Loss of Poisson demand at a whole x: E[D; D > x] = mean P(D > x - 1) (eq. C.41). */
export function poissonLoss(units: number, mean: number): Loss {
  requirePositive({ mean })
  const { cdf } = poisson(mean)
  if (units <= 0) return { shortUnits: mean - units, leftUnits: 0 }
  const shortUnits = mean * (1 - cdf(units - 1)) - units * (1 - cdf(units))
  return lossOf(Math.max(0, shortUnits), units, mean)
}

/** Loss of geometric demand 1, 2, 3 ... (trials until the first success) at a whole x: (1 - p)^x / p. */
export function geometricLoss(units: number, successProbability: number): Loss {
  requirePositive({ successProbability })
  const mean = 1 / successProbability
  if (units <= 0) return { shortUnits: mean - units, leftUnits: 0 }
  return lossOf((1 - successProbability) ** units * mean, units, mean)
}

/**
 * Loss of negative binomial demand (failures before the r-th success, r any positive number) at a whole x, from its mean
 * and variance: E[D; D > x] = mean P(D' > x - 1), where D' has one success more.
 */
export function negativeBinomialLoss(units: number, mean: number, variance: number): Loss {
  requirePositive({ mean, overdispersion: variance - mean })
  if (units <= 0) return { shortUnits: mean - units, leftUnits: 0 }
  const failureOdds = variance / mean - 1
  const moreMean = mean + failureOdds
  const more = negativeBinomial(moreMean, (moreMean * variance) / mean)
  const { cdf } = negativeBinomial(mean, variance)
  const shortUnits = mean * (1 - more.cdf(units - 1)) - units * (1 - cdf(units))
  return lossOf(Math.max(0, shortUnits), units, mean)
}
