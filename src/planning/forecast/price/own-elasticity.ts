// The price elasticity that one history shows: regression of log demand on log price beside a level that is free to
// move, E[units | price] = level(day) x price^elasticity. Counts have zeros that have no logarithm, so it is fitted by
// Poisson quasi-likelihood, which needs no more than that mean to be right (Wooldridge, "Econometric Analysis of Cross
// Section and Panel Data", 2nd edition 2010, chapter 18). The level is smoothed anew for each trial elasticity and the
// elasticity scored beside it: the profile quasi-likelihood of Severini and Staniswalis (1994).

import type { PriceCell } from './price-cells.ts'

/** An elasticity and its standard deviation. */
export type Elasticity = { elasticity: number; sd: number }

/** Days on each side whose demand makes the level of a cell, with weights that fall to nothing at the end. */
const REACH_DAYS = 42
const MOST_STEPS = 40
const CONVERGED = 1e-7
/** Steps of the search are at most so long, so that a first wild guess does not lose the way. */
const LONGEST_STEP = 1
/** Demand that goes with more than this power of price has not been measured: a price had no sale, or all of them. */
const MOST_POWER = 12

type Fit = {
  /** Mean units of each cell. */
  means: Float64Array
  /** Logarithm of price less its mean around the cell. */
  apart: Float64Array
  /** Part of the cell's own units in its level. */
  leverage: Float64Array
}

/** The elasticity that the cells show, or null where no finite one fits them best. */
export function ownElasticity(cells: readonly PriceCell[]): Elasticity | null {
  let elasticity = 0
  for (let step = 0; step < MOST_STEPS; step++) {
    const fit = fitAt(cells, elasticity)
    const information = sumOver(cells, (c) => fit.means[c]! * fit.apart[c]! ** 2)
    if (!(information > 0)) return null
    const score = sumOver(cells, (c) => (cells[c]!.units - fit.means[c]!) * fit.apart[c]!)
    const move = Math.max(-LONGEST_STEP, Math.min(LONGEST_STEP, score / information))
    elasticity += move
    if (Math.abs(elasticity) > MOST_POWER) return null
    if (Math.abs(move) >= CONVERGED) continue
    return { elasticity, sd: Math.sqrt(dispersion(cells, fit) / information) }
  }
  return null
}

/** The level around each cell that fits best at this elasticity, and what follows from it. */
function fitAt(cells: readonly PriceCell[], elasticity: number): Fit {
  const count = cells.length
  const centre = cells[0]!.logPrice
  const weight = cells.map(
    ({ shareDays, logPrice }) => shareDays * Math.exp(elasticity * (logPrice - centre)),
  )
  const means = new Float64Array(count)
  const apart = new Float64Array(count)
  const leverage = new Float64Array(count)
  let first = 0
  for (let c = 0; c < count; c++) {
    const { day, logPrice } = cells[c]!
    while (day - cells[first]!.day >= REACH_DAYS) first++
    let [units, exposure, price] = [0, 0, 0]
    for (let j = first; j < count && cells[j]!.day - day < REACH_DAYS; j++) {
      const near = 1 - Math.abs(cells[j]!.day - day) / REACH_DAYS
      units += near * cells[j]!.units
      exposure += near * weight[j]!
      price += near * weight[j]! * cells[j]!.logPrice
    }
    means[c] = (units / exposure) * weight[c]!
    apart[c] = logPrice - price / exposure
    leverage[c] = weight[c]! / exposure
  }
  return { means, apart, leverage }
}

/**
 * Variance of demand over its mean. It is measured over the whole history, also where the price rested: a level that
 * moves by itself counts as noise, so that a single change of price is not taken for proof. At least that of Poisson.
 */
function dispersion(cells: readonly PriceCell[], { means, leverage }: Fit): number {
  const squares = sumOver(cells, (c) =>
    means[c]! > 0 ? (cells[c]!.units - means[c]!) ** 2 / means[c]! : 0,
  )
  const freedom = sumOver(cells, (c) => (means[c]! > 0 ? 1 - leverage[c]! : 0)) - 1
  return Math.max(1, squares / Math.max(1, freedom))
}

function sumOver(cells: readonly PriceCell[], figure: (cell: number) => number): number {
  let sum = 0
  for (let c = 0; c < cells.length; c++) sum += figure(c)
  return sum
}
