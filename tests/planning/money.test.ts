import { readFileSync, existsSync } from 'node:fs'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { canonicalJson } from '#planning/canonical.ts'
import {
  addMinor,
  convertMinor,
  currencyDigits,
  lineTotalMinor,
  roundedProduct,
} from '#planning/money.ts'
import { parseMoney } from '#planning/money-text.ts'

describe('a rounded product', () => {
  const decimal = (digits: bigint, places: number) => {
    const text = digits.toString().padStart(places + 1, '0')
    return places === 0 ? text : `${text.slice(0, -places)}.${text.slice(-places)}`
  }
  const part = fc.record({
    digits: fc.oneof(fc.bigInt(0n, 10n ** 6n), fc.bigInt(0n, 10n ** 15n)),
    places: fc.nat(8),
  })

  test('equals integer arithmetic, half up, whether whole numbers are exact or not', () => {
    fc.assert(
      fc.property(fc.nat(100_000), part, part, fc.nat(4), (units, price, rate, power) => {
        const product = BigInt(units) * price.digits * rate.digits * 10n ** BigInt(power)
        const divisor = 10n ** BigInt(price.places + rate.places)
        const texts = [price, rate].map(({ digits, places }) => decimal(digits, places))
        expect(roundedProduct(units, texts, power)).toBe(
          Number((2n * product + divisor) / (2n * divisor)),
        )
      }),
    )
  })
})

describe('a line total', () => {
  test('is rounded once, half up, in the digits of its currency', () => {
    expect(lineTotalMinor('1.005', 1, 2)).toBe(101)
    expect(lineTotalMinor('0.615', 3, 2)).toBe(185)
    expect(lineTotalMinor('0.1', 3, 2)).toBe(30)
    expect(lineTotalMinor('0.0049', 1, 2)).toBe(0)
    expect(lineTotalMinor('33.333', 3, 3)).toBe(99_999)
    expect(lineTotalMinor('100.5', 1, 0)).toBe(101)
  })

  test('is refused when it cannot be kept exactly, or the units are broken', () => {
    expect(() => lineTotalMinor('90071992547409.93', 1, 2)).toThrow(/kept exactly/)
    expect(() => lineTotalMinor('1.00', 1.5, 2)).toThrow(/whole number of units/)
    for (const price of ['1e309', 'NaN', '', '1,50', ' 1']) {
      expect(() => lineTotalMinor(price, 1, 2)).toThrow(/decimal number/)
    }
  })

  test('equals integer arithmetic for every price of six places', () => {
    fc.assert(
      fc.property(
        fc.bigInt(0n, 10n ** 12n),
        fc.integer({ min: 0, max: 5_000 }),
        (micros, units) => {
          const price = `${micros / 1_000_000n}.${String(micros % 1_000_000n).padStart(6, '0')}`
          const exact = (micros * BigInt(units) + 5_000n) / 10_000n
          expect(lineTotalMinor(price, units, 2)).toBe(Number(exact))
        },
      ),
    )
  })
})

describe('conversion', () => {
  test('multiplies by the rate and rounds once', () => {
    expect(convertMinor(300_000, 0, '0.0067', 2)).toBe(201_000)
    expect(convertMinor(1, 2, '0.3071', 3)).toBe(3)
    expect(convertMinor(999_999_999_999, 2, '0.9234', 2)).toBe(923_399_999_999)
    expect(convertMinor(150, 2, '1', 0)).toBe(2)
  })

  test('without a rate is an error, never a rate of one', () => {
    expect(() => convertMinor(100, 2, null, 2)).toThrow(/no exchange rate/)
    expect(() => convertMinor(100, 2, '0', 2)).toThrow(/no exchange rate/)
  })
})

test('sums stay whole', () => {
  expect(addMinor(1, 2, 3)).toBe(6)
  expect(() => addMinor(1, 0.5)).toThrow(/whole number of minor units/)
  expect(() => addMinor(Number.MAX_SAFE_INTEGER, 1)).toThrow(/kept exactly/)
})

