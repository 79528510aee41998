import normalQuantile from '@stdlib/stats-base-dists-normal-quantile'

// Draws come from tables of equally likely cells: one random number and one load a draw. The cells of a row keep the
// mean exactly (to one part of the cell count), whatever the tail beyond the last cell.

/** Cells of every lead time, and the bits of a 32-bit draw to drop so that it picks one of them. */
export const LEAD_CELLS = 64
export const LEAD_SHIFT = 26
/** Above this mean a count is drawn as a gamma of the same mean and variance. */
const LARGE_MEAN = 60

/** Bits of a 32-bit draw to drop so that it picks one of `count` cells; `count` is a power of two. */
export function shiftFor(count: number): number {
  return 32 - Math.log2(count)
}

/** Standard normal quantiles at the middles of `count` equally likely cells. */
export function normalCells(count: number): Float64Array {
  return Float64Array.from({ length: count }, (_, i) => normalQuantile((i + 0.5) / count, 0, 1))
}

/**
 * Quantile of a gamma with this mean and variance at the standard normal quantile z, by Wilson & Hilferty (1931):
 * mean (1 - 1 / 9k + z / 3 sqrt(k))^3 with shape k = mean^2 / variance. Zero where the mean is.
 */
export function gammaQuantileAt(mean: number, variance: number, z: number): number {
  if (mean <= 0) return 0
  if (variance <= 0) return mean
  const spread = variance / (9 * mean * mean)
  const root = 1 - spread + z * Math.sqrt(spread)
  return root <= 0 ? 0 : mean * root * root * root
}

/** Whole units whose sum follows the sum of `exact`: the fraction left over is carried to the next cell. */
function carryFractions(
  cells: Int32Array,
  start: number,
  count: number,
  exact: (i: number) => number,
) {
  let carried = 0.5
  for (let i = 0; i < count; i++) {
    carried += exact(i)
    const whole = Math.floor(carried + 1e-9)
    cells[start + i] = whole
    carried -= whole
  }
}

/** Poisson (ratio 1) or negative binomial (ratio of variance to mean above 1) counts, times `lump` units. */
function fillCounts(
  cells: Int32Array,
  start: number,
  count: number,
  mean: number,
  ratio: number,
  lump: number,
) {
  const excess = ratio - 1
  const poisson = excess < 1e-3
  const size = poisson ? 0 : mean / excess
  let chance = poisson ? Math.exp(-mean) : Math.exp(-size * Math.log(ratio))
  let cumulative = chance
  let value = 0
  let sum = 0
  const longest = Math.ceil(mean + 40 * Math.sqrt(mean * ratio) + 40)
  for (let i = 0; i < count; i++) {
    const middle = (i + 0.5) / count
    while (cumulative < middle && value < longest) {
      chance *= poisson ? mean / (value + 1) : ((size + value) / (value + 1)) * (excess / ratio)
      value++
      cumulative += chance
    }
    cells[start + i] = value * lump
    sum += value * lump
  }
  // The last cell stands for the whole tail beyond it: it takes what the mean still lacks.
  const last = start + count - 1
  const lacking = Math.round(count * mean * lump - sum)
  const below = count > 1 ? (cells[last - 1] ?? 0) : 0
  cells[last] = Math.max(below, (cells[last] ?? 0) + lacking)
}

/**
 * Fills `z.length` cells of `cells` from `start` on with daily demand in whole units of this mean and variance:
 * negative binomial or Poisson counts, gamma above a mean of 60 units, rounded normal-like where the variance is
 * below the mean.
 */
export function fillDemandCells(
  cells: Int32Array,
  start: number,
  z: Float64Array,
  mean: number,
  variance: number,
): void {
  const count = z.length
  const ratio = mean > 0 ? variance / mean : 0
  if (mean <= 0) {
    cells.fill(0, start, start + count)
  } else if (mean <= LARGE_MEAN && ratio >= 0.95) {
    fillCounts(cells, start, count, mean, ratio, 1)
  } else if (variance > mean * mean) {
    // Wilson & Hilferty fail for shapes below 1: count lumps of a thirtieth of the mean instead.
    const lump = Math.max(1, Math.round(mean / 30))
    fillCounts(cells, start, count, mean / lump, Math.max(1, ratio / lump), lump)
  } else {
    carryFractions(cells, start, count, (i) => gammaQuantileAt(mean, variance, z[i] ?? 0))
  }
}

/** `leadTimeCells` of one table of normals, each made once: thousands of lines share the lead times of their suppliers. */
export function leadTimeBook(z: Float64Array): (meanDays: number, sdDays: number) => Int32Array {
  const made = new Map<number, Map<number, Int32Array>>()
  return (meanDays, sdDays) => {
    const ofMean = made.get(meanDays) ?? new Map<number, Int32Array>()
    made.set(meanDays, ofMean)
    const cells = ofMean.get(sdDays) ?? leadTimeCells(meanDays, sdDays, z)
    ofMean.set(sdDays, cells)
    return cells
  }
}

/** Lead times in whole days, at least 1, gamma with this mean and standard deviation, one per cell of `z`. */
export function leadTimeCells(meanDays: number, sdDays: number, z: Float64Array): Int32Array {
  const cells = new Int32Array(z.length)
  carryFractions(cells, 0, z.length, (i) => gammaQuantileAt(meanDays, sdDays * sdDays, z[i] ?? 0))
  for (let i = 0; i < cells.length; i++) cells[i] = Math.max(1, cells[i] ?? 1)
  return cells
}
