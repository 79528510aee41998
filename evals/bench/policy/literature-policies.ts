// Policies as the literature writes them, for the bench only: weekly, up to a quantile of smoothed demand.

import { negativeBinomial, poisson } from '#planning/forecast/distribution.ts'
import type { Decide } from '#planning/scenario/backtest/replay.ts'

const smoothing = 0.1
const startingWeeks = 4

/** Exponentially weighted mean and variance of weekly demand, whole weeks counted back from `until`. */
function smoothedWeeks(
  demand: readonly number[],
  until: number,
): { mean: number; variance: number } {
  const weeks: number[] = []
  for (let end = until; end >= 7; end -= 7) {
    weeks.unshift(demand.slice(end - 7, end).reduce((sum, units) => sum + units, 0))
  }
  const first = weeks.slice(0, startingWeeks)
  let mean = first.reduce((sum, week) => sum + week, 0) / first.length
  const squares = first.reduce((sum, week) => sum + (week - mean) ** 2, 0)
  let variance = Math.max(mean, squares / Math.max(1, first.length - 1))
  for (const week of weeks.slice(startingWeeks)) {
    const error = week - mean
    variance = (1 - smoothing) * variance + smoothing * error * error
    mean += smoothing * error
  }
  return { mean, variance }
}

/** Every week up to the quantile of two weeks of demand, Poisson or negative binomial around the smoothed mean. */
export function smoothedBaseStock(
  demand: readonly number[],
  serviceLevel: number,
  family: 'poisson' | 'negative_binomial',
): Decide {
  return ({ day, onHandUnits, onOrder }) => {
    const { mean, variance } = smoothedWeeks(demand, day)
    const protection =
      family === 'poisson' ? poisson(2 * mean) : negativeBinomial(2 * mean, 2 * variance)
    const position = onHandUnits + onOrder.reduce((sum, { units }) => sum + units, 0)
    return Math.max(0, protection.quantile(serviceLevel) - position)
  }
}
