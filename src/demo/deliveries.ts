// How an order really arrives: late or on time, in one piece or two, with or without damage.

import { toDay, weekdayOf } from '#planning/calendar.ts'
import type { ShopRows } from '#store/shop-rows.ts'
import type { Chance } from './chance.ts'
import type { DemoSupplier } from './suppliers.ts'
import { HISTORY_DAYS } from './world.ts'
import type { World } from './world.ts'

export type Arrival = { day: number; units: number; damaged: number }

/** The supplier that was good for years and then was not. */
export const fallingSupplier = 'HARBORLINE'
/** Deliveries of the falling supplier from this day on come late and short. */
const FALL_DAY = HISTORY_DAYS - 90
/** Working hours lost to a closure that falls into the lead time. */
const CLOSURE_SHARE = 0.7

type Closed = { first: number; last: number }

/** The closures of each supplier in day numbers. */
export function closedDays(
  world: World,
  closures: ShopRows['supplierClosures'],
): Map<string, Closed[]> {
  const bySupplier = new Map<string, Closed[]>()
  for (const closure of closures) {
    const list = bySupplier.get(closure.supplierCode) ?? []
    list.push({
      first: toDay(closure.startsOn) - world.firstDay,
      last: toDay(closure.endsOn) - world.firstDay,
    })
    bySupplier.set(closure.supplierCode, list)
  }
  return bySupplier
}

/** Days that closures add to an order that is under way from one day to another. */
function lostDays(closed: Closed[], from: number, to: number): number {
  const overlap = closed.reduce(
    (sum, one) => sum + Math.max(0, Math.min(to, one.last) - Math.max(from, one.first) + 1),
    0,
  )
  return Math.round(overlap * CLOSURE_SHARE)
}

/** Goods are not received at weekends: what would come on one was there on Friday. */
function weekdayBefore(world: World, day: number): number {
  const weekday = weekdayOf(world.firstDay + day)
  return weekday > 4 ? day - (weekday - 4) : day
}

/** The promised and the real day of an order approved on a day. */
export function scheduleOrder(
  world: World,
  chance: Chance,
  supplier: DemoSupplier,
  closed: Closed[],
  approvedDay: number,
): { promisedDay: number; arrivalDay: number; falling: boolean } {
  const promised =
    supplier.promisedDays + lostDays(closed, approvedDay, approvedDay + supplier.promisedDays)
  const noise = Math.exp(supplier.spread * chance.normal() - supplier.spread ** 2 / 2)
  const onTrack = promised * supplier.actualRatio * noise
  const falling = supplier.code === fallingSupplier && approvedDay + promised >= FALL_DAY
  const actual = falling ? onTrack * chance.between(1.2, 1.55) : onTrack
  return {
    promisedDay: approvedDay + promised,
    arrivalDay: Math.max(approvedDay + 2, weekdayBefore(world, approvedDay + Math.round(actual))),
    falling,
  }
}

/** The receipts of one order line. */
export function deliverLine(
  world: World,
  chance: Chance,
  supplier: DemoSupplier,
  units: number,
  arrivalDay: number,
  falling: boolean,
): Arrival[] {
  const damageRate = falling ? 0.05 : supplier.damageRate
  // Damage comes by the pallet: one line in many, with a good part of its units.
  const damagedOf = (arrived: number) =>
    chance.happens(damageRate * 5) ? Math.ceil(arrived * chance.between(0.1, 0.3)) : 0
  if (units < 2 || !chance.happens(falling ? 0.3 : supplier.shortRate)) {
    return [{ day: arrivalDay, units, damaged: damagedOf(units) }]
  }
  const first = Math.max(1, Math.floor(units * chance.between(0.6, 0.9)))
  const arrivals = [{ day: arrivalDay, units: first, damaged: damagedOf(first) }]
  // Some of the missing goods follow, some are never seen again.
  if (chance.happens(0.7)) {
    arrivals.push({
      day: weekdayBefore(world, arrivalDay + chance.whole(6, 15)),
      units: units - first,
      damaged: 0,
    })
  }
  return arrivals
}
