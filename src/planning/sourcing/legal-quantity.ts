import { QuartermasterError } from '#root/errors.ts'

import type { SupplierOption } from '../types.ts'

type QuantityTerms = Pick<
  SupplierOption,
  'supplierCode' | 'moqUnits' | 'orderMultipleUnits' | 'maximumUnits'
>

/** `units` may be ordered; `short` tells that the supplier's maximum is below what was asked. */
export type LegalQuantity = { units: number; short: boolean }

function requirePositiveWhole(value: number, what: string, supplierCode: string): void {
  if (Number.isSafeInteger(value) && value > 0) return
  throw new QuartermasterError(
    'invalid',
    `${what} of supplier ${supplierCode} is ${value}.`,
    'It must be a whole number of at least 1; correct the supplier item.',
  )
}

/**
 * The arithmetic of `legalQuantity` alone, for simulations that ask it a million times; 0 where it says null. Nothing is
 * checked: all figures whole, the multiple at least 1, `maximumUnits` Infinity where there is none.
 */
export function legalUnits(
  askedUnits: number,
  moqUnits: number,
  multipleUnits: number,
  maximumUnits: number,
): number {
  const wanted =
    Math.ceil((askedUnits > moqUnits ? askedUnits : moqUnits) / multipleUnits) * multipleUnits
  if (wanted <= maximumUnits) return wanted
  const largest = Math.floor(maximumUnits / multipleUnits) * multipleUnits
  return largest < moqUnits ? 0 : largest
}

/**
 * The smallest quantity (stock units) that honours MOQ and order multiple together: the least multiple >= max(asked,
 * MOQ), cut to the largest multiple within the maximum. Null when no multiple lies between MOQ and maximum.
 */
export function legalQuantity(terms: QuantityTerms, askedUnits: number): LegalQuantity | null {
  const { supplierCode, moqUnits, orderMultipleUnits: multiple, maximumUnits } = terms
  requirePositiveWhole(askedUnits, 'The quantity asked', supplierCode)
  requirePositiveWhole(multiple, 'The order multiple', supplierCode)
  const units = legalUnits(askedUnits, moqUnits, multiple, maximumUnits ?? Infinity)
  return units > 0 ? { units, short: units < askedUnits } : null
}
