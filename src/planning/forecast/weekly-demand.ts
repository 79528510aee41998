import type { DailyDemand } from './history.ts'

export const WEEKS_IN_YEAR = 52

/** Demand in whole weeks, oldest first; the newest ends on epoch day `endDay`. */
export type WeeklyDemand = {
  units: Float64Array
  /** 1 where the week's figure is ordinary demand, 0 where it was hidden by stockouts or moved by events. */
  observed: Uint8Array
  endDay: number
}

/** Ordinary days that a week needs to stand for all seven. */
const LEAST_ORDINARY_DAYS = 4

/** Daily demand as weeks counted back from its last day; days out of stock or with an event are left out. */
export function weeklyDemand({ units, stockout, event, startDay }: DailyDemand): WeeklyDemand {
  const weeks = Math.floor(units.length / 7)
  const offset = units.length - weeks * 7
  const sums = new Float64Array(weeks)
  const observed = new Uint8Array(weeks)
  for (let week = 0; week < weeks; week++) {
    let days = 0
    for (let day = offset + week * 7; day < offset + week * 7 + 7; day++) {
      if (stockout[day] === 1 || event[day] === 1) continue
      sums[week]! += units[day]!
      days++
    }
    if (days < LEAST_ORDINARY_DAYS) continue
    sums[week]! *= 7 / days
    observed[week] = 1
  }
  return { units: sums, observed, endDay: startDay + units.length - 1 }
}
