// Who else can deliver a part of a line in time, and on which terms: the offers that a split is searched among.

import { toDay, toIso } from '../calendar.ts'
import { lineTotalMinor } from '../money.ts'
import { unitPriceAt } from '../sourcing/landed-cost.ts'
import { splitOffer } from '../sourcing/split-proposal.ts'
import { supplierDefects } from '../sourcing/supplier-defects.ts'
import type { SplitOffer } from '../sourcing/supplier-split.ts'
import type {
  IsoDate,
  ItemLocationInput,
  PlanningPolicy,
  StockPosition,
  SupplierOption,
} from '../types.ts'
import { activeRules } from './human-rules.ts'
import { orderLimit } from './order-limits.ts'
import { supplierClock } from './supplier-clock.ts'
import { optionDefects } from './trust-gate.ts'

/** A supplier that may deliver a part, and the day on which an order of today would be here. */
export type OtherSupplier = { option: SupplierOption; expectedOn: IsoDate; offer: SplitOffer }

/** The day on which an order placed so many days from now is usable here. */
export function arrivalOn(input: ItemLocationInput, option: SupplierOption, inDays: number) {
  const leadDays = Math.ceil(option.leadTime?.meanDays ?? 0)
  return toIso(supplierClock(option.calendar).arrival(toDay(input.asOf) + inDays, leadDays))
}

/** What an order of the item alone must be at least: the MOQ, and as many units as reach the supplier's minimum order. */
function leastUnits(option: SupplierOption): number {
  const { moqUnits, orderMultipleUnits: multiple, minimumOrderMinor, currencyDigits } = option
  const lowest = Math.min(
    ...[option.unitPrice, ...option.priceBreaks.map(({ unitPrice }) => unitPrice)].map(Number),
  )
  const reaching = lowest > 0 ? minimumOrderMinor / (lowest * 10 ** currencyDigits) : Infinity
  if (minimumOrderMinor <= 0) return moqUnits
  if (!Number.isSafeInteger(Math.ceil(reaching))) return Infinity
  let units = Math.max(moqUnits, Math.ceil(Math.ceil(reaching) / multiple) * multiple)
  // A price rounds once, at the line total.
  while (lineTotalMinor(unitPriceAt(option, units), units, currencyDigits) < minimumOrderMinor) {
    units += multiple
  }
  return units
}

/**
 * The suppliers, beside `mainCode`, that can be ordered from and whose order of today is here by `latestOn`, each with
 * what it can deliver beyond its drafts, up to `mostUnits`. Each part has to stand as an order of its own. A supplier
 * whose capacity all its items share is left out: what it can make is promised to its own lines.
 */
export function otherSuppliers(
  input: ItemLocationInput,
  policy: PlanningPolicy,
  position: StockPosition,
  where: { mainCode: string; latestOn: IsoDate; mostUnits: number },
): OtherSupplier[] {
  const rules = { ...activeRules(input), maximum: null }
  return input.suppliers.flatMap((option): OtherSupplier[] => {
    const isShared = typeof option.supplierCapacityUnitsPerWeek === 'number'
    if (option.supplierCode === where.mainCode || isShared) return []
    if (supplierDefects(input, option, 1).length > 0) return []
    if (optionDefects(input, option, policy).length > 0) return []
    const expectedOn = arrivalOn(input, option, 0)
    if (expectedOn > where.latestOn) return []
    const limit = orderLimit(input, option, position, rules).units ?? Infinity
    const mostUnits = Math.min(limit, where.mostUnits)
    const least = leastUnits(option)
    if (least > mostUnits) return []
    const offer = splitOffer(input.baseCurrency, policy, option, mostUnits)
    const tiers = offer.tiers.filter(({ minUnits }) => minUnits <= mostUnits)
    return [{ option, expectedOn, offer: { ...offer, tiers, moqUnits: least } }]
  })
}
