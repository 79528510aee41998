import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  exponentialLaw,
  gammaLaw,
  geometricLaw,
  lognormalLaw,
  negativeBinomialLaw,
  normalLaw,
  poissonLaw,
  tabulatedLaw,
  uniformLaw,
  type DemandLaw,
} from '#planning/models/demand-law.ts'
import { normalLoss, normalSecondLoss } from '#planning/models/loss-functions.ts'
import {
  criticalRatio,
  myopicNewsvendor,
  newsvendor,
  newsvendorCost,
  newsvendorProfit,
} from '#planning/models/newsvendor.ts'

const laws: [string, DemandLaw][] = [
  ['normal', normalLaw(50, 8)],
  ['lognormal', lognormalLaw(6, 0.3)],
  ['exponential', exponentialLaw(0.2)],
  ['gamma', gammaLaw(2.5, 3)],
  ['uniform', uniformLaw(5, 25)],
  ['Poisson', poissonLaw(6)],
  ['geometric', geometricLaw(0.2)],
  ['negative binomial', negativeBinomialLaw(4, 11)],
  ['table', tabulatedLaw([1, 2, 5, 9].map((units) => ({ units, probability: 0.25 })))],
]

describe.each(laws)('%s demand', (_, law) => {
  const levels = Array.from({ length: 19 }, (_, index) => law.quantile(0.05 * (index + 1)))
  const whole = law.discrete ? levels.map(Math.round) : levels

  test('what is left less what is short is the level less the mean', () => {
    for (const level of [-3, 0, ...whole]) {
      const { shortUnits, leftUnits } = law.loss(level)
      expect(leftUnits - shortUnits).toBeCloseTo(level - law.mean, 6)
      expect(Math.min(shortUnits, leftUnits)).toBeGreaterThanOrEqual(-1e-9)
    }
  })

  test('what is short is the sum of the chances above the level', () => {
    for (const level of whole) {
      const step = law.discrete ? 1 : law.mean / 400
      let sum = 0
      for (let x = level; x < law.quantile(1 - 1e-9); x += step) {
        // The middle of the step where the chances are a curve, its start where they are stairs.
        sum += step * (1 - law.cdf(law.discrete ? x : x + step / 2))
      }
      expect(Math.abs(sum - law.loss(level).shortUnits)).toBeLessThan(1e-4 * law.mean)
    }
  })

  test('the quantile is the smallest level that is enough', () => {
    for (const p of [0.1, 0.5, 0.8, 0.95, 0.999]) {
      const level = law.quantile(p)
      expect(law.cdf(level)).toBeGreaterThanOrEqual(p - 1e-9)
      const below = law.discrete ? level - 1 : level * 0.999
      expect(law.cdf(below)).toBeLessThan(p)
    }
  })

  test('no other level costs the newsvendor less', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.1, max: 10, noNaN: true }),
        fc.double({ min: 0.1, max: 10, noNaN: true }),
        fc.constantFrom(...whole),
        (holdingCost, stockoutCost, other) => {
          const costs = { holdingCost, stockoutCost }
          const { costPerPeriod } = newsvendor(costs, law)
          const slack = 1e-9 * (1 + costPerPeriod)
          expect(newsvendorCost(costs, law, other)).toBeGreaterThanOrEqual(costPerPeriod - slack)
        },
      ),
      { numRuns: 50 },
    )
  })
})

test('the loss is the slope of the second-order loss', () => {
  for (const x of [-20, 30, 47, 50, 63, 90]) {
    const slope = (normalSecondLoss(x + 1e-4, 50, 8) - normalSecondLoss(x - 1e-4, 50, 8)) / 2e-4
    expect(-slope).toBeCloseTo(normalLoss(x, 50, 8).shortUnits, 5)
  }
  expect(normalSecondLoss(50, 50, 8)).toBeCloseTo(16, 9) // half of the variance lies above the mean, halved
})

test('a table that does not sum to 1 is refused, as is a unit that costs nothing', () => {
  expect(() => tabulatedLaw([{ units: 1, probability: 0.7 }])).toThrow(/sum to 0.7/)
  expect(() => criticalRatio({ holdingCost: 0, stockoutCost: 1 })).toThrow(/holdingCost/)
})

describe('the newsvendor of Snyder & Shen', () => {
  const costs = { holdingCost: 0.18, stockoutCost: 0.7 }
  const prices = {
    revenue: 1,
    purchaseCost: 0.3,
    salvageValue: 0.12,
    holdingCost: 0,
    stockoutCost: 0,
  }
  // Examples 4.2, 4.3, 4.4 (a lead time of 4 is five periods of demand) and 4.7.
  test.each([
    ['example 4.3', newsvendor(costs, normalLaw(50, 8)), 56.604, 1.9976],
    ['example 4.3, 40 papers', newsvendor(costs, normalLaw(50, 8), 40), 40, 7.3561],
    ['example 4.4', newsvendor(costs, normalLaw(250, 8 * Math.sqrt(5))), 264.767, 4.4668],
    ['example 4.7', newsvendor({ holdingCost: 1, stockoutCost: 4 }, poissonLaw(6)), 8, 3.5701],
  ])('%s', (_, { baseStockUnits, costPerPeriod }, units, cost) => {
    expect(baseStockUnits).toBeCloseTo(units, 3)
    expect(costPerPeriod).toBeCloseTo(cost, 4)
  })

  test('example 4.2: by its prices it buys the same, and its profit is the same as by hand', () => {
    const season = newsvendorProfit(prices, normalLaw(50, 8))
    expect(season.baseStockUnits).toBeCloseTo(56.604, 3)
    expect(season.profit).toBeCloseTo(33.0024, 4)
    const { shortUnits, leftUnits } = normalLoss(40, 50, 8)
    const byHand = 1 * (50 - shortUnits) + 0.12 * leftUnits - 0.3 * 40
    expect(newsvendorProfit(prices, normalLaw(50, 8), 40).profit).toBeCloseTo(byHand, 9)
  })

  test('problem 4.1: what is left is worth what it costs next period', () => {
    const period = {
      holdingCost: 43,
      stockoutCost: 79,
      purchaseCost: 65,
      nextPurchaseCost: 55,
      discountFactor: 0.9,
    }
    const best = myopicNewsvendor(period, normalLaw(900, 60))
    expect(best.baseStockUnits).toBeCloseTo(903.083, 3)
    expect(best.costPerPeriod).toBeCloseTo(61_416.404, 3)
  })
})
