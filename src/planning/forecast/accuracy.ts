import type { DemandForecast } from '../types.ts'
import type { Distribution } from './distribution.ts'
import { pinball } from './pinball.ts'
import type { SumErrors } from './rolling-errors.ts'
import { meanSquaredError } from './rolling-errors.ts'

/**
 * How the chosen forecast did at past origins on the sum of the window. `rmsse`: root mean squared error over that
 * of the seasonal naive on the same folds (Hyndman and Koehler 2006); `pinball95`: pinball loss of the .95 quantile
 * over the mean absolute error of the seasonal naive; `biasUnits`: mean of forecast minus actual, units per window.
 * A figure is null without folds, or where the seasonal naive made no error to compare with.
 */
export function accuracyOf(
  own: SumErrors,
  naive: SumErrors,
  demandAt: (predicted: number) => Distribution,
): DemandForecast['accuracy'] {
  const folds = own.actual.length
  if (folds === 0) return { rmsse: null, pinball95: null, biasUnits: null, folds }
  const squared = meanSquaredError(own) ?? 0
  const naiveSquared = meanSquaredError(naive) ?? 0
  let bias = 0
  let naiveAbsolute = 0
  let loss = 0
  for (let i = 0; i < folds; i++) {
    bias += (own.predicted[i]! - own.actual[i]!) / folds
    naiveAbsolute += Math.abs(naive.predicted[i]! - naive.actual[i]!) / folds
    loss += pinball(0.95, demandAt(own.predicted[i]!).quantile(0.95), own.actual[i]!) / folds
  }
  return {
    rmsse: naiveSquared > 0 ? Math.sqrt(squared / naiveSquared) : null,
    pinball95: naiveAbsolute > 0 ? loss / naiveAbsolute : null,
    biasUnits: bias,
    folds,
  }
}
