// Fill rate, the part of demand served from stock at once, of order-point and order-up-to policies with backorders.
// Sources: Silver, Pyke & Thomas, Inventory and Production Management in Supply Chains (4th ed.), chapter 6;
// Axsater, Inventory Control (3rd ed.), section 5.3; Cachon & Terwiesch, Matching Supply with Demand, chapter 14.

import normalCdf from '@stdlib/stats-base-dists-normal-cdf'
import type { DemandLaw } from './demand-law.ts'
import type { Moments, ReorderPoint } from './lead-time-demand.ts'
import { normalLoss } from './loss-functions.ts'
import { requirePositive } from './require-figures.ts'
import { crossing } from './search.ts'

/**
 * Fill rate of an (r, Q) policy with normal lead-time demand: 1 - (n(r) - n(r + Q)) / Q (Axsater, eq. 5.52). The shorter
 * 1 - n(r) / Q of many textbooks counts units that are still short from the cycle before twice.
 */
export function orderPointFillRate(
  leadTimeDemand: Moments,
  reorderPointUnits: number,
  orderQuantity: number,
): number {
  requirePositive({ orderQuantity })
  const { mean, sd } = leadTimeDemand
  const short = (units: number) => normalLoss(units, mean, sd).shortUnits
  return 1 - (short(reorderPointUnits) - short(reorderPointUnits + orderQuantity)) / orderQuantity
}

export type FillRatePoint = ReorderPoint & {
  cycleServiceLevel: number
  /** The fill rate by 1 - n(r) / Q, for comparison with textbooks that use it. */
  singleLossFillRate: number
}

/** The reorder point at which an (r, Q) policy with normal lead-time demand reaches a fill rate, and what it implies. */
export function reorderPointForFillRate(
  leadTimeDemand: Moments,
  orderQuantity: number,
  fillRate: number,
): FillRatePoint {
  const { mean, sd } = leadTimeDemand
  requirePositive({ fillRate, oneMinusFillRate: 1 - fillRate, sd })
  const above = (units: number) =>
    orderPointFillRate(leadTimeDemand, units, orderQuantity) - fillRate
  const reorderPointUnits = crossing(above, mean - orderQuantity - 10 * sd, mean + 10 * sd)
  return {
    reorderPointUnits,
    safetyStockUnits: reorderPointUnits - mean,
    cycleServiceLevel: normalCdf(reorderPointUnits, mean, sd),
    singleLossFillRate: 1 - normalLoss(reorderPointUnits, mean, sd).shortUnits / orderQuantity,
  }
}

export type ServiceLevels = { fillRate: number; cycleServiceLevel: number }

/**
 * Service of an (R, S) policy: of the demand of a review period, what is newly short is the loss over lead time and
 * review less the loss over the lead time alone, n_(L+R)(S) - n_L(S) (Silver, Pyke & Thomas, section 6.11).
 * `overLeadTime` null stands for no lead time.
 */
export function orderUpToService(
  overLeadTime: DemandLaw | null,
  overProtection: DemandLaw,
  orderUpToUnits: number,
): ServiceLevels {
  const reviewDemand = overProtection.mean - (overLeadTime?.mean ?? 0)
  requirePositive({ reviewDemand })
  const shortBefore = overLeadTime?.loss(orderUpToUnits).shortUnits ?? Math.max(0, -orderUpToUnits)
  const short = overProtection.loss(orderUpToUnits).shortUnits - shortBefore
  return {
    fillRate: 1 - short / reviewDemand,
    cycleServiceLevel: overProtection.cdf(orderUpToUnits),
  }
}

/** The smallest whole order-up-to level that reaches a fill rate, with its service (same formula as above). */
export function orderUpToForFillRate(
  overLeadTime: DemandLaw | null,
  overProtection: DemandLaw,
  fillRate: number,
): ServiceLevels & { orderUpToUnits: number } {
  requirePositive({ fillRate, oneMinusFillRate: 1 - fillRate })
  const at = (units: number) => orderUpToService(overLeadTime, overProtection, units)
  let high = 1
  while (at(high).fillRate < fillRate) high *= 2
  let low = high === 1 ? -1 : high / 2
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2)
    if (at(middle).fillRate >= fillRate) high = middle
    else low = middle
  }
  return { orderUpToUnits: high, ...at(high) }
}
