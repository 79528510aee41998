import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { demandOverDays } from '#planning/forecast/demand-over-days.ts'
import { quantilesOf } from '#planning/forecast/distribution.ts'
import { forecastDemand } from '#planning/forecast/forecast-demand.ts'
import type { CalendarEvent, DemandForecast } from '#planning/types.ts'

import { forecastOf, historyOf, poissonDays, sameEachDay } from './histories.ts'

const sumOf = (forecast: DemandForecast, days = 21) => demandOverDays(forecast, 0, days)

const wave = (day: number) => 30 * (1 + 0.8 * Math.sin((2 * Math.PI * day) / 364))
const relative = (one: DemandForecast) => Math.sqrt(sumOf(one).variance) / sumOf(one).mean
const promotion = (day: number) => day % 50 < 5
const onDay300 = (days: number[]) => forecastOf(historyOf(days), { asOf: '2025-09-20' })

describe('plain demand', () => {
  test('steady Poisson demand is forecast at its rate with its spread', () => {
    const demand = sumOf(forecastOf(historyOf(poissonDays(730, () => 8, 3))))
    expect(demand.mean / (8 * 21)).toBeGreaterThan(0.93)
    expect(demand.mean / (8 * 21)).toBeLessThan(1.07)
    expect(demand.variance / (8 * 21)).toBeGreaterThan(0.6)
    expect(demand.variance / (8 * 21)).toBeLessThan(2.5)
  })

  test('slow demand keeps its rate and is a count', () => {
    const forecast = forecastOf(historyOf(poissonDays(730, () => 0.1, 3)))
    expect(forecast.baselinePerDayUnits).toBeGreaterThan(0.06)
    expect(forecast.baselinePerDayUnits).toBeLessThan(0.16)
    expect(forecast.family).not.toBe('gamma')
    expect(Number.isInteger(sumOf(forecast).quantile(0.95))).toBe(true)
  })

  test('growth is followed and named', () => {
    const forecast = forecastOf(historyOf(poissonDays(200, (day) => 20 + day / 2, 6)))
    const mean = sumOf(forecast).mean / 21
    expect(mean).toBeGreaterThan(110)
    expect(mean).toBeLessThan(140)
    expect(forecast.trendPerDayUnits).toBeGreaterThan(0)
  })

  test('a yearly season is recognised from two years', () => {
    const history = historyOf(poissonDays(728, wave, 4))
    const forecast = forecastOf(history, { horizonDays: 182, windowDays: 28 })
    expect(forecast.seasonal).toBe(true)
    const summer = demandOverDays(forecast, 77, 28).mean / 28 // around the peak, 54
    expect(summer).toBeGreaterThan(42)
    expect(summer).toBeLessThan(66)
  })

  test.each([
    [0.3, 30],
    [2, 35],
    [6, 20],
  ])('a level that moved x %d for %i days is followed within a few weeks', (ratio, days) => {
    // 57 weeks: a year is known at the end but was not when the methods were scored.
    const units = poissonDays(400, (day) => (day >= 400 - days ? 20 * ratio : 20), 5)
    const perDay = forecastOf(historyOf(units)).baselinePerDayUnits
    expect(perDay / (20 * ratio)).toBeGreaterThan(0.7)
    expect(perDay / (20 * ratio)).toBeLessThan(1.4)
  })

  test('the best of the candidates come first and are the ones averaged', () => {
    const { candidates, method } = forecastOf(historyOf(poissonDays(400, () => 5)))
    const scores = candidates.map((candidate) => candidate.score)
    expect(scores).toEqual([...scores].sort((a, b) => a - b))
    expect(method.split(' + ').length).toBeLessThanOrEqual(3)
    expect(method.startsWith(candidates[0]!.method)).toBe(true)
    expect(candidates.find((one) => one.method === 'seasonal_naive')!.score).toBe(1)
  })
})

