import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { normalLaw, poissonLaw, tabulatedLaw } from '#planning/models/demand-law.ts'
import { finiteHorizonPlan, type Horizon } from '#planning/models/finite-horizon.ts'
import { guaranteedService } from '#planning/models/guaranteed-service.ts'
import { myopicBounds } from '#planning/models/myopic-bounds.ts'
import { fineGrid, serialBaseStock } from '#planning/models/serial-base-stock.ts'

const noTerminal = { holdingCost: 0, stockoutCost: 0 }

describe('several periods', () => {
  test('Poisson demand of 20, 40, 60, 40 (Rossi, Inventory Analytics, chapter 4): 67 first', () => {
    const periods = [20, 40, 60, 40].map((mean) => ({
      orderCost: 100,
      purchaseCost: 0,
      holdingCost: 1,
      stockoutCost: 10,
      demand: poissonLaw(mean),
    }))
    const plan = finiteHorizonPlan({
      periods,
      discountFactor: 1,
      terminal: noTerminal,
      initialUnits: 0,
    })
    expect(plan.firstOrderUnits).toBe(67)
    expect(plan.expectedCost).toBeCloseTo(332.177, 3)
  })

  // Five equal periods: normal 100 and 20, 50 an order, 2 a unit, 1 held, 20 short.
  const five: Horizon = {
    periods: Array.from({ length: 5 }, () => ({
      orderCost: 50,
      purchaseCost: 2,
      holdingCost: 1,
      stockoutCost: 20,
      demand: normalLaw(100, 20),
    })),
    discountFactor: 1,
    terminal: { holdingCost: 1, stockoutCost: 20 },
    initialUnits: 0,
  }

  test('the five-period example of Snyder & Shen, section 4.5: (110, 133) four times, then (111, 126)', () => {
    const { levels } = finiteHorizonPlan(five)
    const pairs = levels.map(({ reorderPointUnits: s, orderUpToUnits: S }) => [s, S])
    expect(pairs).toEqual([...Array.from({ length: 4 }, () => [110, 133]), [111, 126]])
  })

  test('the best levels lie between the myopic bounds', () => {
    const bounds = myopicBounds(five)
    expect(bounds[0]!.lowestOrderUpTo).toBeCloseTo(133.368, 3)
    expect(bounds[0]!.highestOrderUpTo).toBeCloseTo(191.66, 2)
    expect(bounds[0]!.lowestReorderPoint).toBeCloseTo(110.26, 2)
    finiteHorizonPlan(five).levels.forEach((level, period) => {
      const bound = bounds[period]!
      expect(level.orderUpToUnits).toBeGreaterThan(bound.lowestOrderUpTo - 1)
      expect(level.orderUpToUnits).toBeLessThan(bound.highestOrderUpTo + 1)
      expect(level.reorderPointUnits).toBeGreaterThan(bound.lowestReorderPoint - 1)
      expect(level.reorderPointUnits).toBeLessThan(bound.highestReorderPoint + 1)
    })
  })

  test('the expected cost is the best of all decisions on a small tree of demands', () => {
    const demand = fc.tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 9 }))
    fc.assert(
      fc.property(
        fc.array(demand, { minLength: 1, maxLength: 3 }),
        fc.integer({ min: 0, max: 12 }),
        fc.integer({ min: -2, max: 4 }),
        (weights, orderCost, initialUnits) => {
          const costs = { orderCost, purchaseCost: 1, holdingCost: 1, stockoutCost: 5 }
          const terminal = { holdingCost: 2, stockoutCost: 7 }
          const chances = weights.map(([none, three]) => none / (none + three))
          const periods = chances.map((none) => ({
            ...costs,
            demand: tabulatedLaw([
              { units: 0, probability: none },
              { units: 3, probability: 1 - none },
            ]),
          }))
          const money = (units: number, h: number, p: number) =>
            units > 0 ? h * units : -p * units
          const from = (t: number, stock: number): number => {
            const none = chances[t]
            if (none === undefined) return money(stock, 2, 7)
            let best = Infinity
            for (let up = stock; up <= 12; up++) {
              const bought = up > stock ? orderCost + up - stock : 0
              const after = (left: number) => money(left, 1, 5) + 0.9 * from(t + 1, left)
              best = Math.min(best, bought + none * after(up) + (1 - none) * after(up - 3))
            }
            return best
          }
          const plan = finiteHorizonPlan({ periods, discountFactor: 0.9, terminal, initialUnits })
          expect(plan.expectedCost).toBeCloseTo(from(0, initialUnits), 6)
        },
      ),
      { numRuns: 25 },
    )
  })
})

