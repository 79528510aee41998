import { landedCost } from './landed-cost.ts'
import type { LandingTerms } from './landed-cost.ts'
import { legalQuantity } from './legal-quantity.ts'
import type { SupplierOption } from '../types.ts'

/** What the next price break asks and gives; money in minor units of the base currency. */
export type PriceBreakAdvice = {
  /** The legal quantity that reaches the break, and how many units that is more. */
  units: number
  moreUnits: number
  unitPrice: string
  /** Landed cost of `units` at today's price minus at the break. */
  savesMinor: number
  /** Holding the extra units until the first ones are sold; null = no demand to sell them to. */
  carryingCostMinor: number | null
  /** Days the whole quantity lasts; null = no demand. */
  coverDays: number | null
  outlivesShelfLife: boolean
  worthIt: boolean
}

export type BreakFacts = {
  dailyMeanUnits: number
  shelfLifeDays: number | null
  holdingRate: number
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

/**
 * The next all-units price break above `units`, or null when there is none within the supplier's maximum. Carrying
 * cost: one order of q1 + q2 instead of q1 now and q2 when q1 is sold holds q2 units q1 / d days longer (the difference
 * of the two saw-tooth stock areas), at holding rate x landed unit cost; worth it = it saves more than that.
 */
export function nextPriceBreak(
  option: SupplierOption,
  units: number,
  terms: LandingTerms,
  facts: BreakFacts,
): PriceBreakAdvice | null {
  const next = option.priceBreaks
    .filter((step) => step.minUnits > units)
    .toSorted((a, b) => a.minUnits - b.minUnits)[0]
  if (next === undefined) return null
  const legal = legalQuantity(option, next.minUnits)
  if (legal === null || legal.short) return null
  const now = landedCost(option, units, terms)
  const atBreak = landedCost(option, legal.units, terms)
  const sameAtTodaysPrice = landedCost(option, legal.units, terms, now.unitPrice)
  const savesMinor = sameAtTodaysPrice.totalMinor - atBreak.totalMinor
  const moreUnits = legal.units - units
  const selling = facts.dailyMeanUnits > 0
  const unitCost = atBreak.totalMinor / legal.units
  const carrying = selling
    ? carryingCostMinor(moreUnits, unitCost, facts.holdingRate, units / facts.dailyMeanUnits)
    : null
  const coverDays = selling ? legal.units / facts.dailyMeanUnits : null
  const outlivesShelfLife =
    coverDays !== null && facts.shelfLifeDays !== null && coverDays > facts.shelfLifeDays
  return {
    units: legal.units,
    moreUnits,
    unitPrice: atBreak.unitPrice,
    savesMinor,
    carryingCostMinor: carrying,
    coverDays,
    outlivesShelfLife,
    worthIt: carrying !== null && savesMinor > carrying && !outlivesShelfLife,
  }
}
