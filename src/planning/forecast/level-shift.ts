/** Weeks before a shift that the new level is compared with. */
const WEEKS_BEFORE = 8
const LEAST_WEEKS_AFTER = 2
const MOST_WEEKS_AFTER = 8
const LEAST_RATIO = 1.5
const LEAST_Z = 5
const YEAR_WEEKS = 52

/** The demand moved to another level on day `from` and stayed: means per day before and after. */
export type LevelShift = { from: number; before: number; after: number }

/**
 * The clearest lasting change of level in the last eight weeks, up or down by half at least: the two-sample z of
 * weekly sums before and after must pass 5, and every week after must lie beyond the mean before by twice its spread.
 * Null when there is none, or when the same change came a year earlier (then it is season).
 */
export function findLevelShift(units: Float64Array): LevelShift | null {
  const weeks = Math.floor(units.length / 7)
  const offset = units.length - weeks * 7
  const sums = new Float64Array(weeks)
  for (let i = offset; i < units.length; i++) sums[Math.floor((i - offset) / 7)]! += units[i]!
  let best: LevelShift | null = null
  let clearest = LEAST_Z
  for (let after = LEAST_WEEKS_AFTER; after <= MOST_WEEKS_AFTER; after++) {
    const at = weeks - after
    if (at < WEEKS_BEFORE) break
    const old = momentsOf(sums.subarray(at - WEEKS_BEFORE, at))
    const now = momentsOf(sums.subarray(at))
    const sd = Math.sqrt(Math.max(old.variance, old.mean, (0.05 * old.mean) ** 2, 1))
    const z = Math.abs(now.mean - old.mean) / (sd * Math.sqrt(1 / after + 1 / WEEKS_BEFORE))
    const up = now.mean > old.mean
    const ratio = up ? now.mean / Math.max(old.mean, 1e-9) : old.mean / Math.max(now.mean, 1e-9)
    const stays = sums
      .subarray(at)
      .every((sum) => (up ? sum > old.mean + 2 * sd : sum < old.mean - 2 * sd))
    if (z <= clearest || ratio < LEAST_RATIO || !stays || cameLastYear(sums, at, ratio, up))
      continue
    clearest = z
    best = { from: offset + at * 7, before: old.mean / 7, after: now.mean / 7 }
  }
  return best
}

function momentsOf(values: Float64Array): { mean: number; variance: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0)
  return { mean, variance: squares / Math.max(1, values.length - 1) }
}

function cameLastYear(sums: Float64Array, at: number, ratio: number, up: boolean): boolean {
  const then = at - YEAR_WEEKS
  if (then < WEEKS_BEFORE) return false
  const before = momentsOf(sums.subarray(then - WEEKS_BEFORE, then)).mean
  const after = momentsOf(sums.subarray(then, then + (sums.length - at))).mean
  const past = up ? after / Math.max(before, 1e-9) : before / Math.max(after, 1e-9)
  return past >= Math.sqrt(ratio)
}
