// When an order placed on a day arrives: working days and closures of the supplier push it. Epoch days throughout.

import { QuartermasterError } from '#root/errors.ts'
import { toDay, weekdayOf } from '../calendar.ts'
import type { WorkingCalendar } from '../types.ts'

export type SupplierClock = {
  isOpen(day: number): boolean
  /** The first open day on or after `day`. */
  firstOpen(day: number): number
  /** The day on which an order placed on `day` is usable here. Never earlier for a later order. */
  arrival(day: number, leadDays: number): number
  /** The last open day on which an order still arrives on or before `day`; null = none within two years before. */
  lastOrderDay(day: number, leadDays: number): number | null
}

type Span = { first: number; last: number }

function mergedClosures(calendar: WorkingCalendar): Span[] {
  const merged: Span[] = []
  const spans = calendar.closures
    .map(({ startsOn, endsOn }) => ({ first: toDay(startsOn), last: toDay(endsOn) }))
    .toSorted((a, b) => a.first - b.first || a.last - b.last)
  for (const span of spans) {
    const before = merged.at(-1)
    if (before && span.first <= before.last + 1) before.last = Math.max(before.last, span.last)
    else if (span.last >= span.first) merged.push({ ...span })
  }
  return merged
}

const searchDays = 730

/**
 * The clock of one supplier calendar. A lead time is learned in calendar days, weekends inside it, so only the start
 * waits for a working day; every day of a closure that falls between start and arrival is added to the lead time.
 * Throws 'invalid' when the supplier works on no day of the week.
 */
export function supplierClock(calendar: WorkingCalendar): SupplierClock {
  if (!calendar.workingDays.includes(true)) {
    throw new QuartermasterError(
      'invalid',
      'A supplier calendar has no working day.',
      'Mark at least one day of the week as a working day of the supplier.',
    )
  }
  const closures = mergedClosures(calendar)
  const closureOn = (day: number) => closures.find(({ first, last }) => first <= day && day <= last)
  const isOpen = (day: number) =>
    calendar.workingDays[weekdayOf(day)] === true && closureOn(day) === undefined
  const firstOpen = (day: number) => {
    let open = day
    while (!isOpen(open)) open = (closureOn(open)?.last ?? open) + 1
    return open
  }
  const arrival = (day: number, leadDays: number) => {
    const start = firstOpen(day)
    let end = start + leadDays
    for (const { first, last } of closures) {
      if (first > start && first <= end) end += last - first + 1
    }
    return end
  }
  const lastOrderDay = (day: number, leadDays: number) => {
    for (let order = day - leadDays; order >= day - leadDays - searchDays; order -= 1) {
      if (isOpen(order) && arrival(order, leadDays) <= day) return order
    }
    return null
  }
  return { isOpen, firstOpen, arrival, lastOrderDay }
}
