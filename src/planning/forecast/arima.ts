import type { ArimaFit } from './arima-model.ts'
import { difference, fitArima, lagged, lagsOf, oneStepErrors, product } from './arima-model.ts'
import { levelsOf } from './logarithms.ts'
import type { ForecastMethod } from './method.ts'
import { isRegular, leastLoss } from './method.ts'
import { withLongSeason } from './season.ts'
import { isStrongSeason, staysAroundLevel } from './stationarity.ts'

const ORDERS = [
  { p: 0, q: 1 },
  { p: 1, q: 0 },
  { p: 1, q: 1 },
  { p: 2, q: 0 },
]
/** Cycles from which a season can be learned as one that moves. */
const LEAST_CYCLES = 3

/** The differenced series begins with values that have no past; `lost` of them are left out. */
function differenced(values: Float64Array, operator: Float64Array): Float64Array {
  const lost = operator.length - 1
  const past = lagsOf(operator, 1)
  return Float64Array.from(
    { length: values.length - lost },
    (_, t) => values[t + lost]! + lagged(past, values, t + lost),
  )
}

/**
 * The steps that make levels[0 .. end) stationary: a seasonal one where the season is strong, a plain one by test. A
 * second plain one would carry the last slope of logarithms on for ever.
 */
function stepsOf(levels: Float64Array, end: number, season: number) {
  const known = levels.subarray(0, end)
  const seasonal = season > 1 && end >= LEAST_CYCLES * season && isStrongSeason(known, season)
  const operator: Float64Array = seasonal ? difference(season) : Float64Array.of(1)
  const steady = staysAroundLevel(differenced(known, operator))
  return { operator: steady ? operator : product(operator, difference(1)), seasonal }
}

/**
 * Autoregressive integrated moving averages with a season, of the logarithms where all values are positive; the order
 * by information criterion. Source: Box and Jenkins; the choice of differences and orders after Hyndman and Khandakar
 * (2008).
 */
export const arima: ForecastMethod = {
  name: 'arima',
  suits: ({ values }, firstOrigin) => firstOrigin >= 12 && isRegular(values, firstOrigin),
  paths: withLongSeason(({ values, season }, origins, horizon) => {
    const end = origins[0]!
    const known = origins.at(-1)!
    const { levels, logarithmic } = levelsOf(values.subarray(0, known), end)
    const { operator, seasonal } = stepsOf(levels, end, season)
    const lost = operator.length - 1
    // Without any step the model is one of departures from the mean.
    const mean = lost > 0 ? 0 : levels.subarray(0, end).reduce((sum, x) => sum + x, 0) / end
    const centred = levels.map((level) => level - mean)
    const z = differenced(centred, operator)
    const e = new Float64Array(z.length)
    let floor = 0
    for (let t = 0; t < end; t++) floor += 1e-20 * levels[t]! ** 2
    const fits = ORDERS.map((order) =>
      fitArima(z, end - lost, { ...order, seasonalQ: seasonal ? 1 : 0 }, season, floor, e),
    )
    const best = leastLoss(fits, ({ criterion }) => criterion)
    oneStepErrors(z, z.length, best.own, best.errors, e)
    return origins.map((origin) => {
      const path = arimaPath({ levels: centred, operator, z, e }, best, origin, horizon)
      return path.map((level) => Math.max(0, logarithmic ? Math.exp(level + mean) : level + mean))
    })
  }),
}

type Differenced = {
  levels: Float64Array
  operator: Float64Array
  z: Float64Array
  e: Float64Array
}

/** The next `horizon` levels, each forecast standing for its value and errors to come being nought. */
function arimaPath(
  { levels, operator, z, e }: Differenced,
  { own, errors }: ArimaFit,
  origin: number,
  horizon: number,
): Float64Array {
  const lost = operator.length - 1
  const past = lagsOf(operator, 1)
  const extended = (known: Float64Array, count: number) => {
    const longer = new Float64Array(count + horizon)
    longer.set(known.subarray(0, count))
    return longer
  }
  const steps = extended(z, origin - lost)
  const misses = extended(e, origin - lost)
  const path = extended(levels, origin)
  for (let t = origin - lost; t < steps.length; t++) {
    steps[t] = lagged(own, steps, t) + lagged(errors, misses, t)
    path[t + lost] = steps[t]! - lagged(past, path, t + lost)
  }
  return path.subarray(origin)
}
