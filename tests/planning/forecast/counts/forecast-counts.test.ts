import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { countOutlook } from '#planning/forecast/counts/count-model.ts'
import { driftAt, noPool, seasonOf } from '#planning/forecast/counts/count-pool.ts'
import { countQuantiles, tailedProbabilities } from '#planning/forecast/counts/count-quantiles.ts'
import { countStates } from '#planning/forecast/counts/count-states.ts'
import { forecastCounts } from '#planning/forecast/counts/forecast-counts.ts'
import { learnPool } from '#planning/forecast/counts/learn-pool.ts'
import { negativeBinomial, poisson } from '#planning/forecast/distribution.ts'
import { heavyTailed } from '#planning/forecast/heavy-tail.ts'

import { catalogueOf } from './catalogues.ts'

const list = (...values: number[]) => Float64Array.from(values)
const even = (length: number) => new Float64Array(length).fill(1)
const forecastOf = (values: Float64Array, pool = noPool, horizon = 12) =>
  forecastCounts({ values, season: 1 }, null, 3, horizon, pool)
const smallPool = { ...noPool, levelUnits: 1, levelPeriods: 6 }

describe('the state of an item', () => {
  test('levels forget by hand', () => {
    const { slowLevel, fastLevel, longRun } = countStates(list(2, 0, 5), null, even(3))[3]!
    expect(fastLevel).toBeCloseTo((2 * 0.64 + 5) / (0.64 + 0.8 + 1), 12)
    expect(slowLevel).toBeCloseTo((2 * 0.9604 + 5) / (0.9604 + 0.98 + 1), 12)
    expect(longRun).toBeCloseTo(7 / 3, 12)
  })

  test('history begins at the first demand, which does not count where zeros went before it', () => {
    const [late] = countStates(list(0, 0, 6, 0, 0, 3), null, even(6)).slice(-1)
    expect(late!.periods).toBe(4)
    expect(late!.demands).toBe(2)
    expect(late!.meanSize).toBe(4.5)
    expect(late!.slowLevel).toBeCloseTo(3 / (1 + 0.98 + 0.9604), 12)
    const [unsold] = countStates(list(0, 0, 0), null, even(3)).slice(-1)
    expect(countOutlook(unsold!, smallPool, true).mean).toBe(0)
  })

  test('dispersion is the sample variance over the mean', () => {
    const values = list(1, 0, 4, 0, 0, 1)
    const variance = [1, 0, 4, 0, 0, 1].reduce((sum, x) => sum + (x - 1) ** 2, 0) / 5
    expect(countStates(values, null, even(6))[6]!.dispersion).toBeCloseTo(variance, 12)
  })

  test('half-seen periods weigh half, unseen ones nothing', () => {
    const seen = countStates(list(4, 9, 4), list(1, 0, 1), even(3))[3]!
    expect([seen.periods, seen.demands]).toEqual([2, 2])
    expect(seen.fastLevel).toBeCloseTo(4, 12)
    expect(countStates(list(4, 8), list(1, 0.5), even(2))[2]!.longRun).toBeCloseTo(8 / 1.5, 12)
  })

  test('a season is taken out of the levels', () => {
    const season = list(1, 3, 1, 3)
    expect(countStates(list(2, 6, 2, 6), null, season)[4]!.fastLevel).toBeCloseTo(2, 12)
  })

  test('no state looks ahead', () => {
    const before = countStates(list(1, 0, 2, 0, 3), null, even(5)).slice(0, 4)
    expect(countStates(list(1, 0, 2, 90, 80), null, even(5)).slice(0, 4)).toEqual(before)
  })
})

describe('what the catalogue adds', () => {
  const state = countStates(list(3, 0, 0, 0), null, even(4))[4]!

  test('few periods are drawn to the typical item, many hardly (Buehlmann)', () => {
    const alone = countOutlook(state, { ...smallPool, levelPeriods: 0 }, true).mean
    const drawn = countOutlook(state, smallPool, true).mean
    expect(drawn).toBeCloseTo((4 * alone + 6 * 1.1) / 10, 12)
    const long = countStates(new Float64Array(400).fill(3), null, even(400))[400]!
    expect(countOutlook(long, smallPool, true).mean).toBeGreaterThan(2.95)
  })

  test('doubt falls with the demands seen and noise is never below that of chance', () => {
    const steady = countStates(new Float64Array(40).fill(3), null, even(40))
    expect(countOutlook(steady[4]!, noPool, true).doubt).toBeGreaterThan(
      countOutlook(steady[40]!, noPool, true).doubt,
    )
    expect(countOutlook(steady[40]!, noPool, true).noise).toBeGreaterThanOrEqual(1)
  })

  test('the tail of the catalogue is that of each item', () => {
    const values = list(0, 2, 0, 1, 0, 0, 3, 0, 1, 0, 0, 2)
    const tailed = forecastOf(values, { ...noPool, tailWeight: 0.08 }).sumOver(0, 3)
    expect(tailed.quantile(0.999)).toBeGreaterThan(forecastOf(values).sumOver(0, 3).quantile(0.999))
    expect(tailed.mean).toBeCloseTo(forecastOf(values).sumOver(0, 3).mean, 9)
  })

  test('drift stops after a year of periods, a season begins with the next period', () => {
    const pool = { ...noPool, driftFactor: 0.8, driftPerPeriod: 0.9, season: [1, 2, 3] }
    expect(driftAt(pool, 0)).toBe(0.8)
    expect(driftAt(pool, 30)).toBe(driftAt(pool, 12))
    expect([...seasonOf(pool, 4, 3)]).toEqual([3, 1, 2, 3, 1, 2, 3])
    const path = forecastOf(new Float64Array(30).fill(2), pool, 3).path
    expect(path[1]! / path[0]!).toBeCloseTo(2 * 0.9, 9)
  })

  test('upper quantiles of sparse items hold out of sample, and the sum of three as well', () => {
    const truth = { items: 400, periods: 39, dispersion: 2.5 }
    const catalogue = catalogueOf({ ...truth, meanOf: (item) => 0.15 * 12 ** ((item % 40) / 39) })
    const known = catalogue.map(({ values }) => ({ season: 1, values: values.subarray(0, 36) }))
    const pool = learnPool(known)
    let [singles, sums] = [0, 0]
    known.forEach(({ values }, item) => {
      const forecast = forecastOf(values, pool)
      const came = catalogue[item]!.values.subarray(36)
      const single = forecast.sumOver(0, 1).quantile(0.95)
      singles += came.filter((units) => units <= single).length / 3 / known.length
      const total = came.reduce((sum, units) => sum + units, 0)
      sums += total <= forecast.sumOver(0, 3).quantile(0.95) ? 1 / known.length : 0
    })
    expect(singles).toBeGreaterThan(0.945)
    expect(singles).toBeLessThan(0.985)
    expect(sums).toBeGreaterThan(0.92)
    expect(sums).toBeLessThan(0.985)
  })
})

