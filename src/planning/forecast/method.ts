/** Demand per period, oldest first. `season` = periods in a seasonal cycle: 52 weekly, 12 monthly, 1 for none. */
export type PeriodSeries = { values: Float64Array; season: number }

/**
 * One way to forecast a series of equal periods. All figures are units per period. No method looks ahead: the path
 * of an origin o uses values[0 .. o) only, and smoothing constants are learned before the first origin.
 */
export type ForecastMethod = {
  name: string
  /** Whether the history before the first origin is long enough and of the right kind. */
  suits(series: PeriodSeries, firstOrigin: number): boolean
  /** For each origin (ascending) the means of the next `horizon` periods, never negative. */
  paths(series: PeriodSeries, origins: readonly number[], horizon: number): Float64Array[]
}

/** The same mean for every period ahead, not below zero. */
export function flatPath(level: number, horizon: number): Float64Array {
  return new Float64Array(horizon).fill(Math.max(0, level))
}

/** Mean of values[from .. to), 0 for an empty span. */
export function meanOf(values: Float64Array, from: number, to: number): number {
  let sum = 0
  for (let i = from; i < to; i++) sum += values[i]!
  return to > from ? sum / (to - from) : 0
}

/** Share of periods without demand in values[0 .. end). */
export function zeroShare(values: Float64Array, end: number): number {
  let zeros = 0
  for (let i = 0; i < end; i++) if (values[i] === 0) zeros++
  return end > 0 ? zeros / end : 1
}

/** With more zeros than this a trend or a season cannot be told from chance. */
const SPARSE_SHARE = 0.25

/** Whether demand in values[0 .. end) is regular enough for a trend or a season to be seen in it. */
export function isRegular(values: Float64Array, end: number): boolean {
  return zeroShare(values, end) <= SPARSE_SHARE
}

/** The candidate with the smallest loss; the first of equals, so that the choice is the same on every machine. */
export function leastLoss<Candidate>(
  candidates: readonly Candidate[],
  loss: (candidate: Candidate) => number,
): Candidate {
  let best = candidates[0] as Candidate
  let least = Infinity
  for (const candidate of candidates) {
    const value = loss(candidate)
    if (value < least) {
      least = value
      best = candidate
    }
  }
  return best
}
