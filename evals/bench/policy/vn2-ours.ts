import { toIso } from '#planning/calendar.ts'
import type { Distribution } from '#planning/forecast/distribution.ts'
import type { CountPool } from '#planning/forecast/counts/count-pool.ts'
import { learnPool } from '#planning/forecast/counts/learn-pool.ts'
import { ownSeason, seasonFactors, seasonLearner } from '#planning/forecast/season-profile.ts'
import type { SeasonLearner } from '#planning/forecast/season-profile.ts'
import { forecastPeriods } from '#planning/forecast/selection.ts'
import { criticalRatio } from '#planning/models/newsvendor.ts'
import type { SeasonProfile } from '#planning/types.ts'
import { orderForArrival, stockAtArrival } from '#planning/policy/stock-at-arrival.ts'
import type { Vn2Item, Vn2Policy } from './vn2-game.ts'
import { HOLDING_COST, SHORTAGE_COST } from './vn2-game.ts'

/** Weeks of the sum that the order decides on: two of transit and the one it serves. */
export const WINDOW_WEEKS = 3
const YEAR_WEEKS = 52

/** What the items show together, as it was known at the end of a week: the year of each department, and of counts. */
export type Catalogue = { seasons: SeasonLearner; pool: CountPool }

/** Learns from the histories of the items as they were known after `knownWeeks`. */
export function catalogueOf(items: readonly Vn2Item[], knownWeeks: number): Catalogue {
  const endDay = items[0]!.startDay + 7 * knownWeeks - 1
  const seasons = seasonLearner(toIso(endDay))
  const series = items.map((item) => {
    const { units, observed } = knownPart(item, knownWeeks)
    seasons.add(item.groups, { units, observed: Uint8Array.from(observed), endDay })
    return { values: units, season: YEAR_WEEKS }
  })
  return { seasons, pool: learnPool(series) }
}

/** The weeks of an item from its first one in stock to the last known one. */
export function knownPart(item: Vn2Item, knownWeeks: number) {
  return {
    units: item.units.slice(item.firstWeek, knownWeeks),
    observed: Float64Array.from(item.inStock.subarray(item.firstWeek, knownWeeks)),
  }
}

/** The planner's forecast of the coming weeks one by one, knowing the catalogue or the item's own history alone. */
export function weeksAhead(
  item: Vn2Item,
  knownWeeks: number,
  catalogue: Catalogue | null,
  weeks: number,
): Distribution[] {
  const { units, observed } = knownPart(item, knownWeeks)
  const profile = catalogue?.seasons.profileOf(item.groups) ?? null
  const pooled = profile === null ? null : seasonOf(item, knownWeeks, profile, weeks)
  const forecast = forecastPeriods(
    { values: units, season: YEAR_WEEKS },
    observed,
    WINDOW_WEEKS,
    weeks,
    pooled,
    catalogue?.pool,
  )
  return Array.from({ length: weeks }, (_, ahead) => forecast.sumOver(ahead, 1))
}

function seasonOf(item: Vn2Item, knownWeeks: number, profile: SeasonProfile, weeks: number) {
  const { units, observed } = knownPart(item, knownWeeks)
  const endDay = item.startDay + 7 * knownWeeks - 1
  const season = ownSeason(profile, { units, observed: Uint8Array.from(observed), endDay })
  const firstDay = item.startDay + 7 * item.firstWeek
  return { factors: seasonFactors(season, firstDay, 7, units.length + weeks), periodDays: 7 }
}

/**
 * The planner: its forecast, the stock that is left when the order arrives, and the critical ratio of the two costs
 * over one week, because the next order can follow a week later.
 */
export function planner(items: readonly Vn2Item[], knowsCatalogue: boolean): Vn2Policy {
  const learned = new Map<number, Catalogue>()
  const catalogueAt = (knownWeeks: number) => {
    const catalogue = learned.get(knownWeeks) ?? catalogueOf(items, knownWeeks)
    learned.set(knownWeeks, catalogue)
    return catalogue
  }
  const probability = criticalRatio({ holdingCost: HOLDING_COST, stockoutCost: SHORTAGE_COST })
  return (knownWeeks, item, stock) => {
    const catalogue = knowsCatalogue ? catalogueAt(knownWeeks) : null
    const demand = weeksAhead(item, knownWeeks, catalogue, WINDOW_WEEKS)
    const arriving = [stock.nextWeekUnits, stock.weekAfterUnits]
    const left = stockAtArrival(stock.onHandUnits, arriving, demand.slice(0, -1))
    return orderForArrival(left, demand.at(-1)!, probability)
  }
}