describe('laws of the forecast of counts', () => {
  const counts = fc.array(fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 40 })), {
    minLength: 1,
    maxLength: 80,
  })

  test('a sum of n periods has their mean, quantiles rise, and later periods are less certain', () => {
    fc.assert(
      fc.property(counts, fc.boolean(), (units, pooled) => {
        const forecast = forecastOf(Float64Array.from(units), pooled ? smallPool : noPool)
        const sum = forecast.sumOver(0, 6)
        expect(sum.mean).toBeCloseTo(6 * forecast.path[0]!, 8)
        const [low, middle, high] = [0.5, 0.9, 0.99].map((p) => sum.quantile(p))
        expect(low! <= middle! && middle! <= high! && Number.isFinite(high)).toBe(true)
        expect(forecast.sumOver(9, 1).variance).toBeGreaterThanOrEqual(
          forecast.sumOver(0, 1).variance - 1e-9,
        )
      }),
      { seed: 3, numRuns: 150 },
    )
  })

  test('the spread of a sum grows faster than by independent periods', () => {
    const forecast = forecastOf(list(0, 2, 0, 1, 0, 0, 3, 0, 1, 0, 0, 2))
    const [one, six] = [forecast.sumOver(0, 1).variance, forecast.sumOver(0, 6).variance]
    expect(six).toBeGreaterThan(6 * one * 1.05)
    expect(six).toBeLessThan(36 * one)
  })

  test('one method of an item is believed only where it did far better at many origins', () => {
    const year = Array.from({ length: 52 }, (_, week) => (week > 44 && week < 51 ? 30 : 0))
    const onlyAtChristmas = Float64Array.from([...year, ...year, ...year].slice(0, 150))
    const series = { values: onlyAtChristmas, season: 52 }
    expect(forecastCounts(series, null, 4, 26).methods[1]).toBe('seasonal_naive')
    const [chance] = catalogueOf({ items: 1, periods: 104, season: 52, meanOf: () => 0.4 })
    expect(forecastCounts(chance!, null, 4, 26).methods).toEqual(['count_level'])
  })

  test('demand in other than whole units has a smooth spread of its own scale', () => {
    const kilograms = list(0.5, 0, 0.25, 0, 0.75, 0, 0, 0.5)
    const grams = kilograms.map((units) => 1000 * units + 0.5)
    const small = forecastOf(kilograms).sumOver(0, 3)
    expect(small.discrete).toBe(false)
    expect(small.variance).toBeLessThan(3)
    expect(forecastOf(grams).sumOver(0, 3).variance / small.variance).toBeGreaterThan(1e5)
  })
})

describe('quick quantiles', () => {
  const probabilities = [0.5, 0.8, 0.9, 0.95, 0.99]
  const quick = (mean: number, variance: number) => {
    const into = new Float64Array(probabilities.length)
    countQuantiles(mean, variance, probabilities, into)
    return [...into]
  }

  test('agree with the exact distribution where counts are small', () => {
    for (const [mean, variance] of [
      [0.05, 0.2],
      [0.7, 0.7],
      [3, 11],
      [40, 260],
    ] as const) {
      const exact = variance > mean ? negativeBinomial(mean, variance) : poisson(mean)
      expect(quick(mean, variance)).toEqual(probabilities.map((p) => exact.quantile(p)))
    }
  })

  test('a heavier tail is the same distribution at other probabilities', () => {
    const tailed = heavyTailed(negativeBinomial(3, 11), 0.06)
    const into = new Float64Array(probabilities.length)
    countQuantiles(3, 11, tailedProbabilities(probabilities, 0.06), into)
    expect([...into]).toEqual(probabilities.map((p) => tailed.quantile(p)))
    expect(into[4]).toBeGreaterThan(negativeBinomial(3, 11).quantile(0.99))
  })

  test('are within two per cent where counts are large', () => {
    const exact = negativeBinomial(400, 9000)
    quick(400, 9000).forEach((units, i) => {
      expect(Math.abs(units / exact.quantile(probabilities[i]!) - 1)).toBeLessThan(0.02)
    })
  })
})
