// Where a rule of the planner has a counterpart in the textbooks, the two agree.
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { normalLaw } from '#planning/models/demand-law.ts'
import { allUnitsDiscountLot, incrementalDiscountLot } from '#planning/models/discounts.ts'
import { economicOrderQuantity } from '#planning/models/eoq.ts'
import {
  leadTimeDemandMoments,
  reorderPointForCycleService,
} from '#planning/models/lead-time-demand.ts'
import { newsvendor } from '#planning/models/newsvendor.ts'
import { defaultPolicy } from '#planning/policy/default-policy.ts'
import { reorderLevels } from '#planning/policy/reorder-levels.ts'
import {
  bestQuantity,
  lotCostPerDay,
  longestLotDays,
  reviewsPerOrder,
  usualLotUnits,
  type LotFacts,
} from '#planning/sourcing/lot-size.ts'
import { demand, line, policy, supplier } from './lines.ts'

describe('levels', () => {
  // Nearly normal demand: 1,000 a day with sd 100; measured lead time, review of the day after.
  const daily = { ...policy, reviewPeriodDays: 1 }
  const forecast = { ...demand(1000, 10_000), family: 'gamma' as const }
  const levels = (meanDays: number, sdDays: number) => {
    const leadTime = { source: '', asOf: '2026-11-01', meanDays, sdDays, observations: 99 }
    const option = supplier({ leadTime })
    return reorderLevels(line({ suppliers: [option] }), daily, { ...option, leadTime }, forecast, {
      kind: 'cycle',
      level: 0.95,
      reason: '',
    })
  }
  const textbook = (meanDays: number, sdDays: number) =>
    leadTimeDemandMoments({ mean: 1000, sd: 100 }, { mean: meanDays + 1, sd: sdDays })

  test.each([4, 12, 30])('%i days of lead time: the safety stock of the textbook', (meanDays) => {
    const point = reorderPointForCycleService(textbook(meanDays, 0), 0.95)
    const { safetyStockUnits } = levels(meanDays, 0)
    expect(Math.abs(safetyStockUnits / point.safetyStockUnits - 1)).toBeLessThan(0.03)
  })

  test.each([
    [14, 3],
    [20, 4],
    [30, 8],
  ])('%i days of lead time, sd %i: the moments of the textbook', (meanDays, sdDays) => {
    const { mean, sd } = textbook(meanDays, sdDays)
    const { protectionDemand } = levels(meanDays, sdDays)
    expect(protectionDemand.mean / mean).toBeCloseTo(1, 6)
    expect(Math.abs(Math.sqrt(protectionDemand.variance) / sd - 1)).toBeLessThan(0.02)
  })

  test('a service level is the critical ratio of a newsvendor', () => {
    const costs = { holdingCost: 5, stockoutCost: 95 }
    const { mean, sd } = textbook(4, 0)
    const stock = newsvendor(costs, normalLaw(mean, sd)).baseStockUnits - mean
    expect(Math.abs(levels(4, 0).safetyStockUnits / stock - 1)).toBeLessThan(0.03)
  })
})

const facts = (changes: Partial<LotFacts> = {}): LotFacts => ({
  baseCurrency: 'GBP',
  dailyMeanUnits: 10,
  reviewPeriodDays: 7,
  holdingRate: defaultPolicy.holdingRate,
  orderCostMinor: 0,
  shelfLifeDays: null,
  ...changes,
})

