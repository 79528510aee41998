import { activeRules } from '../policy/human-rules.ts'
import { canLand } from '../policy/order-cost.ts'
import { chooseSupplier } from '../policy/supplier-choice.ts'
import { landedUnitCost } from '../sourcing/landed-cost.ts'
import type { PlanningPolicy } from '../types.ts'
import type { WatchLine } from './watch-facts.ts'

/** An amount in minor units of the base currency, or the reason why there is none. */
export type Risk = { minor: number; reason: null } | { minor: null; reason: string }

/** The amount in whole minor units, half up. */
export function riskOf(amount: number): Risk {
  return { minor: Math.floor(amount + 0.5), reason: null }
}

/** A risk that can not be priced. */
export function unpriced(reason: string): Risk {
  return { minor: null, reason }
}

/** Landed cost of one unit from the usual supplier, minor units of the base currency; null = price or rate unknown. */
export function unitCostMinor({ input }: WatchLine, policy: PlanningPolicy): number | null {
  const { option } = chooseSupplier(input, activeRules(input))
  if (option === null || !canLand(option)) return null
  const terms = { baseCurrency: input.baseCurrency, holdingRate: policy.holdingRate }
  return landedUnitCost(option, Math.max(1, option.moqUnits), terms)
}

/** What one unit short costs: the stated stockout cost, else the margin; null = neither is known. */
export function unitLossMinor(line: WatchLine, policy: PlanningPolicy): number | null {
  const { stockoutCostMinor, sellPriceMinor } = line.input.item
  if (stockoutCostMinor !== null) return stockoutCostMinor
  const cost = unitCostMinor(line, policy)
  return sellPriceMinor === null || cost === null ? null : Math.max(0, sellPriceMinor - cost)
}

/**
 * Margin that is lost if `missingUnits` do not come within one lead time: the demand of a lead time, times `demandRatio`,
 * that free stock does not cover, at most what is missing, at the cost of a unit short.
 */
export function shortageRisk(
  line: WatchLine | undefined,
  policy: PlanningPolicy,
  missingUnits: number,
  demandRatio = 1,
): Risk {
  if (line === undefined) return unpriced('the item is not planned at this location')
  const { leadTimeDemandUnits, position } = line.recommendation
  if (leadTimeDemandUnits === null) return unpriced('there is no forecast over a lead time')
  if (position === null) return unpriced('there is no stock record')
  const loss = unitLossMinor(line, policy)
  if (loss === null) return unpriced('neither margin nor stockout cost is known')
  const free = Math.max(0, position.availableUnits - position.backorderedUnits)
  const uncovered = Math.max(0, leadTimeDemandUnits * demandRatio - free)
  return riskOf(Math.min(missingUnits, uncovered) * loss)
}
