import { formatMoney, formatPrice } from '#render/figures.ts'
import { bestQuantity, reviewsPerOrder, wholePallets } from '../sourcing/lot-size.ts'
import type { LotFacts } from '../sourcing/lot-size.ts'
import { breakAdvice } from '../sourcing/price-break.ts'
import type { PriceBreakAdvice } from '../sourcing/price-break.ts'
import { buyerBears } from '../sourcing/incoterm.ts'
import type { ItemLocationInput, PlanningPolicy, SupplierOption } from '../types.ts'
import { canLand } from './order-cost.ts'

/** What the size of an order of this line is weighed with. */
export function lotFacts(
  input: ItemLocationInput,
  policy: PlanningPolicy,
  dailyMeanUnits: number,
): LotFacts {
  const { reviewPeriodDays, holdingRate, orderCostMinor } = policy
  const { baseCurrency, item } = input
  const { shelfLifeDays } = item
  return {
    baseCurrency,
    dailyMeanUnits,
    reviewPeriodDays,
    holdingRate,
    orderCostMinor,
    shelfLifeDays,
  }
}

/** Units of a need that fill up what is missing; the rest of it is what sells until the usual next order. */
export function catchUpUnits(option: SupplierOption, facts: LotFacts, needUnits: number): number {
  const days = facts.reviewPeriodDays * reviewsPerOrder(option, facts)
  return Math.max(0, needUnits - facts.dailyMeanUnits * days)
}

/**
 * The price break above `units` that is worth raising the order to by the rule of sourcing/lot-size.ts, or null when
 * none is. `ceilingUnits` bounds the quantity (shelf life, rule, supplier maximum); null = no bound.
 */
export function bestPriceBreak(
  input: ItemLocationInput,
  policy: PlanningPolicy,
  option: SupplierOption,
  needUnits: number,
  units: number,
  dailyMeanUnits: number,
  ceilingUnits: number | null,
): PriceBreakAdvice | null {
  if (!canLand(option) || units <= 0 || dailyMeanUnits <= 0) return null
  const facts = lotFacts(input, policy, dailyMeanUnits)
  const catchUp = catchUpUnits(option, facts, needUnits)
  const longest = (input.item.shelfLifeDays ?? Infinity) * dailyMeanUnits
  const most = Math.min(ceilingUnits ?? Infinity, longest)
  const best = bestQuantity(option, facts, units, most, catchUp)
  if (best <= units) return null
  const advice = breakAdvice(option, facts, units, best, catchUp)
  return advice.worthIt ? advice : null
}

/**
 * Units that whole pallets change an order of `units` by, signed, where the freight of a pallet begun makes it pay; never
 * below `leastUnits`, at which the line would be due again.
 */
export function palletChange(
  input: ItemLocationInput,
  policy: PlanningPolicy,
  option: SupplierOption,
  needUnits: number,
  units: number,
  dailyMeanUnits: number,
  bounds: { leastUnits: number; mostUnits: number },
): number {
  if (!canLand(option) || units <= 0 || buyerBears(option.incoterm)?.freight !== true) return 0
  const facts = lotFacts(input, policy, dailyMeanUnits)
  const catchUp = catchUpUnits(option, facts, needUnits)
  return wholePallets(option, facts, units, bounds, catchUp) - units
}

/** What the break brings, for the step of the waterfall. */
export function priceBreakDetail(
  advice: PriceBreakAdvice,
  option: SupplierOption,
  baseCurrency: string,
): string {
  const price = formatPrice(advice.unitPrice, option.currency)
  const saves = formatMoney(advice.savesMinor, baseCurrency)
  const carrying = formatMoney(advice.carryingCostMinor ?? 0, baseCurrency)
  return `${price} each for ${advice.units} units saves ${saves}; holding the larger lot costs ${carrying}`
}
