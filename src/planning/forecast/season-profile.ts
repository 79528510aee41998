// One seasonal profile per category, learned from all its items: a single item's year is mostly noise, what many items
// repeat every year is season. Shrinkage towards the wider group as in Withycombe (1989), "Forecasting with combined
// seasonal indices", and Dalhart (1974), with the credibility of each group measured by what repeats between years.

import { toDay, toIso } from '../calendar.ts'
import type { CalendarEvent, DemandHistory, IsoDate, SeasonProfile } from '../types.ts'
import { cleanDemand } from './cleaning.ts'
import { knownDemand } from './history.ts'
import { shrunkProfile, type YearSums } from './season-shrinkage.ts'
import type { WeeklyDemand } from './weekly-demand.ts'
import { WEEKS_IN_YEAR, weeklyDemand, weeksKnownBy } from './weekly-demand.ts'

/** Collects the years of many items and tells the season of each group; items may come in any number, one by one. */
export type SeasonLearner = {
  /** Adds an item below its groups, the widest first. Items seen for less than a year teach nothing. */
  add(groups: readonly string[], demand: WeeklyDemand): void
  /** The same from daily demand: days out of stock, with an event, or with a peak of its own are left out. */
  learn(groups: readonly string[], history: DemandHistory, events: readonly CalendarEvent[]): void
  /** The profile of the narrowest of these groups that has enough items, else of a wider one; null = nothing learned. */
  profileOf(groups: readonly string[]): SeasonProfile | null
}

type Group = { items: number; years: YearSums[] }

/** A group of fewer items would hand each of them its own past back. */
const LEAST_ITEMS = 5
const MOST_YEARS = 5
/** Weeks of its year in which an item must have been seen, so that its level is not that of one season. */
const LEAST_SEEN_WEEKS = 26
/** A week this many times the mean of all others is an accident, whatever the season. */
const MOST_OVER_OTHERS = 10
const SMALL_UNITS = 5
/** Demand of mean m has a variance of about m + .3 m²: an item counts by 1 / (1 + .3 m), so that none outweighs all. */
const OVERDISPERSION = 0.3

/** Starts learning from histories as they were known on `asOf`; the profiles of one learner share that anchor. */
export function seasonLearner(asOf: IsoDate): SeasonLearner {
  const anchorDay = toDay(asOf) + 1
  const groups = new Map<string, Group>()
  const profiles = new Map<string, SeasonProfile | null>()
  const learner: SeasonLearner = {
    add(names, given) {
      profiles.clear()
      const demand = weeksKnownBy(given, anchorDay - 1)
      const item = yearLevels(demand)
      if (item === null) return
      for (let depth = 0; depth <= names.length; depth++) {
        const key = JSON.stringify(names.slice(0, depth))
        const group = groups.get(key) ?? { items: 0, years: [] }
        groups.set(key, group)
        addItem(group, demand, item, anchorDay)
      }
    },
    learn(names, history, events) {
      const demand = knownDemand(history, events, asOf)
      const baseline = demand.units.length < WEEKS_IN_YEAR * 7 ? null : cleanDemand(demand)
      if (baseline !== null) learner.add(names, weeklyDemand(baseline, demand.startDay))
    },
    profileOf(names) {
      const key = JSON.stringify(names)
      if (!profiles.has(key)) profiles.set(key, profileAmong(groups, names, anchorDay))
      return profiles.get(key) ?? null
    },
  }
  return learner
}

function profileAmong(
  groups: ReadonlyMap<string, Group>,
  names: readonly string[],
  anchorDay: number,
): SeasonProfile | null {
  let factors: Float64Array | null = null
  for (let depth = 0; depth <= names.length; depth++) {
    const group = groups.get(JSON.stringify(names.slice(0, depth)))
    if (group === undefined || group.items < LEAST_ITEMS) break
    factors = shrunkProfile(group.years, factors)
  }
  if (factors === null) return null
  const rounded = Array.from(factors, (factor) => Math.round(factor * 1000) / 1000)
  return { anchorOn: toIso(anchorDay), factors: rounded }
}

/** Factor of each of `periods` spans of `periodDays` days from epoch day `firstDay` on: the mean over its days. */
export function seasonFactors(
  { anchorOn, factors }: SeasonProfile,
  firstDay: number,
  periodDays: number,
  periods: number,
): Float64Array {
  const anchorDay = toDay(anchorOn)
  return Float64Array.from({ length: periods }, (_, period) => {
    let sum = 0
    for (let day = 0; day < periodDays; day++) {
      const weeks = Math.floor((firstDay + period * periodDays + day - anchorDay) / 7)
      sum += factors[mod(weeks, WEEKS_IN_YEAR)] ?? 1
    }
    return sum / periodDays
  })
}

const mod = (value: number, by: number) => ((value % by) + by) % by

function addItem(
  group: Group,
  { units, observed, endDay }: WeeklyDemand,
  { levels, largestUnits }: ItemLevels,
  anchorDay: number,
): void {
  group.items++
  for (let week = 0; week < units.length; week++) {
    const level = levels[week]!
    if (observed[week] === 0 || level <= 0) continue
    // The middle day of the week decides where it stands in the year that ends on the anchor.
    const middleDay = endDay - 7 * (units.length - 1 - week) - 3
    const weeksAhead = Math.floor((middleDay - anchorDay) / 7)
    const year = Math.floor((-1 - weeksAhead) / WEEKS_IN_YEAR)
    if (year < 0 || year >= MOST_YEARS) continue
    group.years[year] ??= {
      units: new Float64Array(WEEKS_IN_YEAR),
      expected: new Float64Array(WEEKS_IN_YEAR),
    }
    const weight = 1 / (1 + OVERDISPERSION * level)
    const at = mod(weeksAhead, WEEKS_IN_YEAR)
    group.years[year].units[at]! += weight * Math.min(units[week]!, largestUnits)
    group.years[year].expected[at]! += weight * level
  }
}

/** Units per week of an item in the year around each week, and the largest week of it that is believed. */
type ItemLevels = { levels: Float64Array; largestUnits: number }

/** Means over the year around each week, in which every season has its turn; null for less than a year of sight. */
function yearLevels({ units, observed }: WeeklyDemand): ItemLevels | null {
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
