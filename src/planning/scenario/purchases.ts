import { currencyDigits } from '../money.ts'
import { orderLimit } from '../policy/order-limits.ts'
import { sellableOfDelivery } from '../policy/unsold-lots.ts'
import { landedUnitCost, unitPriceAt } from '../sourcing/landed-cost.ts'
import { legalQuantity } from '../sourcing/legal-quantity.ts'
import { touchesSupplier } from './disruption.ts'
import { gapUnits } from './exposure.ts'
import { disruptedLeadTime } from './line.ts'
import type { UsableOption } from './line.ts'
import type { Purchase, ResponseFacts, ResponseOption } from './response-option.ts'

/** Landed cost of a unit while the disruption lasts: with the tariff where it applies, at the price of `units`. */
export function disruptedUnitCost(
  facts: ResponseFacts,
  option: UsableOption,
  units: number,
): number {
  const { line, policy, disruption } = facts
  const terms = { baseCurrency: line.input.baseCurrency, holdingRate: policy.holdingRate }
  const tariff =
    disruption.kind === 'tariff' && touchesSupplier(disruption, option.supplierCode)
      ? disruption.percent / 100
      : 0
  const goods =
    Number(unitPriceAt(option, units)) *
    Number(option.rateToBase) *
    10 ** currencyDigits(line.input.baseCurrency)
  return landedUnitCost(option, units, terms) + goods * tariff
}

/** The freight of one order in base minor units. */
function orderChargeMinor(facts: ResponseFacts, option: UsableOption): number {
  const exponent = currencyDigits(facts.line.input.baseCurrency) - option.currencyDigits
  return option.freightPerOrderMinor * Number(option.rateToBase) * 10 ** exponent
}

/** The most that may be ordered of a line in one order, as the planner has it; null = no limit. */
export function limitUnits(
  { input, rules }: ResponseFacts['line'],
  option: UsableOption,
): number | null {
  return orderLimit({ ...input, openOrders: [] }, option, { draftedUnits: 0 }, rules).units
}

/** The most that may be ordered now, beside what stands on drafts already; null = no limit. */
export function limitUnitsNow(
  { input, rules }: ResponseFacts['line'],
  option: UsableOption,
): number | null {
  const isDraft = (state: string) => state === 'draft' || state === 'submitted'
  const draftedUnits = input.openOrders.reduce(
    (sum, { state, openUnits }) => sum + (isDraft(state) ? openUnits : 0),
    0,
  )
  return orderLimit(input, option, { draftedUnits }, rules).units
}

/** Units there and on their way that will be sold before they expire. */
export function heldUnits({ startUnits, expiringUnits, inbound }: ResponseFacts['line']): number {
  return inbound.reduce((sum, { units }) => sum + units, startUnits - expiringUnits)
}

/** Units missing until ordinary orders help again, as far as they sell before they expire; null = none of them does. */
export function missingUnits(
  facts: ResponseFacts,
  option: UsableOption,
  leadFactor: number,
): number | null {
  const { line, policy, disruption, z } = facts
  const leadDays = disruptedLeadTime(option, policy, disruption).meanDays * leadFactor
  const gap = gapUnits(line, policy, disruption, leadDays, z)
  const { shelfLifeDays } = line.input.item
  if (gap === 0 || shelfLifeDays === null) return gap
  const sums = line.disruptedCumulative
  const until = Math.min(sums.length - 1, Math.floor(leadDays) + shelfLifeDays)
  return Math.min(gap, sellableOfDelivery(sums[until]!, heldUnits(line))) || null
}

/** The purchase of the smallest legal quantity for the units asked; null = nothing is asked or allowed. */
export function purchaseOf(
  facts: ResponseFacts,
  option: UsableOption,
  askedUnits: number,
  { leadFactor, premiumRate }: Pick<Purchase, 'leadFactor' | 'premiumRate'>,
): Purchase | null {
  if (askedUnits <= 0) return null
  const maximumUnits = limitUnitsNow(facts.line, option)
  const legal = legalQuantity({ ...option, maximumUnits }, askedUnits)
  return legal && { option, units: legal.units, leadFactor, premiumRate }
}

/** What the purchases of a response are in orders, arrivals and money. */
export function withPurchases(
  facts: ResponseFacts,
  base: ResponseOption,
  purchases: Purchase[],
): ResponseOption {
  const empty = { orders: [], arrivals: [], premiumMinor: 0, orderCharges: [] }
  const built: ResponseOption = { ...base, ...empty, purchases }
  for (const { option, units, leadFactor, premiumRate } of purchases) {
    const { supplierCode, currency } = option
    const leadTime = disruptedLeadTime(option, facts.policy, facts.disruption)
    const leadMeanDays = Math.max(1, leadTime.meanDays * leadFactor)
    const unitCost = disruptedUnitCost(facts, option, units) * (1 + premiumRate)
    const unitPrice = unitPriceAt(option, units)
    built.orders.push({ supplierCode, units, currency, unitPrice, leadTimeDays: leadMeanDays })
    built.arrivals.push({ units, leadMeanDays, leadSdDays: leadTime.sdDays * leadFactor })
    built.premiumMinor += units * (unitCost - facts.line.unitCostMinor)
    built.orderCharges.push({ supplierCode, chargeMinor: orderChargeMinor(facts, option) })
  }
  return built
}
