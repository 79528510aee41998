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
import { escapeMarkdown, plainText } from './text.ts'

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
  const shown = formatNumber(value, 1)
  return `${shown} ${shown === '1' ? one : `${one}s`}`
}

const TIME_WORDS = new Map([
  ['days', 'day'],
  ['weeks', 'week'],
  ['months', 'month'],
  ['hours', 'hour'],
  ['seconds', 'second'],
])

function formatNumeric(fieldName: string, value: number, context: ValueContext): string {
  const word = lastWord(fieldName)
  const time = fieldName === 'daysOfSupply' ? 'day' : TIME_WORDS.get(word)
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

type WriteText = (text: string) => string

function formatText(
  fieldName: string,
  value: string,
  context: ValueContext,
  write: WriteText,
): string {
  const word = lastWord(fieldName)
  if (word === 'price' && /^-?\d+(\.\d+)?$/.test(value)) {
    return formatPrice(value, neededCurrency(fieldName, context))
  }
  if (word === 'quoted') return `“${write(value)}”`
  if (isFraction(fieldName) && /^-?\d+(\.\d+)?$/.test(value)) return formatRate(Number(value))
  return formatDate(value) ?? formatInstant(value) ?? write(value)
}

function format(
  fieldName: string,
  value: unknown,
  context: ValueContext,
  write: WriteText,
): string {
  if (value === null || value === undefined) return NOT_KNOWN
  if (typeof value === 'number') return formatNumeric(fieldName, value, context)
  if (typeof value === 'bigint') return formatNumeric(fieldName, Number(value), context)
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (typeof value === 'string') return formatText(fieldName, value, context, write)
  if (Array.isArray(value)) {
    if (value.length === 0) return 'none'
    return value.map((entry) => format(fieldName, entry, context, write)).join(', ')
  }
  throw new QuartermasterError(
    'invalid',
    `"${fieldName}" is a record, not one value.`,
    'Name one of its fields.',
  )
}

/**
 * One value of a tool result as a person reads it, by the naming rules of its field: units, minor units with
 * `context.currency`, dates, instants, rates, days; text is escaped for markdown. Null is 'not known', a list of
 * scalars is joined by commas. Throws QuartermasterError('invalid') for a record, for money without a currency and
 * for a number that is not finite.
 */
export function formatValue(fieldName: string, value: unknown, context: ValueContext): string {
  return format(fieldName, value, context, escapeMarkdown)
}

/** `formatValue` for places that are not markdown (HTML escapes it, a terminal shows it): the same words, no backslashes. */
export function plainValue(fieldName: string, value: unknown, context: ValueContext): string {
  return format(fieldName, value, context, plainText)
}

const INITIALISMS = new Map([
  ['sku', 'SKU'],
  ['otif', 'OTIF'],
  ['moq', 'MOQ'],
  ['rmsse', 'RMSSE'],
  ['sla', 'SLA'],
])

/** The words of a field's name without the unit that its value shows anyway: 'landedCostMinor' -> 'Landed cost'. */
export function fieldTitle(fieldName: string): string {
  const words = fieldName
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replaceAll('_', ' ')
    .toLowerCase()
    .split(' ')
  const unit = words.length > 1 && /^(units|minor|on|at|quoted|days)$/.test(words.at(-1) ?? '')
  const kept = unit ? words.slice(0, -1) : words
  const text = kept.map((word) => INITIALISMS.get(word) ?? word).join(' ')
  return text.charAt(0).toUpperCase() + text.slice(1)
}
