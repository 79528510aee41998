import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  costsHidden,
  isMoneyField,
  namesMoney,
  textWithoutCosts,
  withoutCosts,
} from '#render/costs.ts'

/** Every field and text under a value, with its name. */
function leaves(value: unknown, name = ''): [string, unknown][] {
  if (Array.isArray(value)) return value.flatMap((each) => leaves(each, name))
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value).flatMap(([key, each]) => leaves(each, key))
  }
  return [[name, value]]
}

describe('a result without costs', () => {
  it('keeps units, days, codes and states, and says who sees the rest', () => {
    const result = {
      asOf: '2026-11-20',
      currency: 'GBP',
      lines: [
        {
          sku: 'MUG',
          units: 120,
          landedCostMinor: 50_400,
          unitPrice: '4.20',
          reason: 'Saves £12.00 against two orders',
          display: 'R1-1: 120 units of MUG for LDS, by 1 Dec 2026, £504.00 landed',
        },
      ],
      totals: { units: 120, totalMinor: 50_400, display: '£504.00' },
    }
    expect(withoutCosts(result)).toEqual({
      asOf: '2026-11-20',
      currency: 'GBP',
      lines: [
        {
          sku: 'MUG',
          units: 120,
          reason: costsHidden,
          display: 'R1-1: 120 units of MUG for LDS, by 1 Dec 2026',
        },
      ],
      totals: { units: 120, display: costsHidden },
      costsHidden,
    })
  })

  it.each([
    [
      'MUG at LDS: order 528 units from ACME, overdue. Ranked first (£4.20 a piece, 10.6 days).',
      'MUG at LDS: order 528 units from ACME, overdue. Ranked first.',
    ],
    [
      'The contract with Oakside ends on 13 Dec 2026, £1,200, the spend of 90 days. Renew it.',
      'The contract with Oakside ends on 13 Dec 2026. Renew it.',
    ],
    ['Stock value: £12,000 (18 lines left out).', 'Stock value.'],
    ['120 units (as of today); £504.00 landed', '120 units (as of today)'],
  ])('ends a sentence before its amount: %s', (display, left) => {
    expect(withoutCosts({ display })['display']).toBe(left)
  })

  it.each([
    ['at GBP –5 a piece', 'a code and its figure, cut apart at the dash'],
    ['costs £5. And £6. And 7 EUR', 'an amount in every clause'],
    ['(£5) for 12 units', 'an amount first'],
    ['1,234.00 CHF', 'a figure with its code'],
  ])('names no amount any more: %s (%s)', (text) => {
    for (const name of ['display', 'warnings', 'noteQuoted']) {
      expect(namesMoney(JSON.stringify(withoutCosts({ [name]: text })))).toBe(false)
    }
    expect(namesMoney(textWithoutCosts(text))).toBe(false)
  })

  it('of any shape has no field and no text of money', () => {
    const amount = fc.constantFrom('£12.00', 'CHF 1,200', '12 GBP', '€5', 'USD', '4.20')
    const text = fc
      .array(fc.oneof(amount, fc.string(), fc.constantFrom(', ', '. ', '; ', ' (')))
      .map((parts) => parts.join(''))
    const name = fc.constantFrom(
      'display',
      'units',
      'totalMinor',
      'unitPrice',
      'reason',
      'x',
      'sku',
    )
    const { result } = fc.letrec<{ result: object; value: unknown }>((tie) => ({
      value: fc.oneof(
        { depthSize: 'small' },
        text,
        fc.integer(),
        fc.boolean(),
        tie('result'),
        fc.array(tie('value'), { maxLength: 3 }),
      ),
      result: fc.dictionary(name, tie('value'), { maxKeys: 5 }),
    }))
    fc.assert(
      fc.property(result, (value) => {
        for (const [field, leaf] of leaves(withoutCosts(value))) {
          if (field === 'costsHidden') continue
          expect(isMoneyField(field), field).toBe(false)
          if (typeof leaf === 'string') expect(namesMoney(leaf), leaf).toBe(false)
        }
      }),
      { numRuns: 1_000, seed: 7 },
    )
  })
})