describe('edges', () => {
  test('only zeros: nothing is expected, surely', () => {
    const forecast = forecastOf(historyOf(sameEachDay(200, 0)))
    expect(forecast.dailyMeanUnits.every((mean) => mean === 0)).toBe(true)
    expect(quantilesOf(sumOf(forecast)).p99).toBe(0)
  })

  test('the same every day: exactly that', () => {
    for (const value of [3, 50]) {
      const demand = sumOf(forecastOf(historyOf(sameEachDay(200, value))))
      expect(demand.mean).toBeCloseTo(21 * value, 6)
    }
    const steady = sumOf(forecastOf(historyOf(sameEachDay(200, 50))))
    expect(steady.quantile(0.99)).toBeCloseTo(1_050, 6)
  })

  test('one day of history is enough when the policy says so, and stays wide', () => {
    const demand = sumOf(forecastOf(historyOf([12]), { minimumHistoryDays: 1 }))
    expect(demand.mean).toBeCloseTo(12 * 21, 6)
    expect(demand.quantile(0.95)).toBeGreaterThan(1.5 * demand.mean)
  })

  test.each([2, 5, 13, 30, 69, 70, 71, 90, 400, 420, 460])('%i days of history work', (days) => {
    const forecast = forecastOf(historyOf(poissonDays(days, () => 4)), { minimumHistoryDays: 1 })
    expect(forecast.dailyMeanUnits).toHaveLength(91)
    const { p05, p50, p95, p99 } = quantilesOf(sumOf(forecast))
    expect(p05 <= p50 && p50 <= p95 && p95 <= p99 && Number.isFinite(p99)).toBe(true)
  })

  test('huge figures stay finite', () => {
    const history = historyOf(poissonDays(300, () => 100).map((value) => value * 1e10))
    const { p50, p99 } = quantilesOf(sumOf(forecastOf(history)))
    expect(p50 / (21 * 100 * 1e10)).toBeCloseTo(1, 1)
    expect(Number.isFinite(p99)).toBe(true)
  })

  test('fractional units (weights, lengths) are smooth', () => {
    const history = historyOf(poissonDays(200, () => 6).map((value) => value * 0.25))
    expect(forecastOf(history).family).toBe('gamma')
  })

  test('a feed that ends days before the as-of date leaves a gap, not a zero', () => {
    const units = Array.from({ length: 210 }, (_, day) => (day % 7 < 5 ? 10 : 0))
    const late = forecastOf(historyOf(units), { asOf: '2025-06-28' }) // five days after the last
    expect(late.dailyMeanUnits[0]).toBeCloseTo(0, 6) // a Sunday
    expect(late.dailyMeanUnits[1]).toBeCloseTo(10, 6)
  })

  test('broken horizons and windows are refused', () => {
    const history = historyOf(poissonDays(60, () => 4))
    expect(() => forecastOf(history, { horizonDays: 0 })).toThrow(/horizon of a forecast/)
    expect(() => forecastOf(history, { windowDays: 2.5 })).toThrow(/window of a forecast/)
    expect(() => forecastOf(history, { windowDays: NaN })).toThrow(/window of a forecast/)
    expect(() => forecastOf(historyOf([NaN, 1]))).toThrow(/must be a number of at least 0/)
  })
})

describe('new items', () => {
  const short = historyOf(poissonDays(14, () => 6, 2))
  const input = {
    history: short,
    analogueHistory: null,
    events: [],
    asOf: '2024-12-08',
    horizonDays: 60,
    windowDays: 21,
    minimumHistoryDays: 28,
  }

  test('without enough history and without an analogue there is no forecast', () => {
    expect(forecastDemand(input)).toBeNull()
    expect(forecastDemand({ ...input, analogueHistory: short })).toBeNull()
    const away = {
      ...historyOf(sameEachDay(90, 0)),
      stockout: Array.from({ length: 90 }, () => true),
    }
    expect(forecastDemand({ ...input, history: away, minimumHistoryDays: 0 })).toBeNull()
  })

  test('an analogue is scaled to the days both were on sale, and less sure', () => {
    const analogueHistory = {
      ...historyOf(poissonDays(314, () => 3, 7)),
      startsOn: '2024-01-30', // ends on the same day
    }
    const forecast = forecastDemand({ ...input, analogueHistory })!
    // twice the analogue for 14 days, begun with a week of "alike": about 5/3
    expect(forecast.baselinePerDayUnits).toBeGreaterThan(3.8)
    expect(forecast.baselinePerDayUnits).toBeLessThan(6.2)
    expect(forecast.method).toContain('analogue')
    expect(forecast.historyDays).toBe(14)
    const own = forecastOf(historyOf(poissonDays(314, () => 5, 7)))
    expect(relative(forecast)).toBeGreaterThan(1.5 * relative(own))
  })

  test('an item that has not sold yet takes its analogue as it is', () => {
    const analogueHistory = {
      ...historyOf(sameEachDay(100, 40)),
      startsOn: '2024-08-31',
    }
    const nothing = { ...historyOf([]), startsOn: '2024-12-08' }
    const forecast = forecastDemand({ ...input, history: nothing, analogueHistory })!
    expect(forecast.baselinePerDayUnits).toBeCloseTo(40, 6)
  })
})

