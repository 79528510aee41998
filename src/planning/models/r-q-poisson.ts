// Continuous review (r, Q) with Poisson demand: Snyder & Shen, Fundamentals of Supply Chain Theory (2nd ed.), section
// 5.5, after Federgruen & Zheng (1992).

import { poissonLaw } from './demand-law.ts'
import { newsvendor, newsvendorCost, type StockCosts } from './newsvendor.ts'
import type { OrderPoint } from './r-q.ts'
import { requirePositive } from './require-figures.ts'

/** Order cost, holding and stockout cost per unit and period, mean demand per period, lead time in periods. */
export type PoissonOrderPointCosts = StockCosts & {
  orderCost: number
  demandPerPeriod: number
  leadTimePeriods: number
}

/** Exact cost per period (K d + sum of the newsvendor cost at r + 1 ... r + Q) / Q; r and Q are whole. */
export function poissonOrderPointCost(costs: PoissonOrderPointCosts, point: OrderPoint): number {
  const { orderCost, demandPerPeriod, leadTimePeriods } = costs
  requirePositive({ orderQuantity: point.orderQuantity })
  const demand = poissonLaw(demandPerPeriod * leadTimePeriods)
  let total = orderCost * demandPerPeriod
  for (let level = 1; level <= point.orderQuantity; level++) {
    total += newsvendorCost(costs, demand, point.reorderPointUnits + level)
  }
  return total / point.orderQuantity
}

/**
 * The exact best (r, Q): the window of levels r + 1 ... r + Q starts at the newsvendor's level and grows on its cheaper
 * side, until the next level costs as much as the whole policy (Federgruen & Zheng 1992).
 */
export function bestPoissonOrderPoint(
  costs: PoissonOrderPointCosts,
): OrderPoint & { costPerPeriod: number } {
  const { orderCost, demandPerPeriod, leadTimePeriods } = costs
  requirePositive({ orderCost, demandPerPeriod, leadTimePeriods })
  const demand = poissonLaw(demandPerPeriod * leadTimePeriods)
  const first = newsvendor(costs, demand)
  let reorderPointUnits = first.baseStockUnits - 1
  let orderQuantity = 1
  let total = orderCost * demandPerPeriod + first.costPerPeriod
  for (;;) {
    const below = newsvendorCost(costs, demand, reorderPointUnits)
    const above = newsvendorCost(costs, demand, reorderPointUnits + orderQuantity + 1)
    const next = Math.min(below, above)
    if (next >= total / orderQuantity) break
    if (below <= above) reorderPointUnits -= 1
    orderQuantity += 1
    total += next
  }
  return { reorderPointUnits, orderQuantity, costPerPeriod: total / orderQuantity }
}
