import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { allUnitsDiscountLot, incrementalDiscountLot } from '#planning/models/discounts.ts'
import {
  economicOrderQuantity,
  economicOrderQuantityWithBackorders,
  economicProductionQuantity,
} from '#planning/models/eoq.ts'
import { jointCycle, jointReplenishment } from '#planning/models/joint-replenishment.ts'

const money = fc.double({ min: 0.01, max: 1000, noNaN: true })
const lotCosts = fc.record({ orderCost: money, holdingCost: money, demandPerPeriod: money })

describe('economic order quantity', () => {
  const cola = { orderCost: 8, holdingCost: 0.225, demandPerPeriod: 1300 }

  test('example 3.1 of Snyder & Shen: 1,300 a year, 8 an order, .225 a unit and year', () => {
    const lot = economicOrderQuantity(cola)
    expect(lot.orderQuantity).toBeCloseTo(304.05, 2)
    expect(lot.costPerPeriod).toBeCloseTo(68.41, 2)
  })

  test('example 3.8 of Snyder & Shen: the same with backorders at 5 a unit and year', () => {
    const lot = economicOrderQuantityWithBackorders(cola, 5)
    expect(lot.orderQuantity).toBeCloseTo(310.81, 2)
    expect(lot.stockoutFraction).toBeCloseTo(0.0431, 4)
    expect(lot.costPerPeriod).toBeCloseTo(66.92, 2)
  })

  test('problem 3.22 of Snyder & Shen: made at 110 a period, sold at 80', () => {
    const costs = { orderCost: 4, holdingCost: 0.08, demandPerPeriod: 80 }
    const lot = economicProductionQuantity(costs, 110)
    expect(lot.orderQuantity).toBeCloseTo(171.27, 2)
    expect(lot.costPerPeriod).toBeCloseTo(3.7368, 4)
  })

  test('no other quantity costs less, and the cost falls before it and rises after it', () => {
    fc.assert(
      fc.property(lotCosts, fc.double({ min: 1.01, max: 5, noNaN: true }), (costs, factor) => {
        const { orderQuantity, costPerPeriod } = economicOrderQuantity(costs)
        const at = (quantity: number) => economicOrderQuantity(costs, quantity).costPerPeriod
        for (const near of [orderQuantity * factor, orderQuantity / factor]) {
          expect(at(near)).toBeGreaterThan(costPerPeriod)
          const further = near > orderQuantity ? near * factor : near / factor
          expect(at(further)).toBeGreaterThan(at(near))
        }
      }),
    )
  })

  test('each relative is the plain one at its limit', () => {
    fc.assert(
      fc.property(lotCosts, (costs) => {
        const plain = economicOrderQuantity(costs).orderQuantity
        const noWaiting = economicOrderQuantityWithBackorders(costs, costs.holdingCost * 1e9)
        const atOnce = economicProductionQuantity(costs, costs.demandPerPeriod * 1e9)
        expect(noWaiting.orderQuantity / plain).toBeCloseTo(1, 6)
        expect(atOnce.orderQuantity / plain).toBeCloseTo(1, 6)
      }),
    )
  })

  test('backorders: no other quantity and fraction cost less', () => {
    fc.assert(
      fc.property(
        lotCosts,
        money,
        fc.double({ min: 0.2, max: 5, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (costs, stockoutCost, factor, stockoutFraction) => {
          const best = economicOrderQuantityWithBackorders(costs, stockoutCost)
          const orderQuantity = best.orderQuantity * factor
          const other = { orderQuantity, stockoutFraction }
          const { costPerPeriod } = economicOrderQuantityWithBackorders(costs, stockoutCost, other)
          expect(costPerPeriod).toBeGreaterThanOrEqual(best.costPerPeriod * (1 - 1e-12))
        },
      ),
    )
  })

  test('production that is no faster than demand is refused, as is a cost of nothing', () => {
    expect(() => economicProductionQuantity(cola, 1300)).toThrow(/spareProductionRate is 0/)
    expect(() => economicOrderQuantity({ ...cola, holdingCost: 0 })).toThrow(/holdingCost is 0/)
  })
})

describe('price breaks', () => {
  // Problem 3.12 of Snyder & Shen.
  const costs = { orderCost: 2250, demandPerPeriod: 182_500, holdingRate: 0.25 }
  const prices: [number, number][] = [
    [0, 1490],
    [1200, 1220],
    [2400, 1100],
  ]
  const tiers = prices.map(([minUnits, unitPrice]) => ({ minUnits, unitPrice }))

  test('all units at the price that is reached: the last break itself', () => {
    const lot = allUnitsDiscountLot(costs, tiers)
    expect(lot).toMatchObject({ orderQuantity: 2400, tier: 2 })
    expect(lot.costPerPeriod).toBeCloseTo(201_251_093.75, 2)
  })

  test('each price for the units of its range only: beyond the last break', () => {
    const lot = incrementalDiscountLot(costs, tiers)
    expect(lot.tier).toBe(2)
    expect(lot.orderQuantity).toBeCloseTo(28_553.06, 2)
    expect(lot.costPerPeriod).toBeCloseTo(208_678_591.68, 2)
  })

  const anyTiers = fc
    .uniqueArray(fc.integer({ min: 2, max: 300 }), { maxLength: 3 })
    .map((starts) => [0, ...starts.toSorted((a, b) => a - b)])
    .map((starts) => starts.map((minUnits, i) => ({ minUnits, unitPrice: 10 - 0.9 * i })))
  const anyCosts = fc.record({
    orderCost: fc.integer({ min: 1, max: 500 }),
    demandPerPeriod: fc.integer({ min: 5, max: 500 }),
    holdingRate: fc.double({ min: 0.05, max: 0.5, noNaN: true }),
  })
  const goods = {
    allUnits: (list: typeof tiers, units: number) =>
      units * list.findLast(({ minUnits }) => minUnits <= units)!.unitPrice,
    incremental: (list: typeof tiers, units: number) =>
      list.reduce((sum, { minUnits, unitPrice }, index) => {
        const until = list[index + 1]?.minUnits ?? Infinity
        return sum + unitPrice * Math.max(0, Math.min(units, until) - minUnits)
      }, 0),
  }

  test.each([
    ['all units', allUnitsDiscountLot, goods.allUnits],
    ['incremental', incrementalDiscountLot, goods.incremental],
  ] as const)('%s: the lot is the best of a search through all quantities', (_, choose, paid) => {
    fc.assert(
      fc.property(anyTiers, anyCosts, (list, given) => {
        const cost = (units: number) => {
          const lots = given.demandPerPeriod / units
          return (
            (given.orderCost + paid(list, units)) * lots +
            (given.holdingRate * paid(list, units)) / 2
          )
        }
        const best = choose(given, list)
        expect(cost(best.orderQuantity) / best.costPerPeriod).toBeCloseTo(1, 9)
        const all = Array.from({ length: 8000 }, (_, index) => cost((index + 1) / 4))
        expect(best.costPerPeriod).toBeLessThanOrEqual(Math.min(...all) * (1 + 1e-12))
      }),
      { numRuns: 60 },
    )
  })

  test('no price is no lot', () => {
    expect(() => allUnitsDiscountLot(costs, [])).toThrow(/no price/)
  })
})

describe('joint replenishment', () => {
  test('the example of Silver (1976): five items, a shared cost of 10', () => {
    const rows: [number, number][] = [
      [1.87, 1736],
      [5.27, 656],
      [7.94, 558],
      [8.19, 170],
      [8.87, 142],
    ]
    const items = rows.map(([orderCost, demandPerPeriod]) => {
      return { orderCost, holdingCost: 0.2, demandPerPeriod }
    })
    const plan = jointReplenishment(10, items)
    expect(plan.multiples).toEqual([1, 1, 1, 3, 3])
    expect(plan.baseCyclePeriods).toBeCloseTo(0.2814, 4)
    expect(plan.costPerPeriod).toBeCloseTo(218.69, 2)
  })

  const anyItem = fc.record({
    orderCost: fc.integer({ min: 1, max: 100 }),
    holdingCost: fc.integer({ min: 1, max: 20 }),
    demandPerPeriod: fc.integer({ min: 10, max: 1000 }),
  })
  const family = fc.tuple(fc.integer({ min: 20, max: 200 }), fc.tuple(anyItem, anyItem, anyItem))

  test('no other base cycle is cheaper for its multiples', () => {
    fc.assert(
      fc.property(
        family,
        fc.double({ min: 0.5, max: 2, noNaN: true }),
        ([shared, items], factor) => {
          const plan = jointReplenishment(shared, items)
          const cycle = plan.baseCyclePeriods * factor
          const cost = items.reduce((sum, item, index) => {
            const periods = cycle * plan.multiples[index]!
            const held = (item.holdingCost * item.demandPerPeriod * periods) / 2
            return sum + item.orderCost / periods + held
          }, shared / cycle)
          expect(cost).toBeGreaterThanOrEqual(plan.costPerPeriod * (1 - 1e-12))
        },
      ),
    )
  })

  test('on average it costs less than 1 % more than the best of all multiples up to 9', () => {
    const steps = [1, 2, 3, 4, 5, 6, 7, 8, 9]
    const all = steps.flatMap((a) => steps.flatMap((b) => steps.map((c) => [a, b, c])))
    const gaps = fc.sample(family, { numRuns: 200, seed: 5 }).flatMap(([shared, items]) => {
      const { multiples, costPerPeriod } = jointReplenishment(shared, items)
      if (Math.max(...multiples) > 9) return []
      const costs = all.map((others) => jointCycle(shared, items, others).costPerPeriod)
      return [costPerPeriod / Math.min(...costs) - 1]
    })
    expect(gaps.length).toBeGreaterThan(100)
    expect(Math.min(...gaps)).toBeGreaterThan(-1e-9)
    expect(gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length).toBeLessThan(0.01)
  })
})
