// One seasonal profile per category, learned from all its items: a single item's year is mostly noise, what many items
// repeat every year is season. Shrinkage towards the wider group as in Withycombe (1989), "Forecasting with combined
// seasonal indices", and Dalhart (1974), with the credibility of each group measured by what repeats between years.

import { toDay, toIso } from '../calendar.ts'
import type { CalendarEvent, DemandHistory, IsoDate, SeasonProfile } from '../types.ts'
import { cleanDemand } from './cleaning.ts'
import { knownDemand } from './history.ts'
import { shrunkProfile, type YearSums } from './season-shrinkage.ts'
import { addToYears, yearLevels } from './year-sums.ts'
import type { WeeklyDemand } from './weekly-demand.ts'
import { WEEKS_IN_YEAR, weeklyDemand, weekOfYear, weeksKnownBy } from './weekly-demand.ts'

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
        group.items++
        addToYears(group.years, demand, item, anchorDay)
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

/** What repeats in the years of a single item is half luck. */
const OWN_TRUST = 0.5

/**
 * The season of one item: its category's, moved towards what the item's own years have in common. Less than a year of
 * its own leaves the category's as it is.
 */
export function ownSeason(profile: SeasonProfile, demand: WeeklyDemand): SeasonProfile {
  const levels = yearLevels(demand)
  if (levels === null) return profile
  const years: YearSums[] = []
  addToYears(years, demand, levels, toDay(profile.anchorOn))
  const factors = shrunkProfile(years, Float64Array.from(profile.factors), OWN_TRUST)
  return { anchorOn: profile.anchorOn, factors: Array.from(factors) }
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
      sum += factors[weekOfYear(weeks)] ?? 1
    }
    return sum / periodDays
  })
}
