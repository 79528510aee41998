import { QuartermasterError } from '#root/errors.ts'
import {
  formatCount,
  formatDate,
  formatInstant,
  formatMoney,
  formatNumber,
  formatPercent,
  formatPrice,
  formatRate,
} from './figures.ts'
import { escapeMarkdown } from './text.ts'

export type ValueContext = { currency?: string }

const NOT_KNOWN = 'not known'

/** The last word of a camel-case name, in lower case: 'leadTimeDays' -> 'days'. */
function lastWord(fieldName: string): string {
  return (/[A-Z]?[a-z0-9]+$/.exec(fieldName)?.[0] ?? fieldName).toLowerCase()
}

function neededCurrency(fieldName: string, context: ValueContext): string {
  if (context.currency !== undefined) return context.currency
  throw new QuartermasterError(
    'invalid',
    `"${fieldName}" is money, and no currency stands beside it.`,
    'Give the record a "currency" field.',
  )
}

function countOf(value: number, one: string): string {
  const shown = formatCount(value)
  return `${shown} ${shown === '1' ? one : `${one}s`}`
}

const TIME_WORDS: Record<string, string> = {
  days: 'day',
  weeks: 'week',
  months: 'month',
  hours: 'hour',
  seconds: 'second',
}

function formatNumeric(fieldName: string, value: number, context: ValueContext): string {
  const word = lastWord(fieldName)
  const time = fieldName === 'daysOfSupply' ? 'day' : TIME_WORDS[word]
  if (time !== undefined) return countOf(value, time)
  if (word === 'minor') return formatMoney(value, neededCurrency(fieldName, context))
  if (word === 'price') return formatPrice(String(value), neededCurrency(fieldName, context))
  if (word === 'percent') return formatPercent(value)
  if (isFraction(fieldName)) return formatRate(value)
  if (word === 'milliseconds') return `${formatNumber(value, 0)} ms`
  // Years, order numbers and revisions are names written in digits.
  if (/^(year|number|revision|sequence|id)$/.test(word)) return String(value)
  return formatCount(value)
}

/** Whether a field is a fraction of one; an exchange rate is not. */
function isFraction(fieldName: string): boolean {
  return (
    /(rate|serviceLevel|probability|share)$/i.test(fieldName) && !/exchangeRate$/i.test(fieldName)
  )
}

function formatText(fieldName: string, value: string, context: ValueContext): string {
  const word = lastWord(fieldName)
  if (word === 'price' && /^-?\d+(\.\d+)?$/.test(value)) {
    return formatPrice(value, neededCurrency(fieldName, context))
  }
  if (word === 'quoted') return `“${escapeMarkdown(value)}”`
  if (isFraction(fieldName) && /^-?\d+(\.\d+)?$/.test(value)) return formatRate(Number(value))
  return formatDate(value) ?? formatInstant(value) ?? escapeMarkdown(value)
}

/**
 * One value of a tool result as a person reads it, by the naming rules of its field: units, minor units with
 * `context.currency`, dates, instants, rates, days; text is escaped for markdown. Null is 'not known', a list of
 * scalars is joined by commas. Throws QuartermasterError('invalid') for a record, for money without a currency and
 * for a number that is not finite.
 */
export function formatValue(fieldName: string, value: unknown, context: ValueContext): string {
  if (value === null || value === undefined) return NOT_KNOWN
  if (typeof value === 'number') return formatNumeric(fieldName, value, context)
  if (typeof value === 'bigint') return formatNumeric(fieldName, Number(value), context)
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (typeof value === 'string') return formatText(fieldName, value, context)
  if (Array.isArray(value)) {
    if (value.length === 0) return 'none'
    return value.map((entry) => formatValue(fieldName, entry, context)).join(', ')
  }
  throw new QuartermasterError(
    'invalid',
    `"${fieldName}" is a record, not one value.`,
    'Name one of its fields.',
  )
}
