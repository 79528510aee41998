import { QuartermasterError } from '#root/errors.ts'

import type { IsoDate, WorkingCalendar } from './types.ts'

// Dates are epoch days (whole days since 1970-01-01) inside, 'YYYY-MM-DD' outside. The civil-calendar
// arithmetic is done in whole numbers so that no time zone of the machine can touch a date.

const MONTH_DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
/** A supplier that is closed for longer than this has no next working day worth planning with. */
const SEARCH_DAYS = 1_100

export type CivilDate = { year: number; month: number; dayOfMonth: number }

/** True for a leap year of the Gregorian calendar. */
export function isLeapYear(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
}

function daysInMonth(year: number, month: number): number {
  return month === 2 && isLeapYear(year) ? 29 : (MONTH_DAYS[month - 1] ?? 0)
}

/** The number that the digits of `text` from `from` to before `to` write; NaN where something else stands there. */
function digitsAt(text: string, from: number, to: number): number {
  let value = 0
  for (let at = from; at < to; at += 1) {
    const digit = text.charCodeAt(at) - 48
    if (!(digit >= 0 && digit <= 9)) return NaN
    value = value * 10 + digit
  }
  return value
}

/** True when the text is a real date 'YYYY-MM-DD'; 2026-02-30 is not. */
export function isIsoDate(text: string): boolean {
  if (typeof text !== 'string' || text.length !== 10 || text[4] !== '-' || text[7] !== '-') {
    return false
  }
  const [year, month, day] = [digitsAt(text, 0, 4), digitsAt(text, 5, 7), digitsAt(text, 8, 10)]
  return year >= 0 && month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month)
}

/**
 * Days since 1970-01-01 of a date 'YYYY-MM-DD'; throws 'invalid' for anything that is not a real date.
 * Source: proleptic Gregorian day count over years that begin in March.
 */
export function toDay(date: IsoDate): number {
  if (!isIsoDate(date)) {
    throw new QuartermasterError(
      'invalid',
      `"${String(date).slice(0, 40)}" is not a calendar date.`,
      "Write a date that exists as 'YYYY-MM-DD', for example 2026-02-28.",
    )
  }
  const month = Number(date.slice(5, 7))
  const year = Number(date.slice(0, 4)) - (month <= 2 ? 1 : 0)
  const era = Math.floor(year / 400)
  const yearOfEra = year - era * 400
  const monthFromMarch = (month + 9) % 12
  const dayFromMarch = Math.floor((153 * monthFromMarch + 2) / 5) + Number(date.slice(8, 10)) - 1
  const leapDays = Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100)
  return era * 146_097 + yearOfEra * 365 + leapDays + dayFromMarch - 719_468
}

/** Year, month (1..12) and day of the month of an epoch day. */
export function civilOf(day: number): CivilDate {
  requireWholeDay(day)
  const shifted = day + 719_468
  const era = Math.floor(shifted / 146_097)
  const dayOfEra = shifted - era * 146_097
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1_460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  )
  const leapDays = Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100)
  const dayFromMarch = dayOfEra - (365 * yearOfEra + leapDays)
  const monthFromMarch = Math.floor((5 * dayFromMarch + 2) / 153)
  const month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    dayOfMonth: dayFromMarch - Math.floor((153 * monthFromMarch + 2) / 5) + 1,
  }
}

/** The date 'YYYY-MM-DD' of an epoch day; throws 'invalid' outside the years 0000 to 9999. */
export function toIso(day: number): IsoDate {
  const { year, month, dayOfMonth } = civilOf(day)
  if (year < 0 || year > 9_999) {
    throw new QuartermasterError(
      'invalid',
      `Day ${day} lies outside the years 0000 to 9999.`,
      'Use a shorter horizon or a date nearer to today.',
    )
  }
  return `${padded(year, 4)}-${padded(month, 2)}-${padded(dayOfMonth, 2)}`
}

/** The date `days` calendar days later, earlier when negative. */
export function addDays(date: IsoDate, days: number): IsoDate {
  return toIso(toDay(date) + days)
}

/** Calendar days from one date to another; negative when `to` is earlier. */
export function daysBetween(from: IsoDate, to: IsoDate): number {
  return toDay(to) - toDay(from)
}

/** Weekday of an epoch day, Monday = 0 to Sunday = 6. */
export function weekdayOf(day: number): number {
  return (((day + 3) % 7) + 7) % 7
}

/** The Monday on or before an epoch day. */
export function weekStartOf(day: number): number {
  return day - weekdayOf(day)
}

/** Calendar year of an epoch day. */
export function yearOf(day: number): number {
  return civilOf(day).year
}

/** Position of an epoch day in its year, 1 to 366. */
export function dayOfYear(day: number): number {
  return day - toDay(`${toIso(day).slice(0, 4)}-01-01`) + 1
}

/** True when the supplier works on the date: a working weekday outside every closure (both ends closed). */
export function isWorkingDay(date: IsoDate, calendar: WorkingCalendar): boolean {
  if (calendar.workingDays[weekdayOf(toDay(date))] !== true) return false
  return !calendar.closures.some((closure) => closure.startsOn <= date && date <= closure.endsOn)
}

/** The first working day on or after the date; throws 'invalid' when the calendar has none within three years. */
export function nextWorkingDay(date: IsoDate, calendar: WorkingCalendar): IsoDate {
  return searchWorkingDay(date, calendar, 1)
}

/** The last working day on or before the date; throws 'invalid' when the calendar has none within three years. */
export function previousWorkingDay(date: IsoDate, calendar: WorkingCalendar): IsoDate {
  return searchWorkingDay(date, calendar, -1)
}

/**
 * The date `days` working days after (before, when negative) the date. Zero gives the next working day
 * on or after the date, so that an order placed at a weekend counts from Monday.
 */
export function addWorkingDays(date: IsoDate, days: number, calendar: WorkingCalendar): IsoDate {
  requireWholeDay(days)
  const step = days < 0 ? -1 : 1
  let reached = searchWorkingDay(date, calendar, step)
  for (let left = Math.abs(days); left > 0; left--) {
    reached = searchWorkingDay(addDays(reached, step), calendar, step)
  }
  return reached
}

/** Working days in the half-open span of dates [from, to). */
export function workingDaysBetween(from: IsoDate, to: IsoDate, calendar: WorkingCalendar): number {
  let count = 0
  for (let day = toDay(from); day < toDay(to); day++) {
    if (isWorkingDay(toIso(day), calendar)) count++
  }
  return count
}

function padded(value: number, digits: number): string {
  return String(value).padStart(digits, '0')
}

function searchWorkingDay(date: IsoDate, calendar: WorkingCalendar, step: 1 | -1): IsoDate {
  const start = toDay(date)
  for (let offset = 0; offset <= SEARCH_DAYS; offset++) {
    const candidate = toIso(start + step * offset)
    if (isWorkingDay(candidate, calendar)) return candidate
  }
  throw new QuartermasterError(
    'invalid',
    `The supplier calendar has no working day within three years of ${date}.`,
    'Mark at least one weekday as working, or shorten the closure.',
  )
}

function requireWholeDay(days: number): void {
  if (Number.isSafeInteger(days)) return
  throw new QuartermasterError(
    'invalid',
    `${days} is not a whole number of days.`,
    'Give days as a whole number.',
  )
}
