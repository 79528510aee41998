import { leastLoss, meanOf } from './method.ts'

const ALPHAS = [0.02, 0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.65, 0.8, 0.95] as const

/**
 * The level of simple exponential smoothing before each of values[0 .. length], l += alpha (x - l), begun at the mean
 * of the first quarter of the training part. Source: Hyndman and Athanasopoulos, Forecasting (3rd ed.), section 8.1.
 */
export function smoothedLevels(values: Float64Array, alpha: number, start: number): Float64Array {
  const levels = new Float64Array(values.length + 1)
  let level = start
  for (let t = 0; t < values.length; t++) {
    levels[t] = level
    level += alpha * (values[t]! - level)
  }
  levels[values.length] = level
  return levels
}

/** The level that smoothing begins with: the mean of the first quarter of the training part, two values at least. */
export function startingLevel(values: Float64Array, end: number): number {
  return meanOf(values, 0, Math.min(end, Math.max(2, Math.floor(end / 4))))
}

/** The smoothing constant with the least squared one-step error over values[0 .. end). */
export function bestAlpha(values: Float64Array, end: number): number {
  const start = startingLevel(values, end)
  return leastLoss(ALPHAS, (alpha) => {
    let level = start
    let loss = 0
    for (let t = 0; t < end; t++) {
      const error = values[t]! - level
      loss += error * error
      level += alpha * error
    }
    return loss
  })
}