describe('a serial chain under stochastic service', () => {
  const stages = [
    { echelonHoldingCost: 3, leadTimePeriods: 1 },
    { echelonHoldingCost: 2, leadTimePeriods: 1 },
    { echelonHoldingCost: 2, leadTimePeriods: 2 },
  ]

  test('example 6.1 of Snyder & Shen: 6.49, 12.02, 22.71 at 47.65', () => {
    const plan = serialBaseStock(stages, { mean: 5, sd: 1 }, 37.12)
    const printed = [6.49, 12.02, 22.71]
    plan.baseStockUnits.forEach((units, stage) => {
      expect(Math.abs(units - printed[stage]!)).toBeLessThan(0.02)
    })
    expect(Math.abs(plan.costPerPeriod - 47.65)).toBeLessThan(0.02)
  })

  test('one stage is a newsvendor', () => {
    const stage = { echelonHoldingCost: 3, leadTimePeriods: 4 }
    const plan = serialBaseStock([stage], { mean: 5, sd: 1 }, 17)
    const law = normalLaw(20, 2)
    const level = law.quantile(17 / 20)
    const { shortUnits, leftUnits } = law.loss(level)
    expect(Math.abs(plan.baseStockUnits[0]! - level)).toBeLessThan(0.03)
    expect(plan.costPerPeriod).toBeCloseTo(3 * leftUnits + 17 * shortUnits, 2)
  })

  test('a grid twice as fine gives the same cost to four digits', () => {
    const demand = { mean: 5, sd: 1 }
    const grid = fineGrid(stages, demand)
    const finer = {
      ...grid,
      stepUnits: grid.stepUnits / 2,
      levels: 2 * grid.levels - 1,
      demandIntervals: 2 * grid.demandIntervals,
    }
    const cost = serialBaseStock(stages, demand, 37.12, finer).costPerPeriod
    expect(serialBaseStock(stages, demand, 37.12).costPerPeriod / cost).toBeCloseTo(1, 4)
  })
})

describe('a serial chain under guaranteed service', () => {
  test('example 6.3 of Snyder & Shen', () => {
    const stages = [
      { holdingCost: 7, processingPeriods: 1 },
      { holdingCost: 4, processingPeriods: 0 },
      { holdingCost: 2, processingPeriods: 1 },
    ]
    const terms = { safetyFactor: 1, demandSd: 1, outboundPeriods: 1, inboundPeriods: 1 }
    const plan = guaranteedService(stages, terms)
    expect(plan.servicePeriods).toEqual([1, 0, 0])
    expect(plan.costPerPeriod).toBeCloseTo(2 * Math.SQRT2, 9)
  })

  test('it is the best of all service times', () => {
    const stage = fc.record({
      holdingCost: fc.integer({ min: 1, max: 9 }),
      processingPeriods: fc.integer({ min: 0, max: 4 }),
    })
    const time = fc.integer({ min: 0, max: 3 })
    fc.assert(
      fc.property(
        fc.array(stage, { minLength: 1, maxLength: 4 }),
        time,
        time,
        (stages, outboundPeriods, inboundPeriods) => {
          const from = (index: number, inbound: number): number => {
            const own = stages[index]
            if (own === undefined) return 0
            const within = inbound + own.processingPeriods
            const most = index === 0 ? Math.min(outboundPeriods, within) : within
            let best = Infinity
            for (let promised = 0; promised <= most; promised++) {
              const rest = index === 0 ? 0 : from(index - 1, promised)
              best = Math.min(best, own.holdingCost * Math.sqrt(within - promised) + rest)
            }
            return best
          }
          const terms = { safetyFactor: 1, demandSd: 1, outboundPeriods, inboundPeriods }
          const { costPerPeriod } = guaranteedService(stages, terms)
          expect(costPerPeriod).toBeCloseTo(from(stages.length - 1, inboundPeriods), 9)
        },
      ),
      { numRuns: 60 },
    )
  })

  test('half a period is refused', () => {
    const terms = { safetyFactor: 1, demandSd: 1, outboundPeriods: 0.5, inboundPeriods: 0 }
    expect(() => guaranteedService([{ holdingCost: 1, processingPeriods: 1 }], terms)).toThrow(
      /not whole/,
    )
  })
})
