import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { allocateMinor, exactInBase, exactSum, relativeChange } from '#purchasing/amounts.ts'
import type { QuartermasterError } from '#root/errors.ts'
import { rowsOf } from './order-world.ts'

describe('an amount in the base currency', () => {
  // minor | currency | rate | base | minor units of base
  const table = `
    185185           | EUR | 1.08   | USD | 200000
    185186           | EUR | 1.08   | USD | 200001
    300000           | JPY | 0.0067 | USD | 201000
    150              | USD | 1      | JPY | 2
    149              | USD | 1      | JPY | 1
    1                | USD | 0.3071 | KWD | 3
    9007199254740993 | USD | 1      | EUR | 9007199254740993
    9007199254740993 | EUR | 2      | USD | 18014398509481986
    500              | USD |        | USD | 500`
  it.each(rowsOf(table))('%s %s at %s in %s: %s', (minor, currency, rate, base, expected) => {
    const amount = { minor: BigInt(minor!), currency: currency! }
    expect(exactInBase(amount, rate === '' ? null : rate!, base!)).toBe(BigInt(expected!))
  })

  it('needs a rate; there is no silent one', () => {
    const amount = { minor: 100, currency: 'EUR' }
    expect(() => exactInBase(amount, null, 'USD')).toThrow('no exchange rate from EUR to USD')
    expect(() => exactInBase(amount, '0', 'USD')).toThrow('no exchange rate')
  })
})

describe('a sum', () => {
  it('is exact beyond 2^53 and of one currency', () => {
    const gbp = (minor: number) => ({ minor, currency: 'GBP' })
    expect(exactSum([gbp(Number.MAX_SAFE_INTEGER), gbp(2)], 'GBP')).toBe(9_007_199_254_740_993n)
    expect(exactSum([], 'GBP')).toBe(0n)
    expect(() => exactSum([gbp(1), { minor: 1, currency: 'EUR' }], 'GBP')).toThrow(
      'GBP and EUR can not be added',
    )
  })
})

describe('shares of an amount', () => {
  const table = `
    100    | 1 1 1       | 34 33 33
    5      | 3 3 3 3 3 3 | 1 1 1 1 1 0
    1      | 1 1         | 1 0
    12345  | 7 11 13 17  | 1800 2829 3344 4372
    10     | 0 0         | 5 5
    10     | 0 1         | 0 10
    -100   | 1 1 1       | -34 -33 -33
    0      | 2 3         | 0 0`
  it.each(rowsOf(table))('%s by %s: %s', (total, weights, shares) => {
    expect(allocateMinor(Number(total), weights!.split(' ').map(Number)).join(' ')).toBe(shares)
  })

  it('add up to the whole and differ from the exact share by less than one', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -1_000_000_000, max: 1_000_000_000 }),
        fc.array(fc.integer({ min: 0, max: 1_000_000 }), { minLength: 1, maxLength: 12 }),
        (total, weights) => {
          const shares = allocateMinor(total, weights)
          const whole = weights.reduce((sum, weight) => sum + weight, 0)
          expect(shares.reduce((sum, share) => sum + share, 0)).toBe(total)
          if (whole === 0) return
          for (const [at, share] of shares.entries()) {
            expect(Math.abs(share - (total * weights[at]!) / whole)).toBeLessThan(1)
          }
        },
      ),
    )
  })

  it('are not made by a weight that is none', () => {
    expect(() => allocateMinor(10, [1, -1])).toThrow(RangeError)
    expect(() => allocateMinor(10, [0.5])).toThrow(RangeError)
  })
})

it('a change of price is exact, and unknown from nothing', () => {
  expect(relativeChange('10.00', '10.50')).toBe(0.05)
  expect(relativeChange('0.30', '0.10')).toBe(-0.666666667)
  expect(relativeChange('0', '1')).toBeNull()
})

describe('what can not be counted', () => {
  const refusalOf = (act: () => unknown) => {
    try {
      return act()
    } catch (error) {
      const { details, repair } = error as QuartermasterError
      return [details['refusal'], repair]
    }
  }

  it('is refused by name, with the way out', () => {
    expect(refusalOf(() => exactInBase({ minor: 1, currency: 'EUR' }, null, 'GBP'))).toEqual([
      'no_rate',
      'Add the rate to the exchange rates, with the date from which it holds.',
    ])
    expect(refusalOf(() => exactSum([{ minor: 1, currency: 'EUR' }], 'GBP'))).toEqual([
      'mixed_currency',
      'Convert each at its recorded rate first, or keep them apart.',
    ])
  })

  it.each([[[1, -1]], [[-1, 2]], [[0.5, 1]], [[1, Number.NaN]], [[2 ** 53, 1]]])(
    'shares by the weights %j are refused',
    (weights) => {
      expect(() => allocateMinor(100, weights)).toThrow(
        'a weight is a whole number of at least zero',
      )
    },
  )

  it('ties go to the earlier share, wherever they stand', () => {
    expect(allocateMinor(2, [1, 1, 1, 1])).toEqual([1, 1, 0, 0])
    expect(allocateMinor(5, [1, 1, 1])).toEqual([2, 2, 1])
  })
})
