import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  negativeBinomialLaw,
  normalLaw,
  poissonLaw,
  tabulatedLaw,
} from '#planning/models/demand-law.ts'
import {
  orderPointFillRate,
  orderUpToForFillRate,
  orderUpToService,
  reorderPointForFillRate,
} from '#planning/models/fill-rate.ts'
import {
  leadTimeDemandMoments,
  reorderPointForCycleService,
} from '#planning/models/lead-time-demand.ts'
import { bestPoissonOrderPoint, poissonOrderPointCost } from '#planning/models/r-q-poisson.ts'
import {
  backorderLotApproximation,
  bestReorderPoint,
  expectedLevelApproximation,
  lossFunctionApproximation,
  orderPointCost,
  safetyStockApproximation,
} from '#planning/models/r-q.ts'
import { bestMinMax, minMaxCost, powerApproximation } from '#planning/models/s-s.ts'

describe('(r, Q) of Snyder & Shen, examples 5.1 to 5.6', () => {
  // 1,300 a year with sd 150, a month of lead time, 8 an order, .225 a unit and year held, 7.5 a unit short.
  const costs = {
    orderCost: 8,
    holdingCost: 0.225,
    stockoutCost: 7.5,
    demandPerPeriod: 1300,
    leadTimeDemand: leadTimeDemandMoments({ mean: 1300, sd: 150 }, { mean: 1 / 12, sd: 0 }),
  }

  test.each([
    ['5.2, expected inventory level', expectedLevelApproximation(costs), 213.97, 318.59],
    ['5.4, EOQ with backorders', backorderLotApproximation(costs), 128.64, 308.57],
    ['5.5, EOQ and safety stock', safetyStockApproximation(costs), 190.34, 304.05],
    ['5.6, loss function', lossFunctionApproximation(costs), 126.87, 328.45],
  ])('example %s', (_, point, r, Q) => {
    expect(point.reorderPointUnits).toBeCloseTo(r, 2)
    expect(point.orderQuantity).toBeCloseTo(Q, 2)
  })

  test('example 5.1: the exact cost of (126.8, 328.5), and the best r for a quantity', () => {
    const point = { reorderPointUnits: 126.8, orderQuantity: 328.5 }
    expect(orderPointCost(costs, point)).toBeCloseTo(78.07, 2)
    expect(bestReorderPoint(costs, 318)).toBeCloseTo(127.79, 2)
  })

  test('no reorder point near the best one costs less, for any quantity', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 20, max: 2000, noNaN: true }),
        fc.double({ min: -40, max: 40, noNaN: true }),
        (orderQuantity, away) => {
          const best = bestReorderPoint(costs, orderQuantity)
          const at = (reorderPointUnits: number) =>
            orderPointCost(costs, { reorderPointUnits, orderQuantity })
          expect(at(best + away)).toBeGreaterThanOrEqual(at(best) - 1e-9)
        },
      ),
    )
  })

  test('the exact cost is the mean of the newsvendor costs over the levels', () => {
    const { mean, sd } = costs.leadTimeDemand
    const law = normalLaw(mean, sd)
    const levels = Array.from({ length: 4000 }, (_, index) => 100 + (index + 0.5) * (250 / 4000))
    const sum = levels.reduce((total, level) => {
      const { shortUnits, leftUnits } = law.loss(level)
      return total + 0.225 * leftUnits + 7.5 * shortUnits
    }, 0)
    const byHand = (8 * 1300) / 250 + sum / 4000
    const point = { reorderPointUnits: 100, orderQuantity: 250 }
    expect(orderPointCost(costs, point)).toBeCloseTo(byHand, 4)
  })
})

