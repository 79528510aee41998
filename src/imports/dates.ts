import { isIsoDate } from '#planning/calendar.ts'
import type { Reading } from './numbers.ts'

/** How a file writes days with slashes: day first, month first, or nothing yet that tells. */
export type DateOrder = 'dayFirst' | 'monthFirst' | 'unknown' | 'contradictory'

const slashed = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/

/** What one cell tells about the order of the days in its file: a 13th or later is no month. */
export function dateOrderOf(text: string): DateOrder {
  const match = slashed.exec(text.trim())
  if (match === null) return 'unknown'
  if (text.includes('.') || Number(match[1]) > 12) return 'dayFirst'
  return Number(match[2]) > 12 ? 'monthFirst' : 'unknown'
}

/** What two cells tell together. */
export function mergeDateOrders(one: DateOrder, other: DateOrder): DateOrder {
  if (one === 'unknown') return other
  return other === 'unknown' || other === one ? one : 'contradictory'
}

/** 'YYYY-MM-DD' from ISO text, or from day, month and year where the file tells their order. */
export function calendarDate(text: string, order: DateOrder): Reading<string> {
  const trimmed = text.trim()
  if (isIsoDate(trimmed)) return { value: trimmed }
  const match = slashed.exec(trimmed)
  if (match === null)
    return { reason: 'it is not a day of the calendar', repair: 'write YYYY-MM-DD' }
  if (order !== 'dayFirst' && order !== 'monthFirst') {
    const reason =
      order === 'unknown'
        ? 'the file does not tell whether day or month comes first'
        : 'the file writes some days day first and others month first'
    return { reason, repair: 'write YYYY-MM-DD' }
  }
  const [first, second] = [match[1]!.padStart(2, '0'), match[2]!.padStart(2, '0')]
  const iso =
    order === 'dayFirst' ? `${match[3]}-${second}-${first}` : `${match[3]}-${first}-${second}`
  if (isIsoDate(iso)) return { value: iso }
  return { reason: 'there is no such day', repair: 'write YYYY-MM-DD' }
}

const instantText = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:?\d{2})$/

/** An instant as ISO text in UTC; a bare day means its end in UTC, so that a count of the day is not older than it is. */
export function instant(text: string, order: DateOrder): Reading<string> {
  const trimmed = text.trim()
  if (instantText.test(trimmed)) {
    const at = new Date(trimmed.replace(' ', 'T'))
    const day = trimmed.slice(0, 10)
    if (!Number.isNaN(at.getTime()) && isIsoDate(day)) return { value: at.toISOString() }
  }
  const day = calendarDate(trimmed, order)
  if ('value' in day) return { value: `${day.value}T23:59:59.000Z` }
  return {
    reason: 'it is not a day or an instant',
    repair: 'write YYYY-MM-DD or 2026-11-20T18:00:00Z',
  }
}
