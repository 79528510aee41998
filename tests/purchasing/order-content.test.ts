import { describe, expect, it } from 'vitest'
import { priceOrder, sixPlaces, totalInBase } from '#purchasing/order-content.ts'
import { orderLine } from '#purchasing/order-line.ts'
import type { SupplierOption } from '#planning/types.ts'

const line = (units: number, unitPrice: string) => ({
  lineNumber: 1,
  sku: 'MUG',
  units,
  unitPrice,
  expectedOn: null,
})
const content = (currency: string, lines: ReturnType<typeof line>[]) => ({
  supplierCode: 'ACME',
  locationCode: 'LDS',
  currency,
  expectedOn: null,
  lines,
})

describe('the total of an order', () => {
  it('rounds once per line, half up, and sums the rounded lines', () => {
    // 3 x 0.335 = 1.005 -> 1.01 each; the sum of the exact values (2.01) would be a penny less.
    const priced = priceOrder(content('GBP', [line(3, '0.335'), line(3, '0.335')]))
    expect(priced.lines.map((each) => each.lineTotalMinor)).toEqual([101, 101])
    expect(priced.totalMinor).toBe(202)
  })

  it('counts minor units by the currency', () => {
    expect(priceOrder(content('JPY', [line(3, '33.5')])).totalMinor).toBe(101)
    expect(priceOrder(content('KWD', [line(3, '0.0335')])).totalMinor).toBe(101)
  })

  it('is compared with limits at the rate recorded on the order', () => {
    expect(
      totalInBase({ totalMinor: 10_000, currency: 'EUR', rateToBase: '0.85000000' }, 'GBP'),
    ).toBe(8_500)
    expect(totalInBase({ totalMinor: 10_000, currency: 'JPY', rateToBase: '0.0052' }, 'GBP')).toBe(
      5_200,
    )
  })
})

describe('a price', () => {
  it('has one spelling', () => {
    expect(sixPlaces('3.9')).toBe(sixPlaces('3.900000'))
    expect(() => sixPlaces('-1')).toThrow('below zero')
    expect(() => sixPlaces('1e3')).toThrow('not a decimal')
  })
})

const option: SupplierOption = {
  source: 'test',
  asOf: '2026-11-20',
  supplierCode: 'ACME',
  supplierName: 'Acme',
  status: 'active',
  preferredRank: 1,
  currency: 'GBP',
  unitPrice: '4.2',
  priceHistory: [],
  priceBreaks: [{ minUnits: 144, unitPrice: '3.9' }],
  moqUnits: 100,
  orderMultipleUnits: 48,
  maximumUnits: 480,
  unitOfMeasure: 'each',
  leadTime: { meanDays: 9.2, sdDays: 2, observations: 5, source: 'test', asOf: '2026-11-20' },
  calendar: { workingDays: [true, true, true, true, true, false, false], closures: [] },
  dutyRate: 0,
  freightRate: 0,
  freightPerOrderMinor: 0,
  minimumOrderMinor: 0,
  paymentTermsDays: 30,
  incoterm: 'DAP',
  otifRate: null,
  defectRate: null,
  validUntil: null,
  rateToBase: '1',
  currencyDigits: 2,
}

describe('a line asked for', () => {
  it('becomes the smallest legal quantity, priced at its break, and says why', () => {
    const made = orderLine(option, 'MUG', 10, '2026-11-24')
    expect(made).toMatchObject({ units: 144, askedUnits: 10, unitPrice: '3.900000' })
    expect(made.remark).toBe(
      'asked 10, the smallest legal quantity is 144: ACME sells at least 100, in multiples of 48',
    )
  })

  it('says nothing when the quantity is legal as asked', () => {
    expect(orderLine(option, 'MUG', 192, '2026-11-24').remark).toBeNull()
  })

  it('comes on a working day of the supplier: ten days after Thursday 26 November is Monday', () => {
    // 2026-11-26 + 10 = 2026-12-06, a Sunday.
    expect(orderLine(option, 'MUG', 144, '2026-11-26').expectedOn).toBe('2026-12-07')
    expect(orderLine({ ...option, leadTime: null }, 'MUG', 144, '2026-11-26').expectedOn).toBeNull()
  })

  it.each([
    ['blocked', { status: 'blocked' as const }, 'ACME is blocked'],
    ['unapproved', { status: 'unapproved' as const }, 'ACME is unapproved'],
    ['out of contract', { validUntil: '2026-11-23' }, 'ended on 2026-11-23'],
    ['unable to sell any legal quantity', { maximumUnits: 90 }, 'no quantity is legal'],
  ])('is refused when the supplier is %s', (_why, changes, message) => {
    expect(() => orderLine({ ...option, ...changes }, 'MUG', 144, '2026-11-24')).toThrow(message)
  })
})
