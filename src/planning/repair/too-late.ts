// Deliveries that come after the stock has run out: pull in or expedite.

import { toDay, toIso } from '../calendar.ts'
import { supplierClock } from '../policy/supplier-clock.ts'
import type { OrderRepair } from './order-repair.ts'
import { unchanged, unitCost } from './too-much.ts'
import type { Asked } from './too-much.ts'

/** What a unit short costs, minor units of the base currency; 0 = it can not be told. */
function unitLoss(asked: Asked): number {
  const { stockoutCostMinor, sellPriceMinor } = asked.line.input.item
  if (stockoutCostMinor !== null) return Math.max(0, stockoutCostMinor)
  const cost = unitCost(asked, asked.arrival.units)
  return sellPriceMinor === null ? 0 : Math.max(0, sellPriceMinor - cost)
}

/** Demand that nobody serves from `from` until this delivery, units: what has run out before it, at most the delivery. */
function shortUnits({ schedule, arrivals, arrival }: Asked, from: number): number {
  const stock = schedule.stock(arrivals)
  const end = arrival.day - 1
  if (end < from) return 0
  const before = Math.max(0, from > 0 ? -stock[from - 1]! : 0)
  return Math.min(arrival.units, Math.max(0, -stock[end]! - before))
}

/** The first day from which the stock before this delivery is below zero; null = it does not run out. */
function outDay({ schedule, arrivals, arrival }: Asked): number | null {
  const stock = schedule.stock(arrivals)
  let day = arrival.day
  while (day > 0 && stock[day - 1]! < -1e-9) day -= 1
  return day < arrival.day ? day : null
}

/**
 * The repairs of a delivery that comes after the stock has run out. Free: to the day on which an order of today could
 * be here, where that is earlier. By a rush: by the days that the supplier saves, at its price; without a stated price
 * the repair says what a rush is worth. Goods on the way stay as they are.
 */
export function tooLate(asked: Asked): OrderRepair[] {
  const { line, option, arrival } = asked
  const out = outDay(asked)
  const loss = unitLoss(asked)
  if (out === null || loss <= 0 || arrival.line.inTransitUnits > 0) return []
  const today = toDay(line.input.asOf)
  const repair = (action: 'pull_in' | 'expedite', to: number, costMinor: number | null) => {
    const day = Math.max(out, to)
    return {
      ...unchanged(asked),
      action,
      toOn: toIso(today + 1 + day),
      savesMinor: Math.round(shortUnits(asked, day) * loss),
      costMinor,
      reason: `the stock runs out on ${toIso(today + 1 + out)}`,
    }
  }
  const found: OrderRepair[] = []
  if (option.leadTime !== null) {
    const earliest = supplierClock(option.calendar).arrival(
      today,
      Math.ceil(option.leadTime.meanDays),
    )
    const day = earliest - today - 1
    if (day < arrival.day) found.push(repair('pull_in', day, 0))
  }
  const { expediteDays, expediteRate } = option
  const rush = Math.max(0, arrival.day - (expediteDays ?? arrival.day - out))
  const goods = unitCost(asked, arrival.units) * arrival.units
  const price =
    expediteRate === undefined || expediteRate === null ? null : Math.round(expediteRate * goods)
  // A rush of unknown price is only asked for where asking for an earlier date is not enough to do anything.
  const free = found.some(({ savesMinor }) => savesMinor > 0)
  if (rush < arrival.day && !(free && price === null)) found.push(repair('expedite', rush, price))
  return found.filter(({ savesMinor }) => savesMinor > 0)
}
