// Stock while an order is under way, where demand that finds no stock is lost and not waited for: what is on the shelf
// when the order arrives is then no difference of means, but a distribution that never goes below zero. Ordering up to
// the quantile of demand against that stock is the myopic policy for lost sales (Morton 1971, Management Science 17;
// Zipkin 2008, Operations Research 56, section 4).

import type { Distribution } from '../forecast/distribution.ts'
import { lawOfDistribution } from './distribution-law.ts'

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

/** One way an order may turn out: the stock it finds and the demand it serves; `weight` = how likely. */
export type Arrival = { weight: number; stock: StockDistribution; demand: Distribution }

function overStock({ masses, stepUnits }: StockDistribution, figure: (units: number) => number) {
  let sum = 0
  masses.forEach((mass, step) => {
    if (mass >= NEGLIGIBLE) sum += mass * figure(step * stepUnits)
  })
  return sum
}

/**
 * Chance (0..1) that the stock at arrival and so many units more are enough for the demand they serve. By cost it
 * should be the newsvendor's critical ratio of one period: a unit left over is held until the next order could have
 * brought it, not for longer (Snyder & Shen, section 4.3.2).
 */
export function coveredChance(arrivals: readonly Arrival[], units: number): number {
  return arrivals.reduce((sum, { weight, stock, demand }) => {
    return sum + weight * overStock(stock, (left) => demand.cdf(left + units))
  }, 0)
}

/** Part (0..1) of the demand that is served by the stock at arrival and so many units more; 1 without demand. */
export function servedShare(arrivals: readonly Arrival[]): (units: number) => number {
  const laws = arrivals.map(({ demand }) => lawOfDistribution(demand))
  const wanted = arrivals.reduce((sum, { weight, demand }) => sum + weight * demand.mean, 0)
  return (units) => {
    if (wanted <= 0) return 1
    const short = arrivals.reduce((sum, { weight, stock }, at) => {
      const shortAt = (left: number) => laws[at]!.loss(left + units).shortUnits
      return sum + weight * overStock(stock, shortAt)
    }, 0)
    return 1 - short / wanted
  }
}

/**
 * Fewest whole units for which a share that grows with them reaches `asked` (0..1): below zero when so many of what is
 * there could be missing, down to all of `spareUnits`.
 */
export function unitsToReach(
  share: (units: number) => number,
  asked: number,
  spareUnits: number,
): number {
  const reached = (units: number) => share(units) >= asked - 1e-9
  let low = -Math.max(0, Math.floor(spareUnits)) - 1
  let high = 0
  while (!reached(high)) {
    low = high
    high = Math.max(1, 2 * high)
  }
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
