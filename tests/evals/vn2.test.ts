import { expect, test } from 'vitest'
import * as baselines from '../../evals/bench/policy/vn2-baselines.ts'
import { playVn2, playWeek, validationWindow } from '../../evals/bench/policy/vn2-game.ts'
import type { Vn2Item, Vn2Policy } from '../../evals/bench/policy/vn2-game.ts'
import { costPolicy, levelPolicy, planner } from '../../evals/bench/policy/vn2-ours.ts'
import { randomSource } from '#planning/forecast/random.ts'

const WEEKS = 130

function shop(): Vn2Item[] {
  const random = randomSource(3)
  return Array.from({ length: 12 }, (_, at) => ({
    id: String(at),
    groups: ['all', at < 6 ? 'garden' : 'heating'],
    startDay: 18_729,
    firstWeek: at === 0 ? 80 : 0,
    units: Float64Array.from({ length: WEEKS }, (_, week) => {
      const season = 1 + 0.6 * Math.sin((2 * Math.PI * week) / 52) * (at < 6 ? 1 : -1)
      return Math.round(2 * random() * (2 + at) * season)
    }),
    inStock: new Uint8Array(WEEKS).fill(1),
    opening: { onHandUnits: 5, nextWeekUnits: 2, weekAfterUnits: 3 },
  }))
}

const policiesOf = (items: Vn2Item[]): Record<string, Vn2Policy> => ({
  ours: planner(items, true, levelPolicy),
  alone: planner(items, false, levelPolicy),
  cost: planner(items, true, costPolicy),
  organiser: baselines.organiserRule(items),
  ewma: baselines.seasonalEwma(items, 0.1, 0.833),
  classical: baselines.classicalNormal(13, 1),
  minMax: baselines.staticMinMax(110),
})

/** Every order of every week that a window asks for. */
function decisions(items: Vn2Item[], name: string): number[] {
  const policy = policiesOf(items)[name]!
  return items.flatMap((item) => [110, 113].map((known) => policy(known, item, item.opening)))
}

test.each(['ours', 'alone', 'cost', 'organiser', 'ewma', 'classical', 'minMax'])(
  'weeks to come do not change what %s orders today',
  (name) => {
    const shuffled = shop()
    for (const { units, inStock } of shuffled) {
      units.subarray(113).reverse()
      inStock.fill(0, 120)
    }
    expect(decisions(shuffled, name)).toEqual(decisions(shop(), name))
  },
)

test('an order arrives at the start of the third week after, and lost sales are gone', () => {
  let stock = { onHandUnits: 1, nextWeekUnits: 0, weekAfterUnits: 2 }
  const sold: number[] = []
  for (const [orders, demand] of [
    [9, 3],
    [0, 3],
    [0, 3],
  ] as const) {
    const { after, soldUnits } = playWeek(stock, orders, demand)
    stock = after
    sold.push(soldUnits)
  }
  expect(sold).toEqual([1, 2, 3])
  expect(stock.onHandUnits).toBe(6)
})

test('knowing the future costs only what stood there before', () => {
  const items = shop()
  const window = validationWindow(items, 120, baselines.organiserRule(items))
  const best = playVn2(window, baselines.clairvoyant)
  expect(best.shortage).toBe(0)
  for (const policy of Object.values(policiesOf(items))) {
    expect(playVn2(window, policy).cost).toBeGreaterThan(best.cost)
  }
})

test('a window leaves out items whose demand nobody knows', () => {
  const items = shop()
  items[4]!.inStock[115] = 0
  const window = validationWindow(items, 120, baselines.organiserRule(items))
  expect(window.entries.map(({ item }) => item.id)).not.toContain('4')
  expect(window.entries).toHaveLength(11)
})
