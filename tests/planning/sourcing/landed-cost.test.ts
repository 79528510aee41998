import { assert, constantFrom, integer, property } from 'fast-check'
import { describe, expect, test } from 'vitest'

import { buyerBears } from '#planning/sourcing/incoterm.ts'
import {
  landedCost,
  landedUnitCost,
  unitPriceAt,
  unitsPerContainer,
} from '#planning/sourcing/landed-cost.ts'
import { option } from './shop.ts'

const terms = { baseCurrency: 'GBP', holdingRate: 0.2, orderShare: 1 }

describe('landed cost, worked by hand', () => {
  test('pounds in a pound shop', () => {
    const pounds = option({
      freightRate: 0.05,
      freightPerOrderMinor: 2500,
      dutyRate: 0.04,
      paymentTermsDays: 30,
    })
    expect(landedCost(pounds, 100, terms)).toEqual({
      units: 100,
      unitPrice: '4',
      currency: 'GBP',
      lineTotalMinor: 40_000,
      baseCurrency: 'GBP',
      goodsMinor: 40_000, // 100 x 4.00
      freightMinor: 4500, // 5 % of 400.00 + 25.00
      dutyMinor: 1600, // 4 % of 400.00
      paidMinor: 46_100,
      paymentTermsMinor: -658, // 400.00 x 20 % x 30 / 365 = 6.575...
      totalMinor: 45_442,
    })
  })

  test('dollars in a pound shop, half of the freight per order', () => {
    const dollars = option({
      currency: 'USD',
      unitPrice: '12.345678',
      rateToBase: '0.79',
      freightRate: 0.03,
      freightPerOrderMinor: 15_000,
      dutyRate: 0.12,
      paymentTermsDays: 60,
    })
    const cost = landedCost(dollars, 250, { ...terms, orderShare: 0.5 })
    expect(cost.lineTotalMinor).toBe(308_642) // 3,086.4195 dollars
    expect(cost.goodsMinor).toBe(243_827) // 3,086.4195 x .79 = 2,438.271405
    expect(cost.freightMinor).toBe(13_240) // (92.592585 + 75) x .79 = 132.398...
    expect(cost.dutyMinor).toBe(29_259) // 370.37034 x .79 = 292.5925...
    expect(cost.paymentTermsMinor).toBe(-8016) // 101.4713... x .79 = 80.1623...
    expect(cost.totalMinor).toBe(278_310)
  })

  test('yen, which have no minor digits, in a pound shop', () => {
    const yen = option({
      currency: 'JPY',
      currencyDigits: 0,
      unitPrice: '850.5',
      rateToBase: '0.0052',
      freightPerOrderMinor: 3000,
      dutyRate: 0.025,
      incoterm: 'EXW',
    })
    const cost = landedCost(yen, 40, terms)
    expect(cost.lineTotalMinor).toBe(34_020)
    expect(cost.goodsMinor).toBe(17_690) // 34,020 x .0052 = 176.904
    expect(cost.freightMinor).toBe(1560) // 3,000 yen x .0052 = 15.60
    expect(cost.dutyMinor).toBe(442) // 850.5 x .0052 = 4.4226
    expect(cost.totalMinor).toBe(19_692)
  })

  test('pounds in a yen shop, delivered at place', () => {
    const pounds = option({
      unitPrice: '10',
      rateToBase: '191.235',
      freightRate: 0.05,
      freightPerOrderMinor: 900,
      dutyRate: 0.1,
      paymentTermsDays: 45,
      incoterm: 'DAP',
    })
    const cost = landedCost(pounds, 3, { ...terms, baseCurrency: 'JPY' })
    expect(cost.goodsMinor).toBe(5737) // 30 x 191.235 = 5,737.05
    expect(cost.freightMinor).toBe(0)
    expect(cost.dutyMinor).toBe(574) // 573.705
    expect(cost.paymentTermsMinor).toBe(-141) // .739726... x 191.235 = 141.46...
    expect(cost.totalMinor).toBe(6170)
  })

  test('half a penny is rounded up, once', () => {
    expect(landedCost(option({ unitPrice: '0.005' }), 1, terms).goodsMinor).toBe(1)
    expect(landedCost(option({ unitPrice: '0.005' }), 3, terms).goodsMinor).toBe(2)
  })

  test('the highest break that is reached sets the price, whatever the order of the breaks', () => {
    const broken = option({
      priceBreaks: [
        { minUnits: 500, unitPrice: '3' },
        { minUnits: 100, unitPrice: '3.5' },
      ],
    })
    expect([99, 100, 499, 500].map((units) => unitPriceAt(broken, units))).toEqual([
      '4',
      '3.5',
      '3.5',
      '3',
    ])
  })
})

