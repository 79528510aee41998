/** What a whole catalogue shows of demand in counts: learned once by `learnPool`, plain figures, the same for each item. */
export type CountPool = {
  /** Typical units per period of an item (geometric mean of the items' means); 0 = not known, its own long run instead. */
  levelUnits: number
  /** Periods of an item's own history that the typical level weighs as much as. */
  levelPeriods: number
  /** Weight of the last periods in the level of an item whose demand is as large as its variance over its mean. */
  fastShare: number
  /** What came over what the levels of the past had said: for the next period, and its change with each one after. */
  driftFactor: number
  driftPerPeriod: number
  /** Factors on the prior noise of single periods and on the doubt about the level. */
  noiseFactor: number
  doubtFactor: number
  /** See forecast/heavy-tail.ts. */
  tailWeight: number
  /** Factor of each period of the cycle, the next period first; [1] = no season that the items share. */
  season: number[]
}

/** No other item is known: an item's history speaks alone, with the spread that public sets have taught. */
export const noPool: CountPool = {
  levelUnits: 0,
  levelPeriods: 12,
  fastShare: 0.3,
  driftFactor: 1,
  driftPerPeriod: 1,
  noiseFactor: 1,
  doubtFactor: 1,
  tailWeight: 0,
  season: [1],
}

/** Beyond these periods a drift is not believed to go on. */
const MOST_DRIFTING = 12

/** Demand `ahead` periods after the next over what the level of the past says. */
export function driftAt({ driftFactor, driftPerPeriod }: CountPool, ahead: number): number {
  return driftFactor * driftPerPeriod ** Math.min(ahead, MOST_DRIFTING)
}

/** Factors of the season for `known` periods of history and `horizon` after them. */
export function seasonOf(
  { season }: Pick<CountPool, 'season'>,
  known: number,
  horizon: number,
): Float64Array {
  const cycle = season.length
  const offset = (cycle - (known % cycle)) % cycle
  return Float64Array.from(
    { length: known + horizon },
    (_, period) => season[(period + offset) % cycle]!,
  )
}
