// Serial supply chain under stochastic service: Clark & Scarf (1960); Snyder & Shen, Fundamentals of Supply Chain Theory
// (2nd ed.), section 6.2.2. Stage 1 sells, each stage is supplied by the one after it in the list.

import normalCdf from '@stdlib/stats-base-dists-normal-cdf'
import { requirePositive } from './require-figures.ts'
import type { Moments } from './lead-time-demand.ts'

/** Echelon holding cost per unit and period (value added at the stage), and lead time from its supplier in periods. */
export type SerialStage = { echelonHoldingCost: number; leadTimePeriods: number }

export type SerialPlan = {
  /** Echelon base-stock levels, in the order of the stages: units at the stage and everywhere below it, less backorders. */
  baseStockUnits: number[]
  costPerPeriod: number
}

/** What is computed: `levels` of them from the lowest on, and demand over a lead time as points of equal distance. */
export type SerialGrid = {
  lowestUnits: number
  stepUnits: number
  levels: number
  /** Demand is cut at this many standard deviations to either side of its mean, and that range divided so often. */
  demandReachSd: number
  demandIntervals: number
}

/** 50 levels and 50 points of demand to the standard deviation over the shortest lead time: four digits of the cost. */
export function fineGrid(stages: SerialStage[], demand: Moments): SerialGrid {
  const leads = stages.map(({ leadTimePeriods }) => leadTimePeriods)
  const totalLead = leads.reduce((sum, periods) => sum + periods, 0)
  const shortestLead = Math.min(...leads)
  requirePositive({ shortestLead, sd: demand.sd })
  const [reach, perSd] = [8, 50]
  const stepUnits = (demand.sd * Math.sqrt(shortestLead)) / perSd
  const spread = reach * demand.sd * Math.sqrt(totalLead)
  const half = Math.ceil((demand.mean * totalLead + spread) / stepUnits)
  return {
    lowestUnits: -half * stepUnits,
    stepUnits,
    levels: 2 * half + 1,
    demandReachSd: reach,
    demandIntervals: 2 * reach * perSd,
  }
}

/**
 * Best echelon base stocks for normal demand per period and a stockout cost per unit and period at stage 1. From the
 * market upwards, C_j(y) = E[h_j (y - D_j) + under_(j-1)(y - D_j)], S_j its minimum and under_j(x) = C_j(min(S_j, x));
 * under_0(x) = (p + sum h) x^- (theorem 6.1). What arrives is rounded to the nearest level of the grid.
 */
export function serialBaseStock(
  stages: SerialStage[],
  demand: Moments,
  stockoutCost: number,
  grid: SerialGrid = fineGrid(stages, demand),
): SerialPlan {
  requirePositive({ stages: stages.length, stockoutCost, sd: demand.sd })
  const { lowestUnits, stepUnits } = grid
  const levels = Float64Array.from({ length: grid.levels }, (_, i) => lowestUnits + i * stepUnits)
  const totalHolding = stages.reduce((sum, stage) => sum + stage.echelonHoldingCost, 0)
  let under = levels.map((x) => (stockoutCost + totalHolding) * Math.max(0, -x))
  const baseStockUnits: number[] = []
  let costPerPeriod = 0
  for (const { echelonHoldingCost, leadTimePeriods } of stages) {
    const arrived = under.map((cost, index) => cost + echelonHoldingCost * levels[index]!)
    const mean = demand.mean * leadTimePeriods
    const cost = afterDemand(arrived, grid, mean, demand.sd * Math.sqrt(leadTimePeriods))
    const best = cost.reduce((low, value, index) => (value < cost[low]! ? index : low), 0)
    baseStockUnits.push(levels[best]!)
    costPerPeriod = cost[best]!
    under = cost.map((value, index) => (index > best ? costPerPeriod : value))
  }
  return { baseStockUnits, costPerPeriod }
}

/** E[f(y - D)] at every level for normal D; beyond the grid f goes on as a straight line. */
function afterDemand(
  f: Float64Array,
  { stepUnits, demandReachSd, demandIntervals }: SerialGrid,
  mean: number,
  sd: number,
): Float64Array {
  const width = (2 * demandReachSd * sd) / demandIntervals
  const shifts: { steps: number; chance: number }[] = []
  for (let point = 0; point <= demandIntervals; point++) {
    const units = mean - demandReachSd * sd + point * width
    const chance = normalCdf(units + width / 2, mean, sd) - normalCdf(units - width / 2, mean, sd)
    const steps = Math.round(units / stepUnits)
    const last = shifts.at(-1)
    if (last?.steps === steps) last.chance += chance
    else shifts.push({ steps, chance })
  }
  const end = f.length - 1
  const at = (index: number) => {
    if (index < 0) return f[0]! + index * (f[1]! - f[0]!)
    if (index > end) return f[end]! + (index - end) * (f[end]! - f[end - 1]!)
    return f[index]!
  }
  return f.map((_, index) => {
    let sum = 0
    for (const { steps, chance } of shifts) sum += chance * at(index - steps)
    return sum
  })
}
