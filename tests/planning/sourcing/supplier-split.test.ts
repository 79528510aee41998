import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { legalLots, tierPrice } from '#planning/models/stock-lot-sizing.ts'
import { legalQuantity } from '#planning/sourcing/legal-quantity.ts'
import {
  splitAcrossSuppliers,
  type SplitNeed,
  type SplitOffer,
} from '#planning/sourcing/supplier-split.ts'

const offer = (supplierCode: string, changes: Partial<SplitOffer> = {}): SplitOffer => ({
  supplierCode,
  orderCost: 0,
  moqUnits: 1,
  packUnits: 1,
  capacityUnits: null,
  tiers: [{ minUnits: 1, unitPrice: 10 }],
  ...changes,
})

const need = (requiredUnits: number, offers: SplitOffer[], changes: Partial<SplitNeed> = {}) => ({
  requiredUnits,
  offers,
  excessCost: 0,
  maxShare: null,
  ...changes,
})

const text = (given: SplitNeed) => {
  const split = splitAcrossSuppliers(given)
  if (split === null) return 'not possible'
  const orders = split.orders.map(({ supplierCode, units }) => `${units} ${supplierCode}`)
  return `${orders.join(' + ')} for ${split.cost}`
}

const cheap = offer('Cheap', { capacityUnits: 60, tiers: [{ minUnits: 1, unitPrice: 8 }] })
const boxes = offer('Boxes', { packUnits: 24, orderCost: 30 })
const breaks = offer('Breaks', {
  tiers: [
    { minUnits: 1, unitPrice: 12 },
    { minUnits: 50, unitPrice: 9 },
  ],
})

describe('the cheapest split', () => {
  test.each([
    ['the cheap one while it can', need(50, [cheap, offer('Dear')]), '50 Cheap for 400'],
    ['then the other', need(100, [cheap, offer('Dear')]), '60 Cheap + 40 Dear for 880'],
    ['whole packs', need(100, [cheap, boxes]), '52 Cheap + 48 Boxes for 926'],
    ['up to a break', need(100, [cheap, breaks]), '50 Cheap + 50 Breaks for 850'],
    ['more than needed, where that is cheaper', need(45, [breaks]), '50 Breaks for 450'],
    ['not where excess costs', need(45, [breaks], { excessCost: 20 }), '45 Breaks for 540'],
    [
      'no more than a share',
      need(100, [cheap, offer('Dear')], { maxShare: 0.5 }),
      '50 Cheap + 50 Dear for 900',
    ],
    ['not enough to be had', need(100, [cheap]), 'not possible'],
    ['a minimum above the share', need(10, [boxes], { maxShare: 0.9 }), 'not possible'],
  ])('%s', (_, given, expected) => {
    expect(text(given)).toBe(expected)
  })

  test('an offer without a price and a need of nothing are refused', () => {
    expect(() => splitAcrossSuppliers(need(10, [offer('A', { tiers: [] })]))).toThrow(/offer/)
    expect(() => splitAcrossSuppliers(need(0, [cheap]))).toThrow(/need/)
  })
})

const anyOffer = fc
  .record({
    orderCost: fc.integer({ min: 0, max: 40 }),
    moqUnits: fc.integer({ min: 0, max: 15 }),
    packUnits: fc.integer({ min: 1, max: 7 }),
    capacityUnits: fc.option(fc.integer({ min: 1, max: 30 })),
    price: fc.integer({ min: 3, max: 9 }),
    breakAt: fc.integer({ min: 2, max: 25 }),
  })
  .map(({ price, breakAt, ...limits }) => ({
    ...limits,
    tiers: [
      { minUnits: 1, unitPrice: price },
      { minUnits: breakAt, unitPrice: price - 2 },
    ],
  }))

const anyNeed = fc
  .record({
    requiredUnits: fc.integer({ min: 1, max: 30 }),
    offers: fc.array(anyOffer, { minLength: 1, maxLength: 3 }),
    excessCost: fc.integer({ min: 0, max: 3 }),
    maxShare: fc.option(fc.constantFrom(0.4, 0.5, 0.7, 1)),
  })
  .map((given) => ({
    ...given,
    offers: given.offers.map((one, index) => ({ ...one, supplierCode: `S${index}` })),
  }))

