// When a line must be ordered, and what a week of waiting costs.

import { toDay, toIso } from '../calendar.ts'
import type { Distribution } from '../forecast/distribution.ts'
import { gammaLower } from '../forecast/special.ts'
import type {
  DemandForecast,
  IsoDate,
  ItemLocationInput,
  PlanningPolicy,
  StockPosition,
  SupplierOption,
  Urgency,
} from '../types.ts'
import { expiringUnits } from './expiring-stock.ts'
import { drawnOf } from './kit-stock.ts'
import { projectStock } from './projection.ts'
import type { ReorderLevels } from './reorder-levels.ts'
import { countedUnits } from './stock-position.ts'
import { supplierClock } from './supplier-clock.ts'

/** An order-by date further ahead than this, past the arrival of an order of today, is of no use to anybody. */
const longestViewDays = 182

/**
 * The last working day of the supplier on which an order still arrives before the projected stock falls under the
 * safety stock; in the past when it is too late for that. Only the shortage that a new order can end counts: the one
 * that lasts until the arrival of an order of today, or the first one after it. Null = none within half a year.
 */
export function orderByOn(
  input: ItemLocationInput,
  option: SupplierOption,
  forecast: DemandForecast,
  position: StockPosition,
  levels: ReorderLevels,
): IsoDate | null {
  const today = toDay(input.asOf)
  const clock = supplierClock(option.calendar)
  const leadDays = Math.ceil(option.leadTime?.meanDays ?? 0)
  const arrival = clock.arrival(today, leadDays) - today
  const horizon = arrival + longestViewDays
  const free = position.availableUnits - position.backorderedUnits - expiringUnits(input, forecast)
  // Drafts are taken as arriving like an order of today, so that drafting a line ends its urgency.
  const drawn = drawnOf(input, forecast)
  const stock = projectStock(input, drawn, free, horizon).map(
    (units, day) => units + (day + 1 >= arrival ? position.draftedUnits : 0),
  )
  const isLow = (day: number) =>
    (day < 0 ? free : (stock[day] ?? 0)) < levels.safetyStockUnits - 1e-9
  // Index of the day before an order of today arrives; -1 is today itself.
  let low = arrival - 2
  if (isLow(low)) while (low >= 0 && isLow(low - 1)) low -= 1
  else while (low < horizon && !isLow(low)) low += 1
  if (low >= horizon) return null
  const day = clock.lastOrderDay(today + low + 1, leadDays)
  return day === null ? null : toIso(day)
}

/** Overdue: the order-by date is past; now: it is the next day on which the supplier works. */
export function urgencyOf(
  input: ItemLocationInput,
  policy: PlanningPolicy,
  option: SupplierOption,
  orderBy: IsoDate | null,
): Urgency {
  if (orderBy === null) return 'later'
  if (orderBy < input.asOf) return 'overdue'
  const today = toDay(input.asOf)
  if (toDay(orderBy) <= supplierClock(option.calendar).firstOpen(today)) return 'now'
  return toDay(orderBy) <= today + policy.horizonDays ? 'this_week' : 'later'
}

/** E[(D - stock)+] in units for demand D read as a gamma of the same mean and variance. */
export function expectedShortUnits(demand: Distribution, stockUnits: number): number {
  const { mean, variance } = demand
  if (stockUnits <= 0) return mean - stockUnits
  if (variance <= 0 || mean <= 0) return Math.max(0, mean - stockUnits)
  const shape = (mean * mean) / variance
  const scale = variance / mean
  const above = 1 - gammaLower(shape, stockUnits / scale)
  const aboveWeighted = 1 - gammaLower(shape + 1, stockUnits / scale)
  return Math.max(0, mean * aboveWeighted - stockUnits * above)
}

/**
 * Margin lost, minor units of the base currency, by deciding one review period later: the units expected short until
 * the order of the next review arrives, less those short anyway, times the cost of a unit short (stated for the item,
 * else sell price less landed cost). Null when neither is known.
 */
export function costOfWaitingMinor(
  input: ItemLocationInput,
  position: StockPosition,
  levels: ReorderLevels,
  landedUnitMinor: number | null,
): number | null {
  const { stockoutCostMinor, sellPriceMinor } = input.item
  const margin =
    sellPriceMinor === null || landedUnitMinor === null ? null : sellPriceMinor - landedUnitMinor
  const perUnit = stockoutCostMinor ?? margin
  if (perUnit === null) return null
  const stock = countedUnits(position)
  const later = expectedShortUnits(levels.protectionDemand, stock)
  const anyway = expectedShortUnits(levels.leadTimeDemand, stock)
  return Math.round(Math.max(0, later - anyway) * Math.max(0, perUnit))
}
