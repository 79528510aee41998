// Money is an integer of minor units and a currency; unit prices are exact decimal strings.
// One rounding per line, half up (away from zero); totals are sums of rounded lines.

import { Big } from 'big.js'
import { QuartermasterError } from '#root/errors.ts'

// ISO 4217 by number of minor digits. Our own table: Intl follows CLDR, which differs for 29 codes.
// Withdrawn codes that recent purchase history still carries (ANG, BGN, HRK) stay readable.
const codesByDigits: Record<number, string> = {
  0: 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF',
  2: `AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BOV BRL BSD BTN BWP BYN BZD
    CAD CDF CHE CHF CHW CNY COP COU CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS
    GIP GMD GTQ GYD HKD HNL HRK HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD
    LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN
    PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB
    TJS TMT TOP TRY TTD TWD TZS UAH USD USN UYU UZS VED VES WST XCD XCG YER ZAR ZMW ZWG`,
  3: 'BHD IQD JOD KWD LYD OMR TND',
  4: 'CLF UYW',
}

const digitsByCode = new Map(
  Object.entries(codesByDigits).flatMap(([digits, codes]) =>
    codes.split(/\s+/).map((code) => [code, Number(digits)] as const),
  ),
)

/** Whether `currency` is a code of our ISO 4217 table (upper case). */
export function isCurrency(currency: string): boolean {
  return digitsByCode.has(currency)
}

/** Minor digits of an ISO 4217 currency (GBP 2, JPY 0, KWD 3); throws 'invalid' for an unknown code. */
export function currencyDigits(currency: string): number {
  const digits = digitsByCode.get(currency)
  if (digits === undefined) {
    throw new QuartermasterError(
      'invalid',
      `"${currency.slice(0, 20)}" is not a currency.`,
      'Use the three-letter ISO 4217 code in capitals, for example GBP, EUR or USD.',
    )
  }
  return digits
}

/** An exact decimal as Big; throws 'invalid' when `text` is not a plain finite decimal number. */
export function exactDecimal(text: string): Big {
  if (!/^-?\d{1,18}(\.\d{1,12})?$/.test(text)) {
    throw new QuartermasterError(
      'invalid',
      `"${text.slice(0, 40)}" is not a decimal number.`,
      'Write digits with at most one point, for example 12.50.',
    )
  }
  return new Big(text)
}

const powersOfTen = Array.from({ length: 7 }, (_, digits) => new Big(10).pow(digits))

/** Ten to a number of minor digits, exact. */
export function powerOfTen(digits: number): Big {
  return powersOfTen[digits] ?? new Big(10).pow(digits)
}

function wholeMinor(exact: Big): number {
  const minor = Number(exact.round(0, Big.roundHalfUp).toFixed())
  return safeMinor(minor)
}

function safeMinor(minor: number): number {
  if (!Number.isSafeInteger(minor)) {
    throw new QuartermasterError(
      'invalid',
      'The amount is not a whole number of minor units that can be kept exactly (at most 2^53 - 1).',
      'Check the price and the number of units; split the amount when it is really that large.',
    )
  }
  return minor
}

/** Longer texts of digits may stand for a number that is not exact as floating one. */
const exactDigits = 15

/** A plain decimal as `value` / 10^`places`, both whole and exact; null for what needs more digits or is none. */
function asFraction(text: string): { value: number; places: number } | null {
  if (text.length > exactDigits) return null
  let [value, point] = [0, -1]
  for (let at = 0; at < text.length; at += 1) {
    const digit = text.charCodeAt(at) - 48
    if (digit >= 0 && digit <= 9) value = value * 10 + digit
    else if (digit === -2 && point === -1 && at > 0) point = at
    else return null
  }
  const places = point === -1 ? 0 : text.length - 1 - point
  // The last place is a digit, which an empty text has not.
  return point !== text.length - 1 && places <= 12 ? { value, places } : null
}

/**
 * The product of `units`, decimals and ten to `power`, rounded once, half up, in whole numbers; null where these would
 * not be exact, or an amount is below zero. Prices and quantities are exact, and many are multiplied in a plan.
 */
export function wholeProduct(
  units: number,
  decimals: readonly string[],
  power: number,
): number | null {
  let [value, places] = [units, -power]
  for (const text of decimals) {
    const fraction = asFraction(text)
    if (fraction === null) return null
    value *= fraction.value
    places += fraction.places
  }
  value *= 10 ** Math.max(0, -places)
  const divisor = 10 ** Math.max(0, places)
  if (!Number.isSafeInteger(value) || value < 0 || places > exactDigits) return null
  const rest = value % divisor
  return (value - rest) / divisor + (2 * rest >= divisor ? 1 : 0)
}

/**
 * The product of `units`, decimals and ten to `power`, rounded once, half up: in whole numbers as long as these are
 * exact, and as Big beyond. May be beyond 2^53.
 */
export function roundedProduct(units: number, decimals: readonly string[], power: number): number {
  const whole = wholeProduct(units, decimals, power)
  if (whole !== null) return whole
  const exact = decimals.reduce(
    (product, text) => product.times(exactDecimal(text)),
    new Big(units),
  )
  return Number(exact.times(powerOfTen(power)).round(0, Big.roundHalfUp).toFixed())
}

/** Minor units of one order line: unit price x units, rounded once, half up. Throws 'invalid' beyond 2^53. */
export function lineTotalMinor(unitPrice: string, units: number, digits: number): number {
  if (!Number.isSafeInteger(units)) {
    throw new QuartermasterError(
      'invalid',
      `${units} is not a whole number of units.`,
      'Give whole units.',
    )
  }
  return safeMinor(roundedProduct(units, [unitPrice], digits))
}

/**
 * Minor units of one currency in another: amount x rate, rounded once, half up. `rateToBase` is one major unit
 * of the source in major units of the target; throws 'invalid' when it is unknown: there is no silent 1.
 */
export function convertMinor(
  minor: number,
  fromDigits: number,
  rateToBase: string | null,
  toDigits: number,
): number {
  if (rateToBase === null || !exactDecimal(rateToBase).gt(0)) {
    throw new QuartermasterError(
      'invalid',
      'There is no exchange rate for this currency.',
      'Add the rate to the exchange rates, with the date from which it holds.',
    )
  }
  const exact = new Big(safeMinor(minor)).times(exactDecimal(rateToBase))
  return wholeMinor(exact.times(powerOfTen(toDigits - fromDigits)))
}

/** The sum of whole minor units of one currency; throws 'invalid' on a fraction, NaN or a sum beyond 2^53. */
export function addMinor(...amounts: number[]): number {
  return amounts.reduce((sum, amount) => safeMinor(safeMinor(amount) + sum), 0)
}

export type Money = { amountMinor: number; currency: string }
