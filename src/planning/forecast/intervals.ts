import type { DemandForecast } from '../types.ts'
import { varianceTerms } from './sum-distribution.ts'

export type SumVariance = DemandForecast['sumVariance']

/** A variance of sums that was measured: over `span` days that begin `before` days ahead, from `weight` errors. */
export type MeasuredVariance = { span: number; before?: number; variance: number; weight: number }

const TERMS = 4
const SUBSETS = Array.from({ length: 2 ** TERMS - 1 }, (_, mask) =>
  Array.from({ length: TERMS }, (_, term) => term).filter((term) => ((mask + 1) >> term) & 1),
)

/**
 * The terms of the variance of a sum that `varianceOfSum` names, none of them negative, so that it can only grow with
 * length and distance: least squares relative to each measured variance, over every subset of the terms (exact for so
 * few). Where no span begins later than today the drift is left to the square of the span.
 */
export function fitSumVariance(measured: readonly MeasuredVariance[]): SumVariance {
  const points = measured.filter((point) => point.span > 0 && point.weight > 0)
  const largest = points.reduce((most, point) => Math.max(most, point.variance), 0)
  if (largest === 0) return { constant: 0, perDay: 0, perDaySquared: 0 }
  const drifts = points.some((point) => (point.before ?? 0) > 0)
  // In units of the largest variance and the longest span, so that the answer scales with the demand.
  const longest = points.reduce((most, { span, before = 0 }) => Math.max(most, span + before), 0)
  const scaled = points.map(({ span, before = 0, variance, weight }) => ({
    terms: varianceTerms(span / longest, before / longest),
    scale: variance / largest + (0.05 * span) / longest,
    variance: variance / largest,
    weight,
  }))
  let best: number[] = [0, 1, 0, 0]
  let least = Infinity
  for (const subset of SUBSETS) {
    if (!drifts && subset.includes(3)) continue
    const coefficients = solveSubset(scaled, subset)
    if (coefficients === null) continue
    const misfit = scaled.reduce((sum, { terms, scale, variance, weight }) => {
      const fitted = terms.reduce((total, term, i) => total + term * coefficients[i]!, 0)
      return sum + weight * ((fitted - variance) / scale) ** 2
    }, 0)
    // A richer form must earn its place, else rounding would choose between equals.
    if (misfit < least * (1 - 1e-9)) {
      least = misfit
      best = coefficients
    }
  }
  const [constant = 0, perDay = 0, perDaySquared = 0, perDayCubed = 0] = best
  const fitted: SumVariance = {
    constant: constant * largest,
    perDay: (perDay * largest) / longest,
    perDaySquared: (perDaySquared * largest) / longest ** 2,
  }
  if (perDayCubed > 0) fitted.perDayCubed = (perDayCubed * largest) / longest ** 3
  return fitted
}

type ScaledPoint = { terms: number[]; scale: number; variance: number; weight: number }

function solveSubset(points: readonly ScaledPoint[], subset: readonly number[]): number[] | null {
  const size = subset.length
  const rows = subset.map(() => new Float64Array(size + 1))
  for (const point of points) {
    const weight = point.weight / point.scale ** 2
    const terms = subset.map((term) => point.terms[term]!)
    for (let i = 0; i < size; i++) {
      for (let j = 0; j < size; j++) rows[i]![j]! += weight * terms[i]! * terms[j]!
      rows[i]![size]! += weight * terms[i]! * point.variance
    }
  }
  const solved = eliminate(rows)
  if (solved === null || solved.some((value) => !(value >= 0))) return null
  const coefficients = [0, 0, 0, 0]
  subset.forEach((term, i) => (coefficients[term] = solved[i]!))
  return coefficients
}

/** Gauss elimination with pivots of a small system; null when it has no single solution. */
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