/** Every combination of legal lots. */
function searched({ requiredUnits, offers, excessCost, maxShare }: SplitNeed): number {
  const share = maxShare === null ? Infinity : Math.floor(maxShare * requiredUnits + 1e-9)
  const lots = offers.map((one) => legalLots(one, Math.min(share, 80)))
  const from = (index: number, units: number): number => {
    const choices = lots[index]
    if (choices === undefined) {
      return units < requiredUnits ? Infinity : excessCost * (units - requiredUnits)
    }
    return Math.min(...choices.map((lot) => lot.cost + from(index + 1, units + lot.units)))
  }
  return from(0, 0)
}

describe('for any need and any offers', () => {
  test('it costs what a search through all combinations finds', () => {
    fc.assert(
      fc.property(anyNeed, (given) => {
        expect(splitAcrossSuppliers(given)?.cost ?? Infinity).toBe(searched(given))
      }),
      { numRuns: 150 },
    )
  })

  test('its orders keep every term, and sum to its units and cost', () => {
    fc.assert(
      fc.property(anyNeed, (given) => {
        const split = splitAcrossSuppliers(given)
        if (split === null) return
        let paid = given.excessCost * (split.totalUnits - given.requiredUnits)
        let bought = 0
        for (const { supplierCode, units, cost } of split.orders) {
          const terms = given.offers.find((one) => one.supplierCode === supplierCode)!
          expect(units % terms.packUnits).toBe(0)
          expect(units).toBeGreaterThanOrEqual(terms.moqUnits)
          expect(units).toBeLessThanOrEqual(terms.capacityUnits ?? Infinity)
          expect(units).toBeLessThanOrEqual((given.maxShare ?? Infinity) * given.requiredUnits)
          expect(cost).toBe(terms.orderCost + units * tierPrice(terms.tiers, units)!)
          paid += cost
          bought += units
        }
        expect(split.totalUnits).toBe(bought)
        expect(bought).toBeGreaterThanOrEqual(given.requiredUnits)
        expect(split.cost).toBeCloseTo(paid, 9)
      }),
      { numRuns: 300 },
    )
  })

  test('the cost does not depend on the order of the offers', () => {
    fc.assert(
      fc.property(anyNeed, (given) => {
        const turned = { ...given, offers: given.offers.toReversed() }
        expect(splitAcrossSuppliers(turned)?.cost).toBe(splitAcrossSuppliers(given)?.cost)
      }),
    )
  })

  test('one supplier at one price gets the smallest legal quantity', () => {
    const terms = fc.record({
      moqUnits: fc.integer({ min: 0, max: 80 }),
      packUnits: fc.integer({ min: 1, max: 30 }),
      capacityUnits: fc.option(fc.integer({ min: 1, max: 200 })),
    })
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 150 }), terms, (asked, limits) => {
        const legal = legalQuantity(
          {
            supplierCode: 'A',
            moqUnits: limits.moqUnits,
            orderMultipleUnits: limits.packUnits,
            maximumUnits: limits.capacityUnits,
          },
          asked,
        )
        const split = splitAcrossSuppliers(need(asked, [offer('A', limits)]))
        expect(split?.totalUnits).toBe(legal === null || legal.short ? undefined : legal.units)
      }),
    )
  })

  test('five suppliers and 200,000 units take less than a second', () => {
    const offers = [1, 7, 12, 24, 50].map((packUnits, index) => ({
      ...offer(`S${index}`, { packUnits, orderCost: 100, capacityUnits: 90_000 }),
      tiers: [1, 1000, 20_000].map((minUnits, tier) => {
        return { minUnits, unitPrice: 5 - tier / 2 + index / 10 }
      }),
    }))
    const began = performance.now()
    const split = splitAcrossSuppliers(need(200_000, offers))
    expect(split?.totalUnits).toBeGreaterThanOrEqual(200_000)
    expect(performance.now() - began).toBeLessThan(1000)
  })
})
