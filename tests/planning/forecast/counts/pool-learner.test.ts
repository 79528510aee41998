import { describe, expect, test } from 'vitest'

import { noPool } from '#planning/forecast/counts/count-pool.ts'
import { poolLearner } from '#planning/forecast/counts/pool-learner.ts'
import { demandOverDays } from '#planning/forecast/demand-over-days.ts'

import { forecastOf, historyOf, poissonDays } from '../histories.ts'

/** Forty items that lose three per cent of their demand every week, in daily histories of a year and a half. */
const dying = Array.from({ length: 40 }, (_, item) =>
  poissonDays(546, (day) => 0.8 * 0.97 ** (day / 7), item + 1),
)
const LAST_DAY = '2026-05-24'

function poolOf(histories: number[][], asOf: string) {
  const learner = poolLearner(asOf)
  for (const units of histories) learner.learn(historyOf(units), [])
  return learner.pool()
}

describe('learning from the daily histories of a shop', () => {
  test('the decline of a shop lowers what is expected of each item', () => {
    const pool = poolOf(dying, LAST_DAY)
    expect(pool.driftFactor).toBeLessThan(0.9)
    const meanOf = (countPool: typeof pool | null) =>
      demandOverDays(forecastOf(historyOf(dying[0]!), { countPool }), 0, 21).mean
    expect(meanOf(pool)).toBeLessThan(0.95 * meanOf(null))
  })

  test('days after the as-of date teach nothing', () => {
    const grown = dying.map((units) => units.map((value, day) => (day > 500 ? value + 9 : value)))
    expect(poolOf(grown, '2026-04-01')).toEqual(poolOf(dying, '2026-04-01'))
  })

  test('items that nobody reported lately, or for less than ten weeks, are left out', () => {
    expect(poolOf(dying, '2026-07-01')).toEqual(noPool)
    const young = dying.map((units) => units.slice(0, 60))
    expect(poolOf(young, '2025-01-23')).toEqual(noPool)
  })

  test('a pool of weeks does not speak of items that are forecast by the day', () => {
    const young = historyOf(poissonDays(50, () => 0.6, 5))
    const countPool = poolOf(dying, LAST_DAY)
    expect(forecastOf(young, { countPool })).toEqual(forecastOf(young))
  })
})
