import type { ForecastMethod } from './method.ts'
import { flatPath, leastLoss, zeroShare } from './method.ts'

const ALPHAS = [0.05, 0.1, 0.15, 0.2, 0.3] as const
/** With fewer zeros than this the intermittent methods are exponential smoothing by another name. */
export const INTERMITTENT_SHARE = 0.1

/** Whether values[0 .. end) are intermittent enough, with two demands at least to learn an interval from. */
export function isIntermittent(values: Float64Array, end: number): boolean {
  const zeros = zeroShare(values, end)
  return zeros >= INTERMITTENT_SHARE && Math.round((1 - zeros) * end) >= 2
}

/**
 * Demand per period before each of the values and after the last, by Croston's method with the correction of
 * Syntetos and Boylan (2005), "The accuracy of intermittent demand estimates": (1 - alpha / 2) size / interval.
 * Size and interval start from the means over values[0 .. end).
 */
export function crostonRates(values: Float64Array, end: number, alpha: number): Float64Array {
  let demands = 0
  let total = 0
  for (let t = 0; t < end; t++) {
    if (values[t] === 0) continue
    demands++
    total += values[t]!
  }
  let size = total / demands
  let interval = end / demands
  let since = 1
  const rates = new Float64Array(values.length + 1)
  for (let t = 0; t < values.length; t++) {
    rates[t] = ((1 - alpha / 2) * size) / interval
    if (values[t] === 0) {
      since++
      continue
    }
    size += alpha * (values[t]! - size)
    interval += alpha * (since - interval)
    since = 1
  }
  rates[values.length] = ((1 - alpha / 2) * size) / interval
  return rates
}

/** Croston's method with the Syntetos-Boylan correction, for demand with many zeros. */
export const crostonSba: ForecastMethod = {
  name: 'croston_sba',
  suits: ({ values }, firstOrigin) => isIntermittent(values, firstOrigin),
  paths({ values }, origins, horizon) {
    const end = origins[0]!
    const best = leastLoss(ALPHAS, (alpha) =>
      squaredLoss(values, crostonRates(values, end, alpha), end),
    )
    const rates = crostonRates(values, end, best)
    return origins.map((origin) => flatPath(rates[origin]!, horizon))
  },
}

/** Squared error of one-step rates over values[0 .. end): squares, since an absolute loss would choose zero. */
export function squaredLoss(values: Float64Array, rates: Float64Array, end: number): number {
  let loss = 0
  for (let t = 0; t < end; t++) loss += (values[t]! - rates[t]!) ** 2
  return loss
}
