import { assert, integer, property } from 'fast-check'
import { expect, test } from 'vitest'

import { demandPaths, fillDemandPath } from '#planning/scenario/demand-paths.ts'
import type { PathShape } from '#planning/scenario/demand-paths.ts'
import { enoughUnits } from '#planning/scenario/levels.ts'
import {
  fillDemandCells,
  leadTimeCells,
  normalCells,
  shiftFor,
} from '#planning/scenario/quantile-cells.ts'
import { lineSeed } from '#planning/scenario/seeds.ts'
import type { DemandForecast } from '#planning/types.ts'
import { forecast } from '../sourcing/shop.ts'

const shape = (pathCount: number, horizonDays: number): PathShape => ({
  pathCount,
  horizonDays,
  cellNormals: normalCells(1024),
  pathNormals: normalCells(pathCount),
})

/** Sums of every path over the days. */
function sums(demand: DemandForecast, means: number[], pathCount = 4000, seed = 42): number[] {
  const shaped = shape(pathCount, means.length)
  const paths = demandPaths(demand, Float64Array.from(means), 21, shaped, seed)
  const days = new Int32Array(means.length)
  return Array.from({ length: pathCount }, (_, path) => {
    fillDemandPath(paths, seed, path, shiftFor(1024), days)
    return days.reduce((sum, units) => sum + units, 0)
  })
}

const meanOf = (values: number[]) => values.reduce((a, b) => a + b, 0) / values.length
const varianceOf = (values: number[]) => {
  const mean = meanOf(values)
  return meanOf(values.map((value) => (value - mean) ** 2))
}
const flat = (perDay: number, days: number) => Array.from({ length: days }, () => perDay)

// The contract of a forecast: a sum of n days has variance b n + c n^2.
test.each([
  ['slow', 0.2, 0.3, 0],
  ['lumpy', 1, 8, 0],
  ['ordinary', 10, 25, 0],
  ['uncertain level', 10, 25, 4],
  ['large', 400, 3000, 900],
  ['large and wild', 200, 90_000, 0],
  ['steadier than Poisson', 40, 10, 0],
])('%s demand has the mean and the variance of its forecast', (_, perDay, noise, shared) => {
  const days = 28
  const drawn = sums(forecast(perDay, { perDay: noise, shared }), flat(perDay, days))
  const variance = noise * days + shared * days * days
  const standardError = Math.sqrt(variance / drawn.length)
  expect(Math.abs(meanOf(drawn) - perDay * days)).toBeLessThan(
    4 * standardError + perDay * days * 0.003,
  )
  expect(varianceOf(drawn) / variance).toBeGreaterThan(0.88)
  expect(varianceOf(drawn) / variance).toBeLessThan(1.12)
})

test('a season keeps its total and its peak', () => {
  const means = Array.from({ length: 84 }, (_, day) => 6 + 5 * Math.sin(day / 12))
  const total = means.reduce((a, b) => a + b, 0)
  const demand = forecast(6, { perDay: 12 })
  expect(meanOf(sums(demand, means)) / total).toBeCloseTo(1, 2)
  const peak = means.slice(12, 26)
  expect(meanOf(sums(demand, peak)) / peak.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 1)
})

test('a week between the rows of the tables keeps its total', () => {
  // Five days at 10.618 and two at 8.455 lie 6 % and 17 % off the mean of 10; rows are 14 % apart.
  const means = Array.from({ length: 84 }, (_, day) => (day % 7 < 5 ? 10.618 : 8.455))
  expect(meanOf(sums(forecast(10, { perDay: 12 }), means)) / 840).toBeCloseTo(1, 2)
})

test('certain demand of 2.5 a day sells 5 in two days, always', () => {
  expect(new Set(sums(forecast(2.5), flat(2.5, 28), 10))).toEqual(new Set([70]))
})

test('more demand on every path when the mean rises: the luck is the same', () => {
  const demand = forecast(10, { perDay: 25, shared: 1 })
  const low = sums(demand, flat(10, 28), 300)
  const high = sums(demand, flat(13, 28), 300)
  expect(low.every((units, path) => units <= (high[path] ?? 0))).toBe(true)
})

test('a path draws the same days however long the horizon', () => {
  const demand = forecast(10, { perDay: 25 })
  const draw = (days: number) => {
    const units = new Int32Array(days)
    fillDemandPath(
      demandPaths(demand, Float64Array.from(flat(10, days)), 21, shape(50, days), 3),
      3,
      7,
      shiftFor(1024),
      units,
    )
    return Array.from(units.subarray(0, 20))
  }
  expect(draw(90)).toEqual(draw(20))
})

test('Poisson cells are the Poisson quantiles: 1,024 cells of mean 2 hold e^-2 of zeros', () => {
  const cells = new Int32Array(1024)
  fillDemandCells(cells, 0, normalCells(1024), 2, 2)
  const share = (units: number) => cells.filter((cell) => cell === units).length / 1024
  expect(share(0)).toBeCloseTo(Math.exp(-2), 2)
  expect(share(1)).toBeCloseTo(2 * Math.exp(-2), 2)
  expect(cells.reduce((a, b) => a + b, 0)).toBe(2048)
})

test('lead times keep mean and spread, and are never below a day', () => {
  const cells = [...leadTimeCells(21, 5, normalCells(64))]
  expect(meanOf(cells)).toBeCloseTo(21, 1)
  expect(Math.sqrt(varianceOf(cells))).toBeCloseTo(5, 0)
  expect([...leadTimeCells(14, 0, normalCells(64))]).toEqual(flat(14, 64))
  expect(Math.min(...leadTimeCells(1, 3, normalCells(64)))).toBe(1)
})

test('levels: certain demand needs its sum; a normal one about mean + z sd', () => {
  expect(enoughUnits(forecast(10), 210, 21, 0, 1.645)).toBe(210)
  // Shape 100: the gamma is close to the normal, 2,100 + 1.645 x 210 = 2,445, skewed to the right by a little.
  const wide = forecast(100, { perDay: 2100 })
  expect(enoughUnits(wide, 2100, 21, 0, 1.644854)).toBeGreaterThan(2445)
  expect(enoughUnits(wide, 2100, 21, 0, 1.644854)).toBeLessThan(2475)
})

test('seeds of neighbours differ', () => {
  const seeds = new Set<number>()
  for (let i = 0; i < 2000; i++)
    seeds.add(lineSeed(1, `SKU-${i}`, 'LEEDS')).add(lineSeed(1, `SKU-${i}`, 'YORK'))
  expect(seeds.size).toBe(4000)
  assert(
    property(
      integer(),
      integer(),
      (a, b) => a === b || lineSeed(a, 'A', 'B') !== lineSeed(b, 'A', 'B'),
    ),
    { numRuns: 200, seed: 1 },
  )
})
