import { expect, test } from 'vitest'
import { simulateMinMax, type ReviewedShop } from '#planning/models/simulate-min-max.ts'

const sixth = 1 / 6
/** Law & Kelton, Simulation Modeling and Analysis, section 1.5. */
const shop: ReviewedShop = {
  interarrivalPeriods: 0.1,
  demandSizes: [sixth, 2 * sixth, 2 * sixth, sixth].map((probability, index) => {
    return { units: index + 1, probability }
  }),
  orderCost: 32,
  unitOrderCost: 3,
  deliveryPeriods: { from: 0.5, to: 1 },
  holdingCost: 1,
  backorderCost: 5,
  initialUnits: 60,
}

const run = (s: number, S: number, seed: number, changes: Partial<ReviewedShop> = {}) =>
  simulateMinMax({ ...shop, ...changes }, { reorderPointUnits: s, orderUpToUnits: S }, 120, seed)

// The printed report of the book: one run of 120 months for each policy.
test.each([
  [20, 40, 126.61],
  [20, 60, 122.74],
  [20, 80, 123.86],
  [20, 100, 125.32],
  [40, 60, 126.37],
  [40, 80, 125.46],
  [40, 100, 132.34],
  [60, 80, 150.02],
  [60, 100, 143.2],
])('(%i, %i): the printed %d is one of our runs', (s, S, printed) => {
  const totals = Array.from({ length: 60 }, (_, index) => run(s, S, index + 1).total)
  const mean = totals.reduce((sum, total) => sum + total, 0) / totals.length
  const squares = totals.reduce((sum, total) => sum + (total - mean) ** 2, 0)
  const sd = Math.sqrt(squares / (totals.length - 1))
  expect(Math.abs(printed - mean)).toBeLessThan(3 * sd)
  expect(sd).toBeLessThan(6)
})

test('a seed is a run, and another one is another', () => {
  expect(run(20, 60, 7)).toEqual(run(20, 60, 7))
  expect(run(20, 60, 7).total).not.toBe(run(20, 60, 8).total)
})

test('the parts sum to the total, and hand-made demand costs what a hand counts', () => {
  const random = run(20, 60, 7)
  expect(random.ordering + random.holding + random.shortage).toBeCloseTo(random.total, 9)
  // Hardly ever a customer: 60 units lie for 120 months, nothing is ordered.
  const asleep = run(20, 60, 7, { interarrivalPeriods: 1e9 })
  expect(asleep).toEqual({ ordering: 0, holding: 60, shortage: 0, total: 60 })
  // Nothing there at the start: 60 are ordered at once and lie from the first half month on.
  const empty = run(20, 60, 7, {
    interarrivalPeriods: 1e9,
    initialUnits: 0,
    deliveryPeriods: { from: 0.5, to: 0.5 },
  })
  expect(empty.ordering).toBeCloseTo((32 + 3 * 60) / 120, 9)
  expect(empty.holding).toBeCloseTo((60 * 119.5) / 120, 9)
})
