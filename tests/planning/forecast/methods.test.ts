import { describe, expect, test } from 'vitest'

import { crostonRates, crostonSba } from '#planning/forecast/croston-sba.ts'
import { trailingMeans } from '#planning/forecast/empirical.ts'
import { forecastMethods } from '#planning/forecast/methods.ts'
import { seasonalFactors } from '#planning/forecast/season.ts'
import { seasonalNaive } from '#planning/forecast/seasonal-naive.ts'
import { seasonalSmoothing } from '#planning/forecast/seasonal-smoothing.ts'
import { tsb, tsbRates } from '#planning/forecast/tsb.ts'
import { yearlyPath } from '#planning/forecast/yearly-ewma.ts'

import { poissonDays } from './histories.ts'

const close = (values: number[], digits = 10) =>
  values.map((value) => expect.closeTo(value, digits))
const list = (...values: number[]) => Float64Array.from(values)

describe('formulas worked by hand', () => {
  test('Croston with the Syntetos-Boylan correction', () => {
    // size 4.5, interval 2.5 to begin with; (1 - .2 / 2) = .9
    const rates = crostonRates(list(0, 0, 6, 0, 3), 5, 0.2)
    const [start, first, second] = [(0.9 * 4.5) / 2.5, (0.9 * 4.8) / 2.6, (0.9 * 4.44) / 2.48]
    expect([...rates]).toEqual(close([start, start, start, first, first, second]))
  })

  test('Teunter-Syntetos-Babai: the probability falls in every empty period', () => {
    // begins with probability 1/2 and size 4
    const rates = tsbRates(list(0, 4), 2, { alpha: 0.1, beta: 0.2 })
    expect([...rates]).toEqual(close([0.5 * 4, 0.4 * 4, 0.52 * 4]))
  })

  test('trailing means and the seasonal naive', () => {
    expect([...trailingMeans(list(2, 4, 6, 8), 2)]).toEqual([2, 2, 3, 5, 7])
    const series = { values: list(1, 2, 3, 4, 5, 6), season: 3 }
    expect([...seasonalNaive.paths(series, [6], 5)[0]!]).toEqual([4, 5, 6, 4, 5])
    expect([...seasonalNaive.paths({ values: list(7), season: 3 }, [1], 2)[0]!]).toEqual([7, 7])
  })
})

/** A peak of eleven weeks around week 45 of the year. */
const peak = (week: number) => (Math.abs((week % 52) - 45) <= 5 ? 3 : 1)

describe('seasons', () => {
  const shape = [0.5, 1, 1.5, 1]

  test('a pure multiplicative season is found and continued exactly', () => {
    const values = Float64Array.from({ length: 24 }, (_, t) => 40 * shape[t % 4]!)
    expect([...seasonalFactors(values, 24, 4)!]).toEqual(close(shape))
    const path = seasonalSmoothing.paths({ values, season: 4 }, [24], 6)[0]!
    expect([...path]).toEqual(close([20, 40, 60, 40, 20, 40], 6))
  })

  test('noise is no season', () => {
    const values = Float64Array.from(poissonDays(60, () => 100, 4))
    expect(seasonalFactors(values, 60, 12)).toBeNull()
  })

  test('a yearly peak of last year comes again, at the level of this year', () => {
    // Everything doubled in the second year.
    const values = Float64Array.from({ length: 92 }, (_, t) => (t < 52 ? 100 : 200) * peak(t))
    const path = yearlyPath(values, 92, 52, 8) // weeks 40 to 47
    const quiet = yearlyPath(values, 70, 52, 8) // weeks 18 to 25
    expect(path[6]! / quiet[6]!).toBeGreaterThan(2)
    // 600 would be certain knowledge, 200 no season at all.
    expect(path[6]!).toBeGreaterThan(400)
    expect(quiet[6]!).toBeLessThan(260)
  })
})

describe('laws of every method', () => {
  const values = Float64Array.from(poissonDays(130, (t) => 2 + Math.sin(t / 8) + t / 60, 9))
  const sparse = Float64Array.from(poissonDays(130, () => 0.3, 3))
  const cases = forecastMethods.flatMap((method) =>
    [
      { values, season: 1 },
      { values, season: 12 },
      { values, season: 52 },
      { values: sparse, season: 52 },
    ]
      .filter((series) => method.suits(series, 70))
      .map((series) => ({ method, series, name: `${method.name}, season ${series.season}` })),
  )

  test.each(cases)('$name does not look ahead', ({ method, series }) => {
    const changed = series.values.slice()
    for (let t = 90; t < changed.length; t++) changed[t] = 50 + ((t * 7) % 11)
    const before = method.paths(series, [70, 80, 90], 60)
    const after = method.paths({ ...series, values: changed }, [70, 80, 90], 60)
    expect(after).toEqual(before)
    // What is learned is learned before the first origin, not before the last.
    for (let t = 70; t < 90; t++) changed[t] = 60 + ((t * 5) % 13)
    const [first] = method.paths({ ...series, values: changed }, [70, 80, 90], 60)
    expect(first).toEqual(before[0])
  })

  test.each(cases)('$name is not changed by an empty period to come', ({ method, series }) => {
    const full = series.values.map((value) => value + 40)
    const emptied = full.map((value, t) => (t === 75 ? 0 : value))
    const [before] = method.paths({ ...series, values: full }, [70, 80], 12)
    expect(method.paths({ ...series, values: emptied }, [70, 80], 12)[0]).toEqual(before)
  })

  test.each(cases)('$name scales with its series and is never negative', ({ method, series }) => {
    const path = method.paths(series, [130], 20)[0]!
    const tenfold = method.paths({ ...series, values: series.values.map((x) => 10 * x) }, [130], 20)
    expect([...tenfold[0]!]).toEqual(
      close(
        Array.from(path, (mean) => 10 * mean),
        6,
      ),
    )
    const falling = Float64Array.from({ length: 60 }, (_, t) => Math.max(0, 120 - 2 * t))
    if (!method.suits({ ...series, values: falling }, 60)) return
    const low = method.paths({ ...series, values: falling }, [60], 30)[0]!
    expect(Math.min(...low)).toBeGreaterThanOrEqual(0)
  })

  test('every method has a case, and the intermittent ones are kept for demand with zeros', () => {
    expect(new Set(cases.map(({ method }) => method)).size).toBe(forecastMethods.length)
    const steady = { values: new Float64Array(60).fill(4), season: 1 }
    expect(crostonSba.suits(steady, 30)).toBe(false)
    expect(tsb.suits(steady, 30)).toBe(false)
  })
})
