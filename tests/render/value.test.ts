import { describe, expect, test } from 'vitest'
import { fieldTitle, formatValue, plainValue } from '#render/value.ts'

// field | value (JSON) | currency | shown
const cases = `
units                 | 1440                       |     | 1,440
onHandUnits           | 0                          |     | 0
onHandUnits           | -12                        |     | -12
leadTimeDemandUnits   | 143.7                      |     | 144
safetyStockUnits      | 14.26                      |     | 14.3
baselinePerDayUnits   | 0.354                      |     | 0.35
landedCostMinor       | 123400                     | GBP | £1,234.00
landedCostMinor       | -5                         | GBP | -£0.05
lineTotalMinor        | 1234                       | JPY | ¥1,234
lineTotalMinor        | 1234567                    | KWD | KWD 1,234.567
totalMinor            | 100                        | USD | $1.00
unitPrice             | "4.250000"                 | USD | $4.25
unitPrice             | "4"                        | EUR | €4.00
unitPrice             | "0.004215"                 | EUR | €0.004215
unitPrice             | "1250.5"                   | JPY | ¥1,250.5
orderByOn             | "2026-11-24"               |     | 24 Nov 2026
asOf                  | "2026-01-02"               |     | 2 Jan 2026
countedAt             | "2026-11-24T14:05:09.120Z" |     | 24 Nov 2026, 14:05 UTC
otifRate              | 0.95                       |     | 95 %
defectRate            | 0.0035                     |     | 0.35 %
dutyRate              | "0.065"                    |     | 6.5 %
cycleServiceLevel     | 0.975                      |     | 97.5 %
uplift_percent        | 40                         |     | 40 %
demandPercent         | 12.25                      |     | 12.3 %
leadTimeDays          | 12                         |     | 12 days
leadTimeDays          | 1                          |     | 1 day
daysOfSupply          | 0.46                       |     | 0.5 days
leadTimeDays          | 4.09                       |     | 4.1 days
daysOfSupply          | 1.004                      |     | 1 day
weeks                 | 3                          |     | 3 weeks
historyDays           | 1460                       |     | 1,460 days
rmsse                 | 0.8567                     |     | 0.86
moreCount             | 12345                      |     | 12,345
year                  | 2026                       |     | 2026
revision              | 3                          |     | 3
expectedOn            | null                       |     | not known
late                  | true                       |     | yes
skus                  | ["A-1","B-2"]              |     | A-1, B-2
skus                  | []                         |     | none
sku                   | "MUG-001_BLUE"             |     | MUG-001_BLUE
noteQuoted            | "ship *now*"               |     | “ship \\*now\\*”
`
  .trim()
  .split('\n')
  .map((line) => line.split('|').map((cell) => cell.trim()) as [string, string, string, string])

describe('a value is shown by the name of its field', () => {
  test.each(cases)('%s %s %s -> %s', (field, json, currency, shown) => {
    const context = currency === '' ? {} : { currency }
    expect(formatValue(field, JSON.parse(json), context)).toBe(shown)
  })
})

describe('what cannot be shown is refused with a repair', () => {
  test.each([
    ['totalMinor', 100, {}, /currency/],
    ['totalMinor', 1.5, { currency: 'GBP' }, /minor units/],
    ['units', Number.NaN, {}, /not a figure/],
    ['units', Number.POSITIVE_INFINITY, {}, /not a figure/],
    ['position', { units: 1 }, {}, /record/],
    ['totalMinor', 1, { currency: 'XQZ' }, /XQZ/],
  ])('%s %s', (field, value, context, message) => {
    expect(() => formatValue(field, value, context)).toThrow(message)
  })
})

describe('text others wrote', () => {
  test.each([
    ['[click](https://evil.test)', '\\[click\\](https\\://evil.test)'],
    ['![x](http://e.test/a.png)', '!\\[x\\](http\\://e.test/a.png)'],
    ['<img src=x>', '\\<img src=x\\>'],
    ['www.evil.test', 'www\\.evil.test'],
    ['# title', '\\# title'],
    ['1. item', '1\\. item'],
    ['1.5 litre', '1.5 litre'],
    ['a|b', 'a\\|b'],
    ['_go_', '\\_go\\_'],
    ['two\nlines\u202Eevil\u0000\u200B', 'two linesevil'],
    ['\uD800', '\uFFFD'],
    ['Crème 🫖 日本', 'Crème 🫖 日本'],
  ])('%j', (text, shown) => {
    expect(formatValue('name', text, {})).toBe(shown)
  })
})

test.each([
  ['landedCostMinor', 'Landed cost'],
  ['orderByOn', 'Order by'],
  ['otifRate', 'OTIF rate'],
  ['units', 'Units'],
  ['order_by', 'Order by'],
  ['sku', 'SKU'],
])('the title of %s is %s', (field, title) => {
  expect(fieldTitle(field)).toBe(title)
})

test('outside markdown text is shown without backslashes, still without tricks', () => {
  expect(plainValue('name', 'a*b [c] \u202Ed', {})).toBe('a*b [c] d')
  expect(plainValue('totalMinor', 100, { currency: 'GBP' })).toBe('£1.00')
})
