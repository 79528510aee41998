// The dates of one demo shop. Days are numbered from 0 (two years before the as-of date) to 729 (the day
// before it); the as-of date itself is day 730 and has not happened yet.

import { addDays, toDay, toIso } from '#planning/calendar.ts'
import type { IsoDate } from '#planning/types.ts'
import { chanceOf } from './chance.ts'
import type { Chance } from './chance.ts'

export const HISTORY_DAYS = 730
/** Expected demand is known this far beyond the as-of date: the simulated buyer looks ahead. */
export const FORESIGHT_DAYS = 150

export type World = {
  seed: number
  asOf: IsoDate
  /** Epoch day of day 0. */
  firstDay: number
  chance(name: string): Chance
  /** The date of a day number; negative before the history, from 730 on in the future. */
  date(day: number): IsoDate
  /** The date `days` after a date. */
  plus(date: IsoDate, days: number): IsoDate
  /** An instant on the date of a day number. */
  instant(day: number, time: string): string
}

/** The shop that stands on `asOf`; throws 'invalid' when that is not a date. */
export function worldOf(seed: number, asOf: IsoDate): World {
  const firstDay = toDay(asOf) - HISTORY_DAYS
  const date = (day: number) => toIso(firstDay + day)
  return {
    seed,
    asOf,
    firstDay,
    chance: (name) => chanceOf(seed, name),
    date,
    plus: addDays,
    instant: (day, time) => `${date(day)}T${time}:00Z`,
  }
}

/** An exact decimal of millionths, as numeric(18,6) reads back: 3150000 is '3.150000'. */
export function decimalOf(micros: number): string {
  const text = String(Math.round(micros)).padStart(7, '0')
  return `${text.slice(0, -6)}.${text.slice(-6)}`
}
