// Stock day by day under mean demand, with the inbound that has a date we may rely on.

import { toDay } from '../calendar.ts'
import { dailyMean } from '../forecast/demand-over-days.ts'
import type { DemandForecast, ItemLocationInput, OpenOrderLine } from '../types.ts'

/** Approved and on its way; drafts and submitted orders are not on order yet. */
export function isOnOrder(line: OpenOrderLine): boolean {
  return line.state !== 'draft' && line.state !== 'submitted'
}

/** Expected before today and not here: the old date is no longer a fact. */
export function isLate(line: OpenOrderLine, asOf: string): boolean {
  return line.expectedOn !== null && line.expectedOn < asOf
}

/** Mean demand, units, of the days asOf + 1 ... asOf + `days`. */
export function meanOverDays(forecast: DemandForecast, days: number): number {
  let sum = 0
  for (let day = 0; day < days; day += 1) sum += dailyMean(forecast, day)
  return sum
}

/**
 * Usable stock at the end of day asOf + 1 + i for `days` days: what is free today less backorders, plus dated inbound
 * on its day, less `drawn(day)`, the mean units that day asOf + 1 + `day` takes (kit-stock.ts). Late inbound and inbound without a date are left out: nobody knows when they come, and
 * an order that is late must not hide a stockout. Inbound due today counts from tomorrow.
 */
export function projectStock(
  input: Pick<ItemLocationInput, 'asOf' | 'openOrders'>,
  drawn: (day: number) => number,
  freeUnits: number,
  days: number,
): number[] {
  const today = toDay(input.asOf)
  const landing = new Map<number, number>()
  for (const line of input.openOrders) {
    if (!isOnOrder(line) || line.expectedOn === null || isLate(line, input.asOf)) continue
    const offset = Math.max(0, toDay(line.expectedOn) - today - 1)
    landing.set(offset, (landing.get(offset) ?? 0) + line.openUnits)
  }
  let stock = freeUnits
  return Array.from({ length: days }, (_, offset) => {
    stock += (landing.get(offset) ?? 0) - drawn(offset)
    return stock
  })
}