describe('(r, Q) with Poisson demand', () => {
  const costs = {
    orderCost: 100,
    holdingCost: 20,
    stockoutCost: 150,
    demandPerPeriod: 1.5,
    leadTimePeriods: 2,
  }

  test('example 5.8 of Snyder & Shen: (3, 5)', () => {
    const best = bestPoissonOrderPoint(costs)
    expect(best).toMatchObject({ reorderPointUnits: 3, orderQuantity: 5 })
    expect(best.costPerPeriod).toBeCloseTo(107.92, 2)
  })

  test('it is the best of a search through all points', () => {
    const cost = fc.integer({ min: 1, max: 60 })
    fc.assert(
      fc.property(cost, cost, cost, fc.integer({ min: 1, max: 4 }), (K, h, p, demandPerPeriod) => {
        const given = {
          orderCost: K,
          holdingCost: h,
          stockoutCost: p,
          demandPerPeriod,
          leadTimePeriods: 1,
        }
        let least = Infinity
        for (let reorderPointUnits = -25; reorderPointUnits < 12; reorderPointUnits++) {
          for (let orderQuantity = 1; orderQuantity <= 45; orderQuantity++) {
            const point = { reorderPointUnits, orderQuantity }
            least = Math.min(least, poissonOrderPointCost(given, point))
          }
        }
        expect(bestPoissonOrderPoint(given).costPerPeriod).toBeCloseTo(least, 9)
      }),
      { numRuns: 15 },
    )
  })
})

describe('(s, S)', () => {
  // Zheng & Federgruen (1991), table 1: Poisson demand, K = 64, h = 1, p = 9.
  test.each([
    [15, 10, 49, 42.698],
    [20, 14, 62, 49.173],
    [61, 52, 131, 77.929],
    [65, 56, 75, 78.518],
  ])('Zheng & Federgruen, mean %i: (%i, %i) at %f', (mean, s, S, cost) => {
    const costs = { orderCost: 64, holdingCost: 1, stockoutCost: 9 }
    const best = bestMinMax(costs, poissonLaw(mean))
    expect(best).toMatchObject({ reorderPointUnits: s, orderUpToUnits: S })
    expect(best.costPerPeriod).toBeCloseTo(cost, 3)
  })

  test('example 4.8 of Snyder & Shen: the power approximation', () => {
    const costs = { orderCost: 2.5, holdingCost: 0.18, stockoutCost: 0.7 }
    const levels = powerApproximation(costs, 50, 8)
    expect(levels.reorderPointUnits).toBeCloseTo(40.19, 2)
    expect(levels.orderUpToUnits).toBeCloseTo(74.29, 2)
  })

  const smallDemand = fc
    .array(fc.integer({ min: 1, max: 9 }), { minLength: 2, maxLength: 5 })
    .map((weights) => {
      const total = weights.reduce((sum, weight) => sum + weight, 0)
      return tabulatedLaw(weights.map((weight, units) => ({ units, probability: weight / total })))
    })

  test('it is the best of a search through all levels', () => {
    const cost = fc.integer({ min: 1, max: 20 })
    fc.assert(
      fc.property(smallDemand, cost, cost, cost, (demand, orderCost, h, p) => {
        const costs = { orderCost, holdingCost: h, stockoutCost: p }
        let least = Infinity
        for (let reorderPointUnits = -22; reorderPointUnits < 5; reorderPointUnits++) {
          for (let span = 1; span <= 40; span++) {
            const levels = { reorderPointUnits, orderUpToUnits: reorderPointUnits + span }
            least = Math.min(least, minMaxCost(costs, demand, levels))
          }
        }
        expect(bestMinMax(costs, demand).costPerPeriod).toBeCloseTo(least, 9)
      }),
      { numRuns: 25, seed: 3 },
    )
  })

  test('the cost of a policy is what its Markov chain costs', () => {
    fc.assert(
      fc.property(
        smallDemand,
        fc.integer({ min: -4, max: 6 }),
        fc.integer({ min: 1, max: 12 }),
        (demand, s, span) => {
          const costs = { orderCost: 7, holdingCost: 1, stockoutCost: 4 }
          // Chance of each position before demand, by stepping the chain until it stands; half steps against cycles.
          let chances: number[] = Array.from({ length: span }, (_, below) => (below === 0 ? 1 : 0))
          let [orders, next] = [0, chances]
          for (let step = 0; step < 4000; step++) {
            orders = 0
            next = chances.map((chance) => chance / 2)
            chances.forEach((chance, below) => {
              for (let units = 0; units < 6; units++) {
                const moved = chance * (demand.cdf(units) - demand.cdf(units - 1))
                const position = below + units
                if (position >= span) orders += moved
                next[position >= span ? 0 : position]! += moved / 2
              }
            })
            chances = next
          }
          const byHand = chances.reduce((sum, chance, below) => {
            const { shortUnits, leftUnits } = demand.loss(s + span - below)
            return sum + chance * (leftUnits + 4 * shortUnits)
          }, 7 * orders)
          const levels = { reorderPointUnits: s, orderUpToUnits: s + span }
          expect(minMaxCost(costs, demand, levels)).toBeCloseTo(byHand, 6)
        },
      ),
      { numRuns: 20 },
    )
  })
})

