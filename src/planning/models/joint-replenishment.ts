import { requireLength, requirePositive } from './require-figures.ts'

/** An item of a joint order: money per order that holds it, money per unit and period, units per period. */
export type JointItem = { orderCost: number; holdingCost: number; demandPerPeriod: number }

export type JointReplenishment = {
  /** Periods between two orders of the family. */
  baseCyclePeriods: number
  /** Item i is in every `multiples[i]`-th order. */
  multiples: number[]
  orderQuantities: number[]
  costPerPeriod: number
}

/**
 * The best base cycle for given multiples: T = sqrt(2 (K + sum K_i / m_i) / sum h_i m_i d_i), and its cost per period
 * (Silver, Pyke & Thomas, Inventory and Production Management in Supply Chains, 4th ed., section 10.4).
 */
export function jointCycle(
  sharedOrderCost: number,
  items: JointItem[],
  multiples: number[],
): JointReplenishment {
  requireLength('multiples', multiples, items.length)
  let ordering = sharedOrderCost
  let holding = 0
  items.forEach((item, index) => {
    ordering += item.orderCost / multiples[index]!
    holding += item.holdingCost * multiples[index]! * item.demandPerPeriod
  })
  requirePositive({ ordering, holding })
  const baseCyclePeriods = Math.sqrt((2 * ordering) / holding)
  return {
    baseCyclePeriods,
    multiples,
    orderQuantities: items.map(
      (item, index) => item.demandPerPeriod * multiples[index]! * baseCyclePeriods,
    ),
    costPerPeriod: Math.sqrt(2 * ordering * holding),
  }
}

/**
 * Silver's heuristic (1976): the item with the smallest K_i / (h_i d_i) is in every order, the others in every m_i-th,
 * m_i = sqrt(K_i / (h_i d_i) x h_1 d_1 / (K + K_1)) rounded to a whole number of at least 1.
 */
export function jointReplenishment(
  sharedOrderCost: number,
  items: JointItem[],
): JointReplenishment {
  const ratios = items.map(({ orderCost, holdingCost, demandPerPeriod }) => {
    requirePositive({ holdingCost, demandPerPeriod })
    return orderCost / (holdingCost * demandPerPeriod)
  })
  const smallest = Math.min(...ratios)
  const first = items[ratios.indexOf(smallest)]
  requirePositive({ items: items.length })
  const scale = (first!.holdingCost * first!.demandPerPeriod) / (sharedOrderCost + first!.orderCost)
  const multiples = ratios.map((ratio) =>
    ratio === smallest ? 1 : Math.max(1, Math.round(Math.sqrt(ratio * scale))),
  )
  return jointCycle(sharedOrderCost, items, multiples)
}
