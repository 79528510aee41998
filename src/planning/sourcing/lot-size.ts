// The one rule by which an order is made larger than its need: what a larger lot saves in prices and in orders against
// what it costs to hold. Silver, Pyke & Thomas, Inventory and Production Management in Supply Chains (4th ed.), sections
// 4.2 (economic order quantity) and 4.5 (quantity discounts); money as floating minor units of the base currency.

import type { SupplierOption } from '../types.ts'
import { landedUnitCost } from './landed-cost.ts'
import { legalQuantity } from './legal-quantity.ts'

/** No order is made larger to last longer than a quarter: further ahead a forecast does not carry the risk. */
export const longestLotDays = 91

export type LotFacts = {
  baseCurrency: string
  dailyMeanUnits: number
  reviewPeriodDays: number
  holdingRate: number
  orderCostMinor: number
  shelfLifeDays: number | null
}

/** What a lot of `toUnits` in place of `fromUnits` brings, minor units of the base currency, and whether it pays. */
export type LotGain = { savesMinor: number; carryingMinor: number }

const landed = (option: SupplierOption, units: number, { baseCurrency, holdingRate }: LotFacts) =>
  units * landedUnitCost(option, units, { baseCurrency, holdingRate })

const holdingPerUnitDay = (option: SupplierOption, units: number, facts: LotFacts) =>
  (landed(option, units, facts) / units / 365) * facts.holdingRate

/**
 * Reviews that one order should last, at least 1: the whole n with the least ordering and holding cost
 * K / n + n h d R^2 / 2, which is the smallest n with n (n + 1) >= 2 K / (h d R^2) (the economic time supply of Silver,
 * Pyke & Thomas, eq. 4.3, on the grid of reviews); within a quarter and the shelf life.
 */
export function reviewsPerOrder(option: SupplierOption, facts: LotFacts): number {
  const { dailyMeanUnits, reviewPeriodDays, orderCostMinor, shelfLifeDays } = facts
  // Policies stored before order costs were known have none.
  if (!(orderCostMinor > 0) || dailyMeanUnits <= 0 || reviewPeriodDays <= 0) return 1
  const reviewUnits = Math.max(1, Math.round(dailyMeanUnits * reviewPeriodDays))
  const held = holdingPerUnitDay(option, Math.max(option.moqUnits, reviewUnits), facts)
  const longest = Math.min(longestLotDays, shelfLifeDays ?? longestLotDays)
  const most = Math.max(1, Math.floor(longest / reviewPeriodDays))
  const ratio = (2 * orderCostMinor) / (held * dailyMeanUnits * reviewPeriodDays ** 2)
  return Math.max(1, Math.min(most, Math.ceil(Math.sqrt(0.25 + ratio) - 0.5 - 1e-9)))
}

/** Units that an order is expected to be in the long run without any price break: what its reviews sell, made legal. */
export function usualLotUnits(option: SupplierOption, facts: LotFacts): number {
  const days = facts.reviewPeriodDays * reviewsPerOrder(option, facts)
  const sold = Math.max(1, Math.round(facts.dailyMeanUnits * days))
  return legalQuantity({ ...option, maximumUnits: null }, sold)?.units ?? sold
}

/**
 * What ordering `toUnits` instead of `fromUnits` now saves and costs, of which `catchUpUnits` fill up what is missing
 * and the rest is sold first. The x units more take the place of later orders of the usual lot B, each at its goods and
 * order cost, and are held as long as they last: h x (2 y + x - B) / (2 d) with y the part of `fromUnits` that is sold
 * first and d the daily demand (the difference of the saw-tooth stock areas; with y = B it is the textbook's comparison
 * of two lot sizes over the time that the larger one lasts).
 */
export function lotGain(
  option: SupplierOption,
  facts: LotFacts,
  fromUnits: number,
  toUnits: number,
  catchUpUnits: number,
): LotGain {
  const usual = usualLotUnits(option, facts)
  const more = toUnits - fromUnits
  const later = (more / usual) * (landed(option, usual, facts) + facts.orderCostMinor)
  const sold = fromUnits - catchUpUnits
  const unitDays = (more * (2 * sold + more - usual)) / (2 * facts.dailyMeanUnits)
  return {
    savesMinor: later - (landed(option, toUnits, facts) - landed(option, fromUnits, facts)),
    carryingMinor: holdingPerUnitDay(option, toUnits, facts) * unitDays,
  }
}

/** Cost of a day in the long run with lots of `units`: goods and order cost by the unit, and holding half of the lot. */
export function lotCostPerDay(option: SupplierOption, facts: LotFacts, units: number): number {
  const perUnit = (landed(option, units, facts) + facts.orderCostMinor) / units
  return perUnit * facts.dailyMeanUnits + (holdingPerUnitDay(option, units, facts) * units) / 2
}

/** First and last unit of each price of an option, from `least` to `most`; empty ones are left out. */
function priceRanges(option: SupplierOption, least: number, most: number) {
  const starts = [1, ...option.priceBreaks.map(({ minUnits }) => minUnits)]
  return starts
    .toSorted((a, b) => a - b)
    .map((start, index, sorted) => ({
      first: Math.max(start, least),
      last: Math.min((sorted[index + 1] ?? Infinity) - 1, most),
    }))
    .filter(({ first, last }) => first <= last)
}

