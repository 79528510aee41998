import type { DemandForecast } from '../types.ts'

export type SumVariance = DemandForecast['sumVariance']

/** A variance of sums that was measured: over `span` days, from `weight` errors. */
export type MeasuredVariance = { span: number; variance: number; weight: number }

const SUBSETS = [[0], [1], [2], [0, 1], [0, 2], [1, 2], [0, 1, 2]]

/**
 * The variance of a sum of n days as constant + perDay n + perDaySquared n², none of them negative, so that it can
 * only grow with n: independent noise grows by days, an error of the level by their square. Least squares relative to
 * each measured variance, over every subset of the three terms (exact for so few).
 */
export function fitSumVariance(measured: readonly MeasuredVariance[]): SumVariance {
  const points = measured.filter((point) => point.span > 0 && point.weight > 0)
  const largest = points.reduce((most, point) => Math.max(most, point.variance), 0)
  if (largest === 0) return { constant: 0, perDay: 0, perDaySquared: 0 }
  // In units of the largest variance and the longest span, so that the answer scales with the demand.
  const longest = points.reduce((most, point) => Math.max(most, point.span), 0)
  const scaled = points.map((point) => ({
    span: point.span / longest,
    variance: point.variance / largest,
    weight: point.weight,
  }))
  let best: number[] = [0, 1, 0]
  let least = Infinity
  for (const subset of SUBSETS) {
    const coefficients = solveSubset(scaled, subset)
    if (coefficients === null) continue
    const misfit = scaled.reduce((sum, point) => {
      const [constant = 0, perDay = 0, perDaySquared = 0] = coefficients
      const fitted = constant + (perDay + perDaySquared * point.span) * point.span
      return sum + point.weight * ((fitted - point.variance) / scaleOf(point)) ** 2
    }, 0)
    // A richer form must earn its place, else rounding would choose between equals.
    if (misfit < least * (1 - 1e-9)) {
      least = misfit
      best = coefficients
    }
  }
  const [constant = 0, perDay = 0, perDaySquared = 0] = best
  return {
    constant: constant * largest,
    perDay: (perDay * largest) / longest,
    perDaySquared: (perDaySquared * largest) / longest ** 2,
  }
}

function scaleOf(point: MeasuredVariance): number {
  return point.variance + 0.05 * point.span
}

function solveSubset(
  points: readonly MeasuredVariance[],
  subset: readonly number[],
): number[] | null {
  const size = subset.length
  const rows = subset.map(() => new Float64Array(size + 1))
  for (const point of points) {
    const weight = point.weight / scaleOf(point) ** 2
    const terms = subset.map((power) => point.span ** power)
    for (let i = 0; i < size; i++) {
      for (let j = 0; j < size; j++) rows[i]![j]! += weight * terms[i]! * terms[j]!
      rows[i]![size]! += weight * terms[i]! * point.variance
    }
  }
  const solved = eliminate(rows)
  if (solved === null || solved.some((value) => !(value >= 0))) return null
  const coefficients = [0, 0, 0]
  subset.forEach((power, i) => (coefficients[power] = solved[i]!))
  return coefficients
}

/** Gauss elimination with pivots of a system of at most three; null when it has no single solution. */
function eliminate(rows: Float64Array[]): number[] | null {
  const size = rows.length
  for (let column = 0; column < size; column++) {
    let pivot = column
    for (let i = column + 1; i < size; i++) {
      if (Math.abs(rows[i]![column]!) > Math.abs(rows[pivot]![column]!)) pivot = i
    }
    const swapped = rows[column]!
    rows[column] = rows[pivot]!
    rows[pivot] = swapped
    const lead = rows[column]!
    if (!(Math.abs(lead[column]!) > 1e-12)) return null
    for (let i = 0; i < size; i++) {
      if (i === column) continue
      const factor = rows[i]![column]! / lead[column]!
      for (let j = column; j <= size; j++) rows[i]![j]! -= factor * lead[j]!
    }
  }
  return rows.map((row, i) => row[size]! / row[i]!)
}
