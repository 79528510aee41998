import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import type { Distribution } from '#planning/forecast/distribution.ts'
import {
  gamma,
  mixture,
  negativeBinomial,
  pointMass,
  poisson,
  quantilesOf,
} from '#planning/forecast/distribution.ts'

describe('closed forms', () => {
  test('Poisson of mean 3: P(X <= 2) = e^-3 (1 + 3 + 9/2)', () => {
    expect(poisson(3).cdf(2)).toBeCloseTo(Math.exp(-3) * 8.5, 12)
    expect(poisson(3).cdf(-1)).toBe(0)
    expect([0.4, 0.43, 0.95].map(poisson(3).quantile)).toEqual([2, 3, 6])
  })

  test('negative binomial r = 3, success 1/2: mean 3, variance 6, 1/8 + 3/16 + 6/32', () => {
    const counts = negativeBinomial(3, 6)
    expect([0, 1, 2].map(counts.cdf)).toEqual([
      expect.closeTo(0.125, 12),
      expect.closeTo(0.3125, 12),
      expect.closeTo(0.5, 12),
    ])
    expect(counts.quantile(0.1)).toBe(0)
    expect(counts.quantile(0.3)).toBe(1)
    expect(counts.quantile(0.501)).toBe(3)
  })

  test('geometric (negative binomial, r = 1): P(X <= k) = 1 - q^(k+1)', () => {
    const counts = negativeBinomial(9, 90) // success .1
    expect(counts.cdf(20)).toBeCloseTo(1 - 0.9 ** 21, 12)
    expect(counts.quantile(0.95)).toBe(28) // .9^28 = .0523 > .05 >= .9^29
  })

  test('gamma of shape 1 is exponential, of shape k/2 and scale 2 a chi-square', () => {
    expect(gamma(5, 25).quantile(0.95)).toBeCloseTo(-5 * Math.log(0.05), 9)
    expect(gamma(10, 20).quantile(0.95)).toBeCloseTo(18.307, 3)
    expect(gamma(1, 2).quantile(0.95)).toBeCloseTo(3.8415, 4)
  })

  test('a variance at or below the mean falls back to Poisson', () => {
    expect(negativeBinomial(4, 4).cdf(3)).toBe(poisson(4).cdf(3))
    expect(negativeBinomial(4, 1).variance).toBe(4)
  })

  test('a mixture of two Poissons weighs its parts and adds the spread between them', () => {
    const mixed = mixture([
      { weight: 1, distribution: poisson(2) },
      { weight: 3, distribution: poisson(10) },
    ])
    expect(mixed.mean).toBe(8)
    expect(mixed.variance).toBeCloseTo(8 + 0.25 * 36 + 0.75 * 4, 12)
    expect(mixed.cdf(5)).toBeCloseTo(0.25 * poisson(2).cdf(5) + 0.75 * poisson(10).cdf(5), 12)
  })

  test('certain demand', () => {
    expect(quantilesOf(poisson(0))).toEqual({ p05: 0, p50: 0, p80: 0, p90: 0, p95: 0, p99: 0 })
    expect(quantilesOf(gamma(70, 0)).p99).toBe(70)
    expect(pointMass(3).cdf(2.9)).toBe(0)
  })

  test('large figures agree with the normal limit, and one Cornish-Fisher term for the skewness', () => {
    const z = 1.644854
    const skewness = 2e-3 // of a gamma with sd / mean = 1e-3
    const limit = 1e9 + 1e6 * (z + (skewness * (z * z - 1)) / 6)
    expect(negativeBinomial(1e9, 1e12).quantile(0.95) / limit).toBeCloseTo(1, 8)
    expect(poisson(1e12).quantile(0.95)).toBeCloseTo(1e12 + 1.644854e6, -2)
    expect(gamma(1e9, 1e3).quantile(0.95) - 1e9).toBeCloseTo(1.644854 * Math.sqrt(1e3), 3)
  })
})

const moments = fc.record({
  mean: fc.double({ min: 1e-3, max: 1e5, noNaN: true }),
  ratio: fc.double({ min: 0.2, max: 50, noNaN: true }),
})
const anyDistribution: fc.Arbitrary<Distribution> = fc.oneof(
  moments.map(({ mean }) => poisson(mean)),
  moments.map(({ mean, ratio }) => negativeBinomial(mean, mean * ratio)),
  moments.map(({ mean, ratio }) => gamma(mean, mean * ratio)),
  fc
    .array(fc.tuple(moments, fc.double({ min: 0.1, max: 5, noNaN: true })), {
      minLength: 2,
      maxLength: 5,
    })
    .map((parts) =>
      mixture(
        parts.map(([{ mean, ratio }, weight]) => ({
          weight,
          distribution: negativeBinomial(mean, mean * ratio),
        })),
      ),
    ),
)

describe('laws', () => {
  test('quantiles rise with p, and are the smallest value that reaches p', () => {
    fc.assert(
      fc.property(
        anyDistribution,
        fc.double({ min: 0.001, max: 0.999, noNaN: true }),
        fc.double({ min: 0.001, max: 0.999, noNaN: true }),
        (distribution, p, other) => {
          const at = distribution.quantile(p)
          expect(distribution.cdf(at)).toBeGreaterThanOrEqual(p - 1e-9)
          const below = distribution.discrete && at > 0 ? distribution.cdf(at - 1) : 0
          expect(below).toBeLessThan(p)
          const higher = distribution.quantile(Math.max(p, other))
          expect(higher).toBeGreaterThanOrEqual(at)
        },
      ),
      { seed: 7, numRuns: 400 },
    )
  })

  test('the mean of evenly spaced draws is the mean of the distribution', () => {
    for (const distribution of [poisson(4), negativeBinomial(20, 90), gamma(20, 90)]) {
      const draws = Array.from({ length: 20_000 }, (_, i) =>
        distribution.sample((i + 0.5) / 20_000),
      )
      const mean = draws.reduce((sum, draw) => sum + draw, 0) / draws.length
      const variance = draws.reduce((sum, draw) => sum + (draw - mean) ** 2, 0) / draws.length
      expect(mean / distribution.mean).toBeCloseTo(1, 3)
      expect(variance / distribution.variance).toBeCloseTo(1, 2)
    }
  })
})

describe('bad input', () => {
  test.each([NaN, -1, Infinity])('a mean of %s is refused', (mean) => {
    for (const make of [
      poisson,
      (m: number) => gamma(m, 1),
      (m: number) => negativeBinomial(m, 9),
    ]) {
      expect(() => make(mean)).toThrow(/demand distribution must be a number/)
    }
  })

  test('a probability outside 0 to 1 and weights without sum are refused', () => {
    expect(() => poisson(3).quantile(1.1)).toThrow(/not a probability/)
    expect(() => poisson(3).quantile(NaN)).toThrow(/not a probability/)
    expect(() => mixture([])).toThrow(/weights of a mixture/)
    expect(() => mixture([{ weight: -1, distribution: poisson(1) }])).toThrow(/weights/)
    expect(poisson(3).quantile(1)).toBe(Infinity)
    expect(poisson(3).quantile(0)).toBe(0)
  })
})
