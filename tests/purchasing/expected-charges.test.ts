import { describe, expect, it } from 'vitest'
import { expectedChargesMinor, plannedFor } from '#purchasing/expected-charges.ts'
import type { ChargedOrder } from '#purchasing/expected-charges.ts'

const line = (changes: Partial<ChargedOrder['lines'][number]> = {}) => ({
  orderedUnits: 100,
  lineTotalMinor: 100_000,
  planUnits: 100,
  plannedLandedMinor: 110_000,
  ...changes,
})
const order = (changes: Partial<ChargedOrder> = {}): ChargedOrder => ({
  currency: 'GBP',
  rateToBase: '1',
  baseCurrency: 'GBP',
  lines: [line()],
  freight: null,
  ...changes,
})
const freight = { currency: 'GBP', perOrderMinor: 2_000, rate: 0.05 }

describe('charges to expect', () => {
  it.each([
    ['what the plan adds to the goods', order(), 10_000],
    [
      'pro rata where other units were ordered than planned',
      order({ lines: [line({ planUnits: 110 })] }),
      0,
    ],
    [
      'for the units ordered, half up',
      order({
        lines: [line({ orderedUnits: 3, lineTotalMinor: 3_000, plannedLandedMinor: 110_017 })],
      }),
      301,
    ],
    ['of units of a plan without a quantity', order({ lines: [line({ planUnits: 0 })] }), 10_000],
    [
      'each line by itself: one below its goods takes nothing from the others',
      order({ lines: [line(), line({ plannedLandedMinor: 90_000 })] }),
      10_000,
    ],
    [
      'in the currency of the order at its own rate',
      order({ currency: 'EUR', rateToBase: '0.8', lines: [line({ plannedLandedMinor: 88_000 })] }),
      10_000,
    ],
    [
      'in a currency without minor units',
      order({
        currency: 'JPY',
        rateToBase: '0.005',
        lines: [line({ plannedLandedMinor: 60_000 })],
      }),
      20_000,
    ],
    ['nothing without plan and terms', order({ lines: [line({ plannedLandedMinor: null })] }), 0],
    [
      'by the terms where a line is from no plan',
      order({ lines: [line(), line({ plannedLandedMinor: null })], freight }),
      12_000,
    ],
    [
      'nothing by terms in another currency',
      order({
        lines: [line({ plannedLandedMinor: null })],
        freight: { ...freight, currency: 'EUR' },
      }),
      0,
    ],
  ])('are %s', (_what, of, expected) => {
    expect(expectedChargesMinor(of)).toBe(expected)
  })

  it('are planned for any number of units, or not at all', () => {
    expect(plannedFor(line(), 50)).toBe(55_000)
    expect(plannedFor(line({ planUnits: null }), 0)).toBe(0)
    expect(plannedFor(line({ plannedLandedMinor: null }), 50)).toBeNull()
  })
})
