import { QuartermasterError } from '#root/errors.ts'

import { toDay, toIso } from '../calendar.ts'
import type { CalendarEvent, DemandHistory, IsoDate } from '../types.ts'

/** Daily demand up to the day of the forecast, day i = startDay + i, with the causes that are known. */
export type DailyDemand = {
  startDay: number
  units: Float64Array
  /** 1 where the item could not be sold: the units are a lower bound. */
  stockout: Uint8Array
  /** 1 where a promotion or an event with a stated uplift ran. */
  event: Uint8Array
}

/** Odds below which a run of leading zeros means "not on sale yet" rather than "no buyer yet". */
const LAUNCH_ODDS = 0.01

/**
 * The history as it was known on `asOf`: later days are cut off, days before the launch left out. Throws 'invalid'
 * on figures that are not finite numbers of at least 0 and on arrays of different lengths.
 */
export function knownDemand(
  history: DemandHistory,
  events: readonly CalendarEvent[],
  asOf: IsoDate,
): DailyDemand {
  const { units, stockout, promotion } = history
  if (units.length !== stockout.length || units.length !== promotion.length) {
    throw new QuartermasterError(
      'invalid',
      `The demand history from ${history.startsOn} has ${units.length} days of demand, ` +
        `${stockout.length} stockout flags and ${promotion.length} promotion flags.`,
      'Give one figure and one flag of each kind for every day.',
    )
  }
  const startDay = toDay(history.startsOn)
  const length = Math.max(0, Math.min(units.length, toDay(asOf) - startDay + 1))
  for (let i = 0; i < length; i++) {
    if (units[i]! >= 0 && units[i]! < Infinity) continue
    throw new QuartermasterError(
      'invalid',
      `The demand of ${toIso(startDay + i)} is ${units[i]}; it must be a number of at least 0.`,
      'Correct that day in the demand file; book returns apart from demand.',
    )
  }
  const skipped = daysBeforeLaunch(units, length)
  const days = Math.max(0, length - skipped)
  const demand: DailyDemand = {
    startDay: startDay + skipped,
    units: new Float64Array(days),
    stockout: new Uint8Array(days),
    event: new Uint8Array(days),
  }
  for (let i = 0; i < days; i++) {
    demand.units[i] = units[skipped + i]!
    demand.stockout[i] = stockout[skipped + i] ? 1 : 0
    demand.event[i] = promotion[skipped + i] ? 1 : 0
  }
  for (const event of events) if (movesDemand(event)) markEvent(demand, event)
  return demand
}

/** Days whose flag is set. */
export function countDays(flags: Uint8Array): number {
  return flags.reduce((sum, flag) => sum + flag, 0)
}

/** True for events that change demand: promotions, and any other whose uplift somebody stated. */
export function movesDemand(event: CalendarEvent): boolean {
  return event.kind === 'promotion' || event.upliftRate !== null
}

function markEvent(demand: DailyDemand, event: CalendarEvent): void {
  const from = Math.max(0, toDay(event.startsOn) - demand.startDay)
  const to = Math.min(demand.units.length - 1, toDay(event.endsOn) - demand.startDay)
  for (let i = from; i <= to; i++) demand.event[i] = 1
}

function daysBeforeLaunch(units: readonly number[], length: number): number {
  let leading = 0
  while (leading < length && units[leading] === 0) leading++
  if (leading === 0 || leading === length) return 0
  let selling = 0
  for (let i = leading; i < length; i++) if (units[i]! > 0) selling++
  const quiet = 1 - selling / (length - leading)
  return quiet ** leading < LAUNCH_ODDS ? leading : 0
}
