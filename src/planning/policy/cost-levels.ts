// The order-up-to level where money decides: units are added while the last one is expected to earn more than it costs
// to hold, on drawn futures of demand and of everything that is still to arrive (order-for-profit.ts).

import { formatMoney, formatRate } from '#render/figures.ts'
import { daysBetween, toDay } from '../calendar.ts'
import { dailyMean } from '../forecast/demand-over-days.ts'
import { landedUnitCost } from '../sourcing/landed-cost.ts'
import type {
  DemandForecast,
  IsoDate,
  ItemLocationInput,
  LeadTime,
  PlanningPolicy,
  StockPosition,
  SupplierOption,
} from '../types.ts'
import { demandFutures } from './demand-futures.ts'
import { expiringUnits } from './expiring-stock.ts'
import type { LeadTimeLaw } from './lead-time-law.ts'
import { leadTimeLaw } from './lead-time.ts'
import { canLand } from './order-cost.ts'
import { coveredRate, profitableUnits } from './order-for-profit.ts'
import { isOnOrder } from './projection.ts'
import type { ReorderLevels } from './reorder-levels.ts'
import { countedUnits } from './stock-position.ts'
import { supplierClock } from './supplier-clock.ts'

type PlannableOption = SupplierOption & { leadTime: LeadTime }

/** Reviews past the arrival of the next order in which what is left over may still sell: eight weeks, weekly. */
const sellOffReviews = 8
const seed = 20_261_121

type UnitMoney = { profitMinor: number; holdingMinorPerDay: number }

/**
 * What a sale saved is worth (stockout cost, else margin) and what a unit left over costs a day: holding, and for goods
 * that expire the part of their cost that a day of their shelf life takes. Null where price, cost or worth is unknown.
 */
function unitMoney(
  { item, baseCurrency }: ItemLocationInput,
  { holdingRate }: PlanningPolicy,
  option: PlannableOption,
): UnitMoney | null {
  if (!canLand(option)) return null
  const costMinor = landedUnitCost(option, option.moqUnits, { baseCurrency, holdingRate })
  const margin = item.sellPriceMinor === null ? null : item.sellPriceMinor - costMinor
  const profitMinor = item.stockoutCostMinor ?? margin
  if (profitMinor === null || profitMinor <= 0) return null
  const perishes = item.shelfLifeDays === null ? 0 : costMinor / Math.max(1, item.shelfLifeDays)
  return { profitMinor, holdingMinorPerDay: (costMinor * holdingRate) / 365 + perishes }
}

/** The law by calendar days from today: the supplier's working days and closures push every arrival. */
function lawFromToday(asOf: IsoDate, policy: PlanningPolicy, option: PlannableOption): LeadTimeLaw {
  const { chances, lostChance } = leadTimeLaw(option.leadTime, policy)
  const today = toDay(asOf)
  const clock = supplierClock(option.calendar)
  const pushed: number[] = []
  chances.forEach((chance, days) => {
    const at = clock.arrival(today, days) - today
    while (pushed.length <= at) pushed.push(0)
    pushed[at]! += chance
  })
  return { chances: pushed, lostChance }
}

/** Days since approval as far as an open order is concerned: its promised day stands for the mean lead time. */
function sinceDays(asOf: IsoDate, expectedOn: IsoDate | null, meanDays: number): number {
  if (expectedOn === null) return 0
  return Math.max(0, Math.round(meanDays) + daysBetween(expectedOn, asOf))
}

/**
 * The levels with the order-up-to level that pays best for the stock and the orders that are there; as they came, and
 * saying so, where a unit's worth or cost is not known.
 */
export function levelsByCost(
  input: ItemLocationInput,
  policy: PlanningPolicy,
  option: PlannableOption,
  forecast: DemandForecast,
  position: StockPosition,
  levels: ReorderLevels,
): ReorderLevels {
  const money = unitMoney(input, policy, option)
  if (money === null) {
    const serviceReason = `${levels.serviceReason}, as no margin or cost of a stockout is known`
    return { ...levels, serviceReason }
  }
  const law = lawFromToday(input.asOf, policy, option)
  const horizonDays = law.chances.length + (1 + sellOffReviews) * policy.reviewPeriodDays
  const means = Float64Array.from({ length: horizonDays }, (_, day) => dailyMean(forecast, day))
  const outlook = {
    demandPaths: demandFutures(forecast, means, levels.protectionDays, seed),
    onHandUnits: Math.max(
      0,
      position.availableUnits - position.backorderedUnits - expiringUnits(input, forecast),
    ),
    open: input.openOrders.map((line) => ({
      units: line.openUnits,
      sincePeriods: isOnOrder(line)
        ? sinceDays(input.asOf, line.expectedOn, option.leadTime.meanDays)
        : 0,
    })),
    law,
    reviewPeriods: policy.reviewPeriodDays,
    unitProfit: money.profitMinor,
    unitHolding: money.holdingMinorPerDay,
    seed,
  }
  const units = profitableUnits(outlook)
  const counted = Math.max(0, countedUnits(position) - expiringUnits(input, forecast))
  const orderUpToUnits = counted + units
  const level = Math.min(0.9999, coveredRate(outlook, units))
  const worth = formatMoney(Math.round(money.profitMinor), input.baseCurrency)
  const week = formatMoney(Math.round(money.holdingMinorPerDay * 7), input.baseCurrency)
  return {
    ...levels,
    cycleServiceLevel: level,
    serviceReason: `least cost: a unit short costs ${worth}, one left over ${week} a week, which leaves ${formatRate(level)} of cycles without a stockout once the order is here; what is short before is lost`,
    safetyStockUnits: orderUpToUnits - levels.protectionDemand.mean,
    reorderPointUnits: Math.max(0, orderUpToUnits - 1),
    orderUpToUnits,
  }
}
