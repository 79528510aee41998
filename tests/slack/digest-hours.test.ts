import { describe, expect, test } from 'vitest'
import { digestFact } from '#surfaces/slack/digest.ts'
import { isQuiet, isoWeekOf, localTime } from '#surfaces/slack/quiet-hours.ts'

const at = (instant: string, zone: string) => localTime(new Date(instant), zone)

describe('the clock on the wall', () => {
  test.each([
    ['2026-11-23T07:59:59Z', 'Europe/London', '2026-11-23', '07:59', true],
    ['2026-11-23T08:00:00Z', 'Europe/London', '2026-11-23', '08:00', true],
    ['2026-11-23T07:30:00Z', 'America/Los_Angeles', '2026-11-22', '23:30', false],
    ['2026-11-22T11:00:00Z', 'Pacific/Auckland', '2026-11-23', '00:00', true],
    // The night in which the clocks change: forward, then back.
    ['2026-03-29T00:59:00Z', 'Europe/London', '2026-03-29', '00:59', false],
    ['2026-03-29T01:00:00Z', 'Europe/London', '2026-03-29', '02:00', false],
    ['2026-10-25T00:30:00Z', 'Europe/London', '2026-10-25', '01:30', false],
    ['2026-10-25T01:30:00Z', 'Europe/London', '2026-10-25', '01:30', false],
    ['2026-03-08T10:00:00Z', 'America/Los_Angeles', '2026-03-08', '03:00', false],
    ['2026-04-04T14:30:00Z', 'Pacific/Auckland', '2026-04-05', '02:30', false],
  ])('%s in %s is %s %s', (instant, zone, on, time, isMonday) => {
    expect(at(instant, zone)).toEqual({ on, time, isMonday })
  })
})

describe('quiet hours', () => {
  test.each([
    ['19:00', '08:00', '18:59', false],
    ['19:00', '08:00', '19:00', true],
    ['19:00', '08:00', '23:59', true],
    ['19:00', '08:00', '00:00', true],
    ['19:00', '08:00', '07:59', true],
    ['19:00', '08:00', '08:00', false],
    ['12:00', '13:30', '11:59', false],
    ['12:00', '13:30', '12:00', true],
    ['12:00', '13:30', '13:30', false],
    ['00:00', '00:00', '03:00', false],
    ['09:15', '09:15', '09:15', false],
  ])('from %s until %s: at %s quiet is %s', (quietFrom, quietUntil, time, quiet) => {
    expect(isQuiet(time, { quietFrom, quietUntil })).toBe(quiet)
  })
})

describe('the week', () => {
  test.each([
    ['2026-11-16', '2026-W47'],
    ['2026-11-22', '2026-W47'],
    ['2026-11-23', '2026-W48'],
    ['2026-12-28', '2026-W53'],
    ['2027-01-03', '2026-W53'],
    ['2027-01-04', '2027-W01'],
    ['2024-12-30', '2025-W01'],
    ['2023-01-01', '2022-W52'],
    ['2021-01-03', '2020-W53'],
  ])('of %s is %s', (on, week) => {
    expect(isoWeekOf(on)).toBe(week)
  })
})

describe('the digest is due', () => {
  test.each([
    // The same Monday begins with the far east and ends with the far west.
    ['2026-11-22T18:59:00Z', 'Pacific/Auckland', null],
    ['2026-11-22T19:00:00Z', 'Pacific/Auckland', 'digest 2026-W48 for maya'],
    ['2026-11-23T10:59:00Z', 'Pacific/Auckland', 'digest 2026-W48 for maya'],
    ['2026-11-23T11:00:00Z', 'Pacific/Auckland', null],
    ['2026-11-23T07:59:00Z', 'Europe/London', null],
    ['2026-11-23T08:00:00Z', 'Europe/London', 'digest 2026-W48 for maya'],
    ['2026-11-23T23:59:00Z', 'Europe/London', 'digest 2026-W48 for maya'],
    ['2026-11-24T00:00:00Z', 'Europe/London', null],
    ['2026-11-23T15:59:00Z', 'America/Los_Angeles', null],
    ['2026-11-23T16:00:00Z', 'America/Los_Angeles', 'digest 2026-W48 for maya'],
    // The Mondays after the clocks changed: an hour earlier by the sun, eight all the same.
    ['2026-03-30T06:59:00Z', 'Europe/London', null],
    ['2026-03-30T07:00:00Z', 'Europe/London', 'digest 2026-W14 for maya'],
    ['2026-10-26T07:59:00Z', 'Europe/London', null],
    ['2026-10-26T08:00:00Z', 'Europe/London', 'digest 2026-W44 for maya'],
    ['2026-11-02T15:59:00Z', 'America/Los_Angeles', null],
    ['2026-11-02T16:00:00Z', 'America/Los_Angeles', 'digest 2026-W45 for maya'],
    ['2026-04-05T19:59:00Z', 'Pacific/Auckland', null],
    ['2026-04-05T20:00:00Z', 'Pacific/Auckland', 'digest 2026-W15 for maya'],
    ['2026-09-27T19:00:00Z', 'Pacific/Auckland', 'digest 2026-W40 for maya'],
  ])('at %s in %s: %s', (instant, zone, fact) => {
    expect(digestFact('maya', at(instant, zone))).toBe(fact)
  })
})
