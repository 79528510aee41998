// Continuous review (r, Q): order Q when the position falls to r. Snyder & Shen, Fundamentals of Supply Chain Theory
// (2nd ed.), chapter 5, with normal lead-time demand. Money in any one currency; costs per the period of demand.

import normalQuantile from '@stdlib/stats-base-dists-normal-quantile'
import { normalLaw, type DemandLaw } from './demand-law.ts'
import { economicOrderQuantity, economicOrderQuantityWithBackorders } from './eoq.ts'
import type { Moments } from './lead-time-demand.ts'
import { normalLoss, normalSecondLoss } from './loss-functions.ts'
import { criticalRatio, newsvendorCost, type StockCosts } from './newsvendor.ts'
import { requirePositive } from './require-figures.ts'
import { crossing } from './search.ts'

/** Order cost, holding and stockout cost per unit and period, demand per period, and demand over the lead time. */
export type OrderPointCosts = StockCosts & {
  orderCost: number
  demandPerPeriod: number
  leadTimeDemand: Moments
}

/** Reorder point and order quantity, units. */
export type OrderPoint = { reorderPointUnits: number; orderQuantity: number }

/** Sum of the newsvendor costs over levels from `low` to `high`: h and p on the two second-order losses. */
function costOverRange(costs: StockCosts, { mean, sd }: Moments, low: number, high: number) {
  const second = (units: number) => normalSecondLoss(units, mean, sd)
  const short = second(low) - second(high)
  // E[((x - D)+)^2] / 2 is half the mean square distance less the second-order loss above.
  const square = ((high - mean) ** 2 - (low - mean) ** 2) / 2
  return costs.stockoutCost * short + costs.holdingCost * (square + short)
}

/** Exact cost per period (K d + integral of the newsvendor cost from r to r + Q) / Q (eq. 5.7). */
export function orderPointCost(costs: OrderPointCosts, point: OrderPoint): number {
  const { orderCost, demandPerPeriod, leadTimeDemand } = costs
  const { reorderPointUnits: r, orderQuantity: Q } = point
  requirePositive({ orderQuantity: Q, demandPerPeriod, sd: leadTimeDemand.sd })
  return (orderCost * demandPerPeriod + costOverRange(costs, leadTimeDemand, r, r + Q)) / Q
}

/** The best reorder point for a given quantity: the r with g(r) = g(r + Q), g the newsvendor cost (eq. 5.9). */
export function bestReorderPoint(
  costs: StockCosts & { leadTimeDemand: Moments },
  orderQuantity: number,
): number {
  requirePositive({ orderQuantity })
  const { mean, sd } = costs.leadTimeDemand
  const demand: DemandLaw = normalLaw(mean, sd)
  const best = demand.quantile(criticalRatio(costs))
  const cost = (units: number) => newsvendorCost(costs, demand, units)
  return crossing((r) => cost(r + orderQuantity) - cost(r), best - orderQuantity, best)
}

/**
 * Expected-inventory-level approximation (section 5.3, "EIL"): Q = sqrt(2 d (K + p n(r)) / h) and
 * F(r) = 1 - Q h / (p d) in turn until they stand; cost h (r - mean + Q / 2) + K d / Q + p d n(r) / Q, p per unit short.
 */
export function expectedLevelApproximation(
  costs: OrderPointCosts,
): OrderPoint & { costPerPeriod: number } {
  const { orderCost, holdingCost, stockoutCost, demandPerPeriod, leadTimeDemand } = costs
  const { mean, sd } = leadTimeDemand
  let orderQuantity = economicOrderQuantity(costs).orderQuantity
  let reorderPointUnits = mean
  for (let round = 0, change = Infinity; round < 1000 && change > 1e-12; round++) {
    const uncovered = (orderQuantity * holdingCost) / (stockoutCost * demandPerPeriod)
    // An item that is hardly worth serving has a lot so large that no reorder point covers it.
    reorderPointUnits = normalQuantile(Math.max(1e-12, 1 - uncovered), mean, sd)
    const { shortUnits } = normalLoss(reorderPointUnits, mean, sd)
    const next = economicOrderQuantity({
      ...costs,
      orderCost: orderCost + stockoutCost * shortUnits,
    }).orderQuantity
    change = Math.abs(next / orderQuantity - 1)
    orderQuantity = next
  }
  const { shortUnits } = normalLoss(reorderPointUnits, mean, sd)
  const perOrder = orderCost + stockoutCost * shortUnits
  const held = reorderPointUnits - mean + orderQuantity / 2
  const costPerPeriod = holdingCost * held + (perOrder * demandPerPeriod) / orderQuantity
  return { reorderPointUnits, orderQuantity, costPerPeriod }
}

/** EOQB approximation (section 5.3): the quantity of the EOQ with backorders, and the best reorder point for it. */
export function backorderLotApproximation(costs: OrderPointCosts): OrderPoint {
  const { orderQuantity } = economicOrderQuantityWithBackorders(costs, costs.stockoutCost)
  return { orderQuantity, reorderPointUnits: bestReorderPoint(costs, orderQuantity) }
}

/** EOQ + SS approximation (section 5.3): the EOQ, and the quantile of lead-time demand at the critical ratio. */
export function safetyStockApproximation(costs: OrderPointCosts): OrderPoint {
  const { mean, sd } = costs.leadTimeDemand
  const { orderQuantity } = economicOrderQuantity(costs)
  return { orderQuantity, reorderPointUnits: normalQuantile(criticalRatio(costs), mean, sd) }
}

/**
 * Loss-function approximation (section 5.3), which takes F(r + Q) = 1: n(r) = h Q / (h + p) and
 * Q = sqrt(2 (K d + (h + p) n2(r)) / h), n2 the second-order loss, solved together.
 */
export function lossFunctionApproximation(costs: OrderPointCosts): OrderPoint {
  const { orderCost, holdingCost, stockoutCost, demandPerPeriod, leadTimeDemand } = costs
  const { mean, sd } = leadTimeDemand
  const both = holdingCost + stockoutCost
  const quantityFor = (r: number) => {
    const second = normalSecondLoss(r, mean, sd)
    return Math.sqrt((2 * (orderCost * demandPerPeriod + both * second)) / holdingCost)
  }
  // The share short falls with r faster than the quantity does, so the gap rises from below 0 to above it.
  const gap = (r: number) =>
    (holdingCost * quantityFor(r)) / both - normalLoss(r, mean, sd).shortUnits
  const start = economicOrderQuantityWithBackorders(costs, stockoutCost).orderQuantity
  let low = mean - start
  while (gap(low) > 0) low -= start
  const reorderPointUnits = crossing(gap, low, mean + 40 * sd)
  return { reorderPointUnits, orderQuantity: quantityFor(reorderPointUnits) }
}
