// Classical single-item formulas as the textbooks state them. The planner uses distributions in their place; these are
// the yardstick that its figures and the documentation are checked against.
// Sources: Silver, Pyke & Thomas, Inventory and Production Management in Supply Chains (4th ed.);
// Snyder & Shen, Fundamentals of Supply Chain Theory (2nd ed.), chapters 3 and 4.

import normalCdf from '@stdlib/stats-base-dists-normal-cdf'
import normalPdf from '@stdlib/stats-base-dists-normal-pdf'
import normalQuantile from '@stdlib/stats-base-dists-normal-quantile'
import { QuartermasterError } from '#root/errors.ts'
import { poisson } from '../forecast/distribution.ts'

function requirePositive(figures: Record<string, number>): void {
  for (const [name, value] of Object.entries(figures)) {
    if (value > 0 && Number.isFinite(value)) continue
    throw new QuartermasterError('invalid', `${name} is ${value}.`, 'Give a number above 0.')
  }
}

export type LotSize = { orderQuantity: number; costPerPeriod: number }

/**
 * Economic order quantity sqrt(2 K d / h) and its ordering and holding cost per period, or the cost of a given
 * quantity: K per order, demand d per period, holding h per unit and period (Snyder & Shen, eq. 3.4 and 3.5).
 */
export function economicOrderQuantity(
  orderCost: number,
  demandPerPeriod: number,
  holdingCost: number,
  orderQuantity: number = Math.sqrt((2 * orderCost * demandPerPeriod) / holdingCost),
): LotSize {
  requirePositive({ orderCost, demandPerPeriod, holdingCost, orderQuantity })
  const orders = (orderCost * demandPerPeriod) / orderQuantity
  return { orderQuantity, costPerPeriod: orders + (holdingCost * orderQuantity) / 2 }
}

/**
 * Lot size under an all-units discount: of each price the EOQ if it lies in its range, else the break itself; the
 * cheapest per period with the goods included (Snyder & Shen, section 3.4.1). Holding cost = rate x unit price.
 */
export function allUnitsDiscountLot(
  orderCost: number,
  demandPerPeriod: number,
  holdingRate: number,
  prices: { minUnits: number; unitPrice: number }[],
): LotSize {
  const candidates = prices.flatMap(({ minUnits, unitPrice }, index) => {
    const holdingCost = holdingRate * unitPrice
    const free = economicOrderQuantity(orderCost, demandPerPeriod, holdingCost).orderQuantity
    if (free >= (prices[index + 1]?.minUnits ?? Infinity)) return []
    const quantity = Math.max(free, minUnits)
    const lot = economicOrderQuantity(orderCost, demandPerPeriod, holdingCost, quantity)
    return [{ ...lot, costPerPeriod: lot.costPerPeriod + unitPrice * demandPerPeriod }]
  })
  const [best] = candidates.toSorted((a, b) => a.costPerPeriod - b.costPerPeriod)
  if (best) return best
  throw new QuartermasterError('invalid', 'There is no price.', 'Give at least one price.')
}

/** Newsvendor's critical ratio p / (p + h): the service level that balances a unit short against a unit left over. */
export function criticalRatio(unitShortCost: number, unitLeftCost: number): number {
  requirePositive({ unitShortCost, unitLeftCost })
  return unitShortCost / (unitShortCost + unitLeftCost)
}

export type Loss = { shortUnits: number; leftUnits: number }

/** E[(D - x)+] and E[(x - D)+] for normal demand D, in units (Snyder & Shen, eq. C.12 to C.14). */
export function normalLoss(units: number, mean: number, sd: number): Loss {
  requirePositive({ sd })
  const z = (units - mean) / sd
  const standard = normalPdf(z, 0, 1) - z * normalCdf(-z, 0, 1)
  return { shortUnits: standard * sd, leftUnits: (z + standard) * sd }
}

/** E[(D - x)+] and E[(x - D)+] for Poisson demand D and whole x, in units (Snyder & Shen, eq. C.41). */
export function poissonLoss(units: number, mean: number): Loss {
  requirePositive({ mean })
  const { cdf } = poisson(mean)
  // E[D; D > x] = mean P(D > x - 1) for a Poisson variable.
  const shortUnits = mean * (1 - cdf(units - 1)) - units * (1 - cdf(units))
  return { shortUnits, leftUnits: shortUnits + units - mean }
}

export type BaseStock = { baseStockUnits: number; costPerPeriod: number }

/** Newsvendor with normal demand: the quantile at the critical ratio, or a given level, and its cost per period. */
export function newsvendorNormal(
  unitLeftCost: number,
  unitShortCost: number,
  mean: number,
  sd: number,
  baseStockUnits: number = normalQuantile(criticalRatio(unitShortCost, unitLeftCost), mean, sd),
): BaseStock {
  const { shortUnits, leftUnits } = normalLoss(baseStockUnits, mean, sd)
  return {
    baseStockUnits,
    costPerPeriod: unitLeftCost * leftUnits + unitShortCost * shortUnits,
  }
}

/** Newsvendor with Poisson demand: the smallest whole level whose probability reaches the critical ratio, and its cost. */
export function newsvendorPoisson(
  unitLeftCost: number,
  unitShortCost: number,
  mean: number,
  baseStockUnits: number = poisson(mean).quantile(criticalRatio(unitShortCost, unitLeftCost)),
): BaseStock {
  const { shortUnits, leftUnits } = poissonLoss(baseStockUnits, mean)
  return {
    baseStockUnits,
    costPerPeriod: unitLeftCost * leftUnits + unitShortCost * shortUnits,
  }
}

export type Moments = { mean: number; sd: number }

/** Mean L d and variance L s^2 + d^2 sL^2 of demand over a random lead time (Silver, Pyke & Thomas, section 6.10). */
export function leadTimeDemandMoments(demand: Moments, leadTime: Moments): Moments {
  return {
    mean: leadTime.mean * demand.mean,
    sd: Math.sqrt(leadTime.mean * demand.sd ** 2 + demand.mean ** 2 * leadTime.sd ** 2),
  }
}

/** Safety stock z s and reorder point mean + z s for normal lead-time demand and a cycle service level. */
export function reorderPointNormal(leadTimeDemand: Moments, cycleServiceLevel: number) {
  const safetyStockUnits = normalQuantile(cycleServiceLevel, 0, 1) * leadTimeDemand.sd
  return { safetyStockUnits, reorderPointUnits: leadTimeDemand.mean + safetyStockUnits }
}
