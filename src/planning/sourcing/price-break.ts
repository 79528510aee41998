import { landedCost } from './landed-cost.ts'
import { legalQuantity } from './legal-quantity.ts'
import { lotGain } from './lot-size.ts'
import type { LotFacts } from './lot-size.ts'
import type { SupplierOption } from '../types.ts'

/** What the next price break asks and gives; money in minor units of the base currency. */
export type PriceBreakAdvice = {
  /** The legal quantity that reaches the break, and how many units that is more. */
  units: number
  moreUnits: number
  unitPrice: string
  /** Goods, freight, duty and orders that the extra units would cost later, less what they cost in this order. */
  savesMinor: number
  /** Holding the extra units for as long as they last; null = no demand to sell them to. */
  carryingCostMinor: number | null
  /** Days the whole quantity lasts; null = no demand. */
  coverDays: number | null
  outlivesShelfLife: boolean
  worthIt: boolean
}

/**
 * Minor units that it costs to hold `units` for `days` longer, half up: units x unit cost x yearly holding rate x
 * days / 365.
 */
export function carryingCostMinor(
  units: number,
  unitCostMinor: number,
  holdingRate: number,
  days: number,
): number {
  return Math.floor((units * unitCostMinor * holdingRate * days) / 365 + 0.5)
}

/** What raising an order from `units` to `toUnits` brings by the rule of lot-size.ts; `catchUpUnits` as there. */
export function breakAdvice(
  option: SupplierOption,
  facts: LotFacts,
  units: number,
  toUnits: number,
  catchUpUnits: number,
): PriceBreakAdvice {
  const terms = { baseCurrency: facts.baseCurrency, holdingRate: facts.holdingRate, orderShare: 1 }
  const selling = facts.dailyMeanUnits > 0
  const gain = selling ? lotGain(option, facts, units, toUnits, catchUpUnits) : null
  const coverDays = selling ? toUnits / facts.dailyMeanUnits : null
  const outlivesShelfLife =
    coverDays !== null && facts.shelfLifeDays !== null && coverDays > facts.shelfLifeDays
  const { unitPrice, totalMinor } = landedCost(option, toUnits, terms)
  const today = landedCost(option, units, terms)
  // Nobody knows what later orders would be of an item that does not sell: today's price stands for theirs.
  const without = gain === null ? (today.totalMinor / units) * toUnits - totalMinor : 0
  return {
    units: toUnits,
    moreUnits: toUnits - units,
    unitPrice,
    savesMinor: Math.round(gain?.savesMinor ?? without),
    carryingCostMinor: gain && Math.round(gain.carryingMinor),
    coverDays,
    outlivesShelfLife,
    worthIt: gain !== null && gain.savesMinor > gain.carryingMinor && !outlivesShelfLife,
  }
}

/** The next price break above `units`, or null when there is none within the supplier's maximum. */
export function nextPriceBreak(
  option: SupplierOption,
  units: number,
  facts: LotFacts,
  catchUpUnits: number,
): PriceBreakAdvice | null {
  const next = option.priceBreaks
    .filter((step) => step.minUnits > units)
    .toSorted((a, b) => a.minUnits - b.minUnits)[0]
  if (next === undefined) return null
  const legal = legalQuantity(option, next.minUnits)
  if (legal === null || legal.short) return null
  return breakAdvice(option, facts, units, legal.units, catchUpUnits)
}
