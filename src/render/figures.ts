import { currencyDigits } from '#planning/money.ts'
import { QuartermasterError } from '#root/errors.ts'

const SYMBOLS = new Map([
  ['GBP', '£'],
  ['EUR', '€'],
  ['USD', '$'],
  ['JPY', '¥'],
  ['INR', '₹'],
  ['KRW', '₩'],
])

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** Thousands separated by commas in a string of digits, whatever follows the point untouched. */
function groupDigits(digits: string): string {
  if (digits.length <= 3) return digits
  const [whole = '', fraction] = digits.split('.')
  if (whole.length <= 3) return digits
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',')
  return fraction === undefined ? grouped : `${grouped}.${fraction}`
}

/** A number with commas and at most `decimals` places, zeros at the end cut: 1440 -> '1,440', 2.50 -> '2.5'. */
export function formatNumber(value: number, decimals: number): string {
  if (!Number.isFinite(value)) {
    throw new QuartermasterError(
      'invalid',
      `${value} is not a figure that can be shown.`,
      'Give a finite number, or null for what is not known.',
    )
  }
  if (Math.abs(value) >= 1e21) return value.toExponential(3)
  if (Number.isInteger(value)) {
    return `${value < 0 ? '-' : ''}${groupDigits(String(Math.abs(value)))}`
  }
  const fixed = Math.abs(value).toFixed(decimals)
  const trimmed = fixed.includes('.') ? fixed.replace(/\.?0+$/, '') : fixed
  return `${value < 0 && Number(trimmed) !== 0 ? '-' : ''}${groupDigits(trimmed)}`
}

/** Whole numbers whole; others with two places below 10, one below 100, none above. */
export function formatCount(value: number): string {
  const size = Math.abs(value)
  return formatNumber(value, Number.isInteger(value) || size >= 100 ? 0 : size >= 10 ? 1 : 2)
}

/** A fraction as percent, one decimal, two below one percent: .95 -> '95 %', .0035 -> '0.35 %'. */
export function formatRate(rate: number): string {
  return formatPercent(rate * 100)
}

/** A percentage that is already one: 12.25 -> '12.3 %'. */
export function formatPercent(percent: number): string {
  return `${formatNumber(percent, Math.abs(percent) < 1 ? 2 : 1)} %`
}

function withCurrency(negative: boolean, digits: string, currency: string): string {
  const symbol = SYMBOLS.get(currency) ?? `${currency} `
  return `${negative ? '-' : ''}${symbol}${groupDigits(digits)}`
}

/**
 * Minor units as money with the digits of ISO 4217: (123400, 'GBP') -> '£1,234.00', (1234, 'JPY') -> '¥1,234'.
 * Throws QuartermasterError('invalid') for a fraction of a minor unit or an unknown currency.
 */
export function formatMoney(minor: number, currency: string): string {
  if (!Number.isInteger(minor)) {
    throw new QuartermasterError(
      'invalid',
      `${minor} is not a whole number of minor units of ${currency}.`,
      'Round once, at the line total.',
    )
  }
  const places = currencyDigits(currency)
  const digits = BigInt(Math.abs(minor))
    .toString()
    .padStart(places + 1, '0')
  const whole = digits.slice(0, digits.length - places)
  return withCurrency(
    minor < 0,
    places === 0 ? digits : `${whole}.${digits.slice(-places)}`,
    currency,
  )
}

/** An exact unit price with at least the currency's own places and no zeros beyond: ('4.250000', 'USD') -> '$4.25'. */
export function formatPrice(price: string, currency: string): string {
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(price.trim())
  if (match === null) {
    throw new QuartermasterError(
      'invalid',
      `"${price.slice(0, 40)}" is not a decimal price.`,
      'A unit price is an exact decimal such as 4.25.',
    )
  }
  const [, sign = '', whole = '0', fraction = ''] = match
  const places = fraction.replace(/0+$/, '').padEnd(currencyDigits(currency), '0')
  const digits = whole.replace(/^0+(?=\d)/, '')
  return withCurrency(sign === '-', places === '' ? digits : `${digits}.${places}`, currency)
}

/** '2026-11-24' -> '24 Nov 2026'; anything else comes back as null. */
export function formatDate(iso: string): string | null {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(iso)
  const month = MONTHS[Number(match?.[2]) - 1]
  return match === null || month === undefined ? null : `${Number(match[3])} ${month} ${match[1]}`
}

/** '2026-11-24T14:05:09.120Z' -> '24 Nov 2026, 14:05 UTC'; an offset is shown as it is; anything else is null. */
export function formatInstant(iso: string): string | null {
  const match =
    /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2})(?::\d{2}(?:\.\d+)?)?\s?(Z|[+-]\d{2}(?::?\d{2})?)?$/.exec(
      iso,
    )
  const date = match === null ? null : formatDate(match[1] ?? '')
  if (match === null || date === null) return null
  const zone =
    match[3] === undefined ? '' : /^(Z|[+-]00(:?00)?)$/.test(match[3]) ? ' UTC' : ` ${match[3]}`
  return `${date}, ${match[2]}${zone}`
}
