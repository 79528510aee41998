import { describe, expect, test } from 'vitest'

import { noPool } from '#planning/forecast/counts/count-pool.ts'
import { learnPool } from '#planning/forecast/counts/learn-pool.ts'
import { sharedSeason } from '#planning/forecast/counts/pool-season.ts'

import { catalogueOf } from './catalogues.ts'

/** Means from .1 to 4 units, the same spread of items in every catalogue. */
const levelOf = (item: number) => 0.1 * 40 ** ((item % 50) / 49)

describe('what a catalogue shows of counts', () => {
  test('too few items, or none that ever sold, leave what is known without a catalogue', () => {
    const few = catalogueOf({ items: 29, periods: 40, meanOf: levelOf })
    expect(learnPool(few)).toEqual(noPool)
    expect(learnPool(catalogueOf({ items: 60, periods: 40, meanOf: () => 0 }))).toEqual(noPool)
  })

  test('steady items have no drift and no season, and their typical level is the geometric mean', () => {
    const pool = learnPool(catalogueOf({ items: 200, periods: 48, season: 12, meanOf: levelOf }))
    expect(pool.driftFactor).toBeCloseTo(1, 1)
    expect(pool.driftPerPeriod).toBeCloseTo(1, 2)
    expect(Math.max(...pool.season) / Math.min(...pool.season)).toBeLessThan(1.1)
    expect(pool.levelUnits / Math.sqrt(0.1 * 4)).toBeGreaterThan(0.85)
    expect(pool.levelUnits / Math.sqrt(0.1 * 4)).toBeLessThan(1.15)
  })

  test('a catalogue that dies out drifts down, by the period', () => {
    const pool = learnPool(
      catalogueOf({ items: 300, periods: 48, meanOf: (item, t) => levelOf(item) * 0.96 ** t }),
    )
    expect(pool.driftFactor).toBeLessThan(0.85)
    expect(pool.driftPerPeriod).toBeGreaterThanOrEqual(0.97)
    expect(pool.driftPerPeriod).toBeLessThan(1)
  })

  test('growth of the past is left to the levels: it is not carried on', () => {
    const pool = learnPool(
      catalogueOf({ items: 300, periods: 48, meanOf: (item, t) => levelOf(item) * 1.03 ** t }),
    )
    expect(pool.driftFactor).toBeGreaterThan(1.05)
    expect(pool.driftPerPeriod).toBe(1)
  })

  test('lumpy demand learns more noise than smooth demand', () => {
    const noiseAt = (dispersion: number) =>
      learnPool(catalogueOf({ items: 200, periods: 40, meanOf: () => 2, dispersion })).noiseFactor
    expect(noiseAt(12)).toBeGreaterThan(noiseAt(1.1))
  })

  test('rare lots among small orders learn a heavier tail', () => {
    const usual = catalogueOf({ items: 200, periods: 48, meanOf: () => 1, dispersion: 1.2 })
    const lots = usual.map(({ values, season }, item) => ({
      season,
      values: values.map((units, t) => ((t * 7 + item * 13) % 61 === 0 ? 40 : units)),
    }))
    expect(learnPool(usual).tailWeight).toBe(0)
    expect(learnPool(lots).tailWeight).toBeGreaterThan(0)
  })

  test('equal catalogues give equal bytes', () => {
    const once = () =>
      learnPool(catalogueOf({ items: 80, periods: 40, season: 12, meanOf: levelOf }))
    expect(JSON.stringify(once())).toBe(JSON.stringify(once()))
  })
})

describe('the season that items share', () => {
  /** Its geometric mean is 1, as that of the factors. */
  const wave = (t: number) => Math.exp(0.6 * Math.sin((2 * Math.PI * t) / 12))

  test('is found in items too sparse to show one, the next period first', () => {
    const season = sharedSeason(
      catalogueOf({ items: 400, periods: 63, season: 12, meanOf: (_, t) => 0.3 * wave(t) }),
    )
    expect(season).toHaveLength(12)
    season.forEach((factor, ahead) =>
      expect(Math.abs(factor - wave(63 + ahead))).toBeLessThan(0.25),
    )
  })

  test('is drawn towards none by how little repeats, and is none where a cycle was seen once', () => {
    const noise = sharedSeason(
      catalogueOf({ items: 40, periods: 36, season: 12, meanOf: () => 0.3 }),
    )
    const spread = Math.max(...noise) - Math.min(...noise)
    expect(spread).toBeLessThan(0.35)
    expect(
      sharedSeason(catalogueOf({ items: 40, periods: 12, season: 12, meanOf: () => 1 })),
    ).toEqual([1])
    expect(
      sharedSeason(catalogueOf({ items: 40, periods: 90, season: 1, meanOf: () => 1 })),
    ).toEqual([1])
  })

  test('a trend is not a season', () => {
    const season = sharedSeason(
      catalogueOf({ items: 300, periods: 30, season: 12, meanOf: (_, t) => 2 * 0.95 ** t }),
    )
    season.forEach((factor) => expect(Math.abs(factor - 1)).toBeLessThan(0.12))
  })
})
