import { legalQuantity } from '../sourcing/legal-quantity.ts'
import type { ItemLocationInput, StockPosition, SupplierOption } from '../types.ts'
import { activeRules, ruleLabel, type ActiveRules } from './human-rules.ts'

/** At most `units` may still be ordered, and why; `units` null = no limit. */
export type OrderLimit = { units: number | null; reason: string }

/** Why a supplier can deliver nothing more of the item now, as the end of a sentence; null = it can. */
export function exhaustedBy(
  input: ItemLocationInput,
  option: SupplierOption,
  position: StockPosition,
): string | null {
  const own = { ...activeRules(input), maximum: null }
  const { units, reason } = orderLimit(input, option, position, own)
  if (units === null || legalQuantity({ ...option, maximumUnits: units }, 1) !== null) return null
  return `can deliver no more now (${reason})`
}

/**
 * The tightest of the supplier's maximum, what it makes of the item in a week and a person's rule. They hold for what is being ordered now, so units that
 * already stand on drafts count against them: asking again never gets round a limit.
 */
export function orderLimit(
  input: ItemLocationInput,
  option: SupplierOption,
  position: Pick<StockPosition, 'draftedUnits'>,
  rules: ActiveRules,
): OrderLimit {
  const limits: { units: number; reason: string }[] = []
  const drafted = input.openOrders
    .filter(({ state }) => state === 'draft' || state === 'submitted')
    .filter(({ supplierCode }) => supplierCode === option.supplierCode)
    .reduce((sum, line) => sum + line.openUnits, 0)
  if (option.maximumUnits !== null) {
    limits.push({
      units: Math.max(0, option.maximumUnits - drafted),
      reason: `${option.supplierName} delivers at most ${option.maximumUnits} in one order`,
    })
  }
  const perWeek = option.capacityUnitsPerWeek ?? null
  if (perWeek !== null) {
    limits.push({
      units: Math.max(0, perWeek - drafted),
      reason: `${option.supplierName} makes at most ${perWeek} a week`,
    })
  }
  if (rules.maximum) {
    limits.push({
      units: Math.max(0, rules.maximum.units - position.draftedUnits),
      reason: ruleLabel(rules.maximum.rule),
    })
  }
  const [tightest] = limits.toSorted((a, b) => a.units - b.units)
  return tightest ?? { units: null, reason: '' }
}
