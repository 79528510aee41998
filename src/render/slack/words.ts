// The shop's words and figures as a Slack message shows them: the formats of `value.ts` and no others.
import { plainText } from '../text.ts'
import { plainValue } from '../value.ts'
import type { ValueContext } from '../value.ts'
import { cutText, isolated } from './text.ts'

/** The most characters of a name of an item, a supplier or a person. */
export const NAME = 80
/** The most characters of a sentence: a flag, a reason, a repair. */
export const SENTENCE = 300

/** A value of a result by the name of its field, at most 300 characters; what is absent is a dash. */
export function shown(fieldName: string, value: unknown, context: ValueContext = {}): string {
  if (value === undefined || value === null || value === '') return '–'
  return cutText(isolated(plainValue(fieldName, value, context)), SENTENCE)
}

const URGENCIES: Record<string, string> = {
  overdue: 'Overdue',
  now: 'Order now',
  this_week: 'This week',
  later: 'Later',
  none: 'Not due',
}

/** 'this_week' -> 'This week'; a word that is not one of ours is shown as it is. */
export function words(code: string): string {
  const known = Object.hasOwn(URGENCIES, code) ? URGENCIES[code] : undefined
  const text = known ?? plainText(code).replaceAll('_', ' ')
  return cutText(text.charAt(0).toUpperCase() + text.slice(1), NAME)
}

/** A number and its noun: 1 line, 12 lines. */
export function countOf(count: number, noun: string): string {
  return `${shown('count', count)} ${count === 1 ? noun : `${noun}s`}`
}
