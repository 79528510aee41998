import type { MeasuredVariance } from './intervals.ts'
import { isRegular, meanOf } from './method.ts'
import type { SumErrors } from './rolling-errors.ts'

/** Noise grows faster than its mean in counts (1) and slower than in proportion (2). */
const SPREAD_POWER = 1.5
const MOST_RESCALING = 30
/** A measured variance knows nothing of the origins that did not happen. */
const PRIOR_FOLDS = 1
/** Sparse demand shows its large orders rarely: the spread of all its values counts as this many folds. */
const SPARSE_PRIOR_FOLDS = 10

/**
 * Variances of sums over periods as the forecast erred in the past, each error brought to the demand of today
 * (`today` units a period). Sparse series are helped, and series too short for past origins are measured, by the
 * spread of their own values.
 */
export function measuredVariances(
  values: Float64Array,
  errors: readonly SumErrors[],
  today: number,
): MeasuredVariance[] {
  const known = values.length
  const ordinary = meanOf(values, 0, known)
  const sparse = !isRegular(values, known)
  const spread = varianceOf(values, ordinary) * noiseRatio(today, ordinary, ordinary / 4)
  // Independent periods around a mean that is itself learned from them.
  const spreadOver = (length: number) => spread * (length + (length * length) / known)
  const measured: MeasuredVariance[] = []
  for (const { length, predicted, actual } of errors) {
    if (actual.length === 0) continue
    let sum = 0
    for (let i = 0; i < actual.length; i++) {
      const error = actual[i]! - predicted[i]!
      sum += error * error * noiseRatio(today * length, predicted[i]!, (ordinary * length) / 4)
    }
    const folds = actual.length / length
    const seen = sum / actual.length
    const variance = sparse
      ? (folds * seen + SPARSE_PRIOR_FOLDS * spreadOver(length)) / (folds + SPARSE_PRIOR_FOLDS)
      : seen * (1 + PRIOR_FOLDS / Math.max(1, folds))
    measured.push({ span: length, variance, weight: folds })
  }
  if (measured.length > 0) return measured
  return [1, 2, 4, 8].map((length) => ({ span: length, variance: spreadOver(length), weight: 1 }))
}

/** Factor from the variance at one mean to that at another; `floor` keeps a mean near zero from exploding it. */
export function noiseRatio(now: number, then: number, floor: number): number {
  if (now + floor <= 0 || then + floor <= 0) return 1
  const ratio = ((now + floor) / (then + floor)) ** SPREAD_POWER
  return Math.min(MOST_RESCALING, Math.max(1 / MOST_RESCALING, ratio))
}

/** Sample variance; of a single value its square, the widest guess that one value allows. */
function varianceOf(values: Float64Array, mean: number): number {
  if (values.length < 2) return mean * mean
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1)
}