describe('lots', () => {
  test('an order lasts the reviews whose quantity is nearest in cost to the EOQ', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 3000 }),
        fc.integer({ min: 1, max: 50 }),
        (orderCostMinor, dailyMeanUnits) => {
          const given = facts({ orderCostMinor, dailyMeanUnits })
          const costs = {
            orderCost: orderCostMinor,
            holdingCost: (200 * given.holdingRate) / 365,
            demandPerPeriod: dailyMeanUnits,
          }
          const { orderQuantity } = economicOrderQuantity(costs)
          const reviews = orderQuantity / (7 * dailyMeanUnits)
          const ours = reviewsPerOrder(supplier(), given)
          const most = Math.floor(longestLotDays / 7)
          expect(
            [Math.floor(reviews), Math.ceil(reviews)].map((n) => Math.min(most, Math.max(1, n))),
          ).toContain(ours)
        },
      ),
    )
  })

  const steps = fc
    .uniqueArray(fc.integer({ min: 20, max: 3000 }), { minLength: 1, maxLength: 3 })
    .map((starts) => starts.toSorted((a, b) => a - b))
  const kinds = [
    ['all_units', allUnitsDiscountLot],
    ['incremental', incrementalDiscountLot],
  ] as const

  test.each(kinds)(
    '%s: a lot costs what the textbook says, and its best lot is ours',
    (kind, choose) => {
      fc.assert(
        fc.property(
          steps,
          fc.integer({ min: 100, max: 20_000 }),
          fc.integer({ min: 1, max: 40 }),
          (starts, orderCostMinor, dailyMeanUnits) => {
            const given = facts({ orderCostMinor, dailyMeanUnits })
            const prices = starts.map((_, index) => 2 - 0.15 * (index + 1))
            const option = supplier({
              unitPrice: '2.00',
              discountKind: kind,
              // "From 100 on" is the 100th unit with all units; the textbook's incremental price starts after the break.
              priceBreaks: starts.map((start, index) => ({
                minUnits: kind === 'incremental' ? start + 1 : start,
                unitPrice: prices[index]!.toFixed(2),
              })),
            })
            const tiers = [
              { minUnits: 0, unitPrice: 200 },
              ...starts.map((minUnits, index) => ({ minUnits, unitPrice: 100 * prices[index]! })),
            ]
            const costs = {
              orderCost: orderCostMinor,
              demandPerPeriod: dailyMeanUnits,
              holdingRate: given.holdingRate / 365,
            }
            const best = choose(costs, tiers)
            const ours = Array.from({ length: 6000 }, (_, index) => index + 1).reduce(
              (least, units) => {
                const cost = lotCostPerDay(option, given, units)
                return cost < least.cost ? { units, cost } : least
              },
              { units: 0, cost: Infinity },
            )
            fc.pre(best.orderQuantity < 6000)
            expect(ours.cost / best.costPerPeriod).toBeCloseTo(1, 4)
            expect(Math.abs(ours.units / best.orderQuantity - 1)).toBeLessThan(0.05)
          },
        ),
        { numRuns: 8 },
      )
    },
  )

  test('an order of the usual size is raised to the break that the textbook chooses', () => {
    let raised = 0
    fc.assert(
      fc.property(
        steps,
        fc.integer({ min: 0, max: 2000 }),
        fc.integer({ min: 2, max: 40 }),
        (starts, orderCostMinor, dailyMeanUnits) => {
          const given = facts({ orderCostMinor, dailyMeanUnits })
          const prices = starts.map((minUnits, index) => {
            return { minUnits, unitPrice: 2 - 0.03 * (index + 1) }
          })
          const option = supplier({
            priceBreaks: prices.map(({ minUnits, unitPrice }) => {
              return { minUnits, unitPrice: unitPrice.toFixed(2) }
            }),
          })
          const costs = {
            orderCost: Math.max(orderCostMinor, 1e-6),
            demandPerPeriod: dailyMeanUnits,
            holdingRate: given.holdingRate / 365,
          }
          const minor = prices.map((tier) => ({ ...tier, unitPrice: 100 * tier.unitPrice }))
          const best = allUnitsDiscountLot(costs, [{ minUnits: 0, unitPrice: 200 }, ...minor])
          const usual = usualLotUnits(option, given)
          const chosen = best.orderQuantity
          fc.pre(starts.includes(chosen) && chosen > usual)
          fc.pre(chosen <= longestLotDays * dailyMeanUnits)
          expect(bestQuantity(option, given, usual, Infinity, 0)).toBe(chosen)
          raised += 1
        },
      ),
      { numRuns: 60 },
    )
    expect(raised).toBeGreaterThan(30)
  })
})
