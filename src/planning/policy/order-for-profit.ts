// How many units earn their keep, where the lead time is uncertain, orders can be lost and unmet demand is lost: the
// order is judged where it can matter, from its arrival until the arrival of a later order, on drawn futures of demand
// and supply. Newsvendor reasoning on stock at arrival (Morton 1971, Management Science 17; Zipkin 2008, Operations
// Research 56), with the cost of a unit left over counted until it sells, however long that takes: that is what keeps
// a fading item from being overbought.

import { randomSource } from '../forecast/random.ts'
import { chancesAhead, type LeadTimeLaw } from './lead-time-law.ts'

export type OrderOutlook = {
  /** Possible futures, units by period from now; all as likely, all of the same length. */
  demandPaths: readonly Float64Array[]
  onHandUnits: number
  open: readonly { units: number; sincePeriods: number }[]
  law: LeadTimeLaw
  /** Periods until the next order can be placed. */
  reviewPeriods: number
  /** Worth of one unit sold that would have been short. */
  unitProfit: number
  /** Cost of one unit held for one period. */
  unitHolding: number
  seed: number
}

/** What one future means for one unit more: it sells as soon as demand since arrival passes what is there anyway. */
type Future = {
  stockUnits: number
  demand: Float64Array
  incoming: Float64Array
  fromPeriod: number
  /** First period of a later order's arrival: a sale from there on would have been met by that order. */
  untilPeriod: number
}

/** Draws 0, 1, 2 ... by their chances; Infinity for what is left of them: never. */
function drawn(chances: readonly number[], uniform: number): number {
  let left = uniform
  for (let k = 0; k < chances.length; k++) {
    left -= chances[k]!
    if (left < 0) return k
  }
  return Infinity
}

function futureOf(
  outlook: OrderOutlook,
  demand: Float64Array,
  ahead: readonly (readonly number[])[],
  incoming: Float64Array,
  chance: () => number,
): Future | null {
  const { onHandUnits, open, law, reviewPeriods } = outlook
  const periods = demand.length
  open.forEach(({ units }, index) => {
    const period = drawn(ahead[index]!, chance())
    if (period < periods) incoming[period]! += units
  })
  const fromPeriod = drawn(law.chances, chance())
  let untilPeriod = periods
  for (let placed = reviewPeriods; placed < periods; placed += reviewPeriods) {
    const arrives = placed + drawn(law.chances, chance())
    if (arrives > fromPeriod) untilPeriod = Math.min(untilPeriod, arrives)
  }
  if (fromPeriod >= periods) return null
  let stockUnits = onHandUnits
  for (let period = 0; period < fromPeriod; period++) {
    stockUnits = Math.max(0, stockUnits + incoming[period]! - demand[period]!)
  }
  return { stockUnits, demand, incoming, fromPeriod, untilPeriod }
}

/** What the last of `units` brings in one future: its profit where it saves a sale, less its holding until it sells. */
function worthOfLast(future: Future, units: number, { unitProfit, unitHolding }: OrderOutlook) {
  const { demand, incoming, fromPeriod, untilPeriod } = future
  let stock = future.stockUnits + units
  let worth = 0
  for (let period = fromPeriod; period < demand.length; period++) {
    stock += incoming[period]!
    if (demand[period]! >= stock) return worth + (period < untilPeriod ? unitProfit : 0)
    stock -= demand[period]!
    worth -= unitHolding
  }
  return worth
}

/** The futures of an outlook in which an order of now arrives; the same outlook gives the same ones. */
function futuresOf(outlook: OrderOutlook): Future[] {
  const chance = randomSource(outlook.seed)
  const ahead = outlook.open.map(({ sincePeriods }) => chancesAhead(outlook.law, sincePeriods))
  const periods = outlook.demandPaths[0]?.length ?? 0
  const incoming = new Float64Array(outlook.demandPaths.length * periods)
  return outlook.demandPaths.flatMap((demand, path) => {
    const own = incoming.subarray(path * periods, (path + 1) * periods)
    const future = futureOf(outlook, demand, ahead, own, chance)
    return future === null ? [] : [future]
  })
}

/** Share (0..1) of the futures in which stock and an order of so many units last until a later order arrives. */
export function coveredRate(outlook: OrderOutlook, units: number): number {
  const futures = futuresOf(outlook)
  const covered = futures.filter(({ stockUnits, demand, incoming, fromPeriod, untilPeriod }) => {
    let stock = stockUnits + units
    for (let period = fromPeriod; period < untilPeriod; period++) {
      stock += incoming[period]! - demand[period]!
      if (stock < 0) return false
    }
    return true
  })
  return futures.length === 0 ? 0 : covered.length / futures.length
}

/**
 * Whole units to order now: as many as the last of them is worth more than it costs on average over the futures. The
 * same outlook gives the same units; more is never ordered for a lower profit or a higher holding cost.
 */
export function profitableUnits(outlook: OrderOutlook): number {
  const futures = futuresOf(outlook)
  const pays = (units: number) =>
    futures.reduce((sum, future) => sum + worthOfLast(future, units, outlook), 0) > 0
  if (!pays(1)) return 0
  let [low, high] = [1, 2]
  while (pays(high)) {
    low = high
    high *= 2
  }
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2)
    if (pays(middle)) low = middle
    else high = middle
  }
  return low
}
