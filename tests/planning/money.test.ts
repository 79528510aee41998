import { readFileSync, existsSync } from 'node:fs'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { canonicalJson } from '#planning/canonical.ts'
import {
  addMinor,
  convertMinor,
  currencyDigits,
  exactDecimal,
  isCurrency,
  lineTotalMinor,
  powerOfTen,
  roundedProduct,
  wholeProduct,
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

describe('a product in whole numbers', () => {
  test.each([
    [3, ['12.50'], 2, 3_750],
    [1, ['1.005'], 2, 101],
    [1, ['1.004'], 2, 100],
    [1, ['90'], 0, 90],
    [0, ['5'], 2, 0],
    [7, ['0.019'], 3, 133],
    [2, ['10', '0.5'], 2, 1_000],
    [1, ['0.123456789012'], 2, 12],
    [1, ['123456789012345'], 0, 123_456_789_012_345],
    [1, ['123456789012345'], -1, 12_345_678_901_235],
    [1, ['0.00000001', '0.0000001'], 0, 0],
    [1, [], 3, 1_000],
    [5, [], -1, 1],
    [4, [], -1, 0],
  ])('%s x %j x 10^%s is %s, without a longer way', (units, decimals, power, expected) => {
    expect(wholeProduct(units, decimals, power)).toBe(expected)
    expect(roundedProduct(units, decimals, power)).toBe(expected)
  })

  test.each([
    [1, ['1234567890123456'], 0, 1_234_567_890_123_456],
    [1_000, ['900719925474099'], 0, 900_719_925_474_099_000],
    [1, ['0.00000001', '0.00000001'], 0, 0],
    [-5, ['1.005'], 2, -503],
    [5, ['-1.005'], 2, -503],
    [Number.MAX_SAFE_INTEGER, ['10'], 2, 9_007_199_254_740_991_000],
  ])('%s x %j x 10^%s is %s, the longer way', (units, decimals, power, expected) => {
    expect(wholeProduct(units, decimals, power)).toBeNull()
    expect(roundedProduct(units, decimals, power)).toBe(expected)
  })

  test.each(['', '.', '.5', '5.', '1.2.3', '1/2', '1:2', '1,5', '1e3', '+1', '0.1234567890123'])(
    'is not made of "%s", either way',
    (text) => {
      expect(wholeProduct(1, [text], 2)).toBeNull()
      expect(() => roundedProduct(1, [text], 2)).toThrow(/not a decimal number/)
    },
  )
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

test('nothing is nothing, on either side of zero', () => {
  expect(lineTotalMinor('-0.001', 1, 2)).toBe(0)
  expect(lineTotalMinor('5', -0, 2)).toBe(0)
  expect(convertMinor(-0, 2, '1.5', 2)).toBe(0)
  expect(addMinor(-0)).toBe(0)
  expect(addMinor()).toBe(0)
})

test('a power of ten is exact, also beyond the digits that a currency has', () => {
  expect([0, 4, 6, 7, 30, -2].map((digits) => powerOfTen(digits).toFixed())).toEqual([
    '1',
    '10000',
    '1000000',
    '10000000',
    `1${'0'.repeat(30)}`,
    '0.01',
  ])
})

test('a decimal has digits, at most one point, and so many of them', () => {
  const longest = `-${'9'.repeat(18)}.${'9'.repeat(12)}`
  expect(exactDecimal(longest).toFixed()).toBe(longest)
  for (const text of ['9'.repeat(19), `0.${'9'.repeat(13)}`, '1.', '.1', '--1', '1x', 'x1']) {
    expect(() => exactDecimal(text)).toThrow(/not a decimal number/)
  }
})

describe('what is no money', () => {
  const refusal = (message: string, repair: string) =>
    expect.objectContaining({ code: 'invalid', message, repair })
  const long = 'x'.repeat(50)

  test('is refused with what to write instead', () => {
    expect(() => currencyDigits(long)).toThrow(
      refusal(
        `"${'x'.repeat(20)}" is not a currency.`,
        'Use the three-letter ISO 4217 code in capitals, for example GBP, EUR or USD.',
      ),
    )
    expect(() => exactDecimal(long)).toThrow(
      refusal(
        `"${'x'.repeat(40)}" is not a decimal number.`,
        'Write digits with at most one point, for example 12.50.',
      ),
    )
    expect(() => lineTotalMinor('1', 1.5, 2)).toThrow(
      refusal('1.5 is not a whole number of units.', 'Give whole units.'),
    )
    expect(() => addMinor(0.5)).toThrow(
      refusal(
        'The amount is not a whole number of minor units that can be kept exactly (at most 2^53 - 1).',
        'Check the price and the number of units; split the amount when it is really that large.',
      ),
    )
    expect(() => convertMinor(1, 2, null, 2)).toThrow(
      refusal(
        'There is no exchange rate for this currency.',
        'Add the rate to the exchange rates, with the date from which it holds.',
      ),
    )
  })

  test('an empty code, or one with a blank, is no currency', () => {
    expect(['', ' ', 'GBP ', 'GBP', 'ABC'].filter(isCurrency)).toEqual(['GBP'])
  })
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

  test.each([
    ['GBP', '£5', '5 £', '5 pound', '5 pounds', '5 quid', '5 Quid'],
    ['EUR', '€5', '5€', '5 euro', '5 euros', 'EUR 5', 'eur5'],
    ['USD', 'US$5', 'us$ 5', '5 USD', '$5', '5 dollar', '5 Dollars'],
    ['AUD', 'A$5'],
    ['CAD', 'C$5'],
    ['NZD', 'NZ$5'],
    ['HKD', 'HK$5'],
    ['SGD', 'S$5'],
    ['PLN', '5 zł', '5zł'],
    ['TRY', '₺5'],
    ['UAH', '5 ₴'],
    ['INR', '₹5', '5 rupees'],
    ['CNY', '5 yuan'],
    ['MXN', '5 MXN', '5mxn'],
    ['MAD', 'MAD 5', '5 MAD'],
    ['KES', '5 KES', '5kes'],
    ['MNT', '5 MNT'],
  ])('in %s may be written %s', (currency, ...texts) => {
    for (const text of texts) {
      expect([text, parseMoney(text, 'CHF')]).toEqual([text, { amountMinor: 500, currency }])
    }
  })

  test.each([
    ['JPY', '¥500', '500 yen', '500 JPY'],
    ['KRW', '₩500', '500 KRW'],
    ['VND', '500 ₫', '500 VND'],
    ['KMF', '500 KMF'],
  ])('in %s has no smaller coin: %s', (currency, ...texts) => {
    for (const text of texts) {
      expect([text, parseMoney(text, 'CHF')]).toEqual([text, { amountMinor: 500, currency }])
    }
  })

  test.each([
    ['thousands', 500_000, ['5k', '5 K', '5 thousand', '5 grand', '£5k', '5kGBP', '5 k €', '5000']],
    ['millions', 500_000_000, ['5m', '5M', '5 mn', '5 million', '£5 million', '5mEUR', '5,000k']],
  ] as const)('counts in %s', (_what, amountMinor, texts) => {
    for (const text of texts) {
      expect([text, parseMoney(text, 'GBP').amountMinor]).toEqual([text, amountMinor])
    }
  })

  test.each([
    ['1,234 GBP', 123_400],
    ['1,234 JPY', 1_234],
    ['12,345 GBP', 1_234_500],
    ['123,456 GBP', 12_345_600],
    ['1,234,567 KWD', 1_234_567_000],
    ['12,345,678.90 GBP', 1_234_567_890],
    ['1.234.567 KWD', 1_234_567_000],
    ['1,234.5 KWD', 1_234_500],
    ['1.234,567 KWD', 1_234_567],
    ['12.345,67 EUR', 1_234_567],
    ['1’234’567 CHF', 123_456_700],
    ["12'345.50 CHF", 1_234_550],
    ['1 234 567 EUR', 123_456_700],
    ['1,5 EUR', 150],
    ['1234,50 EUR', 123_450],
    ['  5 GBP  ', 500],
    [`5${' '.repeat(55)} GBP`, 500],
  ])('reads the separators of %s', (text, amountMinor) => {
    expect(parseMoney(text, 'GBP').amountMinor).toBe(amountMinor)
  })

  test('a bare dollar is the shop’s own dollar, elsewhere the American one', () => {
    const own = ['USD', 'AUD', 'CAD', 'NZD', 'HKD', 'SGD', 'TWD', 'BBD', 'JMD', 'TTD', 'XCD']
    for (const currency of own) {
      expect(['$20', '20 dollars'].map((text) => parseMoney(text, currency).currency)).toEqual([
        currency,
        currency,
      ])
    }
    expect(parseMoney('$20', 'EUR').currency).toBe('USD')
  })

  const oneAmount = 'Write one positive amount, for example 5,000 GBP or £5k.'
  const oneCurrency = 'Name one currency, for example 5,000 GBP.'
  const noSeparators = 'Write it without separators, for example 1234 or 1234.50.'
  const code = 'Write the amount and a currency code, for example 5,000 GBP.'
  const places = (digits: number) =>
    `Give at most ${digits} decimal places, and an amount that can be kept exactly.`
  test.each([
    ['-5', oneAmount],
    ['abc', oneAmount],
    ['', oneAmount],
    ['£', oneAmount],
    ['5 GBP or so', oneAmount],
    [`5${' '.repeat(56)} GBP`, oneAmount],
    [`£5${' '.repeat(60)}million`, oneAmount],
    ['£5 EUR', oneCurrency],
    ['£1.234', noSeparators],
    ['1.234 KWD', noSeparators],
    ['1,234 KWD', noSeparators],
    ['12.345 EUR', noSeparators],
    ['12,345 KWD', noSeparators],
    ['1,23,4', noSeparators],
    ['1234,567,890', noSeparators],
    ['1.234.567.', noSeparators],
    ['1,234.567.890', noSeparators],
    ['1.234,567,890', noSeparators],
    ['1,2345,678', noSeparators],
    ['1,234,56', noSeparators],
    ['1.234.56', noSeparators],
    ['12 xxx', code],
    ['5 kip', code],
    ['1e309', oneAmount],
    ['1.005 USD', noSeparators],
    ['1.0005 USD', places(2)],
    ['1234.567 USD', places(2)],
    ['1234,567 USD', places(2)],
    ['0.5 JPY', places(0)],
    ['90071992547409.92', places(2)],
  ])('"%s" is refused: %s', (text, repair) => {
    expect(() => parseMoney(text, 'GBP')).toThrow(
      expect.objectContaining({
        code: 'invalid',
        message: `"${text.slice(0, 40)}" is not an amount of money.`,
        repair,
      }),
    )
  })
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
