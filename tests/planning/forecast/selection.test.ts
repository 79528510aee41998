import { describe, expect, test } from 'vitest'

import { accuracyOf } from '#planning/forecast/accuracy.ts'
import { poisson } from '#planning/forecast/distribution.ts'
import { measuredVariances } from '#planning/forecast/past-spread.ts'
import { meanSquaredError, rollingOrigins, sumErrors } from '#planning/forecast/rolling-errors.ts'
import { forecastPeriods } from '#planning/forecast/selection.ts'

import { poissonDays } from './histories.ts'

const list = (...values: number[]) => Float64Array.from(values)

const origins = (length: number, season: number, window: number) =>
  rollingOrigins({ values: new Float64Array(length), season }, window)
const weeks = (length: number) =>
  rollingOrigins({ values: new Float64Array(length), season: 52 }, 4)
const names = (values: Float64Array, season: number) =>
  forecastPeriods({ values, season }, null, 2, 4).methods

describe('rolling origins', () => {
  test('begin at half of the series, leave a whole window, and are forty at most', () => {
    expect(origins(20, 1, 3)).toEqual([10, 11, 12, 13, 14, 15, 16, 17])
    expect(origins(200, 12, 6)).toHaveLength(40)
    expect(origins(200, 12, 6).at(-1)).toBe(194)
    expect(origins(3, 1, 1)).toEqual([])
  })

  test('wait for a whole year and a little where the weeks allow it', () => {
    expect(weeks(80)[0]).toBe(56)
    expect(weeks(62)[0]).toBe(31)
  })

  test('errors are of sums, and spans that were mostly estimated are left out', () => {
    const values = list(1, 2, 3, 4, 5, 6)
    const paths = [list(2, 2), list(3, 3), list(4, 4)]
    const all = sumErrors(values, null, [2, 3, 4], paths, 2)
    expect([...all.predicted]).toEqual([4, 6, 8])
    expect([...all.actual]).toEqual([7, 9, 11])
    expect(meanSquaredError(all)).toBe(9)
    const seen = sumErrors(values, list(1, 1, 0.2, 0.2, 1, 1), [2, 3, 4], paths, 2)
    expect([...seen.actual]).toEqual([9, 11])
  })
})

describe('selection', () => {
  const sparse = Float64Array.from(poissonDays(104, () => 0.15, 6))

  test('on intermittent demand it never chooses nothing, though nothing is the median', () => {
    const { path, methods } = forecastPeriods({ values: sparse, season: 52 }, null, 3, 10)
    expect(path[0]!).toBeGreaterThan(0.08)
    expect(path[0]!).toBeLessThan(0.3)
    expect(methods).not.toContain('seasonal_naive')
    expect(methods[0]).toBe('count_level')
  })

  test('steady demand averages methods, the yardstick not among them, and names the best first', () => {
    for (let seed = 1; seed <= 12; seed++) {
      let level = 500
      const walk = Float64Array.from(
        poissonDays(60, () => 20, seed),
        (step) => (level += step - 20),
      )
      const { methods, candidates } = forecastPeriods({ values: walk, season: 1 }, null, 2, 4)
      const scores = candidates.map(({ score }) => score)
      expect(scores).toEqual(scores.toSorted((a, b) => a - b))
      const tried = candidates.map(({ method }) => method)
      const others = tried.filter((method) => method !== 'seasonal_naive')
      expect(methods).toEqual(others.slice(0, 3))
      expect(candidates.find(({ method }) => method === 'seasonal_naive')!.score).toBe(1)
    }
  })

  test('what repeats itself without an error is repeated', () => {
    const year = poissonDays(52, () => 20, 3)
    const repeated = Float64Array.from([...year, ...year.slice(0, 40)])
    expect(names(repeated, 52)[0]).toBe('seasonal_naive')
  })

  test('few buyers and zeros are counts; long or large or measured demand is not, a short history only where it jumps', () => {
    const isCount = (values: number[], observed: number[] | null = null) =>
      forecastPeriods(
        { values: Float64Array.from(values), season: 1 },
        observed && Float64Array.from(observed),
        2,
        4,
      ).methods[0] === 'count_level'
    const steady = (length: number, mean: number) => poissonDays(length, () => mean, 4)
    expect(isCount(steady(60, 12))).toBe(true)
    expect(isCount(steady(60, 60))).toBe(false)
    expect(isCount(steady(30, 4))).toBe(true)
    expect(isCount(steady(30, 60))).toBe(false)
    expect(isCount(steady(30, 600))).toBe(false)
    expect(isCount(steady(60, 60).map((units, t) => (t % 20 === 0 ? 0 : units)))).toBe(true)
    const kilograms = steady(60, 12).map((units) => units + 0.5)
    expect(isCount(kilograms)).toBe(false)
    // An estimate in a period that was not seen does not make a count of buyers a measure.
    const estimated = steady(60, 12).with(7, 12.4)
    expect(
      isCount(
        estimated,
        estimated.map((_, t) => (t === 7 ? 0.4 : 1)),
      ),
    ).toBe(true)
  })

  test('a series too short for folds has a level and nothing to score it by', () => {
    const short = forecastPeriods({ values: list(4, 6, 5), season: 1 }, null, 1, 2)
    expect(short.methods).toEqual(['drifting_level'])
    expect(short.windowErrors.actual).toHaveLength(0)
    expect(forecastPeriods({ values: list(4), season: 1 }, null, 1, 2).path[0]).toBe(4)
  })
})

describe('spread and accuracy', () => {
  test('bias is forecast minus actual, the rest is relative to the seasonal naive', () => {
    const own = { length: 2, predicted: list(10, 10), actual: list(8, 6) }
    const naive = { length: 2, predicted: list(14, 14), actual: list(8, 6) }
    const accuracy = accuracyOf(own, naive, (predicted) => poisson(predicted))
    expect(accuracy.biasUnits).toBe(3)
    expect(accuracy.rmsse).toBeCloseTo(Math.sqrt((4 + 16) / (36 + 64)), 12)
    // P(X <= 15) = .951 for a mean of 10: losses .05 x 7 and .05 x 9 over a mean error of 7
    expect(accuracy.pinball95).toBeCloseTo((0.05 * 7 + 0.05 * 9) / 2 / 7, 12)
    expect(accuracy.folds).toBe(2)
    const none = { length: 2, predicted: list(), actual: list() }
    expect(accuracyOf(none, none, () => poisson(1)).rmsse).toBeNull()
  })

  test('errors made at a quarter of the demand of today count for more', () => {
    const values = new Float64Array(40).fill(10)
    const errors = [{ length: 1, predicted: list(10, 10), actual: list(12, 8) }]
    const at = (today: number) => measuredVariances(values, errors, today)[0]!.variance
    expect(at(10)).toBeCloseTo(4 * (1 + 1 / 2), 9)
    // a floor of a quarter of the ordinary demand: (42.5 / 12.5) to the power 1.5
    expect(at(40) / at(10)).toBeCloseTo((42.5 / 12.5) ** 1.5, 9)
  })
})
