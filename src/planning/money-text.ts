// Reads an amount of money as people write it: "5,000 GBP", "£5k", "1.234,50 €", "2 million yen".

import { Big } from 'big.js'
import { QuartermasterError } from '#root/errors.ts'
import { currencyDigits, isCurrency, type Money } from './money.ts'

const symbols: Record<string, string> = {
  '£': 'GBP',
  '€': 'EUR',
  '¥': 'JPY',
  '₹': 'INR',
  '₩': 'KRW',
  '₺': 'TRY',
  '₴': 'UAH',
  '₫': 'VND',
  zł: 'PLN',
  us$: 'USD',
  a$: 'AUD',
  c$: 'CAD',
  nz$: 'NZD',
  hk$: 'HKD',
  s$: 'SGD',
  pound: 'GBP',
  pounds: 'GBP',
  quid: 'GBP',
  euro: 'EUR',
  euros: 'EUR',
  yen: 'JPY',
  yuan: 'CNY',
  rupees: 'INR',
}
/** Currencies that a shop of theirs calls "dollar"; elsewhere it is the American one. */
const ownDollars = ['AUD', 'CAD', 'NZD', 'HKD', 'SGD', 'TWD', 'BBD', 'JMD', 'TTD', 'XCD']
const scales = { '': 1, k: 1e3, thousand: 1e3, grand: 1e3, m: 1e6, mn: 1e6, million: 1e6 }

// A "k" or "m" before one or two last letters is the beginning of a currency: 500 KRW, 500 MXN.
const shape =
  /^(?<before>[a-z]{0,3}[^\s\d.,'’+-]?)\s*(?<figure>\d[\d.,'’\s]*?)\s*(?<scale>(?:(?:k|thousand|grand|million|mn|m)(?![a-z]{1,2}$))?)\s*(?<after>[\p{L}\p{Sc}]{0,7}\p{Sc}?)$/iu
type Parts = { before: string; figure: string; scale: string; after: string }

/** A longer text is no amount; it is refused rather than read in part. */
const longestText = 60

function refuse(text: string, repair: string): never {
  throw new QuartermasterError(
    'invalid',
    `"${text.slice(0, 40)}" is not an amount of money.`,
    repair,
  )
}

function currencyOf(word: string, text: string, defaultCurrency: string): string {
  const lower = word.toLowerCase()
  if (lower === '') return defaultCurrency
  if (['$', 'dollar', 'dollars'].includes(lower))
    return ownDollars.includes(defaultCurrency) ? defaultCurrency : 'USD'
  const code = symbols[lower] ?? lower.toUpperCase()
  if (!isCurrency(code))
    refuse(text, 'Write the amount and a currency code, for example 5,000 GBP.')
  return code
}

/** "1,234.50", "1.234,50" and "1 234,50" to "1234.50"; null when the separators cannot be read in one way only. */
function plainDecimal(figure: string, digits: number): string | null {
  const spaceless = figure.replace(/[\s'’](?=\d{3}(?!\d))/g, '')
  if (/^\d{1,3}[.,]\d{3}$/.test(spaceless)) {
    // "1.234" alone may be a thousand or a fraction: only a comma, where no fraction has three digits, settles it.
    return spaceless.includes(',') && digits < 3 ? spaceless.replace(',', '') : null
  }
  if (/^\d{1,3}(?:,\d{3})+(?:\.\d+)?$/.test(spaceless)) return spaceless.replaceAll(',', '')
  if (/^\d{1,3}(?:\.\d{3})+(?:,\d+)?$/.test(spaceless)) {
    return spaceless.replaceAll('.', '').replace(',', '.')
  }
  return /^\d+(?:[.,]\d+)?$/.test(spaceless) ? spaceless.replace(',', '.') : null
}

/**
 * An amount as a person writes it, in whole minor units. A bare "$" means the shop's own dollar when it has one.
 * Throws 'invalid' on a negative or ambiguous figure, an unknown currency, or a fraction of a minor unit.
 */
export function parseMoney(text: string, defaultCurrency: string): Money {
  const written = text.trim()
  const match = written.length <= longestText ? shape.exec(written) : null
  if (match === null) refuse(text, 'Write one positive amount, for example 5,000 GBP or £5k.')
  const { before, figure, scale, after } = match.groups as Parts
  if (before !== '' && after !== '') refuse(text, 'Name one currency, for example 5,000 GBP.')
  const currency = currencyOf(before + after, text, defaultCurrency)
  const digits = currencyDigits(currency)
  const plain = plainDecimal(figure, digits)
  if (plain === null) refuse(text, 'Write it without separators, for example 1234 or 1234.50.')
  const minor = new Big(plain)
    .times(scales[scale.toLowerCase() as keyof typeof scales])
    .times(new Big(10).pow(digits))
  const amountMinor = Number(minor.toFixed())
  if (!Number.isSafeInteger(amountMinor)) {
    refuse(text, `Give at most ${digits} decimal places, and an amount that can be kept exactly.`)
  }
  return { amountMinor, currency }
}
