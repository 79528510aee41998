import { addDays, toIso } from '#planning/calendar.ts'
import type { Distribution } from '#planning/forecast/distribution.ts'
import type { CountPool } from '#planning/forecast/counts/count-pool.ts'
import { learnPool } from '#planning/forecast/counts/learn-pool.ts'
import { ownSeason, seasonFactors, seasonLearner } from '#planning/forecast/season-profile.ts'
import type { SeasonLearner } from '#planning/forecast/season-profile.ts'
import { forecastPeriods } from '#planning/forecast/selection.ts'
import { criticalRatio } from '#planning/models/newsvendor.ts'
import type { PeriodForecast } from '#planning/forecast/period-forecast.ts'
import type { PlanningPolicy, SeasonProfile } from '#planning/types.ts'
import { defaultPolicy } from '#planning/policy/default-policy.ts'
import { recommendFromForecast } from '#planning/policy/recommend-reorder.ts'
import { forecastInDays, gameLine } from './game-line.ts'
import type { Vn2Item, Vn2Policy, Vn2Stock } from './vn2-game.ts'
import { ARRIVAL_WEEKS, HOLDING_COST, SHORTAGE_COST } from './vn2-game.ts'

/** Weeks of the sum that the order decides on: two of transit and the one it serves. */
export const WINDOW_WEEKS = 3
/** Weeks in which what is left over may sell: cost looks further than a level does. */
const SELLING_WEEKS = 12
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

/** The planner's forecast of the coming weeks, knowing the catalogue or the item's own history alone. */
function forecastAt(
  item: Vn2Item,
  knownWeeks: number,
  catalogue: Catalogue | null,
  weeks: number,
): PeriodForecast {
  const { units, observed } = knownPart(item, knownWeeks)
  const profile = catalogue?.seasons.profileOf(item.groups) ?? null
  const pooled = profile === null ? null : seasonOf(item, knownWeeks, profile, weeks)
  return forecastPeriods(
    { values: units, season: YEAR_WEEKS },
    observed,
    WINDOW_WEEKS,
    weeks,
    pooled,
    catalogue?.pool,
  )
}

/** That forecast week by week. */
export function weeksAhead(
  item: Vn2Item,
  knownWeeks: number,
  catalogue: Catalogue | null,
  weeks: number,
): Distribution[] {
  const forecast = forecastAt(item, knownWeeks, catalogue, weeks)
  return Array.from({ length: weeks }, (_, ahead) => forecast.sumOver(ahead, 1))
}

function seasonOf(item: Vn2Item, knownWeeks: number, profile: SeasonProfile, weeks: number) {
  const { units, observed } = knownPart(item, knownWeeks)
  const endDay = item.startDay + 7 * knownWeeks - 1
  const season = ownSeason(profile, { units, observed: Uint8Array.from(observed), endDay })
  const firstDay = item.startDay + 7 * item.firstWeek
  return { factors: seasonFactors(season, firstDay, 7, units.length + weeks), periodDays: 7 }
}

/** What both policies of the challenge share; a week is a day, goods cost 1. */
const challengePolicy: PlanningPolicy = {
  ...defaultPolicy,
  reviewPeriodDays: 1,
  holdingRate: 365 * HOLDING_COST,
  orderCostMinor: 0,
  minimumHistoryDays: 1,
}

/** Customers do not wait; the level is that of one week held against one sale lost. */
export const levelPolicy: PlanningPolicy = {
  ...challengePolicy,
  cycleServiceLevel: {
    ...defaultPolicy.cycleServiceLevel,
    A: criticalRatio({ holdingCost: HOLDING_COST, stockoutCost: SHORTAGE_COST }),
  },
  unmetDemand: { A: 'lost' },
}

/** The planner finds the level itself, from the costs. */
export const costPolicy: PlanningPolicy = {
  ...challengePolicy,
  serviceTarget: { ...defaultPolicy.serviceTarget, A: 'cost' },
}

/** An item at the end of the known weeks: what it has, and what arrives next week and the week after. */
function lineOf(item: Vn2Item, knownWeeks: number, stock: Vn2Stock) {
  const asOf = toIso(item.startDay + knownWeeks)
  return gameLine({
    sku: item.id,
    asOf,
    onHandUnits: stock.onHandUnits,
    arriving: [
      { units: stock.nextWeekUnits, expectedOn: addDays(asOf, 1) },
      { units: stock.weekAfterUnits, expectedOn: addDays(asOf, 2) },
    ],
    leadTime: { meanDays: ARRIVAL_WEEKS, sdDays: 0, observations: 20 },
    shortageCost: SHORTAGE_COST,
  })
}

/**
 * The planner: its recommendation for the line as the challenge shows it, a week taken for a day; nothing is decided
 * here.
 */
export function planner(
  items: readonly Vn2Item[],
  knowsCatalogue: boolean,
  policy: PlanningPolicy,
): Vn2Policy {
  const learned = new Map<number, Catalogue>()
  const catalogueAt = (knownWeeks: number) => {
    const catalogue = learned.get(knownWeeks) ?? catalogueOf(items, knownWeeks)
    learned.set(knownWeeks, catalogue)
    return catalogue
  }
  return (knownWeeks, item, stock) => {
    const catalogue = knowsCatalogue ? catalogueAt(knownWeeks) : null
    const weeks = policy === costPolicy ? SELLING_WEEKS : WINDOW_WEEKS
    const found = forecastAt(item, knownWeeks, catalogue, weeks)
    const forecast = forecastInDays(found, knownWeeks - item.firstWeek)
    return recommendFromForecast(lineOf(item, knownWeeks, stock), policy, forecast).units
  }
}
