// One period, one order: Snyder & Shen, Fundamentals of Supply Chain Theory (2nd ed.), section 4.3. Costs are money per
// unit, in any one currency.

import type { DemandLaw } from './demand-law.ts'
import { requireNonNegative, requirePositive } from './require-figures.ts'

/** Money per unit left over and per unit short at the end of the period. */
export type StockCosts = { holdingCost: number; stockoutCost: number }

export type BaseStock = { baseStockUnits: number; costPerPeriod: number }

/** The critical ratio p / (p + h) of section 4.3.2: the service level that balances a unit short against a unit left over. */
export function criticalRatio({ holdingCost, stockoutCost }: StockCosts): number {
  requirePositive({ holdingCost, stockoutCost })
  return stockoutCost / (stockoutCost + holdingCost)
}

/** Expected cost h n'(S) + p n(S) of a period that starts with S units (section 4.3.2). */
export function newsvendorCost(costs: StockCosts, demand: DemandLaw, units: number): number {
  const { shortUnits, leftUnits } = demand.loss(units)
  return costs.holdingCost * leftUnits + costs.stockoutCost * shortUnits
}

/**
 * Newsvendor: the demand's quantile at the critical ratio, which for whole units is the smallest level that reaches it
 * (eq. 4.24 for normal demand; section 4.3.3 for whole units), or a given level; with its expected cost.
 */
export function newsvendor(
  costs: StockCosts,
  demand: DemandLaw,
  baseStockUnits: number = demand.quantile(criticalRatio(costs)),
): BaseStock {
  return { baseStockUnits, costPerPeriod: newsvendorCost(costs, demand, baseStockUnits) }
}

/** Prices of a season's stock in money per unit; holding and stockout costs come on top of them and may be 0. */
export type SeasonPrices = StockCosts & {
  revenue: number
  purchaseCost: number
  salvageValue: number
}

/**
 * Newsvendor by its prices (example 4.2): a unit left costs what it was bought for less salvage plus holding, a unit
 * short its margin plus the stockout cost. Profit is revenue of what is sold less all costs.
 */
export function newsvendorProfit(
  prices: SeasonPrices,
  demand: DemandLaw,
  givenUnits?: number,
): { baseStockUnits: number; profit: number } {
  const { revenue, purchaseCost, salvageValue, holdingCost, stockoutCost } = prices
  requireNonNegative({ revenue, purchaseCost, salvageValue, holdingCost, stockoutCost })
  const costs = {
    holdingCost: purchaseCost - salvageValue + holdingCost,
    stockoutCost: revenue - purchaseCost + stockoutCost,
  }
  const { baseStockUnits, costPerPeriod } = newsvendor(costs, demand, givenUnits)
  return { baseStockUnits, profit: (revenue - purchaseCost) * demand.mean - costPerPeriod }
}

/** Costs of one period of many: bought at `purchaseCost` now, at `nextPurchaseCost` in the period after. */
export type MyopicCosts = StockCosts & {
  purchaseCost: number
  nextPurchaseCost: number
  discountFactor: number
}

/**
 * Myopic policy of one period (section 4.5): what is left is worth next period's purchase cost, so the critical
 * ratio is (p + gamma c' - c) / (p + h), and the cost c S + h n' + p n - gamma c' (S - mean).
 */
export function myopicNewsvendor(
  costs: MyopicCosts,
  demand: DemandLaw,
  givenUnits?: number,
): BaseStock {
  const { holdingCost, stockoutCost, purchaseCost, nextPurchaseCost, discountFactor } = costs
  requirePositive({ holdingCost, stockoutCost, discountFactor })
  const worthNext = discountFactor * nextPurchaseCost
  const ratio = (stockoutCost + worthNext - purchaseCost) / (stockoutCost + holdingCost)
  const baseStockUnits = givenUnits ?? demand.quantile(Math.min(1, Math.max(0, ratio)))
  const costPerPeriod =
    purchaseCost * baseStockUnits +
    newsvendorCost(costs, demand, baseStockUnits) -
    worthNext * (baseStockUnits - demand.mean)
  return { baseStockUnits, costPerPeriod }
}
