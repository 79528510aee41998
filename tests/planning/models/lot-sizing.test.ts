import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  stockLotSizing,
  tierPrice,
  type StockLotProblem,
} from '#planning/models/stock-lot-sizing.ts'
import { wagnerWhitin, type LotPeriods } from '#planning/models/wagner-whitin.ts'

const constant = (demandUnits: number[], orderCost: number, holdingCost: number): LotPeriods => ({
  demandUnits,
  orderCosts: demandUnits.map(() => orderCost),
  holdingCosts: demandUnits.map(() => holdingCost),
  purchaseCosts: demandUnits.map(() => 0),
})

describe('Wagner-Whitin', () => {
  test('example 3.9 of Snyder & Shen: 90, 120, 80, 70 at 500 an order and 2 a unit and period', () => {
    const plan = wagnerWhitin(constant([90, 120, 80, 70], 500, 2))
    expect(plan.orderQuantities).toEqual([210, 0, 150, 0])
    expect(plan.costsToGo).toEqual([1380, 940, 640, 500, 0])
  })

  test('stock at the start serves the first demands (Rossi, Inventory Analytics, chapter 3)', () => {
    const plan = wagnerWhitin(constant([10, 20, 30, 40], 30, 1), 30)
    expect(plan).toMatchObject({ orderQuantities: [0, 0, 30, 40], cost: 80 })
  })

  test('no demand, no order', () => {
    expect(wagnerWhitin(constant([0, 0], 5, 1))).toMatchObject({ orderQuantities: [0, 0], cost: 0 })
  })

  test('lists of different length are refused', () => {
    const periods = constant([1, 2], 5, 1)
    expect(() => wagnerWhitin({ ...periods, holdingCosts: [1] })).toThrow(/holdingCosts has 1/)
  })

  test('costs what the best of all plans of small lots costs', () => {
    const period = fc.record({
      demand: fc.integer({ min: 0, max: 4 }),
      order: fc.integer({ min: 0, max: 9 }),
      holding: fc.integer({ min: 0, max: 3 }),
      purchase: fc.integer({ min: 0, max: 4 }),
    })
    fc.assert(
      fc.property(
        fc.array(period, { minLength: 1, maxLength: 4 }),
        fc.integer({ min: 0, max: 5 }),
        (rows, initial) => {
          const plan = wagnerWhitin(
            {
              demandUnits: rows.map(({ demand }) => demand),
              orderCosts: rows.map(({ order }) => order),
              holdingCosts: rows.map(({ holding }) => holding),
              purchaseCosts: rows.map(({ purchase }) => purchase),
            },
            initial,
          )
          const total = rows.reduce((sum, { demand }) => sum + demand, 0)
          const from = (t: number, stock: number): number => {
            const row = rows[t]
            if (row === undefined) return 0
            const costs = Array.from({ length: total + 1 }, (_, units) => {
              const left = stock + units - row.demand
              if (left < 0) return Infinity
              const bought = units > 0 ? row.order + row.purchase * units : 0
              return bought + row.holding * left + from(t + 1, left)
            })
            return Math.min(...costs)
          }
          expect(plan.cost).toBe(from(0, initial))
        },
      ),
      { numRuns: 60 },
    )
  })
})

const problem = (changes: Partial<StockLotProblem> = {}): StockLotProblem => ({
  terms: {
    orderCost: 40,
    tiers: [{ minUnits: 0, unitPrice: 1 }],
    moqUnits: 0,
    packUnits: 1,
    capacityUnits: null,
  },
  demandUnits: [10, 20, 30, 40],
  holdingCost: 1,
  backorderCost: null,
  initialStockUnits: 0,
  ...changes,
})

