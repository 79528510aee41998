// Dynamic lot sizes without limits: Wagner & Whitin (1958); Snyder & Shen, Fundamentals of Supply Chain Theory (2nd ed.),
// section 3.7.2. Money in any one currency.

import { requireLength, requireNonNegative } from './require-figures.ts'

/** One entry per period in each list; holding is charged per unit that is left at the end of a period. */
export type LotPeriods = {
  demandUnits: number[]
  orderCosts: number[]
  holdingCosts: number[]
  purchaseCosts: number[]
}

export type LotPlan = {
  orderQuantities: number[]
  cost: number
  /** Least cost from the start of each period on, when it starts empty; 0 for the end. */
  costsToGo: number[]
  /** An order of period t (from 0) lasts to the start of this period. */
  nextOrderPeriods: number[]
}

/**
 * Least-cost lots that meet every demand in time. Stock on hand at the start goes to the first demands; holding it is
 * part of the cost. An order covers whole periods (zero-inventory ordering), so for each period the best next one is
 * found backwards: theta(t) = min over s of K + c D(t, s) + holding + theta(s). A span without demand orders nothing.
 */
export function wagnerWhitin(periods: LotPeriods, initialStockUnits = 0): LotPlan {
  const { orderCosts, holdingCosts, purchaseCosts } = periods
  const count = periods.demandUnits.length
  requireLength('orderCosts', orderCosts, count)
  requireLength('holdingCosts', holdingCosts, count)
  requireLength('purchaseCosts', purchaseCosts, count)
  requireNonNegative({ initialStockUnits })
  const { demandUnits, heldCost } = lessInitialStock(periods, initialStockUnits)
  const costsToGo: number[] = Array.from({ length: count + 1 }, () => 0)
  const nextOrderPeriods: number[] = Array.from({ length: count }, () => count)
  for (let period = count - 1; period >= 0; period--) {
    let best = Infinity
    let units = 0
    let spanCost = 0
    let holdingSince = 0
    for (let last = period; last < count; last++) {
      units += demandUnits[last]!
      spanCost += demandUnits[last]! * (purchaseCosts[period]! + holdingSince)
      holdingSince += holdingCosts[last]!
      const cost = spanCost + (units > 0 ? orderCosts[period]! : 0) + costsToGo[last + 1]!
      if (cost >= best) continue
      best = cost
      nextOrderPeriods[period] = last + 1
    }
    costsToGo[period] = best
  }
  const orderQuantities = demandUnits.map(() => 0)
  for (let period = 0; period < count; period = nextOrderPeriods[period]!) {
    const span = demandUnits.slice(period, nextOrderPeriods[period])
    orderQuantities[period] = span.reduce((sum, units) => sum + units, 0)
  }
  return { orderQuantities, cost: heldCost + costsToGo[0]!, costsToGo, nextOrderPeriods }
}

/** What the initial stock leaves of each demand, and what it costs to hold it until it is used. */
function lessInitialStock({ demandUnits, holdingCosts }: LotPeriods, initialStockUnits: number) {
  let stock = initialStockUnits
  let heldCost = 0
  const left = demandUnits.map((units, period) => {
    requireNonNegative({ demandUnits: units })
    const used = Math.min(stock, units)
    stock -= used
    heldCost += stock * holdingCosts[period]!
    return units - used
  })
  return { demandUnits: left, heldCost }
}
