/** What the periods before an origin say of an item: levels are units per period of season factor 1. */
export type CountState = {
  /** Level that hardly forgets, and level of the last few periods. */
  slowLevel: number
  fastLevel: number
  /** Mean of all periods since the first demand, that one among them. */
  longRun: number
  /** Periods since the first demand, weighed by how much of each was seen. */
  periods: number
  /** Periods with demand, and the mean units of one. */
  demands: number
  meanSize: number
  /** Variance of the periods over their mean; 1 for chance alone. */
  dispersion: number
}

/** Weight of the newest period in the two levels. */
const SLOW = 0.02
const FAST = 0.2
const LEAST_PERIODS = 3

/**
 * The state before each period and after the last. History begins with the first demand; where periods without any
 * went before, that demand is left out of the levels, because a count that starts at a demand is biased by it.
 */
export function countStates(
  values: Float64Array,
  observed: Float64Array | null,
  season: Float64Array,
): CountState[] {
  const slow = { units: 0, weight: 0 }
  const fast = { units: 0, weight: 0 }
  const first = Math.max(
    0,
    values.findIndex((value) => value > 0),
  )
  const tally = { periods: 0, demands: 0, units: 0, squares: 0 }
  const states: CountState[] = []
  for (let t = 0; t <= values.length; t++) {
    states.push(stateOf(slow, fast, tally))
    if (t < first || t === values.length) continue
    const value = values[t]!
    const seen = observed?.[t] ?? 1
    tally.periods += seen
    tally.units += seen * value
    tally.squares += seen * value * value
    if (value > 0 && seen > 0) tally.demands++
    if (t === first && first > 0) continue
    forget(slow, SLOW, seen, value, season[t]!)
    forget(fast, FAST, seen, value, season[t]!)
  }
  return states
}

type Smoothed = { units: number; weight: number }
type Tally = { periods: number; demands: number; units: number; squares: number }

function forget(level: Smoothed, alpha: number, seen: number, value: number, factor: number) {
  level.units = (1 - alpha) * level.units + seen * value
  level.weight = (1 - alpha) * level.weight + seen * factor
}

function stateOf(slow: Smoothed, fast: Smoothed, tally: Tally): CountState {
  const { periods, demands, units, squares } = tally
  const mean = periods > 0 ? units / periods : 0
  const known = periods >= LEAST_PERIODS
  const variance = known ? Math.max(0, squares - periods * mean * mean) / (periods - 1) : mean
  return {
    slowLevel: slow.weight > 0 ? slow.units / slow.weight : mean,
    fastLevel: fast.weight > 0 ? fast.units / fast.weight : mean,
    longRun: mean,
    periods,
    demands,
    meanSize: demands > 0 ? units / demands : 0,
    dispersion: mean > 0 ? variance / mean : 1,
  }
}