test('minor digits are those of ISO 4217', () => {
  const digits = {
    USD: 2,
    KRW: 0,
    CLP: 0,
    UGX: 0,
    IDR: 2,
    PKR: 2,
    HUF: 2,
    COP: 2,
    IQD: 3,
    KWD: 3,
    CLF: 4,
  }
  for (const [currency, expected] of Object.entries(digits))
    expect(currencyDigits(currency)).toBe(expected)
  expect(() => currencyDigits('gbp')).toThrow(/not a currency/)
  expect(() => currencyDigits('constructor')).toThrow(/not a currency/)
})

describe('an amount in words', () => {
  const table = `
    5,000 GBP        500000     GBP
    £5k              500000     GBP
    €1.234,50        123450     EUR
    1 234,50 EUR     123450     EUR
    1,234,567.89 usd 123456789  USD
    US$20            2000       USD
    $20              2000       USD
    2 million yen    2000000    JPY
    5000 quid        500000     GBP
    5000             500000     GBP
    1.5k             150000     GBP`
  const rows = table
    .trim()
    .split('\n')
    .map((line) => /^\s*(.*?)\s+(\d+)\s+(\w{3})$/.exec(line)!.slice(1))
  test.each(rows)('%s is %s %s', (text, amountMinor, currency) => {
    expect(parseMoney(text!, 'GBP')).toEqual({ amountMinor: Number(amountMinor), currency })
  })

  test('a bare dollar is the shop’s own dollar', () => {
    expect(parseMoney('$20', 'AUD').currency).toBe('AUD')
  })

  test.each(['-5', '£1.234', '£5 EUR', 'abc', '1e309', '', '1.005 USD', '12 xxx', '£', '1,23,4'])(
    '"%s" is refused',
    (text) => expect(() => parseMoney(text, 'GBP')).toThrow(/not an amount of money/),
  )
})

describe('canonical JSON', () => {
  test('sorts keys at every depth and knows one zero', () => {
    expect(canonicalJson({ b: [-0, { z: 1, a: null }], a: 'é' })).toBe(
      '{"a":"é","b":[0,{"a":null,"z":1}]}',
    )
  })

  test('is the same text after a trip through JSON', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(canonicalJson(JSON.parse(JSON.stringify(value)))).toBe(canonicalJson(value))
        expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)))
      }),
    )
  })

  test('refuses what has no single text', () => {
    for (const value of [Number.NaN, { a: Infinity }, new Date(0), [() => 1], 1n, [undefined]]) {
      expect(() => canonicalJson(value)).toThrow(/no canonical form/)
    }
  })
})

type MoneyCase = {
  kind: string
  in: Record<string, string>
  out: { half_up_minor: string } & string
}

/** What our functions answer to a case and what is expected; null for kinds and sizes that are not ours. */
function answerTo({ kind, in: given, out }: MoneyCase): { ours: string; expected: string } | null {
  if (kind === 'minor_digits') {
    return { ours: String(currencyDigits(given['ccy']!)), expected: String(out) }
  }
  if (kind === 'line_total' && Number.isSafeInteger(Number(out.half_up_minor))) {
    const digits = currencyDigits(given['ccy']!)
    const ours = lineTotalMinor(given['unit_price']!, Number(given['qty']), digits)
    return { ours: String(ours), expected: out.half_up_minor }
  }
  if (kind !== 'fx' || !given['rate']) return null
  const [from, to] = [currencyDigits(given['from']!), currencyDigits(given['to']!)]
  const ours = convertMinor(Number(given['minor']), from, given['rate'], to)
  return { ours: String(ours), expected: String(out) }
}

test('the shared money cases hold', (context) => {
  const path = '../shared/data/trust/money_uom_time.json'
  if (!existsSync(path)) {
    process.stdout.write(`skipped: ${path} is not here\n`)
    return context.skip()
  }
  const { cases } = JSON.parse(readFileSync(path, 'utf8')) as { cases: MoneyCase[] }
  const answers = cases.map(answerTo).filter((answer) => answer !== null)
  expect(answers.length).toBeGreaterThan(20)
  expect(answers.filter(({ ours, expected }) => ours !== expected)).toEqual([])
})
