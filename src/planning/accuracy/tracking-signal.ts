import type { ForecastScore } from './forecast-score.ts'
import { errorOf } from './forecast-score.ts'

/** Whether the errors of one series still cancel out, or have begun to lean to one side. */
export type Drift = {
  /** Sum of the errors over their mean absolute deviation; positive = too much is expected. */
  trackingSignal: number
  /** Sum of the errors over the standard deviation that the forecasts gave it; no error counts for more than three. */
  standardErrors: number
  scoreCount: number
  alarm: boolean
}

/** Brown (1962), Smoothing, Forecasting and Prediction: control limits of four mean absolute deviations. */
const CONTROL_LIMIT = 4
/** Twenty fair errors add up to four deviations by luck alone; three standard errors they reach once in 370 times. */
const STANDARD_ERROR_LIMIT = 3
/** Fewer spans can not tell a lean from luck. */
const LEAST_SCORES = 5

/**
 * Tracking signal of one series over spans that do not overlap: the sum of errors divided by their mean absolute
 * deviation (Brown 1962; Silver, Pyke & Thomas, section 3.7). Null below five scores or where every error is zero.
 * The alarm needs both: beyond Brown's four deviations, and more than the forecasts' own variances allow.
 */
export function driftOf(scores: readonly ForecastScore[]): Drift | null {
  const whole = scores.filter((score) => score.stockoutDays === 0)
  if (whole.length < LEAST_SCORES) return null
  let sum = 0
  let absolute = 0
  let variance = 0
  let tamed = 0
  for (const score of whole) {
    sum += errorOf(score)
    absolute += Math.abs(errorOf(score))
    variance += score.varianceUnits
    const most = STANDARD_ERROR_LIMIT * Math.sqrt(score.varianceUnits)
    tamed += Math.min(most, Math.max(-most, errorOf(score)))
  }
  if (absolute === 0) return null
  const trackingSignal = sum / (absolute / whole.length)
  const standardErrors = variance > 0 ? tamed / Math.sqrt(variance) : Math.sign(sum) * Infinity
  const alarm =
    Math.abs(trackingSignal) > CONTROL_LIMIT && Math.abs(standardErrors) > STANDARD_ERROR_LIMIT
  return { trackingSignal, standardErrors, scoreCount: whole.length, alarm }
}
