// Periodic review (s, S): order up to S when the position is at or below s. Snyder & Shen, Fundamentals of Supply Chain
// Theory (2nd ed.), section 4.6. Money in any one currency, per period of review.

import type { DemandLaw } from './demand-law.ts'
import { newsvendor, newsvendorCost, type StockCosts } from './newsvendor.ts'
import { requirePositive } from './require-figures.ts'

/** Money per order, and per unit left or short at the end of a period. */
export type OrderUpToCosts = StockCosts & { orderCost: number }

/** s and S, units. */
export type MinMax = { reorderPointUnits: number; orderUpToUnits: number }

/**
 * How often, between two orders, the position stands j units below S at the start of a period: m(0) = 1 / (1 - f(0)) and
 * m(j) = m(0) sum f(i) m(j - i), i = 1 ... j (eq. 4.71 to 4.75). The list grows as it is asked.
 */
function visitsBelow(demand: DemandLaw): (units: number) => number {
  const chance = (units: number) => demand.cdf(units) - demand.cdf(units - 1)
  const never = chance(0)
  requirePositive({ chanceOfDemand: 1 - never })
  const chances = [never]
  const visits = [1 / (1 - never)]
  return (units) => {
    while (visits.length <= units) {
      const next = visits.length
      chances.push(chance(next))
      let sum = 0
      for (let step = 1; step <= next; step++) sum += chances[step]! * visits[next - step]!
      visits.push(sum / (1 - never))
    }
    return visits[units]!
  }
}

/** The newsvendor's cost at each level, each computed once. */
function costByLevel(costs: StockCosts, demand: DemandLaw): (units: number) => number {
  const known = new Map<number, number>()
  return (units) => {
    const found = known.get(units)
    if (found !== undefined) return found
    const cost = newsvendorCost(costs, demand, units)
    known.set(units, cost)
    return cost
  }
}

function averageCost(
  orderCost: number,
  visits: (units: number) => number,
  cost: (units: number) => number,
  { reorderPointUnits, orderUpToUnits }: MinMax,
): number {
  let money = orderCost
  let periods = 0
  for (let below = 0; below < orderUpToUnits - reorderPointUnits; below++) {
    money += visits(below) * cost(orderUpToUnits - below)
    periods += visits(below)
  }
  return money / periods
}

/**
 * Exact cost per period of whole s < S with discrete demand and no lead time: (K + sum m(j) G(S - j)) / M(S - s), G the
 * newsvendor's cost (section 4.6.3). A lead time of L is G over L + 1 periods of demand.
 */
export function minMaxCost(costs: OrderUpToCosts, demand: DemandLaw, levels: MinMax): number {
  requirePositive({ ...costs, span: levels.orderUpToUnits - levels.reorderPointUnits })
  return averageCost(costs.orderCost, visitsBelow(demand), costByLevel(costs, demand), levels)
}

/**
 * The exact best (s, S) for discrete demand (Zheng & Federgruen 1991; algorithm 4.2). For an S, the best s is the first
 * below the newsvendor's level at which one period costs at least as much as the policy; S runs upwards as long as one
 * period at S costs no more than the best policy so far, and s only ever rises with a better S.
 */
export function bestMinMax(
  costs: OrderUpToCosts,
  demand: DemandLaw,
): MinMax & { costPerPeriod: number } {
  requirePositive(costs)
  const visits = visitsBelow(demand)
  const cost = costByLevel(costs, demand)
  const policyCost = (s: number, S: number) =>
    averageCost(costs.orderCost, visits, cost, { reorderPointUnits: s, orderUpToUnits: S })
  const middle = newsvendor(costs, demand).baseStockUnits
  let reorderPointUnits = middle - 1
  while (cost(reorderPointUnits) < policyCost(reorderPointUnits, middle)) reorderPointUnits -= 1
  let orderUpToUnits = middle
  let best = policyCost(reorderPointUnits, middle)
  for (let S = middle + 1; cost(S) <= best; S++) {
    if (policyCost(reorderPointUnits, S) >= best) continue
    orderUpToUnits = S
    while (
      reorderPointUnits + 1 < middle &&
      policyCost(reorderPointUnits, S) <= cost(reorderPointUnits + 1)
    ) {
      reorderPointUnits += 1
    }
    best = policyCost(reorderPointUnits, S)
  }
  return { reorderPointUnits, orderUpToUnits, costPerPeriod: best }
}

/**
 * Power approximation of (s, S) for normal demand and no lead time (Ehrhardt & Mosier 1984; eq. 4.77 to 4.80):
 * Q = 1.30 mu^.494 (K / h)^.506 (1 + sd^2 / mu^2)^.116, z = sqrt(Q h / (sd p)),
 * s = .973 mu + sd (.183 / z + 1.063 - 2.192 z), S = s + Q.
 */
export function powerApproximation(
  { orderCost, holdingCost, stockoutCost }: OrderUpToCosts,
  mean: number,
  sd: number,
): MinMax {
  requirePositive({ orderCost, holdingCost, stockoutCost, mean, sd })
  const lot =
    1.3 * mean ** 0.494 * (orderCost / holdingCost) ** 0.506 * (1 + (sd / mean) ** 2) ** 0.116
  const z = Math.sqrt((lot * holdingCost) / (sd * stockoutCost))
  const reorderPointUnits = 0.973 * mean + sd * (0.183 / z + 1.063 - 2.192 * z)
  return { reorderPointUnits, orderUpToUnits: reorderPointUnits + lot }
}
