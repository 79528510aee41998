// Days are those of a place: an instant belongs to the day that its clocks show, and a day may have 23 or 25 hours.
import { addDays } from '#planning/calendar.ts'
import type { IsoDate } from '#planning/types.ts'
import { QuartermasterError } from '#root/errors.ts'

const hourMs = 3_600_000

/** Milliseconds since 1970 of an instant; throws 'invalid' for text that is not one. */
export function instantMs(at: string): number {
  const ms = Date.parse(at)
  if (/\dT\d/.test(at) && !Number.isNaN(ms)) return ms
  throw new QuartermasterError(
    'invalid',
    `"${at.slice(0, 40)}" is not an instant.`,
    'Write date and time with a zone, for example 2026-11-24T09:30:00Z.',
  )
}

type DayReader = (ms: number) => IsoDate

/** By time zone: making one takes as long as reading a hundred days with it. */
const readers = new Map<string, DayReader>()

function dayReader(timeZone: string): DayReader {
  const known = readers.get(timeZone)
  if (known !== undefined) return known
  const made = newDayReader(timeZone)
  readers.set(timeZone, made)
  return made
}

function newDayReader(timeZone: string): DayReader {
  const format = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  })
  return (ms) => {
    const parts = new Map(format.formatToParts(ms).map(({ type, value }) => [type, value]))
    return `${parts.get('year')}-${parts.get('month')}-${parts.get('day')}`
  }
}

/** The calendar date on which an instant falls in a time zone. */
export function dayOf(at: string, timeZone: string): IsoDate {
  return dayReader(timeZone)(instantMs(at))
}

/** The instant (ISO, UTC) at which a date begins in a time zone: its first instant, also where clocks skip midnight. */
export function startOfDay(day: IsoDate, timeZone: string): string {
  const read = dayReader(timeZone)
  const noonMs = Date.parse(`${day}T12:00:00Z`)
  let [before, from] = [noonMs - 30 * hourMs, noonMs + 18 * hourMs]
  while (from - before > 1) {
    const middle = Math.floor((before + from) / 2)
    if (read(middle) < day) before = middle
    else from = middle
  }
  return new Date(from).toISOString()
}

/** Hours of a date in a time zone: 24, save where clocks change. */
export function hoursInDay(day: IsoDate, timeZone: string): number {
  const [starts, ends] = [day, addDays(day, 1)].map((each) =>
    Date.parse(startOfDay(each, timeZone)),
  )
  return (ends! - starts!) / hourMs
}

/** Hours from one instant to another; negative when `to` is earlier. */
export function hoursBetween(from: string, to: string): number {
  return (instantMs(to) - instantMs(from)) / hourMs
}
