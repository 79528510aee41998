import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import {
  addDays,
  addWorkingDays,
  civilOf,
  dayOfYear,
  daysBetween,
  isIsoDate,
  isLeapYear,
  isWorkingDay,
  nextWorkingDay,
  previousWorkingDay,
  toDay,
  toIso,
  weekdayOf,
  weekStartOf,
  workingDaysBetween,
  yearOf,
} from '#planning/calendar.ts'
import type { WorkingCalendar } from '#planning/types.ts'

const monToFri: WorkingCalendar = {
  workingDays: [true, true, true, true, true, false, false],
  closures: [{ startsOn: '2026-12-24', endsOn: '2027-01-01', reason: 'Christmas' }],
}

describe('dates', () => {
  test('known days', () => {
    expect(toDay('1970-01-01')).toBe(0)
    expect(toDay('2000-03-01')).toBe(11_017)
    expect(toDay('1969-12-31')).toBe(-1)
    expect(toIso(20_000)).toBe('2024-10-04')
    expect(weekdayOf(toDay('2026-11-23'))).toBe(0) // a Monday
    expect(weekdayOf(toDay('1969-12-28'))).toBe(6) // a Sunday before the epoch
    expect(toIso(weekStartOf(toDay('2026-11-29')))).toBe('2026-11-23')
    expect(dayOfYear(toDay('2024-12-31'))).toBe(366)
    expect(dayOfYear(toDay('2025-12-31'))).toBe(365)
    expect(yearOf(toDay('2026-01-01'))).toBe(2026)
    expect([1900, 2000, 2024, 2026].map(isLeapYear)).toEqual([false, true, true, false])
  })

  test.each([
    '2026-02-30',
    '2025-02-29',
    '2026-13-01',
    '2026-00-10',
    '2026-1-1',
    '',
    '2026-01-01T00',
    ' 2026-01-01',
    '٢٠٢٦-٠١-٠١',
    '2026-01-01\n',
  ])('refuses %j', (text) => {
    expect(isIsoDate(text)).toBe(false)
    expect(() => toDay(text)).toThrow(/is not a calendar date/)
  })

  test('agrees with the platform over the years 1600 to 2400', () => {
    fc.assert(
      fc.property(fc.integer({ min: -135_000, max: 157_000 }), (day) => {
        const platform = new Date(day * 86_400_000)
        expect(toIso(day)).toBe(platform.toISOString().slice(0, 10))
        expect(toDay(toIso(day))).toBe(day)
        expect(weekdayOf(day)).toBe((platform.getUTCDay() + 6) % 7)
        expect(civilOf(day).month).toBe(platform.getUTCMonth() + 1)
      }),
      { seed: 1 },
    )
  })

  test('adding and counting days are inverse', () => {
    expect(addDays('2024-02-28', 2)).toBe('2024-03-01')
    expect(daysBetween('2026-11-23', '2026-11-20')).toBe(-3)
    expect(() => addDays('2026-01-01', 0.5)).toThrow(/whole number of days/)
    expect(() => addDays('9999-12-31', 1)).toThrow(/outside the years/)
  })
})

describe('working days', () => {
  test('skip weekends and closures, both ends closed', () => {
    expect(isWorkingDay('2026-12-23', monToFri)).toBe(true)
    expect(isWorkingDay('2026-12-24', monToFri)).toBe(false)
    expect(isWorkingDay('2027-01-01', monToFri)).toBe(false)
    expect(nextWorkingDay('2026-12-24', monToFri)).toBe('2027-01-04')
    expect(nextWorkingDay('2026-11-23', monToFri)).toBe('2026-11-23')
    expect(previousWorkingDay('2027-01-03', monToFri)).toBe('2026-12-23')
  })

  test('counting on', () => {
    expect(addWorkingDays('2026-11-20', 1, monToFri)).toBe('2026-11-23')
    expect(addWorkingDays('2026-11-21', 0, monToFri)).toBe('2026-11-23')
    expect(addWorkingDays('2026-12-21', 3, monToFri)).toBe('2027-01-04')
    expect(addWorkingDays('2027-01-04', -3, monToFri)).toBe('2026-12-21')
    expect(workingDaysBetween('2026-12-21', '2027-01-05', monToFri)).toBe(4)
  })

  test('a calendar without a working day is refused', () => {
    const never = { ...monToFri, workingDays: [false, false, false, false, false, false, false] }
    expect(() => nextWorkingDay('2026-01-01', never)).toThrow(/no working day/)
  })
})
