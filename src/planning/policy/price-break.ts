import { formatMoney, formatPrice } from '#render/figures.ts'
import { nextPriceBreak } from '../sourcing/price-break.ts'
import type { ItemLocationInput, PlanningPolicy, SupplierOption } from '../types.ts'
import { canLand, orderCost } from './order-cost.ts'

/** A discount never makes us order more than a quarter of demand: further ahead a forecast does not carry the risk. */
const longestCoverDays = 91

/** A break that is taken. Money in minor units of the base currency. */
export type PriceBreakGain = {
  units: number
  moreUnits: number
  unitPrice: string
  savesMinor: number
  carryingMinor: number
}

/**
 * Cost of carrying lots of `larger` instead of `smaller` units for as long as the larger lot lasts: half the difference
 * is held longer on average, at the holding rate on the landed unit cost.
 */
function carryingMinor(
  smaller: number,
  larger: number,
  dailyMeanUnits: number,
  unitCostMinor: number,
  holdingRate: number,
): number {
  const years = larger / dailyMeanUnits / 365
  return Math.round(((larger - smaller) / 2) * unitCostMinor * holdingRate * years)
}

/**
 * The price break above `units` that saves most after the cost of carrying larger lots, or null when none is worth it:
 * all-units discount against holding cost as in Silver, Pyke & Thomas, chapter 4 ("quantity discounts").
 * `ceilingUnits` bounds the quantity (shelf life, rule, supplier maximum); null = no bound.
 */
export function bestPriceBreak(
  input: ItemLocationInput,
  policy: PlanningPolicy,
  option: SupplierOption,
  units: number,
  dailyMeanUnits: number,
  ceilingUnits: number | null,
): PriceBreakGain | null {
  if (!canLand(option) || units <= 0 || dailyMeanUnits <= 0) return null
  const { holdingRate } = policy
  const terms = { baseCurrency: input.baseCurrency, holdingRate, orderShare: 1 }
  const facts = { dailyMeanUnits, shelfLifeDays: input.item.shelfLifeDays, holdingRate }
  const most = Math.min(ceilingUnits ?? Infinity, longestCoverDays * dailyMeanUnits)
  const reached = option.priceBreaks.filter((step) => step.minUnits <= units)
  let best: PriceBreakGain | null = null
  for (const tier of option.priceBreaks.filter((step) => step.minUnits > units)) {
    const one = { ...option, priceBreaks: [...reached, tier] }
    const advice = nextPriceBreak(one, units, terms, facts)
    if (advice === null || advice.units > most || advice.outlivesShelfLife) continue
    const landed = orderCost(input, policy, option, advice.units, 1).landedCostMinor ?? 0
    const unitCost = landed / advice.units
    const carrying = carryingMinor(units, advice.units, dailyMeanUnits, unitCost, holdingRate)
    const gain = advice.savesMinor - carrying
    if (gain <= 0 || (best !== null && gain <= best.savesMinor - best.carryingMinor)) continue
    const { moreUnits, unitPrice, savesMinor } = advice
    best = { units: advice.units, moreUnits, unitPrice, savesMinor, carryingMinor: carrying }
  }
  return best
}

/** What the break brings, for the step of the waterfall. */
export function priceBreakDetail(
  gain: PriceBreakGain,
  option: SupplierOption,
  baseCurrency: string,
): string {
  const price = formatPrice(gain.unitPrice, option.currency)
  const saves = formatMoney(gain.savesMinor, baseCurrency)
  const carrying = formatMoney(gain.carryingMinor, baseCurrency)
  return `${price} each from ${gain.units} units saves ${saves}; holding the larger lot costs ${carrying}`
}
