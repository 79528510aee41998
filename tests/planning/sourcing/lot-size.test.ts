import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { landedUnitCost, unitPriceAt } from '#planning/sourcing/landed-cost.ts'
import {
  bestQuantity,
  lotCostPerDay,
  lotGain,
  longestLotDays,
  reviewsPerOrder,
  usualLotUnits,
} from '#planning/sourcing/lot-size.ts'
import type { LotFacts } from '#planning/sourcing/lot-size.ts'
import { option } from './shop.ts'

const facts = (changes: Partial<LotFacts> = {}): LotFacts => ({
  baseCurrency: 'GBP',
  dailyMeanUnits: 10,
  reviewPeriodDays: 7,
  holdingRate: 0.2,
  orderCostMinor: 0,
  shelfLifeDays: null,
  ...changes,
})

describe('reviews that one order lasts', () => {
  // Economic order quantity sqrt(2 K d / h) at 10 a day, £4.00, 20 % a year, in reviews of 7 days.
  test.each([
    // order cost minor, EOQ in units, reviews
    [0, 0, 1],
    [200, 135, 2],
    [500, 214, 3],
    [2000, 427, 6],
    [20_000, 1351, 13],
  ])('an order that costs %d: EOQ of %d units, %d reviews', (orderCostMinor, eoq, reviews) => {
    const held = (400 * 0.2) / 365
    expect(Math.round(Math.sqrt((2 * orderCostMinor * 10) / held))).toBe(eoq)
    expect(reviewsPerOrder(option(), facts({ orderCostMinor }))).toBe(reviews)
  })

  test('never longer than the shelf life', () => {
    const costly = facts({ orderCostMinor: 2000, shelfLifeDays: 25 })
    expect(reviewsPerOrder(option(), costly)).toBe(3)
  })

  test('is the cheapest of all numbers of reviews', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 5000 }),
        fc.integer({ min: 1, max: 40 }),
        (orderCostMinor, dailyMeanUnits) => {
          const given = facts({ orderCostMinor, dailyMeanUnits })
          const cost = (reviews: number) =>
            lotCostPerDay(option(), given, reviews * 7 * dailyMeanUnits)
          const all = Array.from({ length: 13 }, (_, index) => cost(index + 1))
          expect(cost(reviewsPerOrder(option(), given))).toBeCloseTo(Math.min(...all), 6)
        },
      ),
    )
  })
})

describe('a price by quantity', () => {
  const list = {
    unitPrice: '10',
    priceBreaks: [
      { minUnits: 101, unitPrice: '9' },
      { minUnits: 201, unitPrice: '8' },
    ],
  }
  test.each([
    // units, all units, incremental: 100 at 10, the next 100 at 9, the rest at 8
    [1, '10', '10'],
    [100, '10', '10'],
    [101, '9', '9.990099'],
    [200, '9', '9.5'],
    [300, '8', '9'],
  ])('%d units: %s each, or %s with incremental discounts', (units, all, incremental) => {
    expect(unitPriceAt(list, units)).toBe(all)
    const steps = { ...list, discountKind: 'incremental' as const }
    expect(unitPriceAt(steps, units)).toBe(incremental)
    const terms = { baseCurrency: 'GBP', holdingRate: 0.2 }
    const mean = landedUnitCost(option(steps), units, terms) / 100
    expect(mean).toBeCloseTo(Number(incremental), 6)
  })
})

test('the lots of the textbook: Silver, Pyke & Thomas, section 4.5, break worth it for one item and not for another', () => {
  // A larger lot over the time it lasts: (Q2 - Q1) / 2 more in stock, K saved for every order saved.
  const broken = option({ priceBreaks: [{ minUnits: 300, unitPrice: '3.92' }] })
  const given = facts({ orderCostMinor: 150, dailyMeanUnits: 10, reviewPeriodDays: 15 })
  expect(usualLotUnits(broken, given)).toBe(150)
  const gain = lotGain(broken, given, 150, 300, 0)
  expect(gain.savesMinor).toBeCloseTo(300 * 8 + 150, 6)
  expect(gain.carryingMinor).toBeCloseTo((75 * 392 * 0.2 * 30) / 365, 6)
})

const steps = fc
  .uniqueArray(fc.integer({ min: 2, max: 400 }), { minLength: 1, maxLength: 3 })
  .map((starts) =>
    starts
      .toSorted((a, b) => a - b)
      .map((minUnits, index) => ({ minUnits, unitPrice: (3.9 - 0.15 * index).toFixed(2) })),
  )

test('the quantity is the cheapest of all legal ones, by a search through all of them', () => {
  fc.assert(
    fc.property(
      steps,
      fc.constantFrom('all_units' as const, 'incremental' as const),
      fc.integer({ min: 1, max: 24 }),
      fc.integer({ min: 0, max: 1500 }),
      fc.integer({ min: 1, max: 12 }),
      fc.integer({ min: 0, max: 150 }),
      (priceBreaks, discountKind, orderMultipleUnits, orderCostMinor, perDay, catchUp) => {
        const given = facts({ orderCostMinor, dailyMeanUnits: perDay })
        const one = option({ priceBreaks, discountKind, orderMultipleUnits })
        const from = Math.ceil((catchUp + 7 * perDay) / orderMultipleUnits) * orderMultipleUnits
        const terms = { baseCurrency: 'GBP', holdingRate: 0.2 }
        const cost = (units: number) => units * landedUnitCost(one, units, terms)
        const longest = Math.floor(longestLotDays * perDay)
        const lots = Array.from({ length: longest }, (_, index) => index + 1).filter(
          (units) => units % orderMultipleUnits === 0 && units >= 7 * perDay,
        )
        fc.pre(lots.length > 0)
        const perDayCost = Math.min(...lots.map((units) => lotCostPerDay(one, given, units)))
        const heldAt = (units: number) => {
          const lot = discountKind === 'incremental' ? usualLotUnits(one, given) : units
          return cost(lot) / lot
        }
        const value = (units: number) =>
          cost(units) +
          (heldAt(units) * 0.2 * (units - catchUp) ** 2) / (730 * perDay) -
          (perDayCost * units) / perDay
        const breaks = priceBreaks.map(({ minUnits }) => minUnits)
        const reaches = (units: number) =>
          breaks.some((start) => units >= start && units - orderMultipleUnits < start)
        const open = Array.from({ length: catchUp + longest }, (_, index) => index + 1).filter(
          (units) =>
            units % orderMultipleUnits === 0 &&
            units > from &&
            (discountKind === 'incremental' || reaches(units)),
        )
        const least = Math.min(value(from), ...open.map(value))
        const found = bestQuantity(one, given, from, Infinity, catchUp)
        expect(value(found)).toBeLessThan(least + 1e-4)
      },
    ),
    { numRuns: 150 },
  )
})
