import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { halfOf, madeLossy } from '../../evals/bench/policy/inventorybench.ts'
import { ourPolicy, publishedBaseStock } from '../../evals/bench/policy/inventorybench-policies.ts'
import { playInstance, type Instance } from '../../evals/bench/policy/inventorybench-play.ts'

const FILE = '../shared/data/policy/inventorybench.jsonl'
const present = existsSync(FILE)
if (!present) process.stdout.write(`Skipped: ${FILE} is not here.\n`)

const instance = (changes: Partial<Instance> = {}): Instance => ({
  instance: 'made/lead_time_1/one/r1_low',
  family: 'made',
  lead_time: 'lead_time_1',
  promised_lead_time: 1,
  train: [10, 12, 9, 11, 10],
  demand: [10, 14, 7, 11, 12, 30, 8, 9, 10, 11, 25, 3],
  lead: [1, 1, 2, null, 1, 1, 'inf', 1, 3, 1, 1, 1],
  profit: 4,
  holding: 1,
  ...changes,
})

describe('an instance is played as published', () => {
  test('order, arrivals, demand, then profit less holding; a lost order stays open', () => {
    const seen: string[] = []
    const { reward, fillRate } = playInstance(
      instance({ demand: [5, 5, 5, 5], lead: [0, null, 1, 0] }),
      ({ onHandUnits, open, arrived }) => {
        seen.push(`${onHandUnits} ${open.map(({ units }) => units).join('+')} ${arrived.length}`)
        return 7
      },
    )
    expect(seen).toEqual(['0  0', '2  1', '0 7 1', '0 7+7 1'])
    // Sold 5 + 2 + 0 + 5 at 4 each; left 2 + 0 + 0 + 9 at 1 each (14 arrived in the last period).
    expect(reward).toBe(12 * 4 - 11)
    expect(fillRate).toBe(12 / 20)
  })

  test.each([null, 'inf', 'Infinity', -1, 1e9])('a lead time of %s never arrives', (lead) => {
    const lost = instance({ lead: Array.from({ length: 12 }, () => lead) })
    expect(playInstance(lost, () => 5).fillRate).toBe(0)
  })
})

describe('our policy', () => {
  test('knows nothing of what is to come: another future, the same orders until then', () => {
    const told = playInstance(instance(), ourPolicy).orders
    expect(new Set(told).size).toBeGreaterThan(3)
    for (const cut of [1, 4, 8]) {
      const { demand, lead } = instance()
      const shuffled = {
        demand: [...demand.slice(0, cut), ...demand.slice(cut).toReversed()],
        lead: [...lead.slice(0, cut), ...lead.slice(cut).map(() => null)],
      }
      const orders = playInstance(instance(shuffled), ourPolicy).orders
      expect(orders.slice(0, cut + 1)).toEqual(told.slice(0, cut + 1))
    }
  })

  test('orders again when orders go missing, and never more than makes sense', () => {
    const lossy = instance({ lead: Array.from({ length: 12 }, () => null) })
    const { orders } = playInstance(lossy, ourPolicy)
    expect(orders.slice(4).every((units) => units > 0)).toBe(true)
    expect(Math.max(...orders)).toBeLessThan(150)
  })

  test.skipIf(!present)(
    'beats the published baseline on one in forty of the real instances',
    () => {
      const all = readFileSync(FILE, 'utf8')
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line) as Instance)
      const some = all.filter((_, index) => index % 40 === 0)
      const share = (of: Instance, reward: number) =>
        Math.max(0, reward / (of.profit * of.demand.reduce((sum, units) => sum + units, 0)))
      const score = (instances: Instance[], decide: typeof ourPolicy) =>
        instances.reduce((sum, of) => sum + share(of, playInstance(of, decide).reward), 0) /
        instances.length
      for (const of of some) {
        const again = playInstance(of, publishedBaseStock(true)).reward
        expect(Math.abs(again - (of.published?.or_reward ?? 0))).toBeLessThan(1)
      }
      expect(score(some, ourPolicy)).toBeGreaterThan(score(some, publishedBaseStock(true)) + 0.04)
      const lossy = madeLossy(all).filter((_, index) => index % 20 === 0)
      expect(score(lossy, ourPolicy)).toBeGreaterThan(score(lossy, publishedBaseStock(true)) + 0.1)
    },
  )
})

test('the halves keep all lead times and margins of one path of demand together', () => {
  const name = (lead: number, margin: string) => ({
    instance: `synthetic_trajectory/lead_time_${lead}/p01/v1/r1_${margin}`,
  })
  expect(
    new Set([halfOf(name(0, 'low')), halfOf(name(4, 'high')), halfOf(name(4, 'med'))]).size,
  ).toBe(1)
  const halves = Array.from({ length: 40 }, (_, i) => halfOf({ instance: `real/lead_time_0/${i}` }))
  expect(new Set(halves).size).toBe(2)
})
