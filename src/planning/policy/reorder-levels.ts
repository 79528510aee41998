// The levels of a periodic-review system with a reorder point and an order-up-to level, "(R, s, S)" in Silver, Pyke &
// Thomas, Inventory and Production Management in Supply Chains (4th ed.), chapters 6.5 (lead-time demand from demand
// and lead time) and 7 (protection over lead time plus review period):
//
//   S = Q_p(demand over lead time + review period)                 order-up-to level
//   safety stock = S - mean demand over lead time + review period
//   s = S - 1                                                      reorder point
//
// Q_p is the quantile at the cycle service level. What is not ordered today can come no sooner than an order of the next
// review, so the position has to last until then: an order is due as soon as it is below S (section 7.3; where an order
// lasts for several reviews, policy/economic-lot.ts fills up beyond S and s stays).

import { formatRate } from '#render/figures.ts'
import type { Distribution } from '../forecast/distribution.ts'
import { mixture } from '../forecast/distribution.ts'
import { demandOverDays } from '../forecast/demand-over-days.ts'
import { toDay } from '../calendar.ts'
import { orderUpToForFillRate } from '../models/fill-rate.ts'
import type {
  DemandForecast,
  ItemLocationInput,
  LeadTime,
  PlanningPolicy,
  SupplierOption,
} from '../types.ts'
import { arrivalPoints, leadTimeSd } from './lead-time.ts'
import { lawOfDistribution } from './distribution-law.ts'
import type { ServiceTarget } from './service-target.ts'
import { supplierClock } from './supplier-clock.ts'
import { wholeUnits, type WholeUnits } from './whole-units.ts'

export type ReorderLevels = {
  /** Chance that a cycle has no stockout at the order-up-to level. */
  cycleServiceLevel: number
  /** What the level was set for and why, for the line. */
  serviceReason: string
  leadTimeSdDays: number
  /** Calendar days from today to the arrival of an order of today, closures included, mean. */
  arrivalDays: number
  /** Calendar days from today to the arrival of an order of the next review, mean. */
  protectionDays: number
  leadTimeDemandUnits: number
  reviewDemandUnits: number
  /** Demand until delivery that will likely find no stock and does not wait; 0 where it does. */
  lostUnits: number
  safetyStockUnits: number
  reorderPointUnits: number
  orderUpToUnits: number
  /** An order of today comes after `fromDay` days and the next one after `untilDay`, each pair with its chance. */
  arrivals: { weight: number; fromDay: number; untilDay: number }[]
  leadTimeDemand: Distribution
  protectionDemand: Distribution
  protectionUnits: WholeUnits
}

type Part = { weight: number; days: number }

function demandOver(forecast: DemandForecast, parts: Part[]): Distribution {
  const days = parts.map(({ weight, days }) => {
    return { weight, distribution: demandOverDays(forecast, 0, days) }
  })
  return mixture(days)
}

const meanDays = (parts: Part[]) => parts.reduce((sum, { weight, days }) => sum + weight * days, 0)

/** The quantile at a cycle service level; for a fill rate the level of "(R, S)" that reaches it, and its own quantile. */
function orderUpTo(
  { kind, level, reason }: ServiceTarget,
  leadTimeDemand: Distribution,
  protectionDemand: Distribution,
  protectionUnits: WholeUnits,
): Pick<ReorderLevels, 'orderUpToUnits' | 'cycleServiceLevel' | 'serviceReason'> {
  const reviewed = protectionDemand.mean - leadTimeDemand.mean
  if (kind !== 'fill' || reviewed <= 1e-9) {
    return {
      orderUpToUnits: protectionUnits.enoughFor(level),
      cycleServiceLevel: level,
      serviceReason: `in ${formatRate(level)} of cycles no stockout: ${reason}`,
    }
  }
  const found = orderUpToForFillRate(
    lawOfDistribution(leadTimeDemand),
    lawOfDistribution(protectionDemand),
    level,
  )
  return {
    orderUpToUnits: found.orderUpToUnits,
    cycleServiceLevel: Math.min(0.9999, found.cycleServiceLevel),
    serviceReason: `${formatRate(level)} of units from stock, which is ${formatRate(found.cycleServiceLevel)} of cycles without a stockout: ${reason}`,
  }
}

/**
 * Reorder point, order-up-to level and safety stock, whole units, of one item at one location from one supplier. The
 * lead time is a distribution; working days and closures of the supplier push each of its values.
 */
export function reorderLevels(
  input: ItemLocationInput,
  policy: PlanningPolicy,
  option: SupplierOption & { leadTime: LeadTime },
  forecast: DemandForecast,
  target: ServiceTarget,
): ReorderLevels {
  const today = toDay(input.asOf)
  const clock = supplierClock(option.calendar)
  const leadTimeSdDays = leadTimeSd(option.leadTime, policy)
  const points = arrivalPoints(option.leadTime, policy)
  const arrivals = (from: number) =>
    points.map(({ days, weight }) => ({ weight, days: clock.arrival(from, days) - today }))
  const untilArrival = arrivals(today)
  const untilNext = arrivals(today + policy.reviewPeriodDays)
  const leadTimeDemand = demandOver(forecast, untilArrival)
  const protectionDemand = demandOver(forecast, untilNext)
  const reviewDemandUnits = Math.max(0, protectionDemand.mean - leadTimeDemand.mean)
  const protectionUnits = wholeUnits(protectionDemand)
  const { orderUpToUnits, cycleServiceLevel, serviceReason } = orderUpTo(
    target,
    leadTimeDemand,
    protectionDemand,
    protectionUnits,
  )
  return {
    cycleServiceLevel,
    serviceReason,
    leadTimeSdDays,
    arrivalDays: meanDays(untilArrival),
    protectionDays: meanDays(untilNext),
    leadTimeDemandUnits: leadTimeDemand.mean,
    reviewDemandUnits,
    lostUnits: 0,
    safetyStockUnits: orderUpToUnits - protectionDemand.mean,
    reorderPointUnits: Math.max(0, orderUpToUnits - 1),
    orderUpToUnits,
    arrivals: untilArrival.map(({ weight, days }, at) => {
      return { weight, fromDay: days, untilDay: untilNext[at]!.days }
    }),
    leadTimeDemand,
    protectionDemand,
    protectionUnits,
  }
}
