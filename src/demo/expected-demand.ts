// The mean of each day: season x trend x level x price x weekday x events. Chance comes in demand.ts.

import { dayOfYear, weekdayOf } from '#planning/calendar.ts'
import { eventEffect } from './calendar-events.ts'
import type { DemoEvent } from './calendar-events.ts'
import type { DemoItem } from './catalogue.ts'
import type { Season } from './family.ts'
import type { Channel } from './places.ts'
import { priceFactor } from './sell-prices.ts'
import { shifts } from './shifts.ts'
import { FORESIGHT_DAYS, HISTORY_DAYS } from './world.ts'
import type { World } from './world.ts'

export const KNOWN_DAYS = HISTORY_DAYS + FORESIGHT_DAYS

/** Monday first, mean 1. Trade customers order in the week. */
const weekShape: Record<Channel, number[]> = {
  WEB: [1.14, 1.07, 1, 0.96, 0.9, 0.9, 1.03],
  MKT: [1, 0.97, 0.95, 0.96, 1, 1.06, 1.06],
  WHL: [1.6, 1.5, 1.4, 1.3, 1.1, 0.05, 0.05],
}

const turn = (day: number, peak: number) => Math.cos((2 * Math.PI * (day - peak)) / 365.25)
/** A bell over the day of the year, around the turn of the year too. */
function bell(day: number, peak: number, width: number): number {
  const distance = Math.min(Math.abs(day - peak), 365.25 - Math.abs(day - peak))
  return Math.exp(-0.5 * (distance / width) ** 2)
}

const seasonShape: Record<Season, (day: number) => number> = {
  flat: (day) => 1 + 0.06 * turn(day, 335),
  spring: (day) => 0.12 + Math.exp(1.9 * turn(day, 98)),
  summer: (day) => 0.15 + Math.exp(1.3 * turn(day, 172)),
  autumn: (day) => 0.02 + bell(day, 282, 26) * 4,
  winter: (day) => 1 + 0.45 * turn(day, 5),
  gifts: (day) => 0.75 + 2.6 * bell(day, 340, 17),
  christmas: (day) => 0.03 + 6 * bell(day, 336, 15),
}

/** The factor of each season by day of the year, scaled to mean 1. */
const seasonFactors = Object.fromEntries(
  Object.entries(seasonShape).map(([season, shapeOf]) => {
    const shape = Array.from({ length: 367 }, (_, day) => shapeOf(day))
    const mean = shape.reduce((sum, value) => sum + value, 0) / shape.length
    return [season, shape.map((value) => value / mean)]
  }),
) as Record<Season, number[]>

/** Day of the year and weekday of every known day: the same for all items. */
export function dayTable(world: World): { yearDay: Uint16Array; weekday: Uint8Array } {
  const yearDay = new Uint16Array(KNOWN_DAYS)
  const weekday = new Uint8Array(KNOWN_DAYS)
  let position = dayOfYear(world.firstDay)
  for (let day = 0; day < KNOWN_DAYS; day++) {
    if (world.date(day).endsWith('-01-01')) position = 1
    yearDay[day] = position++
    weekday[day] = weekdayOf(world.firstDay + day)
  }
  return { yearDay, weekday }
}

export type DayTable = ReturnType<typeof dayTable>

/** Season, trend and level of an item by day, without weekdays and events; 0 before its launch. */
export function itemShape(item: DemoItem, days: DayTable, trendPerYear: number): Float64Array {
  const season = seasonFactors[item.season]
  const own = shifts.filter((shift) => shift.sku === item.sku)
  const planted = own.find((shift) => shift.kind === 'trend')
  const trend = planted?.kind === 'trend' ? planted.perYear : trendPerYear
  const fading = item.lifecycle === 'phase_out' ? 0.6 : item.lifecycle === 'discontinued' ? 0.2 : 1
  const shape = new Float64Array(KNOWN_DAYS)
  for (let day = item.launchedDay ?? 0; day < KNOWN_DAYS; day++) {
    let factor = season[days.yearDay[day]!]! * (1 + (trend * (day - 365)) / 365)
    factor *= priceFactor(item, day)
    if (day >= 600) factor *= fading
    for (const shift of own) {
      if (shift.kind === 'level' && day >= shift.fromDay) factor *= shift.factor
      if (shift.kind === 'spike' && day >= shift.fromDay && day < shift.fromDay + shift.days)
        factor *= shift.factor
    }
    shape[day] = Math.max(0, factor)
  }
  return shape
}

/** The mean units of each known day in one channel, with the promotion days. */
export function channelMean(
  item: DemoItem,
  channelCode: Channel,
  perDay: number,
  shape: Float64Array,
  days: DayTable,
  events: DemoEvent[],
): { mean: Float64Array; promotion: Uint8Array } {
  const { factor, promotion } = eventEffect(events, item, channelCode, KNOWN_DAYS)
  const week = weekShape[channelCode]
  const mean = new Float64Array(KNOWN_DAYS)
  for (let day = 0; day < KNOWN_DAYS; day++) {
    mean[day] = perDay * shape[day]! * week[days.weekday[day]!]! * factor[day]!
  }
  return { mean, promotion }
}
