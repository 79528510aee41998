import { existsSync, readFileSync } from 'node:fs'

import { expect, test } from 'vitest'

import { addDays } from '#planning/calendar.ts'
import { demandOverDays } from '#planning/forecast/demand-over-days.ts'
import type { Distribution } from '#planning/forecast/distribution.ts'
import { negativeBinomial } from '#planning/forecast/distribution.ts'
import { forecastDemand } from '#planning/forecast/forecast-demand.ts'
import { pinball } from '#planning/forecast/pinball.ts'

const FILE = '../shared/data/forecast/online_retail_daily.jsonl'
const WINDOW_DAYS = 14
/** Days held back: the quiet summer, the autumn rise, its last weeks. */
const CUTS = [112, 70, 28]
const present = existsSync(FILE)
if (!present) process.stdout.write(`Skipped: ${FILE} is not here.\n`)

const sum = (units: number[], from: number) =>
  units.slice(from, from + WINDOW_DAYS).reduce((total, value) => total + value, 0)

/** The last window again, with the spread of its own past errors, and their mean size as the scale of the series. */
function naiveOf(units: number[]): { demand: Distribution; scale: number } {
  const errors: number[] = []
  for (let from = WINDOW_DAYS; from + WINDOW_DAYS <= units.length; from += 7) {
    errors.push(sum(units, from) - sum(units, from - WINDOW_DAYS))
  }
  const mean = Math.max(0.01, sum(units, units.length - WINDOW_DAYS))
  const squares = errors.reduce((total, error) => total + error * error, 0) / errors.length
  const scale = errors.reduce((total, error) => total + Math.abs(error), 0) / errors.length
  return { demand: negativeBinomial(mean, Math.max(mean, squares)), scale: Math.max(0.5, scale) }
}

test.skipIf(!present)('real sales: the pinball of fortnights beats the seasonal naive', () => {
  const rows = readFileSync(FILE, 'utf8')
    .split('\n')
    .filter((line, i) => line !== '' && i % 12 === 0)
    .map((line) => JSON.parse(line) as { start: string; train: number[] })
  const losses = { ours: 0, naive: 0, covered: 0, series: 0 }
  let milliseconds = 0
  for (const cut of CUTS) {
    for (const { start, train } of rows) {
      const units = train.slice(0, train.length - cut)
      if (units.filter((value) => value > 0).length < 5) continue
      const history = {
        startsOn: start,
        units,
        stockout: units.map(() => false),
        promotion: units.map(() => false),
      }
      const began = performance.now()
      const forecast = forecastDemand({
        history,
        analogueHistory: null,
        events: [],
        asOf: addDays(start, units.length - 1),
        horizonDays: 91,
        windowDays: WINDOW_DAYS,
        minimumHistoryDays: 28,
      })
      milliseconds += performance.now() - began
      if (forecast === null) continue
      const actual = sum(train, units.length)
      const naive = naiveOf(units)
      const q95 = demandOverDays(forecast, 0, WINDOW_DAYS).quantile(0.95)
      losses.ours += pinball(0.95, q95, actual) / naive.scale
      losses.naive += pinball(0.95, naive.demand.quantile(0.95), actual) / naive.scale
      losses.covered += actual <= q95 ? 1 : 0
      losses.series++
    }
  }
  const { ours, naive, covered, series } = losses
  const each = (figure: number, digits: number) => (figure / series).toFixed(digits)
  process.stdout.write(
    `Online Retail, ${series} forecasts: pinball .95 ${each(ours, 3)} (seasonal naive ` +
      `${each(naive, 3)}), coverage ${each(covered, 3)}, ${each(milliseconds, 2)} ms each\n`,
  )
  expect(series).toBeGreaterThan(300)
  expect(ours).toBeLessThan(0.95 * naive)
  expect(covered / series).toBeGreaterThan(0.85)
})
