import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { forecastCounts } from '#planning/forecast/counts/forecast-counts.ts'
import { noPool } from '#planning/forecast/counts/count-pool.ts'
import { driftingLevel, driftingMean, driftingVariance } from '#planning/forecast/drifting-level.ts'
import { randomSource } from '#planning/forecast/random.ts'
import { demandOverDays } from '#planning/forecast/demand-over-days.ts'
import { forecastShort } from '#planning/forecast/short-history.ts'
import { forecastOf, historyOf, poissonDays } from './histories.ts'

const short = (values: number[], observed: number[] | null = null, pool = noPool) =>
  forecastShort(
    { values: Float64Array.from(values), season: 1 },
    observed && Float64Array.from(observed),
    2,
    6,
    pool,
  )
const counted = (values: number[]) =>
  forecastCounts({ values: Float64Array.from(values), season: 1 }, null, 2, 6)
/** A level of 100 with steps of a few units, as often up as down. */
const steady = (count: number) => Array.from({ length: count }, (_, i) => 100 + ((i * 7) % 5) * 5)
const width = (values: number[], observed: number[] | null = null) => {
  const sum = short(values, observed).sumOver(0, 2)
  return (sum.quantile(0.95) - sum.quantile(0.05)) / sum.mean
}

describe('which view of a short history counts', () => {
  test.each([
    ['small steps: the level drifts', [100, 110, 95, 105, 120, 112], 'drifting_level'],
    ['some: both', [100, 140, 90, 70, 120, 70, 100], 'drifting_level + count_level'],
    ['more: both, chance first', [100, 150, 80, 60, 120, 50, 100], 'count_level + drifting_level'],
    ['jumps: single buyers', [3, 0, 9, 1, 4, 0, 8], 'count_level'],
    ['no steps at all: nothing drifts', [50, 50, 50, 50], 'count_level'],
    ['one period', [4], 'count_level'],
    ['nothing sold', [0, 0, 0], 'count_level'],
  ])('%s', (_, values, methods) => {
    expect(short(values).methods.join(' + ')).toBe(methods)
  })

  test('chance alone is left to the counts, figure for figure', () => {
    const jumps = [3, 0, 9, 1, 4, 0, 8, 2, 2]
    const [one, other] = [short(jumps), counted(jumps)]
    expect(one.path).toEqual(other.path)
    expect(one.spread).toEqual(other.spread)
  })

  test('between the two the mean lies between theirs, and doubt which is right widens it', () => {
    const values = [60, 90, 50, 40, 130, 150, 110, 220, 150]
    const both = short(values)
    expect(both.methods).toHaveLength(2)
    const level = driftingMean(driftingLevel(Float64Array.from(values)))
    const ends = [counted(values).path[0]!, level].toSorted((a, b) => a - b)
    expect(both.path[0]).toBeGreaterThan(ends[0]!)
    expect(both.path[0]).toBeLessThan(ends[1]!)
  })
})

