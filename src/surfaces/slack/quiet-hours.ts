// What the clock on a person's wall shows, and whether they want to be left alone by it.
import { addDays, toDay, weekdayOf, yearOf } from '#planning/calendar.ts'
import type { IsoDate } from '#planning/types.ts'

/** A moment as a person's own clock and calendar show it. */
export type LocalTime = {
  on: IsoDate
  /** 'HH:MM', 00:00 to 23:59. */
  time: string
  isMonday: boolean
}

/** The moment in a time zone of the IANA list; throws RangeError for a name that is none. */
export function localTime(at: Date, timeZone: string): LocalTime {
  const format = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  })
  const parts = new Map(format.formatToParts(at).map(({ type, value }) => [type, value]))
  const on = `${parts.get('year')}-${parts.get('month')}-${parts.get('day')}`
  const time = `${parts.get('hour')}:${parts.get('minute')}`
  return { on, time, isMonday: weekdayOf(toDay(on)) === 0 }
}

/** Quiet hours, 'HH:MM' each: from the first, up to and without the second; over midnight where they turn around. */
export type QuietHours = { quietFrom: string; quietUntil: string }

/** Whether nothing may be sent on its own at this time of day; the same time twice is never quiet. */
export function isQuiet(time: string, { quietFrom, quietUntil }: QuietHours): boolean {
  if (quietFrom === quietUntil) return false
  return quietFrom < quietUntil
    ? time >= quietFrom && time < quietUntil
    : time >= quietFrom || time < quietUntil
}

/** The week of a date by ISO 8601, '2026-W47': it belongs to the year of its Thursday. */
export function isoWeekOf(on: IsoDate): string {
  const thursday = toDay(addDays(on, 3 - weekdayOf(toDay(on))))
  const year = yearOf(thursday)
  const number = Math.floor((thursday - toDay(`${year}-01-01`)) / 7) + 1
  return `${year}-W${String(number).padStart(2, '0')}`
}
