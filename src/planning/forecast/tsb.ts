import { isIntermittent, squaredLoss } from './croston-sba.ts'
import type { ForecastMethod } from './method.ts'
import { flatPath, leastLoss, zeroShare } from './method.ts'

type Constants = { alpha: number; beta: number }

const GRID: Constants[] = [0.05, 0.1, 0.2, 0.3].flatMap((alpha) =>
  [0.02, 0.05, 0.1, 0.2, 0.3].map((beta) => ({ alpha, beta })),
)

/**
 * Demand per period before each of the values and after the last, as probability of demand times its size; the
 * probability falls in every period without demand, so that a dying item is seen dying. Source: Teunter, Syntetos
 * and Babai (2011), "Intermittent demand: linking forecasting to inventory obsolescence", equation 5.
 */
export function tsbRates(
  values: Float64Array,
  end: number,
  { alpha, beta }: Constants,
): Float64Array {
  let probability = 1 - zeroShare(values, end)
  let total = 0
  for (let t = 0; t < end; t++) total += values[t]!
  let size = total / Math.max(1, Math.round(probability * end))
  const rates = new Float64Array(values.length + 1)
  for (let t = 0; t < values.length; t++) {
    rates[t] = probability * size
    if (values[t] === 0) {
      probability -= beta * probability
      continue
    }
    probability += beta * (1 - probability)
    size += alpha * (values[t]! - size)
  }
  rates[values.length] = probability * size
  return rates
}

/** Teunter-Syntetos-Babai smoothing, for demand with many zeros that may die out. */
export const tsb: ForecastMethod = {
  name: 'tsb',
  suits: ({ values }, firstOrigin) => isIntermittent(values, firstOrigin),
  paths({ values }, origins, horizon) {
    const end = origins[0]!
    const best = leastLoss(GRID, (constants) =>
      squaredLoss(values, tsbRates(values, end, constants), end),
    )
    const rates = tsbRates(values, end, best)
    return origins.map((origin) => flatPath(rates[origin]!, horizon))
  },
}
