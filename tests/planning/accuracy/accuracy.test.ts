import { describe, expect, test } from 'vitest'
import { accuracyBy, driftingSeries } from '#planning/accuracy/accuracy-report.ts'
import type { PlacedScore } from '#planning/accuracy/accuracy-report.ts'
import { recordForecast } from '#planning/accuracy/forecast-record.ts'
import { accuracyFigures, scoreRecord } from '#planning/accuracy/forecast-score.ts'
import type { ForecastScore } from '#planning/accuracy/forecast-score.ts'
import {
  earnedLossFactor,
  learnedVarianceFactor,
  trackRecord,
} from '#planning/accuracy/learned-spread.ts'
import { driftOf } from '#planning/accuracy/tracking-signal.ts'
import { addDays } from '#planning/calendar.ts'
import { forecastFor } from '#planning/policy/item-forecast.ts'
import { defaultPolicy } from '#planning/policy/default-policy.ts'
import { asOf, line } from '../policy/lines.ts'

const firstOn = '2026-01-05'

function score(changes: Partial<ForecastScore> = {}): ForecastScore {
  return {
    sku: 'MUG',
    locationCode: 'LEEDS',
    madeOn: firstOn,
    horizonDays: 7,
    meanUnits: 10,
    varianceUnits: 16,
    quantiles: { p50: 10, p80: 13, p90: 15, p95: 17, p99: 21 },
    scaleUnits: 5,
    methodUnits: {},
    actualUnits: 10,
    stockoutDays: 0,
    ...changes,
  }
}

/** Weekly scores whose actuals are the given ones, one after the other. */
const weekly = (actuals: number[], changes: Partial<ForecastScore> = {}) =>
  actuals.map((actualUnits, week) =>
    score({ ...changes, actualUnits, madeOn: addDays(firstOn, week * 7) }),
  )

describe('a record becomes a score', () => {
  const history = {
    startsOn: '2026-01-01',
    units: [9, 9, 9, 9, 9, 1, 2, 3, 4, 5, 6, 7, 99],
    stockout: Array.from({ length: 13 }, () => false),
    promotion: [],
  }

  test('the days after the forecast are summed, no day before and none behind', () => {
    const scored = scoreRecord(score({ actualUnits: 0 }), history, '2026-01-12')
    expect(scored).toMatchObject({ actualUnits: 1 + 2 + 3 + 4 + 5 + 6 + 7, stockoutDays: 0 })
  })

  test('a span that is not wholly known waits', () => {
    expect(scoreRecord(score(), history, '2026-01-11')).toBeNull()
  })

  test('days without stock are counted, and such a span scores nothing', () => {
    const stockout = history.stockout.map((_, day) => day === 6)
    const scored = scoreRecord(score(), { ...history, stockout }, '2026-01-12')
    expect(scored).toMatchObject({ stockoutDays: 1 })
    const figures = accuracyFigures([scored ?? score()])
    expect(figures).toMatchObject({ scoreCount: 0, censoredCount: 1, biasUnits: null })
  })
})

test('figures of four weeks by hand', () => {
  const figures = accuracyFigures(weekly([8, 12, 10, 20]))
  // Errors 2, -2, 0, -10 on a scale of 5; at .95 a quantile of 17 is passed once, by 3.
  expect(figures.biasUnits).toBeCloseTo(-2.5)
  expect(figures.biasRate).toBeCloseTo(-10 / 50)
  expect(figures.rmsse).toBeCloseTo(Math.sqrt((4 + 4 + 0 + 100) / 4) / 5)
  expect(figures.pinball95).toBeCloseTo((0.05 * (9 + 5 + 7) + 0.95 * 3) / 4 / 5)
  expect(figures.coverage80).toBeCloseTo(3 / 4)
  expect(figures.coverage95).toBeCloseTo(3 / 4)
})

test('a series without a scale has a bias and a coverage, but no scaled figure', () => {
  const figures = accuracyFigures(weekly([8, 12], { scaleUnits: null }))
  expect(figures).toMatchObject({ rmsse: null, pinball95: null, biasUnits: 0, coverage95: 1 })
})

describe('tracking signal', () => {
  // Forecast 10 each week, variance 16.
  test.each([
    ['errors cancel out', [8, 12, 8, 12, 8, 12], 0, false],
    [
      'always two too many: six deviations, yet within three standard errors',
      [8, 8, 8, 8, 8, 8],
      6,
      false,
    ],
    ['always six too many', [4, 4, 4, 4, 4, 4], 6, true],
    ['always six too few', [16, 16, 16, 16, 16, 16], -6, true],
    ['one wonder week is a spike, not a drift', [10, 10, 10, 10, 10, 60], -6, false],
  ])('%s', (_, actuals, signal, alarm) => {
    const drift = driftOf(weekly(actuals))
    expect(drift?.trackingSignal).toBeCloseTo(signal)
    expect(drift?.alarm).toBe(alarm)
  })

  test('four weeks can not tell, nor can weeks without an error', () => {
    expect(driftOf(weekly([1, 1, 1, 1]))).toBeNull()
    expect(driftOf(weekly([10, 10, 10, 10, 10, 10]))).toBeNull()
  })

  test('fair errors of thirteen weeks ring at most once in a hundred series', () => {
    let state = 12_345
    const uniform = () => {
      state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fff_ffff
      return state / 0x7fff_ffff
    }
    const normal = () => Array.from({ length: 12 }, uniform).reduce((sum, u) => sum + u, -6)
    let alarms = 0
    for (let series = 0; series < 1_000; series++) {
      const actuals = Array.from({ length: 13 }, () => 10 + 4 * normal())
      if (driftOf(weekly(actuals))?.alarm === true) alarms++
    }
    expect(alarms).toBeLessThan(10)
  })
})