describe('a level that drifts', () => {
  test('is surer the longer it is known, and follows a shift within a few periods', () => {
    expect(width(steady(30))).toBeLessThan(width(steady(5)) * 0.7)
    const shifted = [...steady(20), 200, 205, 195, 202]
    expect(short(shifted).path[0]).toBeGreaterThan(180)
    expect(short(shifted).path[0]).toBeLessThan(220)
    expect(counted(shifted).path[0]).toBeLessThan(170)
  })

  test('later periods are less certain than the next ones', () => {
    const { sumOver } = short(steady(12))
    expect(sumOver(4, 2).variance).toBeGreaterThan(sumOver(0, 2).variance)
  })

  test('periods that were not seen say nothing, whatever their figures; the level may have moved', () => {
    const seen = steady(12).map((_, i) => (i >= 9 ? 0 : 1))
    const hidden = (units: number) => short(steady(12).with(10, units), seen)
    expect(hidden(0).path).toEqual(hidden(400).path)
    const mean = (units: number) =>
      driftingMean(
        driftingLevel(Float64Array.from(steady(12).with(10, units)), Float64Array.from(seen)),
      )
    expect(mean(0)).toBe(mean(400))
    expect(width(steady(12), seen)).toBeGreaterThan(width(steady(12)))
  })

  test('the season that the catalogue shares is taken out and put back', () => {
    const season = [0.5, 1, 2, 1]
    const values = steady(16).map((units, i) => Math.round(units * season[i % 4]!))
    const flat = short(steady(16)).path
    const { path } = forecastShort({ values: Float64Array.from(values), season: 4 }, null, 2, 6, {
      ...noPool,
      season,
    })
    path.forEach((mean, h) => {
      expect(mean / flat[h]! / season[h % 4]!).toBeCloseTo(1, 1)
    })
  })

  test('its variance of sums is that of drawn futures', () => {
    const demand = driftingLevel(Float64Array.from(steady(14)))
    // One model with its noise known, so that nothing but the formula is compared.
    const [model] = demand.models
    const known = { ...demand, models: [{ ...model!, weight: 1, freedom: 1e9 }] }
    const { level, doubt, noise, discount } = model!
    const drift = Math.sqrt((doubt * (1 - discount)) / discount)
    const uniform = randomSource(5)
    const normal = () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform())
    const sums = Array.from({ length: 60_000 }, () => {
      let [now, sum] = [level + Math.sqrt(doubt) * normal(), 0]
      for (let t = 0; t < 5; t++) {
        now += drift * normal()
        if (t >= 2) sum += demand.scaleUnits * (now + Math.sqrt(noise) * normal()) ** 2
      }
      return sum
    })
    const mean = sums.reduce((total, sum) => total + sum, 0) / sums.length
    const variance = sums.reduce((total, sum) => total + (sum - mean) ** 2, 0) / sums.length
    expect(driftingVariance(known, 3, 2) / variance).toBeCloseTo(1, 1)
  })

  test('past errors are those of forecasts that knew only what was before', () => {
    const values = fc.array(fc.integer({ min: 90, max: 115 }), { minLength: 8, maxLength: 30 })
    fc.assert(
      fc.property(values, fc.integer({ min: 90, max: 115 }), (all, last) => {
        const told = short(all)
        const other = short(all.with(all.length - 1, last))
        fc.pre([told, other].every(({ methods }) => methods[0] === 'drifting_level'))
        expect(other.windowErrors.predicted).toEqual(told.windowErrors.predicted)
      }),
      { numRuns: 60 },
    )
  })

  test('any short history gives finite quantiles that rise, and ten times the demand ten times the mean', () => {
    const values = fc.array(fc.integer({ min: 0, max: 2000 }), { minLength: 1, maxLength: 39 })
    fc.assert(
      fc.property(values, (all) => {
        const { path, sumOver } = short(all)
        const sum = sumOver(0, 3)
        const at = [0.05, 0.5, 0.95, 0.999].map((p) => sum.quantile(p))
        expect(at.every(Number.isFinite)).toBe(true)
        expect(at).toEqual(at.toSorted((a, b) => a - b))
        expect(path.every((mean) => mean >= 0)).toBe(true)
      }),
      { numRuns: 150 },
    )
    const [small, large] = [steady(9), steady(9).map((units) => units * 10)].map((all) =>
      short(all),
    )
    expect(large!.path[0]! / small!.path[0]!).toBeCloseTo(10, 6)
  })
})

test('a merchant who plans from few days gets a forecast of them: the fewer, the wider', () => {
  const widthAfter = (days: number) => {
    const units = poissonDays(90, () => 60).slice(-days)
    const forecast = forecastOf(historyOf(units), { minimumHistoryDays: 1, windowDays: 7 })
    const week = demandOverDays(forecast, 0, 7)
    expect(week.quantile(0.05)).toBeLessThan(420)
    expect(week.quantile(0.95)).toBeGreaterThan(420)
    return (week.quantile(0.95) - week.quantile(0.05)) / week.mean
  }
  const widths = [5, 12, 39].map(widthAfter)
  expect(widths).toEqual(widths.toSorted((a, b) => b - a))
  expect(widths[0]).toBeGreaterThan(1.5 * widths[2]!)
})
