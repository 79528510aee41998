import { QuartermasterError } from '#root/errors.ts'

import type { PriceTier } from '../models/discounts.ts'
import type { LotTerms } from '../models/stock-lot-sizing.ts'

/** What one supplier asks for one order of the item; money in any one currency for all suppliers. */
export type SplitOffer = Omit<LotTerms, 'tiers'> & {
  supplierCode: string
  /** `fixedCost` beside the price of the units: with prices by steps, what the units of earlier steps cost more. */
  tiers: (PriceTier & { fixedCost?: number })[]
  /** Paid for every so many units begun: pallets, containers. */
  begun?: BegunCost[]
}

export type BegunCost = { everyUnits: number; cost: number }

export type SplitNeed = {
  requiredUnits: number
  offers: SplitOffer[]
  /** Money per unit that is bought beyond what is required. */
  excessCost: number
  /** The largest part of the required units that one supplier may get, 0..1; null = all of it. */
  maxShare: number | null
}

export type SupplierSplit = {
  /** The suppliers that get an order, in the order of the offers. */
  orders: { supplierCode: string; units: number; cost: number }[]
  totalUnits: number
  /** What is bought, and the excess cost on it. */
  cost: number
}

/** Quantities lo, lo + pack ... hi that cost fixed + price x quantity. */
type Segment = { lo: number; hi: number; fixed: number; price: number }

/**
 * The cheapest way to buy at least `requiredUnits` from several suppliers, each with its order cost, MOQ, pack, capacity
 * and price breaks, pallets and containers; null when they cannot supply it. Exact: dynamic programming over suppliers and units, where
 * each price range is a sliding-window minimum, so that time grows with suppliers x breaks x units.
 */
export function splitAcrossSuppliers(need: SplitNeed): SupplierSplit | null {
  const { requiredUnits, offers, excessCost, maxShare } = need
  requireNeed(need)
  const most = maxShare === null ? Infinity : Math.floor(maxShare * requiredUnits + 1e-9)
  // More excess than this is never bought: a pack less, or the order less, is enough and cheaper.
  const spare = offers.map(
    ({ moqUnits, packUnits, tiers }) => Math.max(moqUnits, tiers.at(-1)!.minUnits) + packUnits,
  )
  const size = requiredUnits + Math.max(0, ...spare) + 1
  const segments = offers.map((offer) => segmentsOf(offer, Math.min(most, size - 1)))
  let cost = new Float64Array(size).fill(Infinity)
  cost[0] = 0
  const chosen = offers.map(({ packUnits }, index) => {
    const step = withSupplier(cost, segments[index]!, packUnits)
    cost = step.cost
    return step.units
  })
  let best = requiredUnits
  const totalCost = (units: number) => cost[units]! + excessCost * (units - requiredUnits)
  for (let units = requiredUnits; units < size; units++) {
    if (totalCost(units) < totalCost(best)) best = units
  }
  if (totalCost(best) === Infinity) return null
  const orders = ordersOf(offers, segments, chosen, best)
  const paid = orders.reduce((sum, order) => sum + order.cost, 0)
  return { orders, totalUnits: best, cost: paid + excessCost * (best - requiredUnits) }
}

/** More pallets or containers than this are many: each unit then pays its part of one. */
const fewSteps = 200

/** A range of quantities cut where another pallet or container begins. */
function cutAtSteps(range: Segment, pack: number, begun: BegunCost[]): Segment[] {
  const few = begun.filter(({ everyUnits }) => range.hi <= fewSteps * everyUnits)
  const spread = begun.filter((one) => !few.includes(one))
  const price = spread.reduce((sum, one) => sum + one.cost / one.everyUnits, range.price)
  const ends = new Set([range.hi])
  for (const { everyUnits } of few) {
    for (let full = everyUnits; full < range.hi; full += everyUnits) {
      const end = Math.floor(full / pack) * pack
      if (end >= range.lo) ends.add(end)
    }
  }
  let { lo } = range
  return [...ends]
    .toSorted((a, b) => a - b)
    .map((hi) => {
      const steps = few.reduce((sum, one) => sum + Math.ceil(hi / one.everyUnits) * one.cost, 0)
      const segment = { lo, hi, fixed: range.fixed + steps, price }
      lo = hi + pack
      return segment
    })
}

/** The price ranges of an offer, cut to what may be ordered: multiples of the pack within MOQ, capacity and share. */
function segmentsOf(offer: SplitOffer, shareUnits: number): Segment[] {
  const { tiers, moqUnits, packUnits, capacityUnits, orderCost, begun = [] } = offer
  const most = Math.min(capacityUnits ?? Infinity, shareUnits)
  return tiers.flatMap(({ minUnits, unitPrice, fixedCost = 0 }, index) => {
    const lo = Math.ceil(Math.max(minUnits, moqUnits, 1) / packUnits) * packUnits
    const end = Math.min(most, (tiers[index + 1]?.minUnits ?? Infinity) - 1)
    const hi = Math.floor(end / packUnits) * packUnits
    const range = { lo, hi, fixed: orderCost + fixedCost, price: unitPrice }
    return hi >= lo ? cutAtSteps(range, packUnits, begun) : []
  })
}

/** Least cost of each total when this supplier may be used, and how many of its units that takes. */
function withSupplier(before: Float64Array, segments: Segment[], pack: number) {
  const cost = Float64Array.from(before)
  const units = new Int32Array(before.length)
  const queue = new Int32Array(before.length)
  for (const { lo, hi, fixed, price } of segments) {
    const level = (total: number) => before[total]! - price * total
    for (let residue = 0; residue < Math.min(pack, before.length - lo); residue++) {
      let [head, tail] = [0, 0]
      for (let total = residue + lo; total < before.length; total += pack) {
        const entering = total - lo
        while (tail > head && level(queue[tail - 1]!) >= level(entering)) tail -= 1
        queue[tail++] = entering
        while (queue[head]! < total - hi) head += 1
        const from = queue[head]!
        const now = level(from) + fixed + price * total
        if (now >= cost[total]!) continue
        cost[total] = now
        units[total] = total - from
      }
    }
  }
  return { cost, units }
}

/** The orders that make up the best total. */
function ordersOf(
  offers: SplitOffer[],
  segments: Segment[][],
  chosen: Int32Array[],
  totalUnits: number,
): SupplierSplit['orders'] {
  const orders: SupplierSplit['orders'] = []
  let left = totalUnits
  for (let index = offers.length - 1; index >= 0; index--) {
    const units = chosen[index]![left]!
    if (units === 0) continue
    const { fixed, price } = segments[index]!.find(({ lo, hi }) => lo <= units && units <= hi)!
    orders.unshift({
      supplierCode: offers[index]!.supplierCode,
      units,
      cost: fixed + price * units,
    })
    left -= units
  }
  return orders
}

function requireNeed({ requiredUnits, offers, excessCost, maxShare }: SplitNeed): void {
  const broken =
    !(Number.isSafeInteger(requiredUnits) && requiredUnits > 0) ||
    !(excessCost >= 0) ||
    !(maxShare === null || (maxShare > 0 && maxShare <= 1)) ||
    offers.some(({ packUnits, moqUnits, orderCost, tiers }) => {
      const whole = Number.isSafeInteger(packUnits) && packUnits > 0 && moqUnits >= 0
      return !whole || !(orderCost >= 0) || tiers.length === 0
    })
  if (!broken) return
  throw new QuartermasterError(
    'invalid',
    'The need or an offer of the split is not complete.',
    'Give whole required units, and for each supplier a pack of at least 1, costs of at least 0 and a price.',
  )
}
