// Stock while an order is under way, where demand that finds no stock is lost and not waited for: what is on the shelf
// when the order arrives is then no difference of means, but a distribution that never goes below zero. Ordering up to
// the quantile of demand against that stock is the myopic policy for lost sales (Morton 1971, Management Science 17;
// Zipkin 2008, Operations Research 56, section 4).

import type { Distribution } from '../forecast/distribution.ts'

/** Probabilities of stock: `masses[k]` belongs to k x `stepUnits` units. */
export type StockDistribution = { masses: Float64Array; stepUnits: number }

/** Stocks of more steps than this are counted in steps of several units. */
const MOST_STEPS = 512
const NEGLIGIBLE = 1e-12

/**
 * Stock, units, at the start of the period after the last of `demand`, before an order that arrives then:
 * `arrivingUnits[t]` are usable before the demand of period t (one figure more than there are periods may stand at the
 * end), periods are independent, sales are lost where the stock runs out. Exact but for rounding to `stepUnits`.
 */
export function stockAtArrival(
  onHandUnits: number,
  arrivingUnits: readonly number[],
  demand: readonly Distribution[],
): StockDistribution {
  const most = arrivingUnits.reduce((sum, units) => sum + units, Math.max(0, onHandUnits))
  const stepUnits = Math.max(1, Math.ceil(most / MOST_STEPS))
  const steps = (units: number) => Math.round(Math.max(0, units) / stepUnits)
  let masses = new Float64Array(steps(onHandUnits) + 1)
  masses[masses.length - 1] = 1
  demand.forEach((period, t) => {
    masses = afterSales(arrived(masses, steps(arrivingUnits[t] ?? 0)), period, stepUnits)
  })
  return { masses: arrived(masses, steps(arrivingUnits[demand.length] ?? 0)), stepUnits }
}

/**
 * Fewest whole units, up to `mostUnits`, that bring the probability of enough stock for the demand of the period after
 * arrival to `probability`. By cost that is the newsvendor's critical ratio of one period: a unit left over is held
 * until the next order could have brought it, not for longer (Snyder & Shen, section 4.3.2).
 */
export function orderForArrival(
  stock: StockDistribution,
  demand: Distribution,
  probability: number,
  mostUnits = Infinity,
): number {
  const enough = (units: number) =>
    stock.masses.reduce((sum, mass, step) => {
      return mass < NEGLIGIBLE ? sum : sum + mass * demand.cdf(step * stock.stepUnits + units)
    }, 0)
  const reached = (units: number) => enough(units) >= probability - 1e-9
  if (reached(0)) return 0
  let high = Math.min(
    mostUnits,
    Math.max(1, Math.ceil(demand.quantile(Math.min(probability, 0.999999)))),
  )
  let low = 0
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2)
    if (reached(middle)) high = middle
    else low = middle
  }
  return high
}

function arrived(masses: Float64Array, steps: number): Float64Array<ArrayBuffer> {
  const later = new Float64Array(masses.length + steps)
  later.set(masses, steps)
  return later
}

function afterSales(
  masses: Float64Array,
  demand: Distribution,
  stepUnits: number,
): Float64Array<ArrayBuffer> {
  const left = new Float64Array(masses.length)
  // Rounded to whole steps, demand k stands for everything within half a step of it.
  const atMost = masses.map((_, k) => demand.cdf((k + 0.5) * stepUnits - (stepUnits > 1 ? 0 : 0.5)))
  for (let have = 0; have < masses.length; have++) {
    const mass = masses[have]!
    if (mass < NEGLIGIBLE) continue
    for (let sold = 0; sold < have; sold++) {
      left[have - sold]! += mass * (atMost[sold]! - (sold > 0 ? atMost[sold - 1]! : 0))
    }
    left[0]! += mass * (have > 0 ? 1 - atMost[have - 1]! : 1)
  }
  return left
}
