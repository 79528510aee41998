import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { gamma, pointMass } from '#planning/forecast/distribution.ts'
import { randomSource } from '#planning/forecast/random.ts'

import { forecastReport } from '../../evals/bench/forecast/bench-forecast.ts'
import type { Forecaster } from '../../evals/bench/forecast/our-forecast.ts'
import { ourForecast } from '../../evals/bench/forecast/our-forecast.ts'
import { scoreSeries } from '../../evals/bench/forecast/score.ts'
import { readSeriesSet } from '../../evals/bench/forecast/series.ts'

let folder = ''

const seriesLine = (id: number) => {
  const uniform = randomSource(id)
  const values = Array.from({ length: 84 }, (_, t) =>
    Math.round(200 + 40 * Math.sin((2 * Math.PI * t) / 12) + 60 * uniform()),
  )
  const cut = { train: values.slice(0, 72), test: values.slice(72) }
  return JSON.stringify({ series_id: `S${id}`, freq: 'monthly', season: 12, horizon: 12, ...cut })
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'quartermaster-forecast-'))
  mkdirSync(join(folder, 'forecast'))
  const lines = Array.from({ length: 40 }, (_, i) => seriesLine(i + 1))
  writeFileSync(join(folder, 'forecast', 'waves.jsonl'), `${lines.join('\n')}\n`)
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('the bench of forecasts', () => {
  test('the planner itself is sound, without any anchors in the folder', async () => {
    const { faults, tables } = await forecastReport(folder, ourForecast)
    expect(faults).toEqual([])
    const [ours, place, naive] = tables[0]!.rows
    const column = tables[0]!.columns.indexOf('RMSSE')
    expect(tables[0]!.title).toContain('waves: 40 series')
    expect(Number(ours![column])).toBeLessThan(Number(naive![column]))
    expect(place![column]).toBe('1/2')
  })

  const corrupted: [string, Forecaster, RegExp][] = [
    ['forgets the demand', () => () => pointMass(0), /RMSSE .* is not below/],
    [
      'reads its periods backwards',
      (series) => ourForecast({ ...series, train: series.train.toReversed().map((x) => 2 * x) }),
      /RMSSE .* is not below/,
    ],
    [
      'takes the mean for every quantile',
      (series) => {
        const forecast = ourForecast(series)
        return (from, length) => pointMass(forecast(from, length).mean)
      },
      /the 0.95 quantile covers 0\.\d+ of what came/,
    ],
    [
      'is a hundred times less sure',
      (series) => {
        const forecast = ourForecast(series)
        return (from, length) => {
          const { mean, variance } = forecast(from, length)
          return gamma(mean, 10_000 * variance + mean ** 2 / 20)
        }
      },
      /the 0\.\d+ quantile covers (0\.\d+|1\.000) of what came/,
    ],
  ]
  test.each(corrupted)('an engine that %s turns it red', async (_what, forecaster, sentence) => {
    const { faults } = await forecastReport(folder, forecaster)
    expect(faults!.join('\n')).toMatch(sentence)
  })
})

describe('series files', () => {
  const read = (line: object) => {
    const path = join(folder, 'one.jsonl')
    writeFileSync(path, JSON.stringify({ series_id: 'A', season: 1, horizon: 2, ...line }))
    return readSeriesSet(path, null)
  }

  test('unknown values are cut off at the start, marked in the middle, never scored', () => {
    const { series } = read({ train: [null, 3, null, 5, 4], test: [6, null] })
    expect([...series[0]!.train]).toEqual([3, 3, 5, 4])
    expect([...series[0]!.observed]).toEqual([1, 0, 1, 1])
    const score = scoreSeries(series[0]!, () => () => pointMass(4))!
    // the only known step is 5 to 4, the only known error 6 - 4
    expect(score.mase).toBe(2)
    expect(score.sumPinball95).toBeNull()
  })

  test('points that are held back are taken from the end of train', () => {
    const { series, validated } = read({ train: [1, 2, 3, 4, 9], test: [] })
    expect(validated).toBe(true)
    expect([...series[0]!.train]).toEqual([1, 2, 3])
    expect(series[0]!.actual).toEqual([4, 9])
  })

  test('a series that ends in unknown values or never changes is not scored', () => {
    expect(read({ train: [1, 2, 3, null], test: [4, 5] }).skipped).toBe(1)
    const { series } = read({ train: [2, 2, 2, 2], test: [4, 5] })
    expect(scoreSeries(series[0]!, ourForecast)).toBeNull()
  })

  test('figures by hand: RMSSE, MASE, sMAPE, bias, pinball of the sum', () => {
    const { series } = read({ train: [0, 0, 2, 4, 8], test: [6, 10, 5], horizon: 3 })
    // leading zeros tell nothing of noise: steps 2 and 4, scale 3, root mean square sqrt(10)
    const score = scoreSeries(
      series[0]!,
      () => (_from, length) => pointMass(length === 3 ? 20 : 8),
    )!
    expect(score.mase).toBeCloseTo((2 + 2 + 3) / 3 / 3, 12)
    expect(score.rmsse).toBeCloseTo(Math.sqrt((4 + 4 + 9) / 3 / 10), 12)
    expect(score.smape).toBeCloseTo((200 * (2 / 14 + 2 / 18 + 3 / 13)) / 3, 12)
    expect(score.bias).toBeCloseTo((2 - 2 + 3) / 3 / 3, 12)
    expect(score.sumPinball95).toBeCloseTo((0.95 * 1) / 3, 12)
    expect(score.coverage).toEqual(Array.from({ length: 5 }, () => 2 / 3))
  })
})
