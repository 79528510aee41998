import { randomSource } from '../forecast/random.ts'
import type { DemandForecast } from '../types.ts'
import { fillDemandCells } from './quantile-cells.ts'
import { mix32 } from './seeds.ts'

/** Everything that many lines of one scenario share. */
export type PathShape = {
  pathCount: number
  horizonDays: number
  /** Normal quantiles of the demand cells; the length is a power of two. */
  cellNormals: Float64Array
  /** Normal quantiles of the levels, one per path. */
  pathNormals: Float64Array
}

/** Demand of one line on every path and day, drawn on demand by `fillDemandPath`. */
export type DemandPaths = {
  /** Whole units by day when demand is certain; then no table is needed. */
  certain: Int32Array | null
  cells: Int32Array
  /** Where the row of the day starts, at the middle level; -1 = nothing is sold. */
  rowOfDay: Int32Array
  /** What the level of the path adds to the row start. */
  rowOfPath: Int32Array
}

/** Rows of the tables lie so far apart, as logarithms of their means: finer where the level of a path varies little. */
const WIDEST_STEP = 0.14
const FINEST_STEP = 0.03
/** A level that varies less than this is one level. */
const SMALLEST_SIGMA = 0.015
/** Day means below this share of the average are drawn as some days with demand and some without. */
const SMALLEST_SHARE = 0.02

/** What the tables are made of: the spread of a forecast around the means of its days. */
export type DrawnSpread = Pick<DemandForecast, 'baselinePerDayUnits' | 'sumVariance' | 'family'>

/** The spread of sums that tables can draw: independent days and a level that a whole path shares. */
function splitVariance(forecast: DrawnSpread, protectionDays: number) {
  if (forecast.family === 'poisson') return { daily: forecast.baselinePerDayUnits, shared: 0 }
  const { constant, perDay, perDaySquared, perDayCubed = 0 } = forecast.sumVariance
  const days = Math.max(1, protectionDays)
  return {
    // A constant part is spread over the days for which the stock has to last, where it matters; so is a drift.
    daily: Math.max(0, perDay + Math.max(0, constant) / days),
    shared: Math.max(0, perDaySquared + (perDayCubed * days) / 3),
  }
}

function certainUnits(means: Float64Array): Int32Array {
  const units = new Int32Array(means.length)
  let exact = 0
  let sold = 0
  for (let day = 0; day < means.length; day++) {
    exact += means[day] ?? 0
    units[day] = Math.floor(exact + 1e-6) - sold
    sold += units[day] ?? 0
  }
  return units
}

function rowStep(sigma: number): number {
  if (sigma < SMALLEST_SIGMA) return WIDEST_STEP
  return Math.max(sigma / 3, Math.min(WIDEST_STEP, Math.max(FINEST_STEP, sigma)))
}

/** Level of each path in steps of the grid, shuffled by the line's seed, and the mean factor of all of them. */
function levelSteps(shape: PathShape, sigma: number, step: number, seed: number) {
  const steps = new Int32Array(shape.pathCount)
  // Rounding to steps adds step^2 / 12 of variance (Sheppard's correction), taken off beforehand.
  const spread = Math.sqrt(Math.max(0, sigma * sigma - (step * step) / 12))
  let sum = 0
  for (let path = 0; path < shape.pathCount; path++) {
    steps[path] = Math.round((spread * (shape.pathNormals[path] ?? 0) - (sigma * sigma) / 2) / step)
    sum += Math.exp((steps[path] ?? 0) * step)
  }
  const random = randomSource(seed)
  for (let path = shape.pathCount - 1; path > 0; path--) {
    const other = Math.floor(random() * (path + 1))
    const kept = steps[path] ?? 0
    steps[path] = steps[other] ?? 0
    steps[other] = kept
  }
  return { steps, meanFactor: sum / shape.pathCount }
}

/** For each day the grid row whose mean keeps the running sum of all days true; null = a day without demand. */
function rowSteps(means: Float64Array, average: number, step: number): (number | null)[] {
  let owed = 0
  return Array.from(means, (mean) => {
    owed += mean
    if (mean <= 0) return null
    const exact = Math.log(Math.max(mean, average * SMALLEST_SHARE) / average) / step
    const nearest = Math.round(exact * 1e9) / 1e9
    const [lower, upper] = [Math.floor(nearest), Math.ceil(nearest)]
    const low = average * Math.exp(lower * step)
    const high = average * Math.exp(upper * step)
    const tiny = mean < average * SMALLEST_SHARE
    if (tiny && owed < low / 2) return null
    const chosen = tiny || owed - low < high - owed ? lower : upper
    owed -= chosen === lower ? low : high
    return chosen
  })
}

/**
 * Tables from which every path of one line is drawn. Sums of n days have mean and variance of the forecast, b n + c n^2:
 * b as independent negative binomial (or gamma) days whose variance goes with the mean, c as a level that a whole path
 * shares. Two calls with the same seed and means that differ by a factor draw the same luck.
 */
export function demandPaths(
  forecast: DrawnSpread,
  means: Float64Array,
  protectionDays: number,
  shape: PathShape,
  seed: number,
): DemandPaths {
  const { daily, shared } = splitVariance(forecast, protectionDays)
  const none = new Int32Array(0)
  const average = means.reduce((sum, mean) => sum + mean, 0) / Math.max(1, means.length)
  const certain = average <= 0 || (daily === 0 && shared === 0)
  if (certain) {
    return { certain: certainUnits(means), cells: none, rowOfDay: none, rowOfPath: none }
  }
  const base = forecast.baselinePerDayUnits > 0 ? forecast.baselinePerDayUnits : average
  const sigma = Math.sqrt(Math.log1p(Math.min(2.25, shared / (base * base))))
  const step = rowStep(sigma)
  const level = levelSteps(shape, sigma, step, seed)
  const days = rowSteps(means, average, step)
  const used = days.filter((row) => row !== null)
  const lowest = Math.min(...used) + level.steps.reduce((a, b) => Math.min(a, b), 0)
  const highest = Math.max(...used) + level.steps.reduce((a, b) => Math.max(a, b), 0)
  const width = shape.cellNormals.length
  const cells = new Int32Array((highest - lowest + 1) * width)
  for (let row = lowest; row <= highest; row++) {
    const factor = Math.exp(row * step) / level.meanFactor
    const variance = daily * (average / base) * factor
    fillDemandCells(cells, (row - lowest) * width, shape.cellNormals, average * factor, variance)
  }
  return {
    certain: null,
    cells,
    rowOfDay: Int32Array.from(days, (row) => (row === null ? -1 : (row - lowest) * width)),
    rowOfPath: level.steps.map((steps) => steps * width),
  }
}

/** Writes the demand of one path, day by day, into `demand`; the same path and day always draw the same number. */
export function fillDemandPath(
  paths: DemandPaths,
  seed: number,
  path: number,
  shift: number,
  demand: Int32Array,
): void {
  if (paths.certain !== null) {
    demand.set(paths.certain)
    return
  }
  const { cells, rowOfDay } = paths
  const level = paths.rowOfPath[path]!
  let state = mix32(seed ^ Math.imul(path + 1, 0x85eb_ca6b))
  for (let day = 0; day < demand.length; day++) {
    state = (state + 0x9e37_79b9) | 0
    let value = Math.imul(state ^ (state >>> 16), 0x21f0_aaad)
    value = Math.imul(value ^ (value >>> 15), 0x735a_2d97)
    value = (value ^ (value >>> 15)) >>> shift
    const row = rowOfDay[day]!
    demand[day] = row < 0 ? 0 : cells[row + level + value]!
  }
}
