// Dynamic lot sizes under a supplier's real terms, by dynamic programming over the stock level in whole units: exact
// where no zero-inventory rule holds (Silver, Pyke & Thomas, section 5.7; Rossi, Inventory Analytics, chapter 3).

import { QuartermasterError } from '#root/errors.ts'
import type { PriceTier } from './discounts.ts'
import { requireNonNegative, requirePositive } from './require-figures.ts'

/** What a supplier sells per order: quantities are multiples of the pack from the MOQ to the capacity, or nothing. */
export type LotTerms = {
  orderCost: number
  /** All-units prices, smallest first; nothing is sold below the first one's `minUnits`. */
  tiers: PriceTier[]
  moqUnits: number
  packUnits: number
  capacityUnits: number | null
}

export type StockLotProblem = {
  terms: LotTerms
  /** Whole units per period; what is ordered in a period serves its own demand. */
  demandUnits: number[]
  /** Money per unit that is left at the end of a period. */
  holdingCost: number
  /** Money per unit and period that waits, or null when every demand is met in time. All is delivered by the end. */
  backorderCost: number | null
  initialStockUnits: number
}

/** A lot that may be ordered, and what it costs to buy. */
export type Lot = { units: number; cost: number }

/** Price per unit at a quantity under all-units breaks; null below the first break. */
export function tierPrice(tiers: PriceTier[], units: number): number | null {
  return tiers.findLast((tier) => tier.minUnits <= units)?.unitPrice ?? null
}

/** All lots that the terms allow up to `mostUnits`, nothing included, in ascending order. */
export function legalLots(terms: LotTerms, mostUnits: number): Lot[] {
  const { orderCost, tiers, moqUnits, packUnits, capacityUnits } = terms
  requirePositive({ packUnits })
  requireNonNegative({ orderCost, moqUnits })
  const lots: Lot[] = [{ units: 0, cost: 0 }]
  const most = Math.min(mostUnits, capacityUnits ?? Infinity)
  const first = Math.ceil(Math.max(moqUnits, 1) / packUnits) * packUnits
  for (let units = first; units <= most; units += packUnits) {
    const price = tierPrice(tiers, units)
    if (price !== null) lots.push({ units, cost: orderCost + price * units })
  }
  return lots
}

/**
 * The least-cost lots, one per period, and their cost; null when the terms cannot meet the demand. Time grows with
 * periods x total units x legal lots.
 */
export function stockLotSizing(
  problem: StockLotProblem,
): { orderQuantities: number[]; cost: number } | null {
  const { demandUnits, holdingCost, backorderCost, initialStockUnits, terms } = problem
  requireWhole({ initialStockUnits, ...Object.fromEntries(demandUnits.entries()) })
  const totalDemand = demandUnits.reduce((sum, units) => sum + units, 0)
  // More than this is never worth having: less by a pack would do, at the same price.
  const spare = Math.max(terms.moqUnits, terms.tiers.at(-1)?.minUnits ?? 0) + terms.packUnits
  const lots = legalLots(terms, totalDemand + spare)
  const low = backorderCost === null ? 0 : Math.min(0, initialStockUnits - totalDemand)
  const high = Math.max(initialStockUnits, totalDemand + spare)
  const states = high - low + 1
  let costToGo = Float64Array.from({ length: states }, (_, index) =>
    index + low < 0 ? Infinity : 0,
  )
  const choices: Uint32Array[] = []
  for (const demand of demandUnits.toReversed()) {
    const before = new Float64Array(states).fill(Infinity)
    const choice = new Uint32Array(states)
    for (let state = 0; state < states; state++) {
      for (let index = 0; index < lots.length; index++) {
        const { units, cost } = lots[index]!
        const end = state + units - demand
        if (end < 0) continue
        if (end >= states) break
        const stock = end + low
        const period = stock >= 0 ? holdingCost * stock : -(backorderCost ?? 0) * stock
        const total = cost + period + costToGo[end]!
        if (total >= before[state]!) continue
        before[state] = total
        choice[state] = index
      }
    }
    costToGo = before
    choices.unshift(choice)
  }
  const cost = costToGo[initialStockUnits - low]!
  if (cost === Infinity) return null
  let state = initialStockUnits - low
  const orderQuantities = choices.map((choice, period) => {
    const { units } = lots[choice[state]!]!
    state += units - demandUnits[period]!
    return units
  })
  return { orderQuantities, cost }
}

function requireWhole(figures: Record<string, number>): void {
  for (const [name, value] of Object.entries(figures)) {
    if (Number.isSafeInteger(value) && value >= 0) continue
    throw new QuartermasterError(
      'invalid',
      `The units of ${name} are ${value}.`,
      'Give whole units of at least 0.',
    )
  }
}
