import { formatMoney, formatPrice } from '#render/figures.ts'
import { nextPriceBreak } from '../sourcing/price-break.ts'
import type { PriceBreakAdvice } from '../sourcing/price-break.ts'
import type { ItemLocationInput, PlanningPolicy, SupplierOption } from '../types.ts'
import { canLand } from './order-cost.ts'

/** A discount never makes us hold more than this. */
const longestCoverDays = 365

const gain = (advice: PriceBreakAdvice) => advice.savesMinor - (advice.carryingCostMinor ?? 0)

/**
 * The price break above `units` that saves most after the cost of carrying the extra units, or null when none is worth
 * it: all-units discount against holding cost as in Silver, Pyke & Thomas, chapter 4 ("quantity discounts").
 * `ceilingUnits` bounds the quantity (shelf life, rule, supplier maximum); null = no bound.
 */
export function bestPriceBreak(
  input: ItemLocationInput,
  policy: PlanningPolicy,
  option: SupplierOption,
  units: number,
  dailyMeanUnits: number,
  ceilingUnits: number | null,
): PriceBreakAdvice | null {
  if (!canLand(option) || units <= 0) return null
  const terms = { baseCurrency: input.baseCurrency, holdingRate: policy.holdingRate, orderShare: 1 }
  const facts = {
    dailyMeanUnits,
    shelfLifeDays: input.item.shelfLifeDays,
    holdingRate: policy.holdingRate,
  }
  let best: PriceBreakAdvice | null = null
  for (const tier of option.priceBreaks.filter((step) => step.minUnits > units)) {
    const reached = option.priceBreaks.filter((step) => step.minUnits <= units)
    const one = { ...option, priceBreaks: [...reached, tier] }
    const advice = nextPriceBreak(one, units, terms, facts)
    if (!advice?.worthIt || (advice.coverDays ?? Infinity) > longestCoverDays) continue
    if (ceilingUnits !== null && advice.units > ceilingUnits) continue
    if (best === null || gain(advice) > gain(best)) best = advice
  }
  return best
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
  return `${price} each from ${advice.units} units saves ${saves}; holding the extra units costs ${carrying}`
}
