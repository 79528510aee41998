// Lot size under price breaks: Snyder & Shen, Fundamentals of Supply Chain Theory (2nd ed.), section 3.4.

import { QuartermasterError } from '#root/errors.ts'
import { economicOrderQuantity, type LotSize } from './eoq.ts'

/** The price per unit from `minUnits` on; the list is sorted and starts at the smallest order. */
export type PriceTier = { minUnits: number; unitPrice: number }

/** Money per order, units per period, and the rate per period at which the price of a unit costs holding. */
export type DiscountCosts = { orderCost: number; demandPerPeriod: number; holdingRate: number }

/** A lot, its cost per period with the goods included, and which price of the list (from 0) it is bought at. */
export type DiscountLot = LotSize & { tier: number }

/**
 * All-units discount (section 3.4, "all-units discounts"): of each price the EOQ if it lies in its range, else the break itself; the cheapest
 * per period with the goods included. Holding costs rate x unit price.
 */
export function allUnitsDiscountLot(costs: DiscountCosts, tiers: PriceTier[]): DiscountLot {
  const { orderCost, demandPerPeriod, holdingRate } = costs
  const lots = tiers.flatMap(({ minUnits, unitPrice }, tier) => {
    const lotCosts = { orderCost, demandPerPeriod, holdingCost: holdingRate * unitPrice }
    const free = economicOrderQuantity(lotCosts).orderQuantity
    if (free >= (tiers[tier + 1]?.minUnits ?? Infinity)) return []
    const lot = economicOrderQuantity(lotCosts, Math.max(free, minUnits))
    return [{ ...lot, tier, costPerPeriod: lot.costPerPeriod + unitPrice * demandPerPeriod }]
  })
  return cheapest(lots)
}

/**
 * Incremental discount (section 3.4, "incremental discounts"): each price holds for the units of its range only. A lot in range j costs
 * c_j Q + e_j for the goods, so its EOQ has the order cost K + e_j; the cheapest that falls into its own range is best.
 */
export function incrementalDiscountLot(costs: DiscountCosts, tiers: PriceTier[]): DiscountLot {
  const { orderCost, demandPerPeriod, holdingRate } = costs
  let extra = 0
  const lots = tiers.flatMap(({ minUnits, unitPrice }, tier) => {
    const before = tiers[tier - 1]
    if (before !== undefined) extra += minUnits * (before.unitPrice - unitPrice)
    const holdingCost = holdingRate * unitPrice
    const lot = economicOrderQuantity({
      orderCost: orderCost + extra,
      demandPerPeriod,
      holdingCost,
    })
    const { orderQuantity } = lot
    if (orderQuantity < minUnits || orderQuantity >= (tiers[tier + 1]?.minUnits ?? Infinity)) {
      return []
    }
    // The goods' fixed part is held, too: h/2 (c Q + e) holds the average value of a lot.
    const goods = unitPrice * demandPerPeriod + (holdingRate * extra) / 2
    return [{ ...lot, tier, costPerPeriod: lot.costPerPeriod + goods }]
  })
  return cheapest(lots)
}

function cheapest(lots: DiscountLot[]): DiscountLot {
  const [best] = lots.toSorted((a, b) => a.costPerPeriod - b.costPerPeriod)
  if (best) return best
  throw new QuartermasterError('invalid', 'There is no price.', 'Give at least one price.')
}
