import type { YearSums } from './season-shrinkage.ts'
import type { WeeklyDemand } from './weekly-demand.ts'
import { WEEKS_IN_YEAR, weekOfYear } from './weekly-demand.ts'

const MOST_YEARS = 5
/** Weeks of its year in which an item must have been seen, so that its level is not that of one season. */
const LEAST_SEEN_WEEKS = 26
/** A week this many times the mean of all others is an accident, whatever the season. */
const MOST_OVER_OTHERS = 10
const SMALL_UNITS = 5
/** Demand of mean m has a variance of about m + .3 m²: an item counts by 1 / (1 + .3 m), so that none outweighs all. */
const OVERDISPERSION = 0.3

/** Adds an item, with its `levels`, to the sums of each of the years that end before `anchorDay`, the last year first. */
export function addToYears(
  years: YearSums[],
  { units, observed, endDay }: WeeklyDemand,
  { levels, largestUnits }: ItemLevels,
  anchorDay: number,
): void {
  for (let week = 0; week < units.length; week++) {
    const level = levels[week]!
    if (observed[week] === 0 || level <= 0) continue
    // The middle day of the week decides where it stands in the year that ends on the anchor.
    const middleDay = endDay - 7 * (units.length - 1 - week) - 3
    const weeksAhead = Math.floor((middleDay - anchorDay) / 7)
    const year = Math.floor((-1 - weeksAhead) / WEEKS_IN_YEAR)
    if (year < 0 || year >= MOST_YEARS) continue
    years[year] ??= {
      units: new Float64Array(WEEKS_IN_YEAR),
      expected: new Float64Array(WEEKS_IN_YEAR),
    }
    const weight = 1 / (1 + OVERDISPERSION * level)
    const at = weekOfYear(weeksAhead)
    years[year].units[at]! += weight * Math.min(units[week]!, largestUnits)
    years[year].expected[at]! += weight * level
  }
}

/** Units per week of an item in the year around each week, and the largest week of it that is believed. */
export type ItemLevels = { levels: Float64Array; largestUnits: number }

/** Means over the year around each week, in which every season has its turn; null for less than a year of sight. */
export function yearLevels({ units, observed }: WeeklyDemand): ItemLevels | null {
  const weeks = units.length
  if (weeks < WEEKS_IN_YEAR) return null
  let total = 0
  let seen = 0
  let largest = 0
  for (let week = 0; week < weeks; week++) {
    if (observed[week] === 0) continue
    total += units[week]!
    seen++
    largest = Math.max(largest, units[week]!)
  }
  if (seen < LEAST_SEEN_WEEKS) return null
  const largestUnits = (MOST_OVER_OTHERS * (total - largest)) / (seen - 1) + SMALL_UNITS
  const sums = new Float64Array(weeks + 1)
  const counts = new Float64Array(weeks + 1)
  for (let week = 0; week < weeks; week++) {
    sums[week + 1] = sums[week]! + (observed[week] === 0 ? 0 : Math.min(units[week]!, largestUnits))
    counts[week + 1] = counts[week]! + (observed[week] === 0 ? 0 : 1)
  }
  const levels = new Float64Array(weeks)
  for (let week = 0; week < weeks; week++) {
    const from = Math.max(0, Math.min(week - WEEKS_IN_YEAR / 2, weeks - WEEKS_IN_YEAR))
    const count = counts[from + WEEKS_IN_YEAR]! - counts[from]!
    const sum = sums[from + WEEKS_IN_YEAR]! - sums[from]!
    levels[week] = count >= LEAST_SEEN_WEEKS ? sum / count : 0
  }
  return { levels, largestUnits }
}
