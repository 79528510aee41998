import type { ForecastMethod } from './method.ts'
import { flatPath, leastLoss } from './method.ts'

const SPANS = [8, 13, 26, 52] as const

/** Mean of up to `span` values before each position 0 .. length; the first value stands before any is known. */
export function trailingMeans(values: Float64Array, span: number): Float64Array {
  const means = new Float64Array(values.length + 1)
  means[0] = values[0] ?? 0
  let sum = 0
  for (let t = 0; t < values.length; t++) {
    sum += values[t]!
    if (t >= span) sum -= values[t - span]!
    means[t + 1] = Math.max(0, sum / Math.min(span, t + 1))
  }
  return means
}

/** The plain mean of the last periods, the span chosen by squared one-step error: hard to beat where nothing moves. */
export const empirical: ForecastMethod = {
  name: 'empirical',
  suits: (_series, firstOrigin) => firstOrigin >= 2,
  paths({ values }, origins, horizon) {
    const end = origins[0]!
    const best = leastLoss(SPANS, (span) => {
      const means = trailingMeans(values, span)
      let loss = 0
      for (let t = 1; t < end; t++) loss += (values[t]! - means[t]!) ** 2
      return loss
    })
    const means = trailingMeans(values, best)
    return origins.map((origin) => flatPath(means[origin]!, horizon))
  },
}
