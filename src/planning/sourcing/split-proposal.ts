// One need bought from several suppliers: where one alone can not fill it, or two together are cheaper.

import { formatCount, formatMoney } from '#render/figures.ts'
import { addMinor } from '../money.ts'
import type { ItemLocationInput, PlanningPolicy, SupplierOption } from '../types.ts'
import {
  borneFreightMinor,
  landedCost,
  landedUnitCost,
  unitsPerContainer,
  type LandingTerms,
} from './landed-cost.ts'
import { splitAcrossSuppliers } from './supplier-split.ts'
import type { BegunCost, SplitOffer } from './supplier-split.ts'
import { supplierDefects } from './supplier-defects.ts'

/** Money in minor units of the base currency. */
export type SplitProposal = {
  orders: { supplierCode: string; supplierName: string; units: number; landedCostMinor: number }[]
  totalUnits: number
  landedCostMinor: number
}

/** The exact search is a table over units; a need beyond this is left to people. */
const mostUnits = 200_000

/** What a supplier delivers of the item in one order at most: its maximum, and what it makes in a week; null = no limit. */
function deliverable({ maximumUnits, capacityUnitsPerWeek }: SupplierOption): number | null {
  const limits = [maximumUnits, capacityUnitsPerWeek].filter((units) => typeof units === 'number')
  return limits.length === 0 ? null : Math.min(...limits)
}

/** Pallets and containers that the units begin, as far as the buyer bears them. */
function begunCosts(option: SupplierOption, baseCurrency: string): BegunCost[] {
  const perContainer = unitsPerContainer(option)
  const charges = [
    { everyUnits: option.palletUnits ?? 0, minor: option.freightPerPalletMinor ?? 0 },
    { everyUnits: perContainer ?? 0, minor: option.freightPerContainerMinor ?? 0 },
  ]
  return charges.flatMap(({ everyUnits, minor }) => {
    const cost = borneFreightMinor(option, minor, baseCurrency)
    return everyUnits > 0 && cost > 0 ? [{ everyUnits, cost }] : []
  })
}

/** The prices of an option as the search reads them, landed, without what pallets and containers cost. */
function tiersOf(option: SupplierOption, terms: Omit<LandingTerms, 'orderShare'>) {
  const breaks = option.priceBreaks.map(({ minUnits }) => minUnits)
  const starts = [...new Set([1, ...breaks])].toSorted((a, b) => a - b)
  const plain = { ...option, freightPerPalletMinor: 0, freightPerContainerMinor: 0 }
  const landedAt = (minUnits: number) =>
    landedUnitCost({ ...plain, discountKind: 'all_units' }, minUnits, terms)
  let [price, fixedCost] = [landedAt(1), 0]
  return starts.map((minUnits) => {
    const unitPrice = landedAt(minUnits)
    // With prices by steps the units below this one keep the price of their own step.
    if (option.discountKind === 'incremental') fixedCost += (price - unitPrice) * (minUnits - 1)
    price = unitPrice
    return { minUnits, unitPrice, fixedCost }
  })
}

/**
 * What one order of an option costs, for the exact search; money as floating minor units of the base currency.
 * `deliveredUnits` bounds what it delivers; null = no limit.
 */
export function splitOffer(
  baseCurrency: string,
  policy: PlanningPolicy,
  option: SupplierOption,
  deliveredUnits: number | null,
): SplitOffer {
  const terms = { baseCurrency, holdingRate: policy.holdingRate }
  const freight = borneFreightMinor(option, option.freightPerOrderMinor, baseCurrency)
  return {
    supplierCode: option.supplierCode,
    orderCost: freight + policy.orderCostMinor,
    tiers: tiersOf(option, terms),
    moqUnits: option.moqUnits,
    packUnits: option.orderMultipleUnits,
    capacityUnits: deliveredUnits,
    begun: begunCosts(option, baseCurrency),
  }
}

/**
 * The cheapest legal way to buy at least `units` of an item from its usable suppliers, exact, goods, freight, duty and
 * the work of each order counted; `mostShare` (0..1) bounds what one supplier may get. Null where the suppliers can not
 * fill the need that way, or where one order does.
 */
export function proposeSplit(
  input: ItemLocationInput,
  policy: PlanningPolicy,
  units: number,
  mostShare: number | null,
): SplitProposal | null {
  const usable = input.suppliers.filter((option) => supplierDefects(input, option, 1).length === 0)
  if (usable.length < 2 || units > mostUnits) return null
  const cheapest = Math.min(
    ...usable.map((option) =>
      landedUnitCost(option, Math.max(1, option.moqUnits), {
        baseCurrency: input.baseCurrency,
        holdingRate: policy.holdingRate,
      }),
    ),
  )
  const split = splitAcrossSuppliers({
    requiredUnits: units,
    offers: usable.map((option) =>
      splitOffer(input.baseCurrency, policy, option, deliverable(option)),
    ),
    // A unit too many is paid now and sold later: it is held for a quarter.
    excessCost: (cheapest * policy.holdingRate) / 4,
    maxShare: mostShare,
  })
  if (split === null || split.orders.length < 2) return null
  const orders = split.orders.map(({ supplierCode, units: bought }) => {
    const option = usable.find((one) => one.supplierCode === supplierCode)!
    const terms = {
      baseCurrency: input.baseCurrency,
      holdingRate: policy.holdingRate,
      orderShare: 1,
    }
    const { supplierName } = option
    const landedCostMinor = landedCost(option, bought, terms).paidMinor
    return { supplierCode, supplierName, units: bought, landedCostMinor }
  })
  return {
    orders,
    totalUnits: split.totalUnits,
    landedCostMinor: addMinor(0, ...orders.map((order) => order.landedCostMinor)),
  }
}

/** "180 from Acme (£360.00) and 60 from Beta (£130.00), £490.00 landed in all". */
export function splitText(proposal: SplitProposal, baseCurrency: string): string {
  const money = (minor: number) => formatMoney(minor, baseCurrency)
  const parts = proposal.orders.map(
    ({ supplierName, units, landedCostMinor }) =>
      `${formatCount(units)} from ${supplierName} (${money(landedCostMinor)})`,
  )
  return `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}, ${money(proposal.landedCostMinor)} landed in all`
}