test.each([
  ['EXW', true, true],
  ['FCA', true, true],
  ['FAS', true, true],
  ['FOB', true, true],
  ['CFR', false, true],
  ['CIF', false, true],
  ['CPT', false, true],
  ['CIP', false, true],
  ['DAP', false, true],
  ['DPU', false, true],
  ['DDP', false, false],
])('under %s the buyer bears freight: %s, duty: %s', (incoterm, freight, duty) => {
  expect(buyerBears(incoterm)).toEqual({ freight, duty })
  const cost = landedCost(option({ incoterm, freightRate: 0.1, dutyRate: 0.1 }), 10, terms)
  expect([cost.freightMinor, cost.dutyMinor]).toEqual([freight ? 400 : 0, duty ? 400 : 0])
})

test('an Incoterm with a place is read; an unknown one has no landed cost and says what to enter', () => {
  expect(buyerBears(' fob Shanghai ')).toEqual({ freight: true, duty: true })
  expect(buyerBears('FREE')).toBeNull()
  expect(() => landedCost(option({ incoterm: '' }), 1, terms)).toThrow(/Incoterm/)
})

test('an unknown exchange rate is never taken as one', () => {
  expect(() => landedCost(option({ rateToBase: null }), 1, terms)).toThrow(/exchange rate/)
  expect(() => landedUnitCost(option({ rateToBase: null }), 1, terms)).toThrow(/exchange rate/)
})

test('components sum, and the floating unit cost agrees', () => {
  assert(
    property(
      integer({ min: 1, max: 100_000 }),
      integer({ min: 1, max: 99_999_999 }),
      integer({ min: 0, max: 500 }),
      integer({ min: 0, max: 500 }),
      integer({ min: 0, max: 180 }),
      constantFrom('EXW', 'DAP', 'DDP'),
      constantFrom('GBP', 'JPY', 'KWD'),
      (units, micros, duty, freight, days, incoterm, baseCurrency) => {
        const any = option({
          unitPrice: (micros / 1e6).toFixed(6),
          dutyRate: duty / 1000,
          freightRate: freight / 1000,
          paymentTermsDays: days,
          incoterm,
          rateToBase: '1.37',
          currency: 'USD',
        })
        const cost = landedCost(any, units, { ...terms, baseCurrency })
        expect(cost.goodsMinor + cost.freightMinor + cost.dutyMinor + cost.paymentTermsMinor).toBe(
          cost.totalMinor,
        )
        expect(cost.paymentTermsMinor).toBeLessThanOrEqual(0)
        // The floating form of simulations is the same formula: four roundings apart at most.
        expect(
          Math.abs(
            landedUnitCost(any, units, { ...terms, baseCurrency }) * units - cost.totalMinor,
          ),
        ).toBeLessThan(2.01 + cost.totalMinor * 1e-12)
      },
    ),
    { numRuns: 300, seed: 7 },
  )
})

test('containers: all that are begun, a share of them, or as if they were full', () => {
  const boxed = option({
    palletUnits: 10,
    containerPallets: 20,
    containerUnits: 999,
    freightPerContainerMinor: 90_000,
  })
  const freight = (changes: Parameters<typeof option>[0], containers?: number) =>
    landedCost({ ...boxed, ...changes }, 201, { ...terms, containers }).freightMinor
  expect(unitsPerContainer(boxed)).toBe(200)
  expect(freight({})).toBe(180_000)
  expect(freight({}, 0.25)).toBe(22_500)
  expect(freight({ incoterm: 'DDP' })).toBe(0)
  // An item without pallets is counted by units; one that can not be counted at all pays nothing.
  expect(freight({ palletUnits: null })).toBe(90_000)
  expect(freight({ palletUnits: null, containerUnits: null })).toBe(0)
  const plain = landedUnitCost({ ...boxed, freightPerContainerMinor: 0 }, 50, terms)
  expect(landedUnitCost(boxed, 50, terms) - plain).toBeCloseTo(450, 9)
})
