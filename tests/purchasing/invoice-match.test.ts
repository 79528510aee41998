import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { comparableNumber, matchInvoice } from '#purchasing/invoice-match.ts'
import type { Invoice, MatchedOrder } from '#purchasing/invoice-match.ts'
import type { MatchedOrderLine } from '#purchasing/invoice-lines.ts'
import { landedActuals } from '#purchasing/landed-actual.ts'
import { policyWith, rowsOf } from './order-world.ts'

const ordered = (changes: Partial<MatchedOrderLine> = {}): MatchedOrderLine => ({
  lineNumber: 1,
  sku: 'MUG',
  unitPrice: '15.00',
  orderedUnits: 100,
  acceptedUnits: 100,
  invoicedUnits: 0,
  ...changes,
})
const order = (changes: Partial<MatchedOrder> = {}): MatchedOrder => ({
  number: 'PO-1',
  supplierCode: 'ACME',
  currency: 'GBP',
  lines: [ordered()],
  expectedChargesMinor: 0,
  ...changes,
})
const invoice = (changes: Partial<Invoice> = {}): Invoice => ({
  supplierCode: 'ACME',
  number: 'INV-1',
  orderNumber: 'PO-1',
  currency: 'GBP',
  totalMinor: 150_000,
  lines: [{ sku: 'MUG', units: 100, unitPrice: '15.00' }],
  chargesMinor: 0,
  ...changes,
})
const reasons = (bill: Invoice, of: MatchedOrder | null = order(), earlier: string[] = []) =>
  matchInvoice(bill, of, earlier, policyWith())
    .findings.map(({ reason }) => reason)
    .join(' ') || 'matched'

describe('an invoice line', () => {
  // units at price | accepted, invoiced before | what is found
  const table = `
    100 at 15.00  | 100, 0  | matched
    100 at 15.15  | 100, 0  | matched
    100 at 15.151 | 100, 0  | price_variance
    100 at 14.85  | 100, 0  | matched
    100 at 14.84  | 100, 0  | price_variance
    1 at 15.05    | 100, 0  | matched
    1 at 15.16    | 100, 0  | price_variance
    101 at 15.00  | 100, 0  | quantity_variance
    60 at 15.00   | 100, 40 | matched
    61 at 15.00   | 100, 40 | quantity_variance
    100 at 15.00  | 0, 0    | quantity_variance
    90 at 16.00   | 80, 0   | price_variance quantity_variance`
  it.each(rowsOf(table))('%s after %s: %s', (billed, counts, expected) => {
    const [units, unitPrice] = billed!.split(' at ')
    const [acceptedUnits, invoicedUnits] = counts!.split(', ').map(Number)
    const lines = [{ sku: 'MUG', units: Number(units), unitPrice: unitPrice! }]
    const totalMinor = Math.round(Number(units) * Number(unitPrice) * 100)
    const of = order({
      lines: [ordered({ acceptedUnits: acceptedUnits!, invoicedUnits: invoicedUnits! })],
    })
    expect(reasons(invoice({ lines, totalMinor }), of)).toBe(expected)
  })

  it('of pennies may differ by rounding', () => {
    const of = order({
      lines: [ordered({ sku: 'PIN', unitPrice: '0.10', orderedUnits: 10, acceptedUnits: 10 })],
    })
    const bill = (unitPrice: string, totalMinor: number) =>
      reasons(invoice({ lines: [{ sku: 'PIN', units: 10, unitPrice }], totalMinor }), of)
    expect(bill('0.105', 105)).toBe('matched')
    expect(bill('0.106', 106)).toBe('price_variance')
  })

  it('for units billed twice in one invoice is counted together', () => {
    const half = { sku: 'MUG', units: 60, unitPrice: '15.00' }
    expect(reasons(invoice({ lines: [half, half], totalMinor: 180_000 }))).toBe('quantity_variance')
  })

  it('of something never ordered is held', () => {
    const lines = [...invoice().lines, { sku: 'TEA', units: 1, unitPrice: '1.00' }]
    expect(reasons(invoice({ lines, totalMinor: 150_100 }))).toBe('not_ordered')
  })
})

