// One need bought from several suppliers: where one alone can not fill it, or two together are cheaper.

import { formatCount, formatMoney } from '#render/figures.ts'
import { addMinor, currencyDigits } from '../money.ts'
import type { ItemLocationInput, PlanningPolicy, SupplierOption } from '../types.ts'
import { buyerBears } from './incoterm.ts'
import { landedCost, landedUnitCost } from './landed-cost.ts'
import { splitAcrossSuppliers } from './supplier-split.ts'
import type { SplitOffer } from './supplier-split.ts'
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

function offerOf(
  { baseCurrency }: ItemLocationInput,
  policy: PlanningPolicy,
  option: SupplierOption,
): SplitOffer {
  const terms = { baseCurrency, holdingRate: policy.holdingRate }
  const isBorne = buyerBears(option.incoterm)?.freight === true
  const freight = isBorne ? option.freightPerOrderMinor / 10 ** option.currencyDigits : 0
  const toBaseMinor = Number(option.rateToBase) * 10 ** currencyDigits(baseCurrency)
  // Prices by steps are not prices of all units: such a supplier is taken at its price without them.
  const steps = option.discountKind === 'incremental' ? [] : option.priceBreaks
  const starts = [1, ...steps.map(({ minUnits }) => minUnits)].toSorted((a, b) => a - b)
  return {
    supplierCode: option.supplierCode,
    orderCost: freight * toBaseMinor + policy.orderCostMinor,
    tiers: [...new Set(starts)].map((minUnits) => ({
      minUnits,
      unitPrice: landedUnitCost({ ...option, priceBreaks: steps }, minUnits, terms),
    })),
    moqUnits: option.moqUnits,
    packUnits: option.orderMultipleUnits,
    capacityUnits: deliverable(option),
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
    offers: usable.map((option) => offerOf(input, policy, option)),
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
