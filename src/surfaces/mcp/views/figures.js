// Figures as the tools write them in their sentences: the same places, symbols and commas, nothing is computed.

const otherDigits = new Map([
  ...withDigits(0, 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'),
  ...withDigits(3, 'BHD IQD JOD KWD LYD OMR TND'),
  ...withDigits(4, 'CLF UYW'),
])
const symbols = { GBP: '£', EUR: '€', USD: '$', JPY: '¥', INR: '₹', KRW: '₩' }
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

function withDigits(digits, codes) {
  return codes.split(' ').map((code) => [code, digits])
}

const digitsOf = (currency) => otherDigits.get(currency) ?? 2

function grouped(digits) {
  const [whole, fraction] = digits.split('.')
  const commas = whole.replace(/\B(?=(\d{3})+$)/g, ',')
  return fraction === undefined ? commas : `${commas}.${fraction}`
}

function withCurrency(isNegative, digits, currency) {
  return `${isNegative ? '-' : ''}${symbols[currency] ?? `${currency} `}${grouped(digits)}`
}

/** Minor units and their ISO currency: (123400, 'GBP') -> '£1,234.00'; what is no whole number is not shown. */
export function money(minor, currency) {
  if (!Number.isInteger(minor) || typeof currency !== 'string') return ''
  const places = digitsOf(currency)
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

/** An exact decimal price: ('4.250000', 'USD') -> '$4.25'; anything else is not shown. */
export function price(text, currency) {
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text ?? '')
  if (match === null || typeof currency !== 'string') return ''
  const fraction = (match[3] ?? '').replace(/0+$/, '').padEnd(digitsOf(currency), '0')
  const whole = match[2].replace(/^0+(?=\d)/, '')
  return withCurrency(match[1] === '-', fraction === '' ? whole : `${whole}.${fraction}`, currency)
}

/** Units or days with commas, as they came: 1440 -> '1,440', 12.5 -> '12.5'; what is no number is not shown. */
export function count(value) {
  if (!Number.isFinite(value)) return ''
  return `${value < 0 ? '-' : ''}${grouped(String(Math.abs(value)))}`
}

/** '2026-11-24' -> '24 Nov 2026'; anything else is not shown. */
export function day(iso) {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(iso ?? '')
  const month = months[Number(match?.[2]) - 1]
  return month === undefined ? '' : `${Number(match[3])} ${month} ${match[1]}`
}

/** A count and its noun: (1, 'line') -> '1 line', (12, 'line') -> '12 lines'. */
export const counted = (value, noun) => `${count(value)} ${value === 1 ? noun : `${noun}s`}`
