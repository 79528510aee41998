// Orders as the simulated buyer placed them, before they become rows.

import { deliverLine, scheduleOrder } from './deliveries.ts'
import type { Arrival, closedDays } from './deliveries.ts'
import { legalUnits } from './inventory.ts'
import type { Need, PlaceOrder } from './inventory.ts'
import { priceAt } from './sourcing.ts'
import type { DemoSupplier } from './suppliers.ts'
import { HISTORY_DAYS } from './world.ts'
import type { World } from './world.ts'

export type PlacedLine = { sku: string; units: number; priceMicros: number; arrivals: Arrival[] }

export type PlacedOrder = {
  supplier: DemoSupplier
  locationCode: string
  createdDay: number
  approvedDay: number
  promisedDay: number
  lines: PlacedLine[]
}

/** Raises the quantities together until the supplier's minimum order value is met. */
function meetMinimum(day: number, needs: Need[], supplier: DemoSupplier): number[] {
  const worth = (units: number[]) =>
    needs.reduce(
      (sum, need, index) => sum + (priceAt(need.option, day, units[index]!) / 1e6) * units[index]!,
      0,
    )
  const asked = needs.map((need) => need.units)
  const value = worth(asked)
  if (value >= supplier.minimumOrder) return asked
  // Price breaks take up to a tenth off again.
  return needs.map((need) =>
    legalUnits((need.units * supplier.minimumOrder * 1.1) / value, need.option),
  )
}

/** A buyer who writes every order into `placed`. */
export function orderingInto(
  placed: PlacedOrder[],
  world: World,
  closed: ReturnType<typeof closedDays>,
): PlaceOrder {
  const chance = world.chance('orders')
  return (day, locationCode, needs) => {
    const { supplier } = needs[0]!.option
    const approvedDay = Math.min(HISTORY_DAYS - 1, day + (chance.happens(0.3) ? 1 : 0))
    const schedule = scheduleOrder(
      world,
      chance,
      supplier,
      closed.get(supplier.code) ?? [],
      approvedDay,
    )
    const quantities = meetMinimum(day, needs, supplier)
    const lines = needs.map((need, index) => {
      const units = quantities[index]!
      return {
        sku: need.option.sku,
        units,
        priceMicros: priceAt(need.option, day, units),
        arrivals: deliverLine(
          world,
          chance,
          supplier,
          units,
          schedule.arrivalDay,
          schedule.falling,
        ),
      }
    })
    placed.push({
      supplier,
      locationCode,
      createdDay: day,
      approvedDay,
      promisedDay: schedule.promisedDay,
      lines,
    })
    return lines.map((line) => line.arrivals.map(({ day, units }) => ({ day, units })))
  }
}
