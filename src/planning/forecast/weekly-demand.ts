import type { Baseline } from './cleaning.ts'

export const WEEKS_IN_YEAR = 52

/** Place 0..51 in the year of 364 days of a week counted from the year's begin, before it or after. */
export function weekOfYear(weeks: number): number {
  return ((weeks % WEEKS_IN_YEAR) + WEEKS_IN_YEAR) % WEEKS_IN_YEAR
}

/** Demand in whole weeks, oldest first; the newest ends on epoch day `endDay`. */
export type WeeklyDemand = {
  units: Float64Array
  /** 1 where the week's figure was seen, 0 where stockouts, events or peaks hid what is ordinary. */
  observed: Uint8Array
  endDay: number
}

/** Observed days that a week needs to stand for all seven. */
const LEAST_OBSERVED_DAYS = 4

/** A cleaned history as weeks counted back from its last day; days that had to be estimated are left out. */
export function weeklyDemand(
  { units, observed }: Pick<Baseline, 'units' | 'observed'>,
  startDay: number,
): WeeklyDemand {
  const weeks = Math.floor(units.length / 7)
  const offset = units.length - weeks * 7
  const sums = new Float64Array(weeks)
  const seen = new Uint8Array(weeks)
  for (let week = 0; week < weeks; week++) {
    let days = 0
    for (let day = offset + week * 7; day < offset + week * 7 + 7; day++) {
      if (observed[day] === 0) continue
      sums[week]! += units[day]!
      days++
    }
    if (days < LEAST_OBSERVED_DAYS) continue
    sums[week]! *= 7 / days
    seen[week] = 1
  }
  return { units: sums, observed: seen, endDay: startDay + units.length - 1 }
}

/** The weeks that ended by `lastDay`: what was known then. */
export function weeksKnownBy(demand: WeeklyDemand, lastDay: number): WeeklyDemand {
  const later = Math.ceil(Math.max(0, demand.endDay - lastDay) / 7)
  if (later === 0) return demand
  const weeks = Math.max(0, demand.units.length - later)
  return {
    units: demand.units.subarray(0, weeks),
    observed: demand.observed.subarray(0, weeks),
    endDay: demand.endDay - 7 * later,
  }
}
