import type { Distribution } from '../forecast/distribution.ts'
import type { DemandLaw } from '../models/demand-law.ts'

/** Steps of the table from which losses are read. */
const steps = 512
const tail = 1e-5

/**
 * A forecast distribution as the law that the classical models take. Losses in units, from a table of the whole units up
 * to where one demand in 100,000 lies: exact while there are at most 512 of them, else by the trapezoidal rule between.
 */
export function lawOfDistribution(demand: Distribution): DemandLaw {
  const highest = Math.max(1, Math.ceil(demand.quantile(1 - tail)))
  const width = Math.max(1, Math.ceil(highest / steps))
  const count = Math.ceil(highest / width)
  const above = Float64Array.from({ length: count + 1 }, (_, k) => 1 - demand.cdf(k * width))
  const short = new Float64Array(count + 2)
  const exact = demand.discrete && width === 1
  for (let k = count; k >= 0; k--) {
    const next = exact ? above[k]! : (above[k]! + (above[k + 1] ?? 0)) / 2
    short[k] = short[k + 1]! + next * width
  }
  const shortUnits = (units: number) => {
    if (units <= 0) return demand.mean - units
    const at = units / width
    const below = Math.floor(at)
    if (below > count) return 0
    return short[below]! + (at - below) * ((short[below + 1] ?? 0) - short[below]!)
  }
  return {
    mean: demand.mean,
    discrete: demand.discrete,
    cdf: demand.cdf,
    quantile: demand.quantile,
    loss: (units) => {
      const missing = shortUnits(units)
      return { shortUnits: missing, leftUnits: missing + units - demand.mean }
    },
  }
}
