import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { poisson } from '#planning/forecast/distribution.ts'
import type { LeadTimeLaw } from '#planning/policy/lead-time-law.ts'
import {
  coveredRate,
  profitableUnits,
  type OrderOutlook,
} from '#planning/policy/order-for-profit.ts'

const always = (periods: number): LeadTimeLaw => ({
  chances: Array.from({ length: periods + 1 }, (_, k) => (k === periods ? 1 : 0)),
  lostChance: 0,
})

/** Futures of independent demand whose every period takes each quantile once. */
function poissonPaths(mean: number, periods: number, count = 400): Float64Array[] {
  const demand = poisson(mean)
  const quantiles = Array.from({ length: count }, (_, i) => demand.quantile((i + 0.5) / count))
  return quantiles.map((_, path) =>
    Float64Array.from(
      { length: periods },
      (__, period) => quantiles[(path * (period * 2 + 1) + period * 37) % count]!,
    ),
  )
}

const outlook = (changes: Partial<OrderOutlook> = {}): OrderOutlook => ({
  demandPaths: poissonPaths(20, 8),
  onHandUnits: 0,
  open: [],
  law: always(0),
  reviewPeriods: 1,
  unitProfit: 4,
  unitHolding: 1,
  seed: 1,
  ...changes,
})

describe('units that earn their keep', () => {
  test.each`
    profit | holding | quantile
    ${1}   | ${1}    | ${0.5}
    ${4}   | ${1}    | ${0.8}
    ${19}  | ${1}    | ${0.95}
  `(
    'are the newsvendor’s at profit $profit and holding $holding when the next order comes in time',
    ({ profit, holding, quantile }) => {
      // Steady demand: a unit left over is sold in the next period, so it is held once (Snyder & Shen, eq. 4.17).
      const units = profitableUnits(
        outlook({ unitProfit: profit as number, unitHolding: holding as number }),
      )
      expect(Math.abs(units - poisson(20).quantile(quantile as number))).toBeLessThanOrEqual(1)
    },
  )

  test('count what is on hand and what surely comes', () => {
    const bare = profitableUnits(outlook())
    expect(profitableUnits(outlook({ onHandUnits: 10 }))).toBe(bare - 10)
    const coming = outlook({ open: [{ units: 5, sincePeriods: 0 }], onHandUnits: 3 })
    expect(profitableUnits(coming)).toBe(bare - 8)
    expect(profitableUnits(outlook({ onHandUnits: 500 }))).toBe(0)
  })

  test('are fewer for an item that fades: what is left over then is held for long', () => {
    const fading = poissonPaths(20, 8).map((path) => path.map((units, k) => (k === 0 ? units : 0)))
    expect(profitableUnits(outlook({ demandPaths: fading }))).toBeLessThan(
      profitableUnits(outlook()) - 4,
    )
  })

  test('an open order that is likely lost is ordered again, in part as its chance falls', () => {
    const law: LeadTimeLaw = { chances: [0, 0.5, 0.3, 0.1], lostChance: 0.1 }
    const after = (sincePeriods: number) =>
      profitableUnits(outlook({ law, open: [{ units: 60, sincePeriods }], onHandUnits: 20 }))
    const units = [1, 2, 3, 4].map(after)
    expect(units).toEqual(units.toSorted((a, b) => a - b))
    expect(units[3]).toBeGreaterThan(units[0]! + 5)
    const nothingOpen = profitableUnits(outlook({ law, onHandUnits: 20 }))
    expect(Math.abs(units[3]! - nothingOpen)).toBeLessThanOrEqual(3)
  })

  test('rise with profit and with the lead time, fall with holding and stock', () => {
    const asked = fc.record({
      profit: fc.integer({ min: 1, max: 30 }),
      holding: fc.integer({ min: 1, max: 6 }),
      onHand: fc.nat(60),
    })
    fc.assert(
      fc.property(asked, ({ profit, holding, onHand }) => {
        const at = (changes: Partial<OrderOutlook>) =>
          profitableUnits(
            outlook({
              unitProfit: profit,
              unitHolding: holding,
              onHandUnits: onHand,
              demandPaths: poissonPaths(20, 8, 100),
              ...changes,
            }),
          )
        const base = at({})
        return (
          at({ unitProfit: profit + 3 }) >= base &&
          at({ unitHolding: holding + 2 }) <= base &&
          at({ onHandUnits: onHand + 7 }) <= base &&
          at({ law: always(2) }) >= base
        )
      }),
      { numRuns: 40 },
    )
  })
})

test('the order covers as many cycles as its critical ratio says, and none is covered by nothing', () => {
  const asked = outlook({ unitProfit: 9 })
  expect(coveredRate(asked, profitableUnits(asked))).toBeCloseTo(0.9, 1)
  expect(coveredRate(asked, 0)).toBeLessThan(0.01)
  expect(coveredRate(asked, 1_000)).toBe(1)
})
