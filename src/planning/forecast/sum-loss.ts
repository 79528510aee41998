import { upperPinball } from './pinball.ts'
import type { SumErrors } from './rolling-errors.ts'
import { meanSquaredError } from './rolling-errors.ts'

/**
 * Loss of past sums over that of a yardstick on the same sums (1 = equal, lower is better): half upper pinball (.8, .9,
 * .95), half root mean squared error. Where the yardstick has no loss, 1 for an equal and a huge figure for a worse one.
 */
export function relativeLoss(errors: SumErrors, yardstick: SumErrors): number {
  const own = lossOf(errors)
  const other = lossOf(yardstick)
  return (ratio(own.pinball, other.pinball) + ratio(own.rootMeanSquare, other.rootMeanSquare)) / 2
}

function ratio(figure: number, against: number): number {
  if (figure === against) return 1
  return against > 0 ? figure / against : Number.MAX_SAFE_INTEGER
}

function lossOf(errors: SumErrors): { pinball: number; rootMeanSquare: number } {
  const squared = meanSquaredError(errors) ?? 0
  const { predicted, actual } = errors
  const typical = predicted.reduce((sum, mean) => sum + mean, 0) / Math.max(1, predicted.length)
  let total = 0
  for (let i = 0; i < actual.length; i++) {
    const mean = predicted[i]!
    // Noise grows with the demand that is expected; one spread for all origins would favour the flattest.
    const variance = typical > 0 ? squared * (mean / typical) : squared
    total += upperPinball(mean, variance, actual[i]!)
  }
  return { pinball: total / Math.max(1, actual.length), rootMeanSquare: Math.sqrt(squared) }
}
