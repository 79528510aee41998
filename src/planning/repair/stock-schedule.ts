// The stock of one item at one location day by day, with its open orders as they would be.

import { toDay } from '../calendar.ts'
import { expiringUnits } from '../policy/expiring-stock.ts'
import { drawnOf } from '../policy/kit-stock.ts'
import { isLate, isOnOrder } from '../policy/projection.ts'
import type { DemandForecast, ItemLocationInput, OpenOrderLine, StockPosition } from '../types.ts'

/** A delivery to come: `day` counts from 0 = tomorrow. */
export type Arrival = { line: OpenOrderLine; day: number; units: number }

/** Nobody plans further ahead. */
const horizonDays = 730

export type StockSchedule = {
  arrivals: Arrival[]
  /** Mean demand of days `from` to before `to`, units. */
  demand(from: number, to: number): number
  /** Free stock at the end of each day with the arrivals given, units; below zero is demand nobody serves. */
  stock(arrivals: Arrival[]): Float64Array
}

/**
 * Deliveries that are approved and have a date still to come, the soonest first, and the stock they make. Late ones and
 * those without a date are left out: nobody knows when they come.
 */
export function stockSchedule(
  input: ItemLocationInput,
  position: StockPosition,
  forecast: DemandForecast,
): StockSchedule {
  const today = toDay(input.asOf)
  const drawn = drawnOf(input, forecast)
  const sums = new Float64Array(horizonDays + 1)
  for (let day = 0; day < horizonDays; day += 1) {
    sums[day + 1] = sums[day]! + drawn(day)
  }
  const at = (day: number) => sums[Math.max(0, Math.min(horizonDays, day))]!
  const free = position.availableUnits - position.backorderedUnits - expiringUnits(input, forecast)
  const arrivals = input.openOrders
    .filter((line) => isOnOrder(line) && line.expectedOn !== null && !isLate(line, input.asOf))
    .map((line) => ({
      line,
      day: Math.max(0, toDay(line.expectedOn!) - today - 1),
      units: line.openUnits,
    }))
    .toSorted((a, b) => a.day - b.day || (a.line.orderNumber < b.line.orderNumber ? -1 : 1))
  return {
    arrivals,
    demand: (from, to) => at(to) - at(from),
    stock(given) {
      const stock = new Float64Array(horizonDays)
      for (const { day, units } of given) if (day < horizonDays) stock[day]! += units
      let arrived = free
      for (let day = 0; day < horizonDays; day += 1) {
        arrived += stock[day]!
        stock[day] = arrived - at(day + 1)
      }
      return stock
    },
  }
}
