import type { ItemLocationInput, SupplierOption } from '../types.ts'
import { buyerBears, incotermCodes } from './incoterm.ts'
import { legalQuantity } from './legal-quantity.ts'

/** Why a supplier can not be ordered from, or not be compared: the fact, and what to enter where. */
export type SupplierDefect = {
  code:
    | 'blocked'
    | 'unapproved'
    | 'no_lead_time'
    | 'no_exchange_rate'
    | 'unknown_incoterm'
    | 'mixed_units'
    | 'expired_price'
    | 'no_legal_quantity'
  fact: string
  repair: string
}

function defect(code: SupplierDefect['code'], fact: string, repair: string): SupplierDefect {
  return { code, fact, repair }
}

function termDefects(input: ItemLocationInput, option: SupplierOption): SupplierDefect[] {
  const found: SupplierDefect[] = []
  const name = option.supplierName
  if (option.leadTime === null) {
    found.push(
      defect(
        'no_lead_time',
        `${name} has no lead time for this item.`,
        'Enter the lead time of the supplier item.',
      ),
    )
  }
  if (option.rateToBase === null) {
    found.push(
      defect(
        'no_exchange_rate',
        `There is no exchange rate from ${option.currency} to ${input.baseCurrency}.`,
        'Add the rate to the exchange rates.',
      ),
    )
  }
  if (buyerBears(option.incoterm) === null) {
    found.push(
      defect(
        'unknown_incoterm',
        `The Incoterm of ${name} is not known, so freight and duty can not be told.`,
        `Enter one of ${incotermCodes.join(', ')}.`,
      ),
    )
  }
  if (option.unitOfMeasure !== input.item.unitOfMeasure) {
    found.push(
      defect(
        'mixed_units',
        `${name} sells in ${option.unitOfMeasure}, stock is counted in ${input.item.unitOfMeasure}.`,
        'State price, MOQ and multiple in the unit of the stock.',
      ),
    )
  }
  return found
}

/** Everything that keeps an option from being ordered on the as-of day; empty = usable. */
export function supplierDefects(
  input: ItemLocationInput,
  option: SupplierOption,
  askedUnits: number,
): SupplierDefect[] {
  const found: SupplierDefect[] = []
  const name = option.supplierName
  if (option.status === 'blocked') {
    found.push(
      defect('blocked', `${name} is blocked.`, 'A person must unblock the supplier first.'),
    )
  }
  if (option.status === 'unapproved') {
    found.push(defect('unapproved', `${name} is not approved yet.`, 'Have the supplier approved.'))
  }
  found.push(...termDefects(input, option))
  if (option.validUntil !== null && option.validUntil < input.asOf) {
    found.push(
      defect(
        'expired_price',
        `The price of ${name} was valid until ${option.validUntil}.`,
        'Ask for a new price.',
      ),
    )
  }
  if (legalQuantity(option, askedUnits) === null) {
    found.push(
      defect(
        'no_legal_quantity',
        `${name} allows no quantity: MOQ ${option.moqUnits}, multiple ${option.orderMultipleUnits}, maximum ${option.maximumUnits}.`,
        'Correct MOQ, multiple or maximum of the supplier item.',
      ),
    )
  }
  return found
}
