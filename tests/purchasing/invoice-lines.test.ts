// An item on two lines of an order: which of them is billed, and that no unit is billed twice.
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fitInvoiceLines, withInvoiced } from '#purchasing/invoice-lines.ts'
import type { InvoiceLine, MatchedOrderLine } from '#purchasing/invoice-lines.ts'
import { matchInvoice } from '#purchasing/invoice-match.ts'
import { policyWith, rowsOf } from './order-world.ts'

const line = (lineNumber: number, orderedUnits: number, unitPrice: string): MatchedOrderLine => ({
  lineNumber,
  sku: 'MUG',
  unitPrice,
  orderedUnits,
  // What came of the item stands on its first line.
  acceptedUnits: lineNumber === 1 ? 150 : 0,
  invoicedUnits: 0,
})
const twoPrices = [line(1, 100, '4.00'), line(2, 50, '5.00')]
const twoDays = [line(1, 100, '4.00'), line(2, 50, '4.00')]

/** "60 at 5.00 on 2" as a line of an invoice; "-" = none. */
function billed(text: string): InvoiceLine[] {
  return text.split(' and ').flatMap((each) => {
    const [, units, unitPrice, on] = /^(\d+) at (\S+?)(?: on (\d))?$/.exec(each.trim()) ?? []
    if (units === undefined || unitPrice === undefined) return []
    const orderLine = on === undefined ? null : Number(on)
    return [{ sku: 'MUG', units: Number(units), unitPrice, orderLine }]
  })
}

function match(ordered: readonly MatchedOrderLine[], before: string, now: string) {
  const lines = billed(now)
  const totalMinor = lines.reduce(
    (sum, { units, unitPrice }) => sum + Math.round(units * Number(unitPrice) * 100),
    0,
  )
  const of = { supplierCode: 'ACME', currency: 'GBP' }
  const known = withInvoiced(ordered, before.split(' then ').map(billed))
  return matchInvoice(
    { ...of, number: 'INV-1', orderNumber: 'PO-1', totalMinor, lines, chargesMinor: 0 },
    { ...of, number: 'PO-1', lines: known, expectedChargesMinor: 0 },
    [],
    policyWith(),
  )
}

describe('an item ordered as 100 at 4.00 and 50 at 5.00', () => {
  // billed before | billed now | what is found, and what it costs more than ordered
  const table = `
    - | 100 at 4.00 and 50 at 5.00 | matched 0
    - | 50 at 5.00 and 100 at 4.00 | matched 0
    - | 50 at 5.00                 | matched 0
    - | 40 at 5.00 and 10 at 5.00  | matched 0
    - | 150 at 5.00                | price_variance 10000
    - | 60 at 5.00 and 90 at 4.00  | price_variance 1000
    - | 100 at 4.00 and 50 at 4.00 | price_variance -5000
    - | 100 at 4.60 and 50 at 5.00 | price_variance 6000
    50 at 5.00 | 100 at 4.00       | matched 0
    100 at 4.00 | 50 at 5.00       | matched 0
    50 at 5.00 | 50 at 5.00        | price_variance 5000
    30 at 5.00 then 20 at 5.00 | 50 at 5.00 | price_variance 5000
    30 at 5.00 | 20 at 5.00 and 100 at 4.00 | matched 0
    - | 50 at 5.00 on 2            | matched 0
    - | 50 at 5.00 on 1            | price_variance 5000
    - | 60 at 5.00 on 2            | price_variance 1000
    - | 50 at 4.00 on 2 and 50 at 5.00 | price_variance price_variance 0
    - | 10 at 5.00 on 3            | not_ordered 0
    10 at 5.00 on 3 | 50 at 5.00   | price_variance 1000
    - | 151 at 4.00                | price_variance quantity_variance -5000
    150 at 4.00 | 1 at 4.00        | quantity_variance 0`
  it.each(rowsOf(table))('billed as %s before: %s is %s', (before, now, expected) => {
    const { findings, priceVarianceMinor } = match(twoPrices, before!, now!)
    const reasons = findings.map(({ reason }) => reason).join(' ') || 'matched'
    expect(`${reasons} ${priceVarianceMinor}`).toBe(expected)
  })

  it('is told as it was ordered', () => {
    const [finding] = match(twoPrices, '-', '60 at 5.00').findings
    expect(finding?.sentence).toBe('MUG: invoiced at 5.00, ordered 50 at 5.00 and 10 at 4.00.')
    expect(match(twoPrices, '-', '10 at 5.00 on 3').findings[0]?.sentence).toBe(
      'MUG is not line 3 of PO-1.',
    )
  })
})

it('for two days at one price is billed in any parts, up to what was ordered', () => {
  expect(match(twoDays, '20 at 4.00', '130 at 4.00')).toEqual({
    outcome: 'matched',
    findings: [],
    priceVarianceMinor: 0,
  })
  const [portions] = fitInvoiceLines(billed('130 at 4.00'), twoDays)
  expect(portions!.map(({ ordered, units }) => [ordered.lineNumber, units])).toEqual([
    [1, 100],
    [2, 30],
  ])
})

it('sets every billed unit against exactly one ordered unit, whatever is billed in whatever order', () => {
  const units = fc.integer({ min: 1, max: 120 })
  const price = fc.constantFrom('3.90', '4.00', '4.50', '5.00', '6.00')
  const on = fc.constantFrom(null, null, 1, 2, 3)
  const bill = fc.array(
    fc.record({ sku: fc.constant('MUG'), units, unitPrice: price, orderLine: on }),
    {
      minLength: 1,
      maxLength: 5,
    },
  )
  const order = fc.tuple(units, price, units, price, units, price)
  fc.assert(
    fc.property(bill, order, (lines, [a, priceA, b, priceB, c, priceC]) => {
      const ordered = [line(1, a, priceA), line(2, b, priceB), line(3, c, priceC)]
      const portions = fitInvoiceLines(lines, ordered)
      const sumOf = (some: { units: number }[]) => some.reduce((sum, each) => sum + each.units, 0)
      expect(portions.map(sumOf)).toEqual(lines.map((each) => each.units))
      const beyond = Math.max(0, sumOf(lines) - (a + b + c))
      const overfull = ordered.filter(
        ({ lineNumber, orderedUnits }) =>
          sumOf(portions.flat().filter((each) => each.ordered.lineNumber === lineNumber)) >
          orderedUnits,
      )
      expect(overfull).toHaveLength(beyond > 0 ? 1 : 0)
      const cheapest = Math.min(...ordered.map(({ unitPrice }) => Number(unitPrice)))
      expect(overfull.every(({ unitPrice }) => Number(unitPrice) === cheapest)).toBe(true)
    }),
    { seed: 4 },
  )
})
