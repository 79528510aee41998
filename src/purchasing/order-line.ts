// One line of an order from the supplier's terms: legal quantity, price at that quantity, date.
import { addDays, isIsoDate, nextWorkingDay } from '#planning/calendar.ts'
import { unitPriceAt } from '#planning/sourcing/landed-cost.ts'
import { legalQuantity } from '#planning/sourcing/legal-quantity.ts'
import type { SupplierOption } from '#planning/types.ts'
import { QuartermasterError } from '#root/errors.ts'
import { sixPlaces } from './order-content.ts'

export type OrderLine = {
  sku: string
  units: number
  askedUnits: number
  unitPrice: string
  expectedOn: string | null
  /** Why the units differ from those asked; null when they do not. */
  remark: string | null
}

/** The day on which goods ordered today can be used, on the supplier's calendar; null while the lead time is unknown. */
export function expectedDay(option: SupplierOption, asOf: string): string | null {
  if (option.leadTime === null || !isIsoDate(asOf)) return null
  return nextWorkingDay(addDays(asOf, Math.ceil(option.leadTime.meanDays)), option.calendar)
}

function remarkOn(option: SupplierOption, askedUnits: number, units: number): string | null {
  if (units === askedUnits) return null
  const rules = [
    option.moqUnits > 1 && askedUnits < option.moqUnits ? `at least ${option.moqUnits}` : null,
    option.orderMultipleUnits > 1 ? `in multiples of ${option.orderMultipleUnits}` : null,
    units < askedUnits ? `at most ${option.maximumUnits}` : null,
  ].filter((rule) => rule !== null)
  return `asked ${askedUnits}, the smallest legal quantity is ${units}: ${option.supplierCode} sells ${rules.join(', ')}`
}

/** Throws 'conflict' unless the supplier may be ordered from. */
export function requireUsable(option: SupplierOption, sku: string, asOf: string): void {
  const expired = option.validUntil !== null && option.validUntil < asOf
  if (option.status === 'active' && !expired) return
  throw new QuartermasterError(
    'conflict',
    expired
      ? `The terms of ${option.supplierCode} for ${sku} ended on ${option.validUntil}.`
      : `${option.supplierCode} is ${option.status}; nothing can be ordered from it.`,
    `Choose another supplier of ${sku}; compare_suppliers shows them.`,
    { sku, supplierCode: option.supplierCode },
  )
}

/**
 * The line for `askedUnits` of an item: the smallest legal quantity, the price of its break (six decimals), the day it
 * can be used. Throws 'conflict' when the supplier may not be used or no legal quantity exists.
 */
export function orderLine(
  option: SupplierOption,
  sku: string,
  askedUnits: number,
  asOf: string,
): OrderLine {
  requireUsable(option, sku, asOf)
  const legal = legalQuantity(option, askedUnits)
  if (legal === null) {
    throw new QuartermasterError(
      'conflict',
      `${option.supplierCode} sells ${sku} in multiples of ${option.orderMultipleUnits}, at least ${option.moqUnits} and at most ${option.maximumUnits}: no quantity is legal.`,
      'Correct the terms of the supplier item, or choose another supplier.',
      { sku, supplierCode: option.supplierCode },
    )
  }
  return {
    sku,
    units: legal.units,
    askedUnits,
    unitPrice: sixPlaces(unitPriceAt(option, legal.units)),
    expectedOn: expectedDay(option, asOf),
    remark: remarkOn(option, askedUnits, legal.units),
  }
}
