import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { smoothedBaseStock } from '../../evals/bench/policy/literature-policies.ts'
import { readRetailShop } from '../../evals/bench/policy/online-retail-lines.ts'
import { replayShare } from '../../evals/bench/policy/online-retail-rows.ts'

const folder = mkdtempSync(join(tmpdir(), 'quartermaster-replay-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const days = 260
const steady = Array.from({ length: days }, (_, day) => 3 + ((day * 7) % 5))
const series = (id: string, first: number, units: number[]) => ({
  series_id: id,
  desc: id,
  start: '2010-12-01',
  first,
  train: units.map((each, day) => (day < first ? 0 : each)).slice(0, 240),
  test: units.slice(240),
  price_median: 2.5,
})
mkdirSync(join(folder, 'forecast'))
mkdirSync(join(folder, 'anchors'))
const rows = [
  series('OLD', 0, steady.with(200, 5_000)),
  series('NEW', 150, steady),
  series(
    'ASLEEP',
    0,
    steady.map((units, day) => (day > 100 && day < 190 ? 0 : units)),
  ),
]
writeFileSync(
  join(folder, 'forecast', 'online_retail_daily.jsonl'),
  `${rows.map((row) => JSON.stringify(row)).join('\n')}\n`,
)
writeFileSync(
  join(folder, 'anchors', 'online_retail_cancelled.json'),
  '{"events":[{"series_id":"OLD","day":200,"qty":4996,"minutes_to_cancel":16}]}',
)

test('cancelled lines are taken off, the test part is replayed, new and sleeping items are left out', () => {
  const shop = readRetailShop(folder)
  expect(shop).toMatchObject({ days: 78, seriesCount: 3 })
  expect(shop.lines.map(({ item }) => item.sku)).toEqual(['OLD'])
  const [line] = shop.lines
  expect(line!.history!.units[200]).toBe(4)
  expect(line!.history!.units).toHaveLength(260)
  expect(line!.item.stockoutCostMinor).toBeCloseTo(100, 9)
})

test('a share of the shop gives the same figures alone and split, and nothing beats the optimum', () => {
  const whole = replayShare(folder, 0, 1, new Map())
  expect(replayShare(folder, 1, 2, new Map())).toEqual({})
  const costs = Object.values(whole).map(({ costMinor }) => costMinor)
  expect(costs.length).toBeGreaterThan(7)
  expect(Math.min(...costs)).toBe(whole['clairvoyant']!.costMinor)
  expect(whole['planner 0.95']!.demandUnits).toBe(
    steady.slice(182).reduce((sum, units) => sum + units, 0) - steady[200]! + 4,
  )
})

test('the smoothed base stock sees the weeks before the day and no more', () => {
  const moment = { day: 70, onHandUnits: 0, backorderedUnits: 0, lots: [], onOrder: [] }
  const flat = Array.from({ length: 140 }, () => 2)
  const later = flat.map((units, day) => (day < 70 ? units : 900))
  for (const family of ['poisson', 'negative_binomial'] as const) {
    const level = smoothedBaseStock(flat, 0.95, family)(moment)
    expect(smoothedBaseStock(later, 0.95, family)(moment)).toBe(level)
    // Two weeks of fourteen units, Poisson 28: its 95 % point is 37.
    if (family === 'poisson') expect(level).toBe(37)
    const half = {
      ...moment,
      onHandUnits: 10,
      onOrder: [{ units: 5, orderedOnDay: 63, arrivesOnDay: 77 }],
    }
    expect(smoothedBaseStock(flat, 0.95, family)(half)).toBe(level - 15)
  }
})
