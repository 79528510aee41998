import { assert, integer, option as maybe, property } from 'fast-check'
import { expect, test } from 'vitest'

import { legalQuantity } from '#planning/sourcing/legal-quantity.ts'

const table = [
  // asked, MOQ, multiple, maximum -> units, short
  [7, 1, 1, null, 7, false],
  [7, 10, 1, null, 10, false],
  [13, 10, 12, null, 24, false],
  [5, 50, 24, null, 72, false], // MOQ raised to the multiple, never 50
  [100, 10, 12, 96, 96, true],
  [90, 10, 12, 100, 96, false],
] as const

test.each(table)(
  'asked %i, MOQ %i, multiple %i, maximum %s: %i (short: %s)',
  (asked, moq, multiple, maximum, units, short) => {
    const terms = {
      supplierCode: 'A',
      moqUnits: moq,
      orderMultipleUnits: multiple,
      maximumUnits: maximum,
    }
    expect(legalQuantity(terms, asked)).toEqual({ units, short })
  },
)

test('no multiple between MOQ and maximum is no legal quantity', () => {
  expect(
    legalQuantity({ supplierCode: 'A', moqUnits: 50, orderMultipleUnits: 24, maximumUnits: 60 }, 5),
  ).toBeNull()
})

test('it is what a search through all multiples finds', () => {
  assert(
    property(
      integer({ min: 1, max: 200 }),
      integer({ min: 0, max: 100 }),
      integer({ min: 1, max: 30 }),
      maybe(integer({ min: 1, max: 200 })),
      (asked, moqUnits, orderMultipleUnits, maximumUnits) => {
        const legal = legalQuantity(
          { supplierCode: 'A', moqUnits, orderMultipleUnits, maximumUnits },
          asked,
        )
        const multiples = Array.from(
          { length: 400 },
          (_, i) => (i + 1) * orderMultipleUnits,
        ).filter((units) => units >= moqUnits && units <= (maximumUnits ?? Infinity))
        const enough = multiples.find((units) => units >= asked)
        expect(legal?.units).toBe(enough ?? multiples.at(-1))
      },
    ),
    { numRuns: 500, seed: 11 },
  )
})

test('a multiple of zero is refused, not divided by', () => {
  const broken = { supplierCode: 'A', moqUnits: 1, orderMultipleUnits: 0, maximumUnits: null }
  expect(() => legalQuantity(broken, 5)).toThrow(/multiple/)
})
