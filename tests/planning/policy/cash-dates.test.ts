import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { planWeeklyCash } from '#planning/policy/cash-plan.ts'
import { recommendFromForecast } from '#planning/policy/recommend-reorder.ts'
import { dateOrders } from '#planning/policy/cash-dates.ts'
import type { DatedOrder } from '#planning/policy/cash-dates.ts'
import { demand, line, policy, supplier } from './lines.ts'

const order = (costMinor: number, savesMinor: number[], payAfterWeeks = 0): DatedOrder => ({
  costMinor,
  savesMinor,
  payAfterWeeks,
})

// A loses 60 by a week of waiting, B 10, C 5; each costs 100.
test.each([
  ['all fit', [300, 300, 300], [0, 0, 0]],
  ['two a week', [200, 200, 200], [0, 0, 1]],
  ['one a week, the costliest to wait for first', [100, 100, 100], [0, 1, 2]],
  ['none this week', [0, 100, 200], [2, 1, 2]],
  ['too little for any', [90, 90, 90], [null, null, null]],
])('%s: limits %j give weeks %j', (_case, limits, weeks) => {
  const orders = [order(100, [100, 40, 20]), order(100, [60, 50, 20]), order(100, [30, 25, 20])]
  const found = dateOrders(orders, limits)
  const saved = found.weeks.reduce<number>(
    (sum, week, index) => sum + (week === null ? 0 : orders[index]!.savesMinor[week]!),
    0,
  )
  const expected = weeks.reduce<number>(
    (sum, week, index) => sum + (week === null ? 0 : orders[index]!.savesMinor[week]!),
    0,
  )
  expect(found.savesMinor).toBe(saved)
  expect(saved).toBeGreaterThanOrEqual(expected)
})

test('what is paid later does not weigh on the week of the order', () => {
  const orders = [order(100, [50, 40]), order(100, [50, 10], 1)]
  expect(dateOrders(orders, [100, 100]).weeks).toEqual([0, 0])
})

/** Every choice of weeks. */
function bruteForce(orders: DatedOrder[], limits: number[]): number {
  const [first, ...rest] = orders
  if (first === undefined) return 0
  let best = bruteForce(rest, limits)
  for (const [week, saves] of first.savesMinor.entries()) {
    const paid = week + first.payAfterWeeks
    const left = limits[paid]
    if (left !== undefined && left < first.costMinor) continue
    const after = left === undefined ? limits : limits.with(paid, left - first.costMinor)
    best = Math.max(best, saves + bruteForce(rest, after))
  }
  return best
}

test('the weeks keep to the limits, near the best of all choices, never above the bound', () => {
  const given = fc.array(
    fc.record({
      costMinor: fc.integer({ min: 10, max: 100 }),
      payAfterWeeks: fc.integer({ min: 0, max: 1 }),
      worth: fc.integer({ min: 1, max: 200 }),
      decay: fc.double({ min: 0, max: 1, noNaN: true }),
    }),
    { minLength: 1, maxLength: 6 },
  )
  let [reached, possible] = [0, 0]
  fc.assert(
    fc.property(
      given,
      fc.array(fc.integer({ min: 0, max: 200 }), { minLength: 3, maxLength: 3 }),
      (facts, limits) => {
        const orders = facts.map(({ costMinor, payAfterWeeks, worth, decay }) =>
          order(costMinor, [worth, worth * decay, worth * decay * decay], payAfterWeeks),
        )
        const found = dateOrders(orders, limits)
        const spent = [0, 0, 0]
        for (const [index, week] of found.weeks.entries()) {
          const paid = week === null ? 9 : week + orders[index]!.payAfterWeeks
          if (paid < 3) spent[paid]! += orders[index]!.costMinor
        }
        for (const [week, limit] of limits.entries()) expect(spent[week]).toBeLessThanOrEqual(limit)
        const best = bruteForce(orders, limits)
        expect(found.savesMinor).toBeLessThanOrEqual(best + 1e-6)
        expect(found.savesAtMostMinor).toBeGreaterThanOrEqual(best - 1e-6)
        reached += found.savesMinor
        possible += best
      },
    ),
    { numRuns: 300, seed: 5 },
  )
  expect(reached / possible).toBeGreaterThan(0.99)
})

/** A due line of 140 units at £2.00 from a supplier of its own. */
function dueLine(sku: string, sellPriceMinor: number, terms: Parameters<typeof supplier>[0] = {}) {
  const suppliers = [supplier({ supplierCode: sku, ...terms })]
  const input = line({ item: { sku, sellPriceMinor }, stock: { onHandUnits: 70 }, suppliers })
  return { input, line: recommendFromForecast(input, policy, demand(10)) }
}

test('whole orders of the buy list wait for the week in which they can be paid, the dearest to wait for go first', () => {
  const due = [
    dueLine('CHEAP', 300),
    dueLine('DEAR', 900),
    dueLine('LATER', 250, { paymentTermsDays: 30 }),
  ]
  expect(due.map((one) => one.line.landedCostMinor)).toEqual([28_000, 28_000, 28_000])
  const plan = planWeeklyCash(due, 30_000)
  // What is paid a month later meets no other payment and waits for nobody.
  expect(plan.lines.map((one) => one?.week)).toEqual([1, 0, 0])
  expect(plan.lines.map((one) => one?.units)).toEqual([140, 140, 140])
  expect(plan.nextThousandSavesMinor).toBeGreaterThan(0)
  expect(planWeeklyCash(due, 60_000).lines.map((one) => one?.week)).toEqual([0, 0, 0])
  expect(planWeeklyCash(due, 20_000).lines).toEqual([null, null, null])
})
