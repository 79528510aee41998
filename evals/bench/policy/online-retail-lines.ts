import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { addDays } from '#planning/calendar.ts'
import type { CountPool } from '#planning/forecast/counts/count-pool.ts'
import { poolLearner } from '#planning/forecast/counts/pool-learner.ts'
import type { ItemLocationInput } from '#planning/types.ts'
import { plainLine, plainOption } from '../plain-line.ts'

/** Days that a policy may learn from before the replay begins: 26 weeks. */
export const learningDays = 182
/** An item takes part when it was on sale this long before the replay, and sold in that time. */
const knownDays = 56
const lostShareOfPrice = 0.4

type Series = {
  series_id: string
  desc: string
  start: string
  first: number
  train: number[]
  test: number[]
  price_median: number
}
/** Values in the order of the file: series, day, units, minutes until it was cancelled. */
type Cancelled = { events: Record<string, string | number>[] }

function lineOf(
  { series_id: sku, desc, start, first, price_median: price }: Series,
  units: number[],
): ItemLocationInput {
  const flags = units.map(() => false)
  const asOf = addDays(start, first + units.length - 1)
  const weekly = { meanDays: 7, sdDays: 0, observations: 20 }
  return plainLine(
    asOf,
    {
      sku,
      name: desc,
      abcClass: 'B',
      sellPriceMinor: Math.round(price * 100),
      stockoutCostMinor: lostShareOfPrice * price * 100,
    },
    {
      history: { startsOn: addDays(start, first), units, stockout: flags, promotion: flags },
      demandKnownThroughOn: null,
      suppliers: [plainOption(start, weekly, { unitPrice: String(price) })],
    },
  )
}

/** Every fourth line teaches what the catalogue shows of counts. */
const teacherStride = 4

/** What the shop showed together on each review day of the replay, from what was known then. */
export function retailCatalogues({ lines, days }: RetailShop): Map<string, CountPool> {
  const pools = new Map<string, CountPool>()
  const lastOn = lines[0]!.asOf
  for (let back = days; back > 0; back -= 7) {
    const asOf = addDays(lastOn, -back)
    const learner = poolLearner(asOf)
    for (const [at, { history }] of lines.entries()) {
      if (at % teacherStride === 0) learner.learn(history!, [])
    }
    pools.set(asOf, learner.pool())
  }
  return pools
}

/** The lines of the replay and how many of their last days are replayed. */
export type RetailShop = { lines: ItemLocationInput[]; days: number; seriesCount: number }

/**
 * Online Retail as the planner sees a shop: demand by day with lines that were cancelled within 48 hours taken off, one
 * supplier at the item's median price, every day a day of delivery. Items that are new or asleep are left out.
 */
export function readRetailShop(dataFolder: string): RetailShop {
  const series = readFileSync(join(dataFolder, 'forecast', 'online_retail_daily.jsonl'), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Series)
  const { events } = JSON.parse(
    readFileSync(join(dataFolder, 'anchors', 'online_retail_cancelled.json'), 'utf8'),
  ) as Cancelled
  const cancelled = Map.groupBy(
    events.map((event) => Object.values(event) as [string, number, number]),
    ([sku]) => sku,
  )
  let days = 0
  const lines = series.flatMap((one) => {
    const units = [...one.train, ...one.test]
    for (const [, day, taken] of cancelled.get(one.series_id) ?? []) {
      if (day < units.length) units[day] = Math.max(0, units[day]! - taken)
    }
    const recent = units.slice(learningDays - knownDays, learningDays)
    if (one.first > learningDays - knownDays || recent.every((sold) => sold === 0)) return []
    days = units.length - learningDays
    return [lineOf(one, units.slice(one.first))]
  })
  return { lines, days, seriesCount: series.length }
}
