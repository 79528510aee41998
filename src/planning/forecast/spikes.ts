/** Days on each side of a week whose demand is the usual one for that week. */
const REACH_DAYS = 28
/** A one-off lies this many robust deviations above the usual size of a day with demand, on the log scale. */
const DEVIATIONS = 5
/** With fewer sizes than five the spread is not known and is taken as a factor of e; with two nothing can be told. */
const KNOWN_SIZES = 5
const LEAST_SIZES = 3
/** Median absolute deviation to standard deviation of a normal. */
const MAD_TO_SD = 1.4826

/** Consecutive days far above the usual demand; `usual` is the usual demand of a day with demand, `limit` its bound. */
export type SpikeRun = { from: number; to: number; usual: number; limit: number }

/** Peaks this close together are one event. */
const JOINED_DAYS = 4
/** A peak that came a year before or after at the same time is season, not accident. */
const YEAR_DAYS = 364
const YEAR_SLACK_DAYS = 10

/**
 * Runs of days whose demand stands far above the days around them: a Hampel filter on the logarithms of the weekday-
 * adjusted sizes of days with demand, so that lumpy orders are judged by the spread of lumpy orders. Source: Hampel
 * (1974), the median and its absolute deviation; zeros are left out since they would make every sale a peak.
 */
export function findSpikes(
  units: Float64Array,
  usable: Uint8Array,
  factorOf: (day: number) => number,
): SpikeRun[] {
  const sizes = units.map((value, day) =>
    usable[day] === 1 && value > 0 ? value / weekdayScale(factorOf(day)) : 0,
  )
  const flagged: SpikeRun[] = []
  for (let from = 0; from < sizes.length; from += 7) {
    const to = Math.min(sizes.length, from + 7)
    let largest = 0
    for (let day = from; day < to; day++) largest = Math.max(largest, sizes[day]!)
    if (largest === 0) continue
    const near = sizes.subarray(Math.max(0, from - REACH_DAYS), to + REACH_DAYS)
    if (isPlainlyUsual(near, largest)) continue
    const bound = usualBound(near, largest) ?? usualBound(sizes, largest)
    if (bound === null || largest <= bound.limit) continue
    for (let day = from; day < to; day++) {
      if (sizes[day]! > bound.limit) flagged.push({ from: day, to: day, ...bound })
    }
  }
  const runs = joinRuns(flagged)
  for (const run of runs) extendRun(run, sizes)
  return runs.filter((run) => !runs.some((other) => isYearApart(run, other)))
}

/** A bound is at least this many times the usual size: exp(DEVIATIONS x the least spread), rounded down. */
const LEAST_BOUND = 3.49

/** Whether most sizes are so large that `largest` is within any bound of theirs: settles most weeks without a sort. */
function isPlainlyUsual(sizes: Float64Array, largest: number): boolean {
  let known = 0
  let large = 0
  for (let day = 0; day < sizes.length; day++) {
    if (sizes[day]! > 0) known++
    if (sizes[day]! * LEAST_BOUND >= largest) large++
  }
  return known >= LEAST_SIZES && large > known / 2 + 0.5
}

/** A weekday on which hardly anything sells must not turn each of its sales into a peak. */
export function weekdayScale(factor: number): number {
  return Math.max(0.1, factor)
}

/** Usual size and the bound above which a size is a one-off; null with fewer than three sizes to judge by. */
export function usualBound(
  sizes: Float64Array,
  largest = Infinity,
): { usual: number; limit: number } | null {
  const logs = sizes.filter((size) => size > 0).sort()
  if (logs.length < LEAST_SIZES) return null
  const usual = medianOfSorted(logs)
  const floor = logs.length < KNOWN_SIZES ? 1 : 0.25 + 0.25 / Math.sqrt(Math.max(usual, 1))
  // The floor alone settles most weeks without a second sort.
  const least = usual * Math.exp(DEVIATIONS * floor)
  if (largest <= least) return { usual, limit: least }
  const centre = Math.log(usual)
  const deviations = logs.map((size) => Math.abs(Math.log(size) - centre)).sort()
  const spread = Math.max(floor, MAD_TO_SD * medianOfSorted(deviations))
  return { usual, limit: usual * Math.exp(DEVIATIONS * spread) }
}

function medianOfSorted(sorted: Float64Array): number {
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2
}

function joinRuns(flagged: readonly SpikeRun[]): SpikeRun[] {
  const runs: SpikeRun[] = []
  for (const day of flagged) {
    const last = runs.at(-1)
    if (last !== undefined && day.from - last.to <= JOINED_DAYS) last.to = day.to
    else runs.push({ ...day })
  }
  return runs
}

/** A peak that stays hides itself: its own days become usual for the later ones, so they are held to its first bound. */
function extendRun(run: SpikeRun, sizes: Float64Array): void {
  for (let day = run.to + 1; day < sizes.length && day - run.to <= JOINED_DAYS; day++) {
    if (sizes[day]! > run.limit) run.to = day
  }
}

function isYearApart(run: SpikeRun, other: SpikeRun): boolean {
  return Math.abs(Math.abs(run.from - other.from) - YEAR_DAYS) <= YEAR_SLACK_DAYS
}
