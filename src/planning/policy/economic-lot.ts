import { formatMoney } from '#render/figures.ts'
import { reviewsPerOrder } from '../sourcing/lot-size.ts'
import type { DemandForecast, ItemLocationInput, PlanningPolicy, SupplierOption } from '../types.ts'
import { canLand } from './order-cost.ts'
import { lotFacts } from './price-break.ts'
import { drawnOverDays } from './kit-stock.ts'
import type { ReorderLevels } from './reorder-levels.ts'

/** How many reviews one order should last, and the units that this puts on top of the protection level. */
export type EconomicLot = { reviews: number; extraUnits: number; detail: string }

/** Units a day over lead time and review period. */
export function protectionPerDay(levels: ReorderLevels): number {
  return levels.protectionDemand.mean / Math.max(1, levels.protectionDays)
}

/** Reviews that one order lasts at least cost, at least 1; 1 where the landed cost is not known. */
export function reviewsOfLot(
  input: ItemLocationInput,
  policy: PlanningPolicy,
  option: SupplierOption,
  perDayUnits: number,
): number {
  return canLand(option) ? reviewsPerOrder(option, lotFacts(input, policy, perDayUnits)) : 1
}

/** Units, whole, of a lot of so many reviews beyond the protection level; `soldIn(n)` is the mean of its first n. */
export function unitsOfLot(reviews: number, soldIn: (count: number) => number): number {
  return reviews > 1 ? Math.floor((soldIn(reviews - 1) + soldIn(reviews)) / 2 + 1e-6) : 0
}

/**
 * What is ordered beyond the protection level because orders cost money, where an order for several reviews is cheaper
 * than one at each: their mean demand less half a review, because a review sees the position fall below the reorder
 * point half a review late on average (the undershoot of Silver, Pyke & Thomas, section 7.3). The reorder point stays,
 * so service is not touched. Nothing where the landed cost is not known.
 */
export function economicLot(
  input: ItemLocationInput,
  policy: PlanningPolicy,
  option: SupplierOption,
  forecast: DemandForecast,
  levels: ReorderLevels,
): EconomicLot {
  const reviews = reviewsOfLot(input, policy, option, protectionPerDay(levels))
  const from = Math.round(levels.protectionDays)
  const soldIn = (count: number) =>
    drawnOverDays(input, forecast, from + count * policy.reviewPeriodDays) -
    drawnOverDays(input, forecast, from)
  const cost = formatMoney(policy.orderCostMinor, input.baseCurrency)
  const detail = `an order line costs ${cost} of work; one for ${reviews} reviews is cheaper than one at each`
  return { reviews, extraUnits: unitsOfLot(reviews, soldIn), detail }
}
