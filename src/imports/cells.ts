import { currencyDigits, isCurrency, lineTotalMinor } from '#planning/money.ts'
import { calendarDate, instant, type DateOrder } from './dates.ts'
import { exactPrice, wholeUnits, type Reading } from './numbers.ts'
import { knownUnits } from './units.ts'
import type { CellType, CellValue } from './spec.ts'

export type CellContext = {
  dateOrder: DateOrder
  /** The last day that is not in the future anywhere on Earth. */
  latestOn: string
  /** The currency an amount is in; null where its own cell is not usable. */
  currency: string | null
  /** Null while nobody has said it. */
  baseCurrency: string | null
}

const problem = (reason: string, repair: string) => ({ reason, repair })
const mostCodeCharacters = 64
const yes = new Set(['yes', 'y', 'true', '1', 'x'])
const no = new Set(['no', 'n', 'false', '0'])

/** The value of one cell that is not empty, or why it can not be taken and what to write instead. */
export function readCell(type: CellType, cell: string, context: CellContext): Reading<CellValue> {
  if (cell.includes('\0')) return problem('it holds a NUL character', 'remove the character')
  const text = cell.trim()
  switch (type.is) {
    case 'text':
      return shortText(text, type.maxCharacters)
    case 'code':
    case 'reference':
      return code(text)
    case 'units':
      return wholeUnits(text, type.least)
    case 'price':
      return exactPrice(text, type.places)
    case 'rate':
      return rate(text, type.least)
    case 'money':
      return money(text, context.currency, type.least === 'one')
    case 'date':
      return day(text, type.future, context)
    case 'instant':
      return pastInstant(text, context)
    case 'flag':
      return flag(text)
    case 'choice':
      return choice(text, type.of)
    case 'currency':
      return type.only === 'base' ? base(text, context.baseCurrency) : currency(text)
    case 'unit':
      return unit(text)
    case 'timeZone':
      return timeZone(text)
    case 'workingDays':
      return /^[01]{7}$/.test(text) && text.includes('1')
        ? { value: text }
        : problem(
            'it is not a week',
            'write seven characters of 0 and 1, Monday first, at least one 1',
          )
  }
}

function shortText(text: string, most: number): Reading<string> {
  if (text.length <= most) return { value: text }
  return problem(`it has ${text.length} characters`, `shorten it to at most ${most}`)
}

function code(text: string): Reading<string> {
  if (text.length > mostCodeCharacters) {
    return problem(
      `it has ${text.length} characters`,
      `use a code of at most ${mostCodeCharacters}`,
    )
  }
  // eslint-disable-next-line no-control-regex
  if (/[\u0000-\u001F\u007F]/.test(text)) {
    return problem('it holds a control character', 'use letters, digits and signs')
  }
  return { value: text }
}

function rate(text: string, least: 0 | -1): Reading<number> {
  const [, minus, figure, percent] = /^(-?)(.*?)(%?)$/.exec(text)!
  const decimal = exactPrice(figure!.trim(), 6)
  if (!('value' in decimal)) return decimal
  const value = (Number(decimal.value) / (percent === '' ? 1 : 100)) * (minus === '' ? 1 : -1)
  if (value < least) {
    return problem(`it is less than ${least}`, `write ${least} or more`)
  }
  if (value <= 10) return { value }
  return problem(
    'it is more than 10, which is 1000 %',
    'write a fraction (0.05) or a percentage (5%)',
  )
}

function money(text: string, inCurrency: string | null, aboveZero: boolean): Reading<number> {
  if (inCurrency === null) {
    return problem(
      'its currency is not known',
      'correct the currency of the row, or import a shop.csv first',
    )
  }
  const digits = currencyDigits(inCurrency)
  const decimal = exactPrice(text, digits)
  if (!('value' in decimal)) return decimal
  const value = lineTotalMinor(decimal.value, 1, digits)
  return value === 0 && aboveZero
    ? problem('it is zero', 'write what a unit sells for, or leave the row out')
    : { value }
}

function day(text: string, future: 'allowed' | 'refused', context: CellContext): Reading<string> {
  const read = calendarDate(text, context.dateOrder)
  if (!('value' in read) || future === 'allowed' || read.value <= context.latestOn) return read
  return problem('it is in the future', `write a day up to ${context.latestOn}`)
}

function pastInstant(text: string, context: CellContext): Reading<string> {
  const read = instant(text, context.dateOrder)
  if (!('value' in read) || read.value.slice(0, 10) <= context.latestOn) return read
  return problem('it is in the future', `write a day up to ${context.latestOn}`)
}

function flag(text: string): Reading<boolean> {
  const folded = text.toLowerCase()
  if (yes.has(folded)) return { value: true }
  if (no.has(folded)) return { value: false }
  return problem('it is neither yes nor no', 'write yes or no')
}

function choice(text: string, of: readonly string[]): Reading<string> {
  const folded = text.toLowerCase().replaceAll(/[\s-]+/g, '_')
  const value = of.find((each) => each.toLowerCase() === folded)
  return value === undefined
    ? problem('it is none of the words known here', `write one of: ${of.join(', ')}`)
    : { value }
}

function currency(text: string): Reading<string> {
  const value = text.toUpperCase()
  return isCurrency(value)
    ? { value }
    : problem('it is no currency', 'write an ISO 4217 code such as GBP, EUR or USD')
}

function base(text: string, baseCurrency: string | null): Reading<string> {
  const read = currency(text)
  if (!('value' in read) || read.value === baseCurrency) return read
  if (baseCurrency === null) {
    return problem('the base currency is not known', 'import a shop.csv first')
  }
  return problem(
    `the base currency is ${baseCurrency}`,
    `write the price in ${baseCurrency}, as the shop compares its prices`,
  )
}

function unit(text: string): Reading<string> {
  const value = text.toLowerCase()
  return knownUnits.includes(value)
    ? { value }
    : problem('it is no unit of measure known here', `write one of: ${knownUnits.join(', ')}`)
}

function timeZone(text: string): Reading<string> {
  try {
    return { value: new Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions().timeZone }
  } catch {
    return problem('it is no time zone', 'write an IANA name such as Europe/London')
  }
}
