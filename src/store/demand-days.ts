import { dayOfYear, toDay } from '#planning/calendar.ts'
import { PROMOTION_FLAG, STOCKOUT_FLAG } from '#planning/packed-history.ts'
import { QuartermasterError } from '#root/errors.ts'
import { copyLine } from './copy-rows.ts'
import type { DemandDay } from './shop-rows.ts'

/** The day's flags as `demand_year.flags` has them. */
export function flagsOf(day: { promotion: boolean; stockout: boolean }): number {
  return (day.promotion ? PROMOTION_FLAG : 0) | (day.stockout ? STOCKOUT_FLAG : 0)
}

type Year = {
  key: string[]
  units: number[]
  cancelled: number[]
  flags: number[]
  dayCount: number
}

/**
 * Packs days, in any order, into the COPY lines of `packed_demand`. Throws QuartermasterError('invalid') when two of
 * them tell the same day.
 */
export function* packDays(days: Iterable<DemandDay>): Generator<string> {
  const years = new Map<string, Year>()
  const placeInYear = new Map<string, number>()
  for (const day of days) {
    const { sku, locationCode, channelCode, soldOn, units } = day
    const key = [sku, locationCode, channelCode, soldOn.slice(0, 4)]
    const name = key.join('\u0001')
    const year = years.get(name) ?? { key, units: [], cancelled: [], flags: [], dayCount: 0 }
    years.set(name, year)
    const place = placeInYear.get(soldOn) ?? dayOfYear(toDay(soldOn)) - 1
    placeInYear.set(soldOn, place)
    if (year.units[place] !== undefined) throw toldTwice(day)
    year.units[place] = units
    year.cancelled[place] = day.cancelledUnits
    year.flags[place] = flagsOf(day)
    year.dayCount += 1
  }
  for (const { key, units, cancelled, flags, dayCount } of years.values()) {
    yield copyLine([...key, arrayText(units), sparseText(cancelled), sparseText(flags), dayCount])
  }
}

/** An array as Postgres reads it; a hole is a null. */
function arrayText(elements: readonly number[]): string {
  return `{${Array.from(elements, (element) => element ?? 'NULL').join(',')}}`
}

const sparseText = (elements: readonly number[]) =>
  elements.some((element) => element > 0) ? arrayText(elements) : null

function toldTwice({ sku, locationCode, channelCode, soldOn }: DemandDay): QuartermasterError {
  return new QuartermasterError(
    'invalid',
    `The demand of ${sku} at ${locationCode} in ${channelCode} on ${soldOn} is told twice.`,
    'Add the two up and keep one.',
  )
}
