import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { planWithinBudget } from '#planning/policy/budget-plan.ts'
import { meetSupplierMinimum } from '#planning/policy/supplier-minimum.ts'
import { recommendFromForecast } from '#planning/policy/recommend-reorder.ts'
import { demand, line, policy, supplier } from './lines.ts'

type Facts = { sku: string; perDay: number; price: number; sell: number; onHand: number }

/** Lines of one supplier, planned and joined into one order. */
function dueLines(items: Facts[], changes: Parameters<typeof supplier>[0] = {}) {
  const lines = items.map(({ sku, perDay, price, sell, onHand }) => {
    const option = supplier({ orderMultipleUnits: 10, unitPrice: String(price), ...changes })
    const input = line({
      item: { sku, sellPriceMinor: sell * 100 },
      stock: { onHandUnits: onHand },
      suppliers: [option],
    })
    return { input, option, line: recommendFromForecast(input, policy, demand(perDay, perDay)) }
  })
  const joined = meetSupplierMinimum(lines, policy)
  return lines.map(({ input }, index) => ({ input, line: joined[index]! }))
}

const shop: Facts[] = [
  { sku: 'A', perDay: 10, price: 2, sell: 12, onHand: 100 },
  { sku: 'B', perDay: 10, price: 2, sell: 3, onHand: 100 },
  { sku: 'C', perDay: 1, price: 40, sell: 60, onHand: 0 },
]

// A week later 70 more of A and B are short and 7 of C: that is what an order of today can save, at £10 a unit of A, £1
// of B, £20 of C. The rest of each order fills up for later and waits where money is short.
const table = `
  budget | A   | B   | C  | left out
  50     | 20  | -   | -  | B C
  150    | 70  | -   | -  | B C
  250    | 70  | 50  | -  | C
  650    | 70  | 50  | 10 | none
  2000   | 140 | 140 | 30 | none`
const rows = table
  .trim()
  .split('\n')
  .slice(1)
  .map((row) => row.split('|').map((cell) => cell.trim()))

test.each(rows)('£%s: %s of A, %s of B, %s of C (left out: %s)', (budget, a, b, c, leftOut) => {
  const plan = planWithinBudget(dueLines(shop), policy, Number(budget) * 100)
  expect(plan.lines.map((one) => String(one?.units ?? '-'))).toEqual([a, b, c])
  const missing = shop.flatMap(({ sku }, index) => (plan.lines[index] === null ? [sku] : []))
  expect(missing.join(' ') || 'none').toBe(leftOut)
  expect(plan.spentMinor).toBeLessThanOrEqual(Number(budget) * 100)
})

test('says what a thousand more would save, nothing when everything is bought', () => {
  const due = dueLines(shop)
  const [small, large] = [5_000, 105_000].map((money) => planWithinBudget(due, policy, money))
  expect(small!.nextThousandSavesMinor).toBe(large!.savesMinor - small!.savesMinor)
  expect(large!.nextThousandSavesMinor).toBeGreaterThanOrEqual(0)
  expect(planWithinBudget(due, policy, 1_000_000).nextThousandSavesMinor).toBe(0)
})

test('freight of the order and its minimum are within the budget or the order is not made', () => {
  const due = dueLines(shop, {
    incoterm: 'EXW',
    freightPerOrderMinor: 3_000,
    minimumOrderMinor: 20_000,
  })
  expect(planWithinBudget(due, policy, 22_000).lines).toEqual([null, null, null])
  const plan = planWithinBudget(due, policy, 26_000)
  const goods = plan.lines.reduce(
    (sum, one, index) => sum + (one?.units ?? 0) * shop[index]!.price,
    0,
  )
  expect(goods).toBeGreaterThanOrEqual(200)
  expect(plan.spentMinor).toBe(goods * 100 + 3_000)
})

test('a budget for the whole list buys the whole list, and more money never saves less', () => {
  const facts = fc.record({
    perDay: fc.integer({ min: 1, max: 30 }),
    price: fc.integer({ min: 1, max: 30 }),
    sell: fc.integer({ min: 5, max: 60 }),
    onHand: fc.integer({ min: 0, max: 300 }),
  })
  fc.assert(
    fc.property(
      fc.array(facts, { minLength: 1, maxLength: 5 }),
      fc.constantFrom(0, 5_000),
      fc.integer({ min: 0, max: 800_000 }),
      (items, freightPerOrderMinor, budgetMinor) => {
        const named = items.map((one, index) => ({ sku: `S${index}`, ...one }))
        const due = dueLines(named, { incoterm: 'EXW', freightPerOrderMinor }).filter(
          ({ line: one }) => one.decision === 'order',
        )
        const total = due.reduce((sum, { line: one }) => sum + one.landedCostMinor!, 0)
        const all = planWithinBudget(due, policy, total + 2 * due.length + 1)
        expect(all.lines.map((one) => one?.units)).toEqual(due.map(({ line: one }) => one.units))
        expect(all.spentMinor).toBe(total)
        const [some, more] = [budgetMinor, budgetMinor + 20_000].map((money) =>
          planWithinBudget(due, policy, money),
        )
        expect(some!.spentMinor).toBeLessThanOrEqual(budgetMinor)
        expect(more!.savesMinor + due.length).toBeGreaterThanOrEqual(some!.savesMinor)
        for (const [index, one] of some!.lines.entries()) {
          if (one === null) continue
          expect(one.units % 10).toBe(0)
          expect(one.units).toBeLessThanOrEqual(due[index]!.line.units)
        }
      },
    ),
    { numRuns: 60 },
  )
})
