import { assert, integer, property, shuffledSubarray } from 'fast-check'
import { describe, expect, test } from 'vitest'

import { compareSuppliers } from '#planning/sourcing/comparison.ts'
import { nextPriceBreak } from '#planning/sourcing/price-break.ts'
import { rankSuppliers } from '#planning/sourcing/ranking.ts'
import type { SupplierOption } from '#planning/types.ts'
import { forecast, input, leadTime, option, policy } from './shop.ts'

const need = { units: 140, forecast: forecast(10, { perDay: 20 }), stockoutOn: '2026-12-05' }
const rank = (suppliers: SupplierOption[], units = 140) =>
  rankSuppliers(input({ suppliers }), policy, { ...need, units })
const codes = (suppliers: SupplierOption[]) => rank(suppliers).map((one) => one.supplierCode)

const beta = (changes: Partial<SupplierOption> = {}) =>
  option({ supplierCode: 'BETA', supplierName: 'Beta', preferredRank: 2, ...changes })

describe('ranking', () => {
  test('the cheaper landed unit wins when all else is alike', () => {
    expect(codes([option(), beta({ unitPrice: '3.9' })])).toEqual(['BETA', 'ACME'])
    expect(codes([option(), beta({ unitPrice: '3.9', dutyRate: 0.1 })])).toEqual(['ACME', 'BETA'])
  })

  test('an unreliable supplier loses its small price advantage', () => {
    const unreliable = beta({
      unitPrice: '3.95',
      leadTime: leadTime(14, 9),
      otifRate: 0.6,
      defectRate: 0.05,
    })
    expect(codes([option(), unreliable])).toEqual(['ACME', 'BETA'])
  })

  test('a supplier nobody has measured is priced like the worst of the others, not like a perfect one', () => {
    const known = option({ otifRate: 0.8, defectRate: 0.03 })
    const [first, second] = rank([known, beta({ otifRate: null, defectRate: null })])
    expect(first?.totalMinor).toBe(second?.totalMinor)
    expect(second?.supplierCode).toBe('BETA')
    expect(second?.reason).toMatch(/80 %, the lowest of the others/)
  })

  test('units that an MOQ forces on us are held until the asked ones are sold', () => {
    const [cheap, forced] = rank([option(), beta({ moqUnits: 200 })])
    expect(cheap).toMatchObject({ supplierCode: 'ACME', surplusCarryingMinor: 0 })
    // 60 units x 4.00 x 20 % x 14 / 365
    expect(forced).toMatchObject({ units: 200, surplusCarryingMinor: 184, totalMinor: 80_184 })
    expect(forced?.reason).toMatch(/£1.84 for holding 60 more than asked/)
  })

  test('blocked, unapproved, without lead time or rate: never ranked, the fact and the repair are told', () => {
    const broken = [
      beta({ supplierCode: 'B1', status: 'blocked', unitPrice: '1' }),
      beta({ supplierCode: 'B2', status: 'unapproved', unitPrice: '1' }),
      beta({ supplierCode: 'B3', leadTime: null, unitPrice: '1' }),
      beta({ supplierCode: 'B4', rateToBase: null, unitPrice: '1' }),
      beta({ supplierCode: 'B5', incoterm: '?', unitPrice: '1' }),
      beta({ supplierCode: 'B6', unitOfMeasure: 'case', unitPrice: '1' }),
      beta({ supplierCode: 'B7', validUntil: '2026-11-01', unitPrice: '1' }),
      beta({
        supplierCode: 'B8',
        moqUnits: 50,
        orderMultipleUnits: 24,
        maximumUnits: 60,
        unitPrice: '1',
      }),
    ]
    const ranked = rank([...broken, option()])
    expect(ranked[0]).toMatchObject({ supplierCode: 'ACME', rank: 1, usable: true })
    const defects = Object.fromEntries(
      ranked.slice(1).map((one) => [one.supplierCode, one.defects.map(({ code }) => code)]),
    )
    expect(defects).toEqual({
      B1: ['blocked'],
      B2: ['unapproved'],
      B3: ['no_lead_time'],
      B4: ['no_exchange_rate'],
      B5: ['unknown_incoterm'],
      B6: ['mixed_units'],
      B7: ['expired_price'],
      B8: ['no_legal_quantity'],
    })
    expect(ranked.slice(1).every((one) => one.rank === null && !one.usable)).toBe(true)
  })

  test('a supplier that can fill the need stands before a cheaper one that can not', () => {
    const small = beta({ unitPrice: '3', maximumUnits: 60 })
    const ranked = rank([small, option()])
    expect(ranked.map((one) => [one.supplierCode, one.units, one.short])).toEqual([
      ['ACME', 140, false],
      ['BETA', 60, true],
    ])
    expect(ranked[1]?.reason).toMatch(/at most 60 of the 140/)
  })

  test('the order of the suppliers does not matter', () => {
    const all = [
      option(),
      beta(),
      beta({ supplierCode: 'C', unitPrice: '3.8', otifRate: 0.7 }),
      beta({ supplierCode: 'D', status: 'blocked' }),
      beta({ supplierCode: 'E', otifRate: null }),
    ]
    const expected = rank(all)
    assert(
      property(shuffledSubarray(all, { minLength: all.length }), (shuffled) => {
        expect(rank(shuffled)).toEqual(expected)
      }),
      { numRuns: 30, seed: 3 },
    )
  })
})