describe('an invoice', () => {
  it.each([
    ['of no order', {}, null, [], 'unknown_order'],
    ['of another supplier’s order', {}, order({ supplierCode: 'NORD' }), [], 'other_supplier'],
    ['in another currency', { currency: 'EUR' }, order(), [], 'other_currency'],
    ['that came before', {}, order(), ['INV-1'], 'duplicate_document'],
    [
      'that came before, written otherwise',
      { number: 'inv 001' },
      order(),
      ['INV-1'],
      'duplicate_document',
    ],
    ['that does not add up', { totalMinor: 150_006 }, order(), [], 'total_variance'],
    ['that is a penny of rounding off', { totalMinor: 150_005 }, order(), [], 'matched'],
    [
      'with freight as expected',
      { chargesMinor: 900, totalMinor: 150_900 },
      order({ expectedChargesMinor: 900 }),
      [],
      'matched',
    ],
    [
      'with freight nobody expected',
      { chargesMinor: 900, totalMinor: 150_900 },
      order(),
      [],
      'charge_variance',
    ],
  ] as [string, Partial<Invoice>, MatchedOrder | null, string[], string][])(
    '%s',
    (_what, changes, of, earlier, expected) => {
      const bill = invoice(changes)
      const result = matchInvoice(bill, of, earlier, policyWith())
      expect(reasons(bill, of, earlier)).toBe(expected)
      expect(result.outcome).toBe(expected === 'matched' ? 'matched' : 'held')
      for (const { sentence } of result.findings) expect(sentence).toMatch(/\.$/)
    },
  )

  it.each([
    [10_100, 'matched'],
    [10_101, 'charge_variance'],
    [0, 'matched'],
  ])('with charges of %s where 10,000 were expected: %s', (chargesMinor, expected) => {
    const bill = invoice({ chargesMinor, totalMinor: 150_000 + chargesMinor })
    expect(reasons(bill, order({ expectedChargesMinor: 10_000 }))).toBe(expected)
  })

  it('is told about in the words and amounts of a buyer', () => {
    const lines = [{ sku: 'MUG', units: 100, unitPrice: '15.200000' }]
    const bill = invoice({ lines, totalMinor: 150_000, chargesMinor: 900 })
    const { findings } = matchInvoice(bill, order(), [], policyWith())
    expect(findings.map(({ sentence }) => sentence)).toEqual([
      'MUG: invoiced at 15.20, ordered at 15.00.',
      'The invoice says £1,500.00; its lines and charges sum to £1,529.00.',
      'Charges of £9.00 were invoiced, £0.00 expected.',
    ])
    const fine = invoice({ lines: [{ sku: 'MUG', units: 100, unitPrice: '15.2345' }] })
    expect(matchInvoice(fine, order(), [], policyWith()).findings[0]?.sentence).toBe(
      'MUG: invoiced at 15.2345, ordered at 15.00.',
    )
  })

  it('tells what the units cost more than ordered', () => {
    const lines = [{ sku: 'MUG', units: 100, unitPrice: '15.10' }]
    expect(
      matchInvoice(invoice({ lines, totalMinor: 151_000 }), order(), [], policyWith()),
    ).toEqual({
      outcome: 'matched',
      findings: [],
      priceVarianceMinor: 1_000,
    })
  })

  it('is known again by its number, however it is written, and not by another', () => {
    expect(comparableNumber('INV-0012')).toBe(comparableNumber('inv 12'))
    expect(comparableNumber('2026/0001')).toBe(comparableNumber('2026-1'))
    expect(comparableNumber('INV-12')).not.toBe(comparableNumber('INV-120'))
    expect(comparableNumber('000')).toBe('0')
    expect(comparableNumber('Ä-1')).not.toBe(comparableNumber('B-1'))
  })

  it('is never matched for more than was accepted and ordered, beyond the tolerances', () => {
    const cents = fc.integer({ min: 1, max: 5_000 })
    fc.assert(
      fc.property(
        cents,
        cents,
        fc.nat(300),
        fc.nat(300),
        fc.nat(50),
        (price, billed, accepted, units, before) => {
          const inText = (minor: number) => (minor / 100).toFixed(2)
          const result = matchInvoice(
            invoice({
              lines: [{ sku: 'MUG', units, unitPrice: inText(billed) }],
              totalMinor: billed * units,
            }),
            order({
              lines: [
                ordered({
                  unitPrice: inText(price),
                  acceptedUnits: accepted,
                  invoicedUnits: before,
                }),
              ],
            }),
            [],
            policyWith(),
          )
          const within = Math.abs(billed - price) * units <= Math.max(price * units * 0.01, 5)
          expect(result.outcome).toBe(within && units + before <= accepted ? 'matched' : 'held')
          expect(result.priceVarianceMinor).toBe((billed - price) * units || 0)
        },
      ),
      { numRuns: 500 },
    )
  })
})

describe('the landed cost as it came', () => {
  const goods = (sku: string, goodsMinor: number, plannedMinor: number | null = null) => ({
    sku,
    acceptedUnits: 10,
    goodsMinor,
    plannedMinor,
  })
  it('shares charges by value to the last penny and compares with the plan', () => {
    const charges = [
      { kind: 'freight', minor: 60 },
      { kind: 'freight', minor: 40 },
      { kind: 'duty', minor: 10 },
      { kind: 'other', minor: -1 },
    ] as const
    expect(
      landedActuals([goods('MUG', 2_000, 2_000), goods('TEA', 1_000), goods('CUP', 0, 0)], charges),
    ).toEqual([
      {
        sku: 'MUG',
        goodsMinor: 2_000,
        freightMinor: 67,
        dutyMinor: 7,
        otherMinor: -1,
        totalMinor: 2_073,
        varianceMinor: 73,
        varianceRate: 0.0365,
      },
      {
        sku: 'TEA',
        goodsMinor: 1_000,
        freightMinor: 33,
        dutyMinor: 3,
        otherMinor: 0,
        totalMinor: 1_036,
        varianceMinor: null,
        varianceRate: null,
      },
      {
        sku: 'CUP',
        goodsMinor: 0,
        freightMinor: 0,
        dutyMinor: 0,
        otherMinor: 0,
        totalMinor: 0,
        varianceMinor: 0,
        varianceRate: null,
      },
    ])
  })

  it('shares by units where the goods are worth nothing, and has nothing to share on nothing', () => {
    const free = [goods('MUG', 0), { ...goods('TEA', 0), acceptedUnits: 30 }]
    const actual = landedActuals(free, [{ kind: 'freight', minor: 100 }])
    expect(actual.map(({ freightMinor }) => freightMinor)).toEqual([25, 75])
    expect(landedActuals([], [{ kind: 'freight', minor: 100 }])).toEqual([])
  })
})
