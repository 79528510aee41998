// Several periods with demand of their own: the stochastic dynamic program of Snyder & Shen, Fundamentals of Supply Chain
// Theory (2nd ed.), section 4.5 (eq. 4.66, algorithm 4.1), on whole units. Money in any one currency.

import type { DemandLaw } from './demand-law.ts'
import { newsvendorCost, type StockCosts } from './newsvendor.ts'
import type { MinMax } from './s-s.ts'
import { requirePositive } from './require-figures.ts'

/** Costs of one period and its demand. */
export type HorizonPeriod = StockCosts & {
  orderCost: number
  purchaseCost: number
  demand: DemandLaw
}

export type Horizon = {
  periods: HorizonPeriod[]
  /** What money of the next period is worth in this one, above 0 and at most 1. */
  discountFactor: number
  /** Charged once for what is left or owed after the last period. */
  terminal: StockCosts
  initialUnits: number
  /** Chance of demand that is left out at either end of its range; what is left out costs nothing. 1e-9 by default. */
  demandTail?: number
}

export type HorizonPlan = {
  /** The best s and S of each period: at or below s, order up to S. */
  levels: MinMax[]
  expectedCost: number
  firstOrderUnits: number
}

/** Chances of `from`, `from` + 1 ... units of demand. */
type WholeDemand = { from: number; chances: Float64Array }

/** The law on whole units, a continuous one rounded to the nearest, without what is rarer than the tail. */
function wholeDemand(law: DemandLaw, tail: number): WholeDemand {
  const from = Math.max(0, Math.floor(law.quantile(tail) + 1e-6))
  const to = Math.max(from, Math.ceil(law.quantile(1 - tail) - 1e-6))
  const half = law.discrete ? 0 : 0.5
  const chances = Float64Array.from({ length: to - from + 1 }, (_, index) => {
    const units = from + index
    return law.cdf(units + half) - law.cdf(units - (law.discrete ? 1 : half))
  })
  return { from, chances }
}

/**
 * Best policy and expected discounted cost of a horizon: theta_t(x) = min over y >= x of K + c (y - x) + L(y) +
 * gamma E[theta_(t+1)(y - D)], solved backwards over every level that stock can reach.
 */
export function finiteHorizonPlan(horizon: Horizon): HorizonPlan {
  const { periods, discountFactor, terminal, initialUnits, demandTail = 1e-9 } = horizon
  requirePositive({ discountFactor, periods: periods.length })
  const demands = periods.map(({ demand }) => wholeDemand(demand, demandTail))
  const mostDemand = demands.reduce((sum, { from, chances }) => sum + from + chances.length - 1, 0)
  const low = Math.min(0, initialUnits) - mostDemand
  const high = Math.max(0, initialUnits) + mostDemand
  const states = high - low + 1
  let later = Float64Array.from({ length: states }, (_, index) => {
    const left = index + low
    return left > 0 ? terminal.holdingCost * left : -terminal.stockoutCost * left
  })
  const levels: MinMax[] = []
  let costBefore = new Float64Array(states)
  let firstOrderUnits = 0
  for (let t = periods.length - 1; t >= 0; t--) {
    const period = periods[t]!
    const levelCost = costOfLevels(period, demands[t]!, later, low, discountFactor)
    const orderUpTo = bestFrom(levelCost)
    const start = orderUpTo.at(0)!
    let reorder = start
    // The levels that order form one stretch from the lowest level on, by K-convexity (Scarf 1960).
    while (reorder > 0 && levelCost[reorder]! < levelCost[start]! + period.orderCost) reorder -= 1
    levels.unshift({ reorderPointUnits: reorder + low, orderUpToUnits: start + low })
    costBefore = Float64Array.from({ length: states }, (_, index) => {
      const up = orderUpTo[index]!
      const ordered = levelCost[up]! + period.orderCost
      const cost = up > index && ordered < levelCost[index]! ? ordered : levelCost[index]!
      if (t === 0 && index + low === initialUnits) {
        firstOrderUnits = up > index && ordered < levelCost[index]! ? up - index : 0
      }
      return cost - period.purchaseCost * (index + low)
    })
    later = costBefore
  }
  return { levels, expectedCost: costBefore[initialUnits - low]!, firstOrderUnits }
}

/** Cost of starting a period at each level after ordering: c y + holding and stockout + discounted cost from then on. */
function costOfLevels(
  period: HorizonPeriod,
  { from, chances }: WholeDemand,
  later: Float64Array,
  low: number,
  discountFactor: number,
): Float64Array {
  return later.map((_, index) => {
    const units = index + low
    let expected = 0
    for (let more = 0; more < chances.length; more++) {
      // Levels below the lowest cannot be reached; their cost only keeps the sum whole.
      expected += chances[more]! * later[Math.max(0, index - from - more)]!
    }
    const stock = newsvendorCost(period, period.demand, units)
    return period.purchaseCost * units + stock + discountFactor * expected
  })
}

/** For each level the cheapest one at or above it, the lowest of equals. */
function bestFrom(cost: Float64Array): Int32Array {
  const best = new Int32Array(cost.length)
  let up = cost.length - 1
  for (let index = cost.length - 1; index >= 0; index--) {
    if (cost[index]! <= cost[up]!) up = index
    best[index] = up
  }
  return best
}