describe('laws', () => {
  const rate = fc.double({ min: 0.2, max: 60, noNaN: true })
  const seed = fc.integer({ min: 1, max: 1_000_000 })

  test('the same input gives the same bytes', () => {
    const history = historyOf(poissonDays(400, () => 3, 12))
    expect(JSON.stringify(forecastOf(history))).toBe(JSON.stringify(forecastOf(history)))
  })

  test('days after the as-of date change nothing', () => {
    const units = poissonDays(400, () => 5, 6)
    const shuffled = [...units.slice(0, 300), ...units.slice(300).toReversed(), 999]
    expect(onDay300(shuffled)).toEqual(onDay300(units))
  })

  test('flagging empty days as stockouts never lowers the forecast', () => {
    const runs = fc.record({
      from: fc.integer({ min: 20, max: 330 }),
      days: fc.integer({ min: 1, max: 20 }),
    })
    fc.assert(
      fc.property(rate, seed, runs, (mean, start, { from, days }) => {
        const out = (day: number) => day >= from && day < from + days
        const units = poissonDays(350, () => mean, start).map((x, day) => (out(day) ? 0 : x))
        const flagged = sumOf(forecastOf(historyOf(units, { stockout: out }))).mean
        const plain = sumOf(forecastOf(historyOf(units))).mean
        // Another choice of methods may move either by a little of their own noise.
        expect(flagged).toBeGreaterThan(plain - 0.35 * Math.sqrt(mean * 21) - 0.02 * mean * 21)
      }),
      { seed: 11, numRuns: 60 },
    )
  })

  test('promotions in the past do not move the forecast, planned ones do', () => {
    const quiet = poissonDays(400, () => 30, 5)
    const sold = quiet.map((value, day) => (promotion(day) ? value * 2 : value))
    const more = quiet.map((value, day) => (promotion(day) ? value * 4 : value))
    const base = forecastOf(historyOf(sold, { promotion }))
    expect(forecastOf(historyOf(more, { promotion })).dailyMeanUnits).toEqual(base.dailyMeanUnits)
    const sale: CalendarEvent = {
      code: 'S',
      name: 'Sale',
      kind: 'promotion',
      startsOn: '2025-12-31',
      endsOn: '2026-01-02',
      upliftRate: null,
    }
    const planned = forecastOf(historyOf(sold, { promotion }), { events: [sale] })
    const ratios = planned.dailyMeanUnits.slice(0, 6).map((x, day) => x / base.dailyMeanUnits[day]!)
    const factor = 1 + planned.promotionUplift!
    expect(factor).toBeGreaterThan(1.8)
    expect(ratios).toEqual([1, factor, factor, factor, 1, 1].map((x) => expect.closeTo(x, 9)))
  })

  test('a 74,215-unit order of one day does not move the forecast', () => {
    for (const mean of [0.3, 4, 40]) {
      const units = poissonDays(500, () => mean, 14)
      const spiked = units.map((value, day) => (day === 460 ? 74_215 : value))
      const [plain, after] = [forecastOf(historyOf(units)), forecastOf(historyOf(spiked))]
      expect(after.spike.verdict).toBe('flash')
      expect(sumOf(after).mean / sumOf(plain).mean).toBeCloseTo(1, 1)
      expect(sumOf(after).quantile(0.95) / sumOf(plain).quantile(0.95)).toBeLessThan(1.15)
    }
  })

  test('large demand scales with its units', () => {
    fc.assert(
      fc.property(seed, fc.integer({ min: 2, max: 9 }), (start, factor) => {
        const units = poissonDays(300, () => 50, start).map((value) => value * 100)
        const one = sumOf(forecastOf(historyOf(units)))
        const many = sumOf(forecastOf(historyOf(units.map((value) => value * factor))))
        expect(many.mean / one.mean / factor).toBeCloseTo(1, 6)
        expect(many.variance / one.variance / factor ** 2).toBeCloseTo(1, 6)
      }),
      { seed: 5, numRuns: 20 },
    )
  })

  test('no history breaks the order of quantiles or the sign of a mean', () => {
    const anyHistory = fc.array(
      fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 9 }), fc.integer({ min: 0, max: 1e9 })),
      { minLength: 28, maxLength: 200 },
    )
    fc.assert(
      fc.property(anyHistory, fc.integer({ min: 1, max: 200 }), (units, windowDays) => {
        const forecast = forecastOf(historyOf(units), { windowDays, minimumHistoryDays: 1 })
        for (const mean of forecast.dailyMeanUnits) expect(mean).toBeGreaterThanOrEqual(0)
        const demand = demandOverDays(forecast, 0, windowDays)
        const [low, high] = [demand.quantile(0.5), demand.quantile(0.95)]
        expect(high >= low && Number.isFinite(high) && Number.isFinite(demand.variance)).toBe(true)
      }),
      { seed: 8, numRuns: 150 },
    )
  })
})
