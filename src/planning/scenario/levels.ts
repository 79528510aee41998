import { varianceOfSum } from '../forecast/sum-distribution.ts'
import { unitsOfLot } from '../policy/economic-lot.ts'
import type { DemandForecast } from '../types.ts'
import { gammaQuantileAt } from './quantile-cells.ts'

/** Reorder point and order-up-to level in units at each review, the first one on the as-of day. */
export type ReviewLevels = { reorderPoint: Int32Array; orderUpTo: Int32Array }

export type LevelFacts = {
  /** Sum of the daily means before each day; entry n - m is the mean of days m + 1 .. n. */
  cumulative: Float64Array
  forecast: DemandForecast
  leadTimeDays: number
  leadTimeSdDays: number
  reviewPeriodDays: number
  /** Standard normal quantile of the cycle service level. */
  z: number
  reviewCount: number
  /** Reviews of an economic lot for so many units a day (policy/economic-lot.ts). */
  reviewsOfLot: (perDayUnits: number) => number
}

/** Running sums of daily means: entry n is the sum of the first n. */
export function cumulativeOf(means: Float64Array): Float64Array {
  const sums = new Float64Array(means.length + 1)
  for (let day = 0; day < means.length; day++) sums[day + 1] = (sums[day] ?? 0) + (means[day] ?? 0)
  return sums
}

/**
 * Units that are enough over `days` days of mean `mean` with the service of z: gamma quantile of the forecast's variance
 * of a sum (see forecast/demand-over-days.ts) and, where the days themselves vary, of d^2 s^2 on top (Silver, Pyke &
 * Thomas, chapter 6, variability of lead time).
 */
export function enoughUnits(
  forecast: DemandForecast,
  mean: number,
  days: number,
  daysSd: number,
  z: number,
): number {
  if (mean <= 0) return 0
  const base = forecast.baselinePerDayUnits
  const span = base > 0 ? mean / base : days
  const fromDemand =
    forecast.family === 'poisson' ? mean : varianceOfSum(forecast.sumVariance, span, 0)
  const daily = mean / Math.max(1, days)
  const variance = Math.max(0, fromDemand) + (daily * daysSd) ** 2
  return Math.ceil(gammaQuantileAt(mean, variance, z) - 1e-9)
}

/**
 * Levels of the periodic review policy of the planner, (R, s, S): S covers lead time and review period, and an order is
 * due below it (policy/reorder-levels.ts states the rule); where orders cost money it is filled up by the economic lot
 * beyond S, and the reorder point stays. Demand is a gamma of the same mean and variance
 * here, because a simulation needs the levels of every review of every line.
 */
export function reviewLevels(facts: LevelFacts): ReviewLevels {
  const { cumulative, forecast, leadTimeSdDays, reviewPeriodDays, z } = facts
  const leadDays = Math.ceil(facts.leadTimeDays)
  const reorderPoint = new Int32Array(facts.reviewCount)
  const orderUpTo = new Int32Array(facts.reviewCount)
  const last = cumulative.length - 1
  let lot = { perDayUnits: Number.NaN, reviews: 1 }
  for (let review = 0; review < facts.reviewCount; review++) {
    const from = Math.min(last, review * reviewPeriodDays)
    const arrival = Math.min(last, from + leadDays)
    const nextArrival = Math.min(last, arrival + reviewPeriodDays)
    const before = cumulative[from]!
    const untilNext = cumulative[nextArrival]! - before
    const upTo = enoughUnits(forecast, untilNext, nextArrival - from, leadTimeSdDays, z)
    const perDayUnits = untilNext / Math.max(1, nextArrival - from)
    // Sums of equal days differ in their last digits only.
    if (!(Math.abs(perDayUnits - lot.perDayUnits) <= 1e-9 * perDayUnits)) {
      lot = { perDayUnits, reviews: facts.reviewsOfLot(perDayUnits) }
    }
    const lotUnits = unitsOfLot(lot.reviews, (count) => {
      const end = Math.min(last, nextArrival + count * reviewPeriodDays)
      return cumulative[end]! - cumulative[nextArrival]!
    })
    orderUpTo[review] = upTo + lotUnits
    reorderPoint[review] = upTo - 1
  }
  return { reorderPoint, orderUpTo }
}
