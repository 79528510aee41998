// Economic order quantity and its relatives with steady demand: Snyder & Shen, Fundamentals of Supply Chain Theory
// (2nd ed.), chapter 3. Money in any one currency; demand, holding and stockout cost of the same period.

import { requirePositive } from './require-figures.ts'

/** Money per order, money per unit and period, units per period. */
export type LotCosts = { orderCost: number; holdingCost: number; demandPerPeriod: number }

export type LotSize = { orderQuantity: number; costPerPeriod: number }

/** EOQ sqrt(2 K d / h), or a given quantity, with its cost K d / Q + h Q / 2 per period (eq. 3.4 and 3.5). */
export function economicOrderQuantity(
  { orderCost, holdingCost, demandPerPeriod }: LotCosts,
  orderQuantity: number = Math.sqrt((2 * orderCost * demandPerPeriod) / holdingCost),
): LotSize {
  requirePositive({ orderCost, demandPerPeriod, holdingCost, orderQuantity })
  const orders = (orderCost * demandPerPeriod) / orderQuantity
  return { orderQuantity, costPerPeriod: orders + (holdingCost * orderQuantity) / 2 }
}

export type BackorderLot = LotSize & {
  /** The part of demand that waits, 0..1. */
  stockoutFraction: number
}

/**
 * EOQ with planned backorders at `stockoutCost` per unit and period: x = h / (h + p), Q = sqrt(2 K d (h + p) / (h p)),
 * cost h Q (1 - x)^2 / 2 + p Q x^2 / 2 + K d / Q (eq. 3.27 to 3.29). Quantity, fraction or both may be given; the other
 * is then the best one beside it.
 */
export function economicOrderQuantityWithBackorders(
  { orderCost, holdingCost, demandPerPeriod }: LotCosts,
  stockoutCost: number,
  given: { orderQuantity?: number; stockoutFraction?: number } = {},
): BackorderLot {
  requirePositive({ orderCost, holdingCost, demandPerPeriod, stockoutCost })
  const { stockoutFraction = holdingCost / (holdingCost + stockoutCost) } = given
  const perUnit =
    (holdingCost * (1 - stockoutFraction) ** 2 + stockoutCost * stockoutFraction ** 2) / 2
  const { orderQuantity = Math.sqrt((orderCost * demandPerPeriod) / perUnit) } = given
  requirePositive({ orderQuantity })
  const costPerPeriod = perUnit * orderQuantity + (orderCost * demandPerPeriod) / orderQuantity
  return { orderQuantity, stockoutFraction, costPerPeriod }
}

/**
 * Economic production quantity: the lot arrives at `productionRate` units per period, so only 1 - d / mu of it is ever in
 * stock; Q = sqrt(2 K d / (h (1 - d / mu))) or a given quantity (eq. 3.31 and 3.32). Production is faster than demand.
 */
export function economicProductionQuantity(
  costs: LotCosts,
  productionRate: number,
  orderQuantity?: number,
): LotSize {
  requirePositive({ spareProductionRate: productionRate - costs.demandPerPeriod })
  const stocked = 1 - costs.demandPerPeriod / productionRate
  return economicOrderQuantity(
    { ...costs, holdingCost: costs.holdingCost * stocked },
    orderQuantity,
  )
}
