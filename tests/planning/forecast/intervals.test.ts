import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { addDays, weekdayOf, toDay } from '#planning/calendar.ts'
import { demandOverDays, dailyMean, forecastWeeks } from '#planning/forecast/demand-over-days.ts'
import { fitSumVariance } from '#planning/forecast/intervals.ts'
import { pinball, upperPinball } from '#planning/forecast/pinball.ts'
import { negativeBinomial } from '#planning/forecast/distribution.ts'
import type { DemandForecast } from '#planning/types.ts'

import { forecastOf, historyOf, poissonDays, sameEachDay } from './histories.ts'

describe('the variance of a sum', () => {
  const spans = [1, 7, 14, 21, 56]

  test('a quadratic with non-negative terms is found exactly', () => {
    const points = spans.map((span) => ({
      span,
      variance: 5 + 3 * span + 0.25 * span ** 2,
      weight: 1,
    }))
    const { constant, perDay, perDaySquared } = fitSumVariance(points)
    expect(constant).toBeCloseTo(5, 6)
    expect(perDay).toBeCloseTo(3, 6)
    expect(perDaySquared).toBeCloseTo(0.25, 6)
  })

  test('no term is ever negative, so sums never become surer by growing', () => {
    const variances = fc.array(fc.double({ min: 0, max: 1e9, noNaN: true }), {
      minLength: 1,
      maxLength: 5,
    })
    fc.assert(
      fc.property(variances, (values) => {
        const fit = fitSumVariance(
          values.map((variance, i) => ({ span: spans[i]!, variance, weight: 1 + i })),
        )
        for (const term of Object.values(fit)) {
          expect(term).toBeGreaterThanOrEqual(0)
          expect(Number.isFinite(term)).toBe(true)
        }
      }),
      { seed: 3, numRuns: 300 },
    )
  })

  test('nothing measured, or no error at all, is no variance', () => {
    const none = { constant: 0, perDay: 0, perDaySquared: 0 }
    expect(fitSumVariance([])).toEqual(none)
    expect(fitSumVariance([{ span: 7, variance: 0, weight: 3 }])).toEqual(none)
  })
})

describe('pinball', () => {
  test('weighs a shortfall by p and a surplus by 1 - p', () => {
    expect(pinball(0.9, 10, 14)).toBeCloseTo(3.6, 12)
    expect(pinball(0.9, 10, 4)).toBeCloseTo(0.6, 12)
  })

  test('the quick upper pinball is that of the negative binomial', () => {
    for (const [mean, variance] of [
      [0.4, 1],
      [6, 20],
      [14, 14],
    ] as const) {
      const exact = negativeBinomial(mean, variance)
      for (const actual of [0, 3, 40]) {
        const loss = [0.8, 0.9, 0.95].map((p) => pinball(p, exact.quantile(p), actual))
        const sum = loss.reduce((total, one) => total + one, 0)
        expect(upperPinball(mean, variance, actual)).toBeCloseTo(sum, 9)
      }
    }
  })
})

describe('demand over days', () => {
  const forecast = forecastOf(historyOf(poissonDays(400, (day) => (day % 7 < 5 ? 60 : 20))))

  test('means add up, and beyond the horizon the last week repeats', () => {
    const whole = demandOverDays(forecast, 0, 30)
    const parts = demandOverDays(forecast, 0, 12).mean + demandOverDays(forecast, 12, 18).mean
    expect(whole.mean).toBeCloseTo(parts, 9)
    expect(dailyMean(forecast, 91 + 3)).toBe(dailyMean(forecast, 91 - 7 + 3))
    expect(dailyMean(forecast, 91 + 70)).toBe(dailyMean(forecast, 91 - 7))
  })

  test('weekends are low as they were', () => {
    const first = weekdayOf(toDay(addDays('2024-11-25', 400)))
    const saturday = (5 - first + 7) % 7
    const monday = (7 - first) % 7
    expect(dailyMean(forecast, saturday) / dailyMean(forecast, monday)).toBeCloseTo(1 / 3, 1)
  })

  test('intervals widen with the length of the span and with its distance', () => {
    const drifting: DemandForecast = {
      ...forecast,
      dailyMeanUnits: sameEachDay(91, forecast.baselinePerDayUnits),
      sumVariance: { constant: 0, perDay: 400, perDaySquared: 50 },
    }
    const at = (from: number, days: number) => {
      const demand = demandOverDays(drifting, from, days)
      const width = demand.quantile(0.95) - demand.quantile(0.05)
      return { width, variance: demand.variance }
    }
    for (let days = 7; days < 70; days += 7) {
      expect(at(0, days + 7).width).toBeGreaterThan(at(0, days).width)
      expect(at(days, 7).variance).toBeGreaterThan(at(days - 7, 7).variance)
      expect(at(days + 14, 7).width).toBeGreaterThan(at(days - 7, 7).width)
    }
  })

  test('a day of double demand brings more than double the variance of the level part', () => {
    const at = (mean: number) =>
      demandOverDays({ ...forecast, dailyMeanUnits: [mean] }, 0, 7).variance
    expect(at(20)).toBeGreaterThanOrEqual(2 * at(10) - forecast.sumVariance.constant - 1e-9)
  })

  test('weeks carry their dates and rising quantiles', () => {
    const weeks = forecastWeeks(forecast, '2025-12-29', 3)
    expect(weeks.map((week) => week.startsOn)).toEqual(['2025-12-30', '2026-01-06', '2026-01-13'])
    for (const { p05, p50, p80, p90, p95, p99 } of weeks) {
      const quantiles = [p05, p50, p80, p90, p95, p99]
      expect(quantiles).toEqual([...quantiles].sort((a, b) => a - b))
    }
  })

  test('no days, no demand; broken spans are refused', () => {
    expect(demandOverDays(forecast, 5, 0).quantile(0.99)).toBe(0)
    expect(() => demandOverDays(forecast, 0, 2.5)).toThrow(/whole days/)
    expect(() => demandOverDays(forecast, -1, 7)).toThrow(/whole days/)
    expect(() => demandOverDays(forecast, 0, NaN)).toThrow(/whole days/)
  })
})