test('currencies are never blended: own price and total beside the landed base cost', () => {
  const [one] = rank([
    option({ currency: 'JPY', currencyDigits: 0, unitPrice: '850', rateToBase: '0.005' }),
  ])
  expect(one).toMatchObject({
    currency: 'JPY',
    unitPrice: '850',
    lineTotalMinor: 119_000,
    baseCurrency: 'GBP',
    landedCostMinor: 59_500,
  })
})

test('arrival counts from the next working day and past closures, and is held against the stockout', () => {
  const weekdays = [true, true, true, true, true, false, false]
  const closed = { startsOn: '2026-11-23', endsOn: '2026-11-24', reason: 'stocktake' }
  const [fast] = rank([option({ leadTime: leadTime(10) })])
  expect(fast).toMatchObject({ expectedOn: '2026-12-03', arrivesBeforeStockout: true })
  const [slow] = rank([
    option({ leadTime: leadTime(10), calendar: { workingDays: weekdays, closures: [closed] } }),
  ])
  expect(slow).toMatchObject({ expectedOn: '2026-12-05', arrivesBeforeStockout: false })
  expect(slow?.reason).toMatch(/too late for the stockout of 5 Dec 2026/)
})

describe('price break', () => {
  const facts = {
    baseCurrency: 'GBP',
    dailyMeanUnits: 10,
    reviewPeriodDays: 14,
    holdingRate: 0.2,
    orderCostMinor: 0,
    shelfLifeDays: null,
  }
  const broken = option({ priceBreaks: [{ minUnits: 200, unitPrice: '3.6' }] })

  test('by hand: lots of 200 in place of 140 save 80.00 and cost 1.18 to hold', () => {
    expect(nextPriceBreak(broken, 140, facts, 0)).toEqual({
      units: 200,
      moreUnits: 60,
      unitPrice: '3.6',
      savesMinor: 8000,
      carryingCostMinor: 118, // 60 / 2 more held for 20 days, 3.60 x 20 % / 365
      coverDays: 20,
      outlivesShelfLife: false,
      worthIt: true,
    })
  })

  test('not worth it when it outlives the shelf life, when nobody buys, and none above the maximum', () => {
    expect(nextPriceBreak(broken, 140, { ...facts, shelfLifeDays: 15 }, 0)).toMatchObject({
      worthIt: false,
      outlivesShelfLife: true,
    })
    expect(nextPriceBreak(broken, 140, { ...facts, dailyMeanUnits: 0 }, 0)).toMatchObject({
      worthIt: false,
      carryingCostMinor: null,
    })
    expect(nextPriceBreak({ ...broken, maximumUnits: 150 }, 140, facts, 0)).toBeNull()
    expect(nextPriceBreak(broken, 200, facts, 0)).toBeNull()
  })
})

test('without a quantity the plan’s own need is compared; a quantity of zero is refused', () => {
  const compared = compareSuppliers(input(), policy, null)
  expect(compared[0]?.askedUnits).toBeGreaterThan(0)
  expect(compareSuppliers(input(), policy, 77)[0]?.askedUnits).toBe(77)
  expect(() => compareSuppliers(input(), policy, 0)).toThrow(/0 units/)
})

test('total is landed cost and unreliability, per unit exact to six places', () => {
  assert(
    property(integer({ min: 1, max: 5000 }), integer({ min: 1, max: 99 }), (units, otif) => {
      const [one] = rank(
        [option({ otifRate: otif / 100, defectRate: 0.01, leadTime: leadTime(20, 4) })],
        units,
      )
      const { landed, unreliability } = one ?? {}
      expect(one?.totalMinor).toBe((landed?.totalMinor ?? 0) + (unreliability?.totalMinor ?? 0))
      expect(
        Math.abs(Number(one?.usableUnitPrice) * 100 * units - (one?.totalMinor ?? 0)),
      ).toBeLessThan(5e-5 * units + 1e-6)
    }),
    { numRuns: 100, seed: 5 },
  )
})
