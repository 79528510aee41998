import { legalQuantity } from '../sourcing/legal-quantity.ts'
import type { WaterfallStep } from '../reasons.ts'
import type { SupplierOption } from '../types.ts'
import { step } from './need-steps.ts'
import type { OrderLimit } from './order-limits.ts'

/**
 * The steps from `askedUnits` (stock units, above 0) to the smallest quantity that MOQ, order multiple and limit allow,
 * none of them zero; they end at 0 units where no legal quantity exists.
 */
export function termSteps(
  option: SupplierOption,
  askedUnits: number,
  limit: OrderLimit,
): WaterfallStep[] {
  const { supplierCode, moqUnits, orderMultipleUnits } = option
  const upTo = (maximumUnits: number | null) =>
    legalQuantity({ supplierCode, moqUnits, orderMultipleUnits, maximumUnits }, askedUnits)?.units
  const free = upTo(null) ?? askedUnits
  const legal = limit.units === null ? free : (upTo(limit.units) ?? 0)
  const atLeast = Math.max(askedUnits, moqUnits)
  return [
    step('moq', 'Minimum order quantity', atLeast - askedUnits, `sold from ${moqUnits} units`),
    step(
      'order_multiple',
      'Order multiple',
      free - atLeast,
      `sold in multiples of ${orderMultipleUnits}`,
    ),
    step('maximum', 'Most that may be ordered', legal - free, limit.reason),
  ].filter(({ units }) => units !== 0)
}
