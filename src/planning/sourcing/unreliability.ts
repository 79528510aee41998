import normalQuantile from '@stdlib/stats-base-dists-normal-quantile'

import { QuartermasterError } from '#root/errors.ts'

/** One order with one supplier; money in minor units of the base currency. */
export type UnreliabilityFacts = {
  orderUnits: number
  landedMinor: number
  dailyMeanUnits: number
  /** Variance of demand over lead time and review period when the lead time is exactly its mean. */
  protectionVarianceUnits: number
  leadTimeSdDays: number
  reviewPeriodDays: number
  cycleServiceLevel: number
  holdingRate: number
  /** Cost of one unit short; null = unknown, late deliveries can then not be priced. */
  stockoutCostMinor: number | null
  otifRate: number | null
  defectRate: number | null
}

/** Null = a fact is missing; the total then leaves that part out. */
export type UnreliabilityCost = {
  /** Safety stock held only because the lead time varies. */
  extraSafetyStockUnits: number
  leadTimeVariabilityMinor: number
  lateOrShortMinor: number | null
  defectMinor: number | null
  totalMinor: number
}

function requireFraction(value: number | null, what: string): void {
  if (value === null || (value >= 0 && value < 1)) return
  throw new QuartermasterError(
    'invalid',
    `${what} is ${value}.`,
    'Give a fraction from 0 to below 1.',
  )
}

const halfUp = (amount: number) => Math.floor(amount + 0.5)

/**
 * The money that an unreliable supplier costs over one order, in three parts:
 * - lead-time variability: z (sqrt(V + d^2 s^2) - sqrt(V)) extra units of safety stock, held at the holding rate while
 *   the order sells (orderUnits / d days); variance of demand over a random lead time as in Silver, Pyke & Thomas,
 *   Inventory and Production Management in Supply Chains (4th ed.), chapter 6, "variability of lead time";
 * - late or short: (1 - OTIF) x (1 - cycle service level) x demand of one review period (at most the order) x stockout
 *   cost: a failed delivery is made good one review later, and safety stock carries all but that share of cycles. This
 *   rule is ours, not a textbook's;
 * - defects: landed cost x p / (1 - p), the price of buying the units that replace the unusable ones.
 * Throws 'invalid' when a rate is not a fraction.
 */
export function unreliabilityCost(facts: UnreliabilityFacts): UnreliabilityCost {
  requireFraction(facts.cycleServiceLevel, 'The cycle service level')
  requireFraction(facts.defectRate, 'The defect rate')
  if (facts.otifRate !== 1) requireFraction(facts.otifRate, 'The on-time in-full rate')
  const z = Math.max(0, normalQuantile(facts.cycleServiceLevel, 0, 1))
  const fromDemand = Math.sqrt(facts.protectionVarianceUnits)
  const withLeadTime = Math.hypot(fromDemand, facts.dailyMeanUnits * facts.leadTimeSdDays)
  const extraSafetyStockUnits = z * (withLeadTime - fromDemand)
  const unitCost = facts.landedMinor / facts.orderUnits
  const years = facts.dailyMeanUnits > 0 ? facts.orderUnits / facts.dailyMeanUnits / 365 : 0
  const leadTimeVariabilityMinor = halfUp(
    extraSafetyStockUnits * unitCost * facts.holdingRate * years,
  )
  const exposedUnits = Math.min(facts.orderUnits, facts.dailyMeanUnits * facts.reviewPeriodDays)
  const lateOrShortMinor =
    facts.otifRate === null || facts.stockoutCostMinor === null
      ? null
      : halfUp(
          (1 - facts.otifRate) *
            (1 - facts.cycleServiceLevel) *
            exposedUnits *
            facts.stockoutCostMinor,
        )
  const defectMinor =
    facts.defectRate === null
      ? null
      : halfUp((facts.landedMinor * facts.defectRate) / (1 - facts.defectRate))
  return {
    extraSafetyStockUnits,
    leadTimeVariabilityMinor,
    lateOrShortMinor,
    defectMinor,
    totalMinor: leadTimeVariabilityMinor + (lateOrShortMinor ?? 0) + (defectMinor ?? 0),
  }
}