describe('service', () => {
  // 100 a day with sd 30, lead time 4 days with sd 1: mean 400, sd sqrt(4 x 900 + 10,000).
  const moments = leadTimeDemandMoments({ mean: 100, sd: 30 }, { mean: 4, sd: 1 })

  test('lead-time demand and the reorder point for 95 % of cycles', () => {
    expect(moments.mean).toBe(400)
    expect(moments.sd).toBeCloseTo(116.619, 3)
    const point = reorderPointForCycleService(moments, 0.95)
    expect(point.safetyFactor).toBeCloseTo(1.6449, 4)
    expect(point.reorderPointUnits).toBeCloseTo(400 + 1.64485 * 116.619, 2)
  })

  test('the reorder point for a fill rate has that fill rate, and a higher one for more', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 20, max: 2000, noNaN: true }),
        fc.double({ min: 0.5, max: 0.998, noNaN: true }),
        (quantity, target) => {
          const point = reorderPointForFillRate(moments, quantity, target)
          const reached = orderPointFillRate(moments, point.reorderPointUnits, quantity)
          expect(reached).toBeCloseTo(target, 9)
          const more = reorderPointForFillRate(moments, quantity, target + 0.001)
          expect(more.reorderPointUnits).toBeGreaterThan(point.reorderPointUnits)
          expect(point.singleLossFillRate).toBeLessThanOrEqual(target + 1e-9)
        },
      ),
    )
  })

  test('the fill rate of (r, Q) is the chance of stock at a level anywhere between r and r + Q', () => {
    const law = normalLaw(moments.mean, moments.sd)
    const [r, quantity, steps] = [330, 150, 3000]
    const middles = Array.from({ length: steps }, (_, i) => r + ((i + 0.5) * quantity) / steps)
    const chance = middles.reduce((sum, level) => sum + law.cdf(level), 0) / steps
    expect(orderPointFillRate(moments, r, quantity)).toBeCloseTo(chance, 7)
  })

  test.each([
    [0, 2],
    [2, 5],
    [3, 9],
    [3, 14],
  ])('lead time %i, up to %i: the fill rate is what each demand finds', (lead, orderUpTo) => {
    const [before, one] = [poissonLaw(2.5 * Math.max(1, lead)), poissonLaw(2.5)]
    const chance = (law: typeof one, units: number) => law.cdf(units) - law.cdf(units - 1)
    let served = 0
    for (let sold = 0; sold < 60; sold++) {
      const left = Math.max(0, orderUpTo - sold)
      const weight = lead === 0 ? (sold === 0 ? 1 : 0) : chance(before, sold)
      for (let asked = 0; asked < 60; asked++) {
        served += weight * chance(one, asked) * Math.min(asked, left)
      }
    }
    const overLead = lead === 0 ? null : before
    const service = orderUpToService(overLead, poissonLaw(2.5 * (lead + 1)), orderUpTo)
    expect(service.fillRate).toBeCloseTo(served / 2.5, 8)
  })

  test('a fill rate and a cycle service level are different figures', () => {
    const service = orderUpToService(
      normalLaw(280, 8 * Math.sqrt(14)),
      normalLaw(420, 8 * Math.sqrt(21)),
      440,
    )
    expect(service.fillRate).toBeCloseTo(0.9518, 4)
    expect(service.cycleServiceLevel).toBeCloseTo(0.7073, 4)
  })

  test('the order-up-to level for a fill rate is the smallest one that has it', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.05, max: 8, noNaN: true }),
        fc.double({ min: 1.2, max: 5, noNaN: true }),
        fc.integer({ min: 0, max: 6 }),
        fc.double({ min: 0.6, max: 0.995, noNaN: true }),
        (mean, ratio, lead, target) => {
          const over = (periods: number) =>
            periods === 0 ? null : negativeBinomialLaw(mean * periods, mean * ratio * periods)
          const both = over(lead + 1)!
          const found = orderUpToForFillRate(over(lead), both, target)
          expect(found.fillRate).toBeGreaterThanOrEqual(target)
          const below = found.orderUpToUnits - 1
          expect(orderUpToService(over(lead), both, below).fillRate).toBeLessThan(target)
        },
      ),
    )
  })
})