describe('what drifts', () => {
  const inMarch = addDays(firstOn, 70)

  test('the series that leans is named with its bias, the fair one is not', () => {
    const leaning = weekly([4, 4, 4, 4, 4, 4, 4, 4])
    const fair = weekly([8, 12, 8, 12, 8, 12, 8, 12], { sku: 'CUP' })
    const drifting = driftingSeries([...leaning, ...fair], inMarch)
    expect(drifting).toHaveLength(1)
    expect(drifting[0]).toMatchObject({ sku: 'MUG', biasUnitsPerWeek: 6, sinceOn: '2026-01-06' })
  })

  test('forecasts made daily about the same week count once', () => {
    const daily = Array.from({ length: 12 }, (_, day) =>
      score({ madeOn: addDays(firstOn, day), actualUnits: 4 }),
    )
    expect(driftingSeries(daily, inMarch)).toEqual([])
  })
})

describe('accuracy by', () => {
  const placed = (changes: Partial<PlacedScore>): PlacedScore => ({
    ...score(),
    abcClass: 'A',
    category: 'Mugs',
    supplierCode: 'NORTH',
    channelCodes: ['web', 'shop'],
    ...changes,
  })
  const scores = [
    placed({ actualUnits: 30 }),
    placed({ sku: 'CUP', abcClass: 'C', supplierCode: null, channelCodes: ['web'] }),
    placed({ horizonDays: 28, actualUnits: 50 }),
  ]

  test.each([
    ['class', ['A', 'C']],
    ['item', ['MUG at LEEDS', 'CUP at LEEDS']],
    ['supplier', ['NORTH', 'no supplier']],
    ['channel', ['shop', 'web']],
    ['horizon', ['28 days', '7 days']],
    ['shop', ['all items']],
  ] as const)('%s: the worst first', (by, names) => {
    expect(accuracyBy(scores, by, 7).map((group) => group.name)).toEqual(names)
  })

  test('spans of another length are left out, but by horizon', () => {
    expect(accuracyBy(scores, 'shop', 7)[0]?.scoreCount).toBe(2)
    expect(accuracyBy(scores, 'shop', 28)[0]?.scoreCount).toBe(1)
  })
})

describe('the next forecast learns', () => {
  test.each([
    // Variance 16: an error of 4 is what was said, one of 12 is three times that.
    ['no scores', [], 1],
    ['as wide as said', [14, 6, 14, 6], 1],
    ['twice as wide', [18, 2, 18, 2, 18, 2, 18, 2], (8 + 8 * 4) / 16],
    ['too timid', [10, 10, 10, 10, 10, 10, 10, 10], 0.7],
    ['one wonder counts as nine', [1_000], (8 + 9) / 9],
  ])('%s', (_, actuals, factor) => {
    expect(learnedVarianceFactor(trackRecord(weekly(actuals), 7))).toBeCloseTo(factor)
  })

  test('a method that was nearer has the smaller loss, the more so the more spans tell it', () => {
    const told = { good: 11, poor: 19 }
    const few = trackRecord(weekly([10, 10], { methodUnits: told }), 7)
    // Off by 1 and by 9 at every span: .2 and 1.8 of their mean.
    expect(few?.methodLosses).toEqual({ good: 0.2, poor: 1.8 })
    expect(earnedLossFactor(few, 'good')).toBeCloseTo((8 + 2 * 0.2) / 10)
    expect(earnedLossFactor(few, 'unheard of')).toBe(1)
    const many = trackRecord(
      weekly(
        Array.from({ length: 12 }, () => 10),
        { methodUnits: told },
      ),
      7,
    )
    expect(earnedLossFactor(many, 'good')).toBeLessThan(earnedLossFactor(few, 'good'))
    expect(earnedLossFactor(many, 'poor')).toBeGreaterThan(1)
  })

  test('a method that did not speak every time, or one alone, has no loss', () => {
    const scores = [
      ...weekly([10], { methodUnits: { good: 11, poor: 19 } }),
      ...weekly([10], { methodUnits: { good: 11 }, madeOn: '2026-03-02' }),
    ]
    expect(trackRecord(scores, 7)?.methodLosses).toEqual({})
  })

  test('spans that overlap are worth less', () => {
    const monthly = weekly([18, 2, 18, 2], { horizonDays: 28 })
    expect(trackRecord(monthly, 7)?.spans).toBeCloseTo(1)
  })
})

test('a forecast is recorded over a week, four weeks and its own protection, means adding up', () => {
  const days = 120
  const input = line({
    history: {
      startsOn: addDays(asOf, -days),
      units: Array.from({ length: days }, (_, day) => (day * 7) % 5),
      stockout: Array.from({ length: days }, () => false),
      promotion: Array.from({ length: days }, () => false),
    },
  })
  const forecast = forecastFor(input, defaultPolicy)
  if (forecast === null) throw new Error('the line of this test has a forecast')
  const records = recordForecast(input, forecast, 21)
  expect(records.map((record) => record.horizonDays)).toEqual([7, 21, 28])
  for (const record of records) {
    const sum = forecast.dailyMeanUnits.slice(0, record.horizonDays).reduce((a, b) => a + b, 0)
    expect(record.meanUnits).toBeCloseTo(sum)
    expect(record.quantiles.p99).toBeGreaterThanOrEqual(record.quantiles.p50)
    expect(record.scaleUnits).toBeGreaterThan(0)
  }
})
