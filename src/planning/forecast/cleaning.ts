import { weekdayOf } from '../calendar.ts'
import type { SpikeVerdict } from '../types.ts'
import type { DailyDemand } from './history.ts'
import { countDays } from './history.ts'
import type { LevelShift } from './level-shift.ts'
import { findLevelShift } from './level-shift.ts'
import { expectedFromNeighbours } from './neighbours.ts'
import { learnUplift } from './promotions.ts'
import { spikeVerdict, treatmentOf } from './spike-verdict.ts'
import type { SpikeRun } from './spikes.ts'
import { findSpikes, usualBound, weekdayScale } from './spikes.ts'
import { weekdayFactors } from './weekday.ts'

/** The demand that nothing special caused, day by day, and what was taken out of it. */
export type Baseline = {
  units: Float64Array
  /** 1 where the figure was observed as it stands, 0 where it was estimated. */
  observed: Uint8Array
  /** Demand of each weekday over the mean, Monday first. */
  weekday: Float64Array
  promotionUplift: number | null
  censoredDays: number
  spike: SpikeVerdict
  shift: LevelShift | null
}

/** Where ordinary days are fewer than this, promotions are the ordinary state and no baseline lies beneath them. */
const LEAST_ORDINARY_DAYS = 14
const LEAST_ORDINARY_SHARE = 0.5

/**
 * Takes the known causes out of the demand: days out of stock become what the same weekdays around them sold (never
 * less than was sold), promotion days likewise with their uplift kept apart, one-off peaks are replaced or capped.
 * Null when no day could be observed.
 */
export function cleanDemand(demand: DailyDemand): Baseline | null {
  const { units, stockout, startDay } = demand
  const ordinary = ordinaryDays(demand)
  const usable = ordinary.usable
  if (!usable.includes(1)) return null
  const bound = usualBound(units.filter((_, day) => usable[day] === 1))
  const calm = units.map((value) => Math.min(value, bound?.limit ?? Infinity))
  const early = weekdayFactors(calm, usable, startDay)
  const factorIn = (factors: Float64Array) => (day: number) => factors[weekdayOf(startDay + day)]!
  const runs = findSpikes(units, usable, factorIn(early))
  const clean = units.slice()
  const observed = usable.slice()
  treatSpikes(clean, observed, runs, factorIn(early))
  const weekday = weekdayFactors(clean, observed, startDay)
  const promoted: { actual: number[]; expected: number[] } = { actual: [], expected: [] }
  for (let day = 0; day < units.length; day++) {
    if (observed[day] === 1) continue
    const around = expectedFromNeighbours(units, observed, day, factorIn(weekday)(day))
    const capped = clean[day]! < units[day]!
    if (around === null || capped) continue
    clean[day] =
      stockout[day] === 1 && !ordinary.promoted(day) ? Math.max(units[day]!, around) : around
    if (!ordinary.promoted(day) || stockout[day] === 1) continue
    promoted.actual.push(units[day]!)
    promoted.expected.push(around)
  }
  const shift = findLevelShift(clean)
  return {
    units: clean,
    observed,
    weekday,
    promotionUplift: learnUplift(promoted.actual, promoted.expected),
    censoredDays: countDays(stockout),
    spike: spikeVerdict(units, startDay, runs, shift),
    shift,
  }
}

function ordinaryDays({ units, stockout, event }: DailyDemand): {
  usable: Uint8Array
  promoted: (day: number) => boolean
} {
  const inStock = stockout.map((flag) => 1 - flag)
  const apart = inStock.map((flag, day) => (event[day] === 1 ? 0 : flag))
  const least = Math.max(LEAST_ORDINARY_DAYS, LEAST_ORDINARY_SHARE * countDays(inStock))
  const separable = countDays(apart) >= Math.min(least, units.length)
  return {
    usable: separable ? apart : inStock,
    promoted: (day) => separable && event[day] === 1,
  }
}

/** Marks the days of a peak as not observed; a capped day keeps its bound, a replaced one waits for its estimate. */
function treatSpikes(
  clean: Float64Array,
  observed: Uint8Array,
  runs: readonly SpikeRun[],
  factorOf: (day: number) => number,
): void {
  for (const run of runs) {
    const treatment = treatmentOf(run, clean.length)
    if (treatment === 'keep') continue
    for (let day = run.from; day <= run.to; day++) {
      const limit = run.limit * weekdayScale(factorOf(day))
      if (observed[day] === 0 || clean[day]! <= limit) continue
      observed[day] = 0
      if (treatment === 'cap') clean[day] = limit
    }
  }
}
