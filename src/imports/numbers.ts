// Figures as people and spreadsheets write them, taken only where they can mean one thing.

/** A figure understood, or why not. */
export type Reading<Value> = { value: Value } | { reason: string; repair: string }

const plain = /^-?\d+(\.\d+)?$/

/**
 * The figure as a plain decimal text ('1234.5'), without rounding: spaces and apostrophes group, the last of '.' and
 * ',' is the decimal sign where both stand. A lone comma before exactly three digits may mean two things and is refused.
 */
export function plainDecimal(text: string): Reading<string> {
  const packed = text.replaceAll(/[\s'’\u00A0\u202F]/g, '')
  if (plain.test(packed)) return { value: packed }
  if (/^-?\d{1,3}(,\d{3})+\.\d+$/.test(packed)) return { value: packed.replaceAll(',', '') }
  if (/^-?\d{1,3}(\.\d{3})+,\d+$/.test(packed)) {
    return { value: packed.replaceAll('.', '').replace(',', '.') }
  }
  if (/^-?\d{1,3}(,\d{3}){2,}$/.test(packed)) return { value: packed.replaceAll(',', '') }
  if (/^-?\d+,\d{3}$/.test(packed)) {
    const [whole, rest] = packed.split(',')
    return {
      reason: `it may mean ${whole}${rest} or ${whole}.${rest}`,
      repair: `write ${whole}${rest} or ${whole}.${rest}`,
    }
  }
  if (/^-?\d+,\d+$/.test(packed)) return { value: packed.replace(',', '.') }
  return { reason: 'it is not a plain number', repair: 'write digits such as 1234.5' }
}

const mostUnits = 2_147_483_647

/** Whole units from `least` to 2,147,483,647; here a comma before three digits can only group. */
export function wholeUnits(text: string, least: number): Reading<number> {
  const packed = text.replaceAll(/[\s'’\u00A0\u202F]/g, '')
  const grouped = /^-?\d{1,3}(,\d{3})+$/.test(packed) ? packed.replaceAll(',', '') : packed
  const decimal = plainDecimal(grouped)
  if (!('value' in decimal)) return decimal
  const value = Number(decimal.value)
  if (!Number.isInteger(value)) {
    const repair = 'count in a smaller unit of measure, so that every figure is whole'
    return { reason: 'it is not a whole number of units', repair }
  }
  if (value < least) {
    const repair = least === 0 ? 'write 0 or more' : `write ${least} or more`
    return { reason: value < 0 ? 'it is negative' : `it is less than ${least}`, repair }
  }
  if (value > mostUnits) {
    return { reason: 'it is too large', repair: 'write at most 2,147,483,647 units' }
  }
  return { value }
}

/** A price or rate of at most `places` decimals, 0 or more, below 10^12, as exact decimal text. */
export function exactPrice(text: string, places: number): Reading<string> {
  const decimal = plainDecimal(text)
  if (!('value' in decimal)) return decimal
  if (decimal.value.startsWith('-')) return { reason: 'it is negative', repair: 'write 0 or more' }
  const [whole = '', fraction = ''] = decimal.value.split('.')
  if (whole.replace(/^0+/, '').length > 12) {
    return { reason: 'it is too large', repair: 'write less than 1,000,000,000,000' }
  }
  if (fraction.replace(/0+$/, '').length > places) {
    return {
      reason: `it has more than ${places} decimals`,
      repair: `round it to ${places} decimals`,
    }
  }
  return { value: decimal.value }
}
