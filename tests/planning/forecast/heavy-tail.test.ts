import { describe, expect, test } from 'vitest'

import { gamma, negativeBinomial, pointMass } from '#planning/forecast/distribution.ts'
import { heavyTailed } from '#planning/forecast/heavy-tail.ts'
import { fitSumVariance } from '#planning/forecast/intervals.ts'
import {
  distributionOfSum,
  familyOfSum,
  scaleVariance,
  varianceOfSum,
} from '#planning/forecast/sum-distribution.ts'

/** As good as normal: mean 1,000,000, standard deviation 1,000. */
const normal = gamma(1e6, 1e6)
const inDeviations = (x: number) => (x - 1e6) / 1e3

describe('heavier tails', () => {
  test('with w = 1 / (4 n) they are those of Student with n degrees, brought to the same variance', () => {
    // n = 20: t(.95) = 1.7247, t(.99) = 2.5280 (tables), over its deviation sqrt(20 / 18)
    const student = heavyTailed(normal, 1 / 80)
    expect(inDeviations(student.quantile(0.95))).toBeCloseTo(1.7247 / Math.sqrt(20 / 18), 1)
    expect(inDeviations(student.quantile(0.99))).toBeCloseTo(2.528 / Math.sqrt(20 / 18), 1)
  })

  test('mean and variance stay: averages over evenly spaced probabilities', () => {
    const { quantile } = heavyTailed(normal, 0.05)
    const draws = Array.from({ length: 20_000 }, (_, i) =>
      inDeviations(quantile((i + 0.5) / 20_000)),
    )
    const mean = draws.reduce((a, b) => a + b, 0) / draws.length
    expect(mean).toBeCloseTo(0, 1)
    expect(draws.reduce((sum, x) => sum + (x - mean) ** 2, 0) / draws.length).toBeCloseTo(1, 1)
  })

  test('the far quantiles go out, the near ones come in', () => {
    const heavy = heavyTailed(normal, 0.04)
    expect(heavy.quantile(0.99)).toBeGreaterThan(normal.quantile(0.99))
    expect(heavy.quantile(0.8)).toBeLessThan(normal.quantile(0.8))
    expect(heavy.quantile(0.5)).toBeCloseTo(normal.quantile(0.5), 6)
  })

  test('chance and quantile undo each other, on counts the quantile is the smallest that is enough', () => {
    const smooth = heavyTailed(gamma(40, 100), 0.04)
    for (const p of [0.001, 0.2, 0.5, 0.9, 0.999]) {
      expect(smooth.cdf(smooth.quantile(p))).toBeCloseTo(p, 8)
    }
    const counts = heavyTailed(negativeBinomial(3, 8), 0.04)
    for (const p of [0.3, 0.8, 0.95, 0.99]) {
      const enough = counts.quantile(p)
      expect(Number.isInteger(enough)).toBe(true)
      expect(counts.cdf(enough)).toBeGreaterThanOrEqual(p)
      expect(counts.cdf(enough - 1)).toBeLessThan(p)
    }
  })

  test('without a weight, or where all is certain, nothing changes', () => {
    expect(heavyTailed(normal, 0)).toBe(normal)
    expect(heavyTailed(pointMass(7), 0.1).quantile(0.99)).toBe(7)
    expect(heavyTailed(normal, 0.1).quantile(0)).toBe(normal.quantile(0))
  })
})

describe('the variance of a sum that begins later', () => {
  const drifting = { constant: 0, perDay: 0, perDaySquared: 0, perDayCubed: 6 }

  test('of a drifting level: k (t^3 / 3 + t0 t^2), so that the parts of a span and their tie make the whole', () => {
    expect(varianceOfSum(drifting, 3, 0)).toBe(6 * 9)
    expect(varianceOfSum(drifting, 3, 5)).toBe(6 * (9 + 45))
    // of 2 and then 1 days: both variances and twice the covariance k x 2^2 / 2 x 1
    const together = varianceOfSum(drifting, 2, 0) + varianceOfSum(drifting, 1, 2) + 2 * 6 * 2
    expect(varianceOfSum(drifting, 3, 0)).toBeCloseTo(together, 12)
  })

  test('a drift is found from spans that begin later, with the other terms', () => {
    const truth = { constant: 0, perDay: 4, perDaySquared: 0, perDayCubed: 0.5 }
    const points = [0, 1, 3, 7].flatMap((before) =>
      [1, 2, 4].map((span) => ({
        before,
        span,
        variance: varianceOfSum(truth, span, before),
        weight: 1,
      })),
    )
    const found = fitSumVariance(points)
    expect(found.perDay).toBeCloseTo(4, 6)
    expect(found.perDayCubed).toBeCloseTo(0.5, 6)
    const fromToday = fitSumVariance(points.filter(({ before }) => before === 0))
    expect(fromToday.perDayCubed).toBeUndefined()
  })

  test('scaling keeps every term and adds none', () => {
    expect(scaleVariance({ ...drifting, perDay: 1 }, 4)).toEqual({
      constant: 0,
      perDay: 4,
      perDaySquared: 0,
      perDayCubed: 24,
    })
    expect(scaleVariance({ constant: 1, perDay: 1, perDaySquared: 1 }, 2)).toEqual({
      constant: 2,
      perDay: 2,
      perDaySquared: 2,
    })
  })

  test('families: counts that vary more than chance, as chance, or steadily', () => {
    expect(familyOfSum(true, 30, 60)).toBe('negative_binomial')
    expect(familyOfSum(true, 30, 25)).toBe('poisson')
    expect(familyOfSum(true, 30, 10)).toBe('gamma')
    expect(familyOfSum(false, 30, 60)).toBe('gamma')
    const spread = {
      sumVariance: { constant: 0, perDay: 9, perDaySquared: 0 },
      family: 'gamma' as const,
    }
    expect(
      distributionOfSum({ ...spread, tailWeight: 0.04 }, 100, 4, 0).quantile(0.99),
    ).toBeGreaterThan(distributionOfSum(spread, 100, 4, 0).quantile(0.99))
  })
})

test('far below its mean a heavy tail has a probability, however small, and it only grows', () => {
  const demand = heavyTailed(negativeBinomial(1078.6, 116_944), 0.06)
  const below = [0, 1, 2, 5, 20, 100, 1000, 5000].map((units) => demand.cdf(units))
  expect(below.filter((chance) => !(chance >= 0 && chance <= 1))).toEqual([])
  expect(below).toEqual(below.toSorted((a, b) => a - b))
})
