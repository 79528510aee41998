import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { recommendFromForecast } from '#planning/policy/recommend-reorder.ts'
import { proposeSplit, splitText } from '#planning/sourcing/split-proposal.ts'
import { forecast, input, option, policy } from './shop.ts'

const beta = (changes: Parameters<typeof option>[0] = {}) =>
  option({ supplierCode: 'BETA', supplierName: 'Beta', preferredRank: 2, ...changes })
const unitsOf = (
  suppliers: ReturnType<typeof option>[],
  units: number,
  share: number | null = null,
) =>
  proposeSplit(input({ suppliers }), policy, units, share)?.orders.map(
    (order) => `${order.supplierCode} ${order.units}`,
  ) ?? 'one order'

// Acme at £4.00, Beta at £4.50.
test.each([
  [{}, {}, 200, null, 'one order'],
  [{ maximumUnits: 150 }, { unitPrice: '4.5' }, 200, null, ['ACME 150', 'BETA 50']],
  [{ capacityUnitsPerWeek: 120 }, { unitPrice: '4.5' }, 200, null, ['ACME 120', 'BETA 80']],
  [{}, { unitPrice: '4.5' }, 200, 0.7, ['ACME 140', 'BETA 60']],
  [
    { maximumUnits: 150 },
    { unitPrice: '4.5', orderMultipleUnits: 24 },
    200,
    null,
    ['ACME 128', 'BETA 72'],
  ],
  [{ maximumUnits: 150 }, { unitPrice: '4.5', moqUnits: 100 }, 200, null, ['ACME 100', 'BETA 100']],
  [{ maximumUnits: 90 }, { maximumUnits: 90 }, 200, null, 'one order'],
  [{ maximumUnits: 150 }, { status: 'blocked' as const }, 200, null, 'one order'],
])('Acme %j, Beta %j: %d units, at most %s each: %j', (acme, other, units, share, expected) => {
  expect(unitsOf([option(acme), beta(other)], units, share)).toEqual(expected)
})

test('it is the cheapest of all pairs of legal quantities', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 20, max: 120 }),
      fc.integer({ min: 20, max: 120 }),
      fc.integer({ min: 1, max: 12 }),
      fc.integer({ min: 350, max: 480 }),
      (most, asked, multiple, price) => {
        const suppliers = [
          option({ maximumUnits: most }),
          beta({ unitPrice: (price / 100).toFixed(2), orderMultipleUnits: multiple }),
        ]
        const cheapest = Math.min(400, price)
        let best = Infinity
        for (let a = 0; a <= most; a += 1) {
          for (let b = 0; b <= asked + multiple; b += multiple) {
            if (a + b < asked) continue
            const excess = (cheapest * 0.2) / 4
            best = Math.min(best, a * 400 + b * price + excess * (a + b - asked))
          }
        }
        const found = proposeSplit(
          input({ suppliers }),
          { ...policy, orderCostMinor: 0 },
          asked,
          null,
        )
        if (found === null) return
        const cost = found.landedCostMinor + ((cheapest * 0.2) / 4) * (found.totalUnits - asked)
        expect(cost).toBeCloseTo(best, 4)
      },
    ),
    { numRuns: 60 },
  )
})

test('what the plan does of it, and how the split reads', () => {
  const suppliers = [option({ maximumUnits: 100 }), beta({ unitPrice: '4.5' })]
  const line = recommendFromForecast(input({ suppliers }), policy, forecast(10))
  const [own, other] = line.split!
  expect([own!.supplierCode, other!.supplierCode]).toEqual(['ACME', 'BETA'])
  expect([own!.units, own!.landedCostMinor]).toEqual([100, 40_000])
  expect(own!.units + other!.units).toBe(line.units)
  const split = proposeSplit(input({ suppliers }), policy, 150, null)!
  expect(splitText(split, 'GBP')).toBe(
    '100 from Acme (£400.00) and 50 from Beta (£225.00), £625.00 landed in all',
  )
})
