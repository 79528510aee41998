// Deliveries that differ from what was ordered: Snyder & Shen, Fundamentals of Supply Chain Theory (2nd ed.), section 9.3.

import type { DemandLaw } from './demand-law.ts'
import type { LotCosts, LotSize } from './eoq.ts'
import type { Moments } from './lead-time-demand.ts'
import { criticalRatio, type BaseStock, type StockCosts } from './newsvendor.ts'
import { requirePositive } from './require-figures.ts'

/**
 * EOQ when Q + Y arrive, Y with this mean and sd in units (section 9.3.1): cost
 * (K d + h/2 ((Q + mean)^2 + sd^2)) / (Q + mean), least at Q = sqrt(2 K d / h + sd^2) - mean; or that of a given quantity.
 */
export function lotWithAdditiveYield(
  { orderCost, holdingCost, demandPerPeriod }: LotCosts,
  { mean, sd }: Moments,
  orderQuantity: number = Math.sqrt((2 * orderCost * demandPerPeriod) / holdingCost + sd * sd) -
    mean,
): LotSize {
  const arrives = orderQuantity + mean
  requirePositive({ orderCost, holdingCost, demandPerPeriod, orderQuantity, arrives })
  const held = (holdingCost / 2) * (arrives ** 2 + sd ** 2)
  return { orderQuantity, costPerPeriod: (orderCost * demandPerPeriod + held) / arrives }
}

/**
 * EOQ when the fraction Z of Q arrives, Z with this mean and sd (section 9.3.2): cost
 * (K d / Q + h Q (sd^2 + mean^2) / 2) / mean, least at Q = sqrt(2 K d / (h (sd^2 + mean^2))); or that of a given quantity.
 */
export function lotWithMultiplicativeYield(
  { orderCost, holdingCost, demandPerPeriod }: LotCosts,
  { mean, sd }: Moments,
  orderQuantity: number = Math.sqrt(
    (2 * orderCost * demandPerPeriod) / (holdingCost * (sd * sd + mean * mean)),
  ),
): LotSize {
  requirePositive({ orderCost, holdingCost, demandPerPeriod, orderQuantity, mean })
  const orders = (orderCost * demandPerPeriod) / orderQuantity
  const held = (holdingCost * orderQuantity * (sd * sd + mean * mean)) / 2
  return { orderQuantity, costPerPeriod: (orders + held) / mean }
}

/**
 * Newsvendor with known demand d when S + Y arrive (section 9.3.3): short is what Y falls below d - S, so
 * S = d - F^-1(h / (h + p)), F the law of Y; or a given level, and its expected cost.
 */
export function newsvendorWithAdditiveYield(
  costs: StockCosts,
  demandPerPeriod: number,
  yieldLaw: DemandLaw,
  baseStockUnits: number = demandPerPeriod - yieldLaw.quantile(1 - criticalRatio(costs)),
): BaseStock {
  const { shortUnits: above, leftUnits: below } = yieldLaw.loss(demandPerPeriod - baseStockUnits)
  const costPerPeriod = costs.holdingCost * above + costs.stockoutCost * below
  return { baseStockUnits, costPerPeriod }
}