describe('lots under the terms of a supplier', () => {
  test('30 an order at most (Rossi, Inventory Analytics, chapter 3)', () => {
    const { terms } = problem()
    const plan = stockLotSizing(problem({ terms: { ...terms, capacityUnits: 30 } }))
    expect(plan).toEqual({ orderQuantities: [10, 30, 30, 30], cost: 280 })
  })

  test('demand that may wait at 2 a unit and period (Rossi, Inventory Analytics, chapter 3)', () => {
    const plan = stockLotSizing(problem({ backorderCost: 2 }))
    expect(plan).toEqual({ orderQuantities: [0, 60, 0, 40], cost: 230 })
  })

  test.each([
    // demand, MOQ, pack, break -> ordered, cost: 10 each, 5 from the break on, 1 held per unit left
    ['a minimum in whole packs', 1, 5, 4, 2, 8, 47],
    ['a break beyond the demand', 5, 0, 1, 8, 8, 43],
    ['a break too far beyond it', 5, 0, 1, 12, 5, 50],
  ])('%s', (_, units, moqUnits, packUnits, breakAt, ordered, cost) => {
    const tiers = [
      { minUnits: 1, unitPrice: 10 },
      { minUnits: breakAt, unitPrice: 5 },
    ]
    const terms = { orderCost: 0, tiers, moqUnits, packUnits, capacityUnits: null }
    const plan = stockLotSizing(problem({ terms, demandUnits: [units] }))
    expect(plan).toEqual({ orderQuantities: [ordered], cost })
  })

  test('what cannot be met is told', () => {
    const { terms } = problem()
    expect(stockLotSizing(problem({ terms: { ...terms, capacityUnits: 20 } }))).toBeNull()
    expect(() => stockLotSizing(problem({ initialStockUnits: 0.5 }))).toThrow(/initialStockUnits/)
  })

  test('without limits it costs what Wagner-Whitin costs', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 15 }), { minLength: 1, maxLength: 8 }),
        fc.integer({ min: 0, max: 60 }),
        fc.integer({ min: 1, max: 4 }),
        fc.integer({ min: 0, max: 30 }),
        (demandUnits, orderCost, holdingCost, initialStockUnits) => {
          const terms = { ...problem().terms, orderCost, tiers: [{ minUnits: 0, unitPrice: 0 }] }
          const given = problem({ terms, demandUnits, holdingCost, initialStockUnits })
          const free = wagnerWhitin(
            constant(demandUnits, orderCost, holdingCost),
            initialStockUnits,
          )
          expect(stockLotSizing(given)!.cost).toBe(free.cost)
        },
      ),
    )
  })

  test('with every term it is the best of all plans', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 6 }), { minLength: 1, maxLength: 3 }),
        fc.record({
          orderCost: fc.integer({ min: 0, max: 12 }),
          moqUnits: fc.integer({ min: 0, max: 6 }),
          packUnits: fc.integer({ min: 1, max: 4 }),
          capacityUnits: fc.option(fc.integer({ min: 1, max: 12 })),
          breakAt: fc.integer({ min: 2, max: 14 }),
        }),
        fc.option(fc.integer({ min: 1, max: 6 })),
        fc.integer({ min: 0, max: 5 }),
        (demandUnits, { breakAt, ...limits }, backorderCost, initialStockUnits) => {
          const tiers = [
            { minUnits: 1, unitPrice: 5 },
            { minUnits: breakAt, unitPrice: 3 },
          ]
          const given = problem({
            terms: { ...limits, tiers },
            demandUnits,
            holdingCost: 2,
            backorderCost,
            initialStockUnits,
          })
          const from = (t: number, stock: number): number => {
            const demand = demandUnits[t]
            if (demand === undefined) return stock < 0 ? Infinity : 0
            let best = Infinity
            for (let units = 0; units <= 40; units++) {
              const legal =
                units === 0 ||
                (units >= limits.moqUnits &&
                  units % limits.packUnits === 0 &&
                  units <= (limits.capacityUnits ?? Infinity))
              const left = stock + units - demand
              if (!legal || (left < 0 && backorderCost === null)) continue
              const paid = units > 0 ? limits.orderCost + tierPrice(tiers, units)! * units : 0
              const kept = left >= 0 ? 2 * left : -backorderCost! * left
              best = Math.min(best, paid + kept + from(t + 1, left))
            }
            return best
          }
          expect(stockLotSizing(given)?.cost ?? Infinity).toBe(from(0, initialStockUnits))
        },
      ),
      { numRuns: 80 },
    )
  })
})
