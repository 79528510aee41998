import { demandPaths, fillDemandPath, type DrawnSpread } from '../scenario/demand-paths.ts'
import { normalCells, shiftFor } from '../scenario/quantile-cells.ts'

const futureCount = 256
const cells = normalCells(futureCount)

/**
 * Possible futures of demand, whole units by period from now, all as likely: periods with these means and the spread
 * of a forecast, right for sums of `protectionPeriods`. The same seed draws the same luck.
 */
export function demandFutures(
  spread: DrawnSpread,
  means: Float64Array,
  protectionPeriods: number,
  seed: number,
): Float64Array[] {
  const shape = {
    pathCount: futureCount,
    horizonDays: means.length,
    cellNormals: cells,
    pathNormals: cells,
  }
  const paths = demandPaths(spread, means, protectionPeriods, shape, seed)
  const drawn = new Int32Array(means.length)
  // One block of memory: hundreds of small ones for every line would be most of the work.
  const all = new Float64Array(futureCount * means.length)
  return Array.from({ length: futureCount }, (_, path) => {
    fillDemandPath(paths, seed, path, shiftFor(cells.length), drawn)
    const units = all.subarray(path * means.length, (path + 1) * means.length)
    units.set(drawn)
    return units
  })
}