/** The multiple within each range that costs least, where the cost is convex within a range; all ranges together. */
function cheapestMultiple(
  option: SupplierOption,
  least: number,
  most: number,
  cost: (units: number) => number,
): { units: number; cost: number } | null {
  const { orderMultipleUnits: multiple } = option
  let best: { units: number; cost: number } | null = null
  for (const { first, last } of priceRanges(option, least, most)) {
    let low = Math.ceil(first / multiple)
    let high = Math.floor(last / multiple)
    if (low > high) continue
    while (low < high) {
      const middle = Math.floor((low + high) / 2)
      if (cost((middle + 1) * multiple) < cost(middle * multiple)) low = middle + 1
      else high = middle
    }
    const found = { units: low * multiple, cost: cost(low * multiple) }
    if (best === null || found.cost < best.cost - 1e-6) best = found
  }
  return best
}

/** The quantity that reaches one of the breaks above `fromUnits` and costs least. */
function cheapestBreak(
  option: SupplierOption,
  fromUnits: number,
  most: number,
  cost: (units: number) => number,
): { units: number; cost: number } | null {
  const [best] = option.priceBreaks
    .map(({ minUnits }) => Math.ceil(minUnits / option.orderMultipleUnits))
    .map((multiples) => multiples * option.orderMultipleUnits)
    .filter((units) => units > fromUnits && units <= most)
    .map((units) => ({ units, cost: cost(units) }))
    .toSorted((a, b) => a.cost - b.cost || a.units - b.units)
  return best ?? null
}

/** Lots of whole pallets that last no longer than any lot may. */
function palletLots({ palletUnits, freightPerPalletMinor }: SupplierOption, longest: number) {
  if (!palletUnits || !freightPerPalletMinor) return []
  const count = Math.min(100, Math.floor(longest / palletUnits))
  return Array.from({ length: count }, (_, index) => (index + 1) * palletUnits)
}

/**
 * What an order of some units costs now beyond what its days cost in the long run, minor units of the base currency as a
 * function of the units: goods and holding, less the daily cost of the best lot there is for the days that it lasts. The
 * quantity for which it is least is the one to order.
 */
export function costAgainstLongRun(
  option: SupplierOption,
  facts: LotFacts,
  catchUpUnits: number,
): (units: number) => number {
  const { dailyMeanUnits, reviewPeriodDays } = facts
  const longest = longestLotDays * dailyMeanUnits
  const perDay = (units: number) => lotCostPerDay(option, facts, units)
  const usual = usualLotUnits(option, facts)
  const least = Math.max(option.moqUnits, reviewPeriodDays * dailyMeanUnits)
  const lot = cheapestMultiple(option, least, Math.max(longest, usual), perDay)
  const lots = palletLots(option, longest).filter((units) => units >= least)
  const best = Math.min(perDay(usual), lot?.cost ?? Infinity, ...lots.map(perDay))
  return (units) => {
    const stockArea = (units - catchUpUnits) ** 2 / (2 * dailyMeanUnits)
    // Units of incremental discounts differ in price: held ones count at that of the usual lot, so that a larger need
    // never makes the stock beyond it look dearer.
    const at = option.discountKind === 'incremental' ? usual : units
    const held = holdingPerUnitDay(option, at, facts) * stockArea
    return landed(option, units, facts) + held - (best * units) / dailyMeanUnits
  }
}

/**
 * The legal quantity from `fromUnits` (itself legal) to `mostUnits` for which `costAgainstLongRun` is least. It is
 * `fromUnits` unless a price break pays: with all-units discounts the order is raised to the break and no further, with
 * incremental ones to the best quantity beyond it.
 */
export function bestQuantity(
  option: SupplierOption,
  facts: LotFacts,
  fromUnits: number,
  mostUnits: number,
  catchUpUnits: number,
): number {
  const { dailyMeanUnits } = facts
  if (option.priceBreaks.length === 0 || dailyMeanUnits <= 0) return fromUnits
  const cost = costAgainstLongRun(option, facts, catchUpUnits)
  const most = Math.min(mostUnits, catchUpUnits + longestLotDays * dailyMeanUnits)
  const found =
    option.discountKind === 'incremental'
      ? cheapestMultiple(option, fromUnits + 1, most, cost)
      : cheapestBreak(option, fromUnits, most, cost)
  return found !== null && found.cost < cost(fromUnits) - 1e-6 ? found.units : fromUnits
}

/**
 * Whole pallets in place of `fromUnits`, one more or the last one not begun, where that costs less by
 * `costAgainstLongRun`; `fromUnits` where it does not. Nothing below `leastUnits` or above `mostUnits`, and legal.
 */
export function wholePallets(
  option: SupplierOption,
  facts: LotFacts,
  fromUnits: number,
  bounds: { leastUnits: number; mostUnits: number },
  catchUpUnits: number,
): number {
  const { palletUnits, freightPerPalletMinor, orderMultipleUnits, moqUnits } = option
  if (!palletUnits || !freightPerPalletMinor || facts.dailyMeanUnits <= 0) return fromUnits
  const cost = costAgainstLongRun(option, facts, catchUpUnits)
  const least = Math.max(bounds.leastUnits, moqUnits)
  const most = Math.min(bounds.mostUnits, catchUpUnits + longestLotDays * facts.dailyMeanUnits)
  const pallets = [Math.floor(fromUnits / palletUnits), Math.ceil(fromUnits / palletUnits)]
  const [best] = pallets
    // A pallet that is no multiple of what the supplier sells is filled as far as it goes.
    .map((count) => Math.floor((count * palletUnits) / orderMultipleUnits) * orderMultipleUnits)
    .filter((units) => units >= least && units <= most && units > 0)
    .map((units) => ({ units, cost: cost(units) }))
    .toSorted((a, b) => a.cost - b.cost)
  return best !== undefined && best.cost < cost(fromUnits) - 1e-6 ? best.units : fromUnits
}
