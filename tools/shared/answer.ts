// How an answer is put together: what is not known is left out, text of others is cut, figures are written once.
import { formatCount, formatDate, formatNumber } from '#render/figures.ts'
import { plainText } from '#render/text.ts'

type Present<T> = {
  [K in keyof T as null extends T[K] ? never : undefined extends T[K] ? never : K]: T[K]
} & {
  [K in keyof T as null extends T[K] ? K : undefined extends T[K] ? K : never]?: NonNullable<T[K]>
}

/** The record without its null and undefined fields: an answer says what is known. */
export function present<T extends Record<string, unknown>>(record: T): Present<T> {
  const known = Object.entries(record).filter(([, value]) => value !== null && value !== undefined)
  return Object.fromEntries(known) as Present<T>
}

/** A name that others wrote, on one line and at most 60 characters. */
export function nameOf(text: string): string {
  return cut(plainText(text), 60)
}

/** A note that others wrote, for a field named `...Quoted`, at most 160 characters; null when there is none. */
export function noteOf(text: string | null): string | null {
  const plain = plainText(text ?? '')
  return plain === '' ? null : cut(plain, 160)
}

function cut(text: string, maximum: number): string {
  const characters = [...text]
  return characters.length <= maximum ? text : `${characters.slice(0, maximum - 1).join('')}…`
}

/** '2026-11-24' -> '24 Nov 2026'. */
export function dayOf(date: string): string {
  return formatDate(date) ?? date
}

/** 1 -> '1 unit', 144 -> '144 units', with thousands separated. */
export function unitsOf(count: number): string {
  return countOf(count, 'unit')
}

/** A whole number and its noun in the right form. */
export function countOf(count: number, noun: string, plural = `${noun}s`): string {
  return `${formatCount(count)} ${Math.abs(count) === 1 ? noun : plural}`
}

/** At most one decimal: '12.4 days', '1 day'. */
export function daysOf(days: number): string {
  const shown = formatNumber(days, 1)
  return `${shown} ${shown === '1' ? 'day' : 'days'}`
}

/** Words joined as a person lists them. */
export function listOf(words: string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`
}

/** A page of a list, and how many lie behind it. */
export function pageOf<T>(
  list: readonly T[],
  limit: number,
  offset = 0,
): { page: T[]; moreCount: number } {
  const page = list.slice(offset, offset + limit)
  return { page, moreCount: Math.max(0, list.length - offset - page.length) }
}

/** A sentence of a planner, which may quote names of others: on one line, at most 400 characters. */
export function sentenceOf(text: string): string {
  return cut(plainText(text), 400)
}
