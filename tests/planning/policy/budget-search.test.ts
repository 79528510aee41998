import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { chooseWithin } from '#planning/policy/budget-search.ts'
import type { BudgetOption, BudgetOrder } from '#planning/policy/budget-search.ts'

/** Every choice there is, the best value of those within the budget. */
function bruteForce(orders: BudgetOrder[], budgetMinor: number): number {
  const orderChoices = orders.map(({ lines, fixedMinor, minimumGoodsMinor }) => {
    let choices: { cost: number; goods: number; value: number; taken: boolean }[] = [
      { cost: 0, goods: 0, value: 0, taken: false },
    ]
    for (const options of lines) {
      choices = choices.flatMap((choice) => [
        choice,
        ...options.map((one) => ({
          cost: choice.cost + one.costMinor + (choice.taken ? 0 : fixedMinor),
          goods: choice.goods + one.goodsMinor,
          value: choice.value + one.valueMinor,
          taken: true,
        })),
      ])
    }
    return choices.filter(({ taken, goods }) => !taken || goods >= minimumGoodsMinor)
  })
  let sums = [{ cost: 0, value: 0 }]
  for (const choices of orderChoices) {
    sums = sums.flatMap((sum) =>
      choices.map(({ cost, value }) => ({ cost: sum.cost + cost, value: sum.value + value })),
    )
  }
  return Math.max(...sums.filter(({ cost }) => cost <= budgetMinor).map(({ value }) => value))
}

const options = fc
  .array(
    fc.record({ cost: fc.integer({ min: 1, max: 60 }), value: fc.integer({ min: 0, max: 90 }) }),
    {
      minLength: 1,
      maxLength: 3,
    },
  )
  .map((found) =>
    found.map(({ cost, value }, index): BudgetOption => {
      return { units: index + 1, costMinor: cost, goodsMinor: cost, valueMinor: value }
    }),
  )
const orders = fc.array(
  fc.record({
    lines: fc.array(options, { minLength: 1, maxLength: 3 }),
    fixedMinor: fc.constantFrom(0, 0, 7, 25),
    minimumGoodsMinor: fc.constantFrom(0, 0, 40, 90),
  }),
  { minLength: 1, maxLength: 3 },
)

test('the choice is the best of all choices, keeps to the budget and to every order’s terms', () => {
  fc.assert(
    fc.property(orders, fc.integer({ min: 0, max: 260 }), (given, budgetMinor) => {
      const found = chooseWithin(given, budgetMinor)
      expect(found.valueMinor).toBeCloseTo(bruteForce(given, budgetMinor), 6)
      expect(found.boundMinor).toBe(found.valueMinor)
      let cost = 0
      let value = 0
      for (const [index, order] of given.entries()) {
        const lines = found.chosen[index]!
        expect(lines).toHaveLength(order.lines.length)
        const taken = lines.filter((one) => one !== null)
        for (const [at, one] of lines.entries()) {
          if (one !== null) expect(order.lines[at]).toContain(one)
        }
        if (taken.length === 0) continue
        cost += taken.reduce<number>((sum, { costMinor }) => sum + costMinor, order.fixedMinor)
        value += taken.reduce((sum, { valueMinor }) => sum + valueMinor, 0)
        const goods = taken.reduce((sum, { goodsMinor }) => sum + goodsMinor, 0)
        expect(goods).toBeGreaterThanOrEqual(order.minimumGoodsMinor)
      }
      expect(cost).toBeLessThanOrEqual(budgetMinor)
      expect(found).toMatchObject({ costMinor: cost, valueMinor: value })
    }),
    { numRuns: 600 },
  )
})

/** A shop's worth of lines, the same at every run. */
function manyOrders(orderCount: number): BudgetOrder[] {
  let seed = 7
  const next = (most: number) => {
    seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0
    return (seed >>> 8) % most
  }
  return Array.from({ length: orderCount }, (_, index) => ({
    fixedMinor: index % 3 === 0 ? 4_500 : 0,
    minimumGoodsMinor: index % 2 === 0 ? 25_000 : 0,
    lines: Array.from({ length: 12 }, () => {
      const [price, margin, need] = [100 + next(2_000), 50 + next(900), 20 + next(200)]
      return Array.from({ length: 12 }, (_, step) => {
        const units = 12 * (step + 1)
        const sold = need * (1 - Math.exp(-units / need))
        const costMinor = units * price
        return { units, costMinor, goodsMinor: costMinor, valueMinor: Math.round(sold * margin) }
      })
    }),
  }))
}

test.each([
  [0, 1.0001],
  [1, 1.001],
])(
  '480 lines are chosen close to the bound, more money never worth less (terms: %d)',
  (terms, ratio) => {
    const given = manyOrders(40).map((order) => ({
      lines: order.lines,
      fixedMinor: terms * order.fixedMinor,
      minimumGoodsMinor: terms * order.minimumGoodsMinor,
    }))
    const values = [500_000, 2_000_000, 8_000_000].map((budgetMinor) => {
      const found = chooseWithin(given, budgetMinor)
      expect(found.costMinor).toBeLessThanOrEqual(budgetMinor)
      expect(found.boundMinor / found.valueMinor).toBeLessThan(ratio)
      return found.valueMinor
    })
    expect(values).toEqual(values.toSorted((a, b) => a - b))
  },
)
