// The simulated orders as rows, as they stand on the as-of date.

import type { OrderContent } from '#purchasing/order-content.ts'
import type { OrderState } from '#purchasing/life-cycle.ts'
import type { Arrival } from './deliveries.ts'
import { addInvoice, addOrder, addReceipt } from './order-rows.ts'
import type { OrderRows } from './order-rows.ts'
import type { PlacedOrder } from './ordering.ts'
import { HISTORY_DAYS } from './world.ts'
import type { World } from './world.ts'

type Standing = {
  number: string
  order: PlacedOrder
  state: OrderState
  /** What has arrived before the as-of date, by line. */
  come: Arrival[][]
  /** The days on which something arrived. */
  days: number[]
}

const unitsOf = (arrivals: Arrival[]) =>
  arrivals.reduce((total, arrival) => total + arrival.units, 0)

function standingOf(order: PlacedOrder, number: string): Standing {
  const come = order.lines.map((line) =>
    line.arrivals.filter((arrival) => arrival.day < HISTORY_DAYS),
  )
  const days = [...new Set(come.flat().map((arrival) => arrival.day))].toSorted((a, b) => a - b)
  const outstanding = unitsOf(order.lines.flatMap((line) => line.arrivals)) - unitsOf(come.flat())
  return { number, order, come, days, state: stateOf(order, days, outstanding) }
}

function stateOf(order: PlacedOrder, days: number[], outstanding: number): OrderState {
  const last = days.at(-1)
  if (last !== undefined) {
    if (outstanding > 0) return 'partly_received'
    return last < HISTORY_DAYS - 25 ? 'closed' : 'received'
  }
  const age = HISTORY_DAYS - order.approvedDay
  return age <= 1 ? 'approved' : age <= 3 ? 'sent' : 'acknowledged'
}

function addReceipts(rows: OrderRows, world: World, standing: Standing): void {
  const { number, order, days } = standing
  days.forEach((day, index) => {
    const lines = order.lines.flatMap((line) =>
      line.arrivals
        .filter((arrival) => arrival.day === day)
        .map((arrival) => ({ sku: line.sku, ...arrival })),
    )
    addReceipt(rows, world, { orderNumber: number, sequence: index + 1, day, booked: true }, lines)
  })
}

/** One invoice two days after the last receipt, over what came. */
function addOwnInvoice(rows: OrderRows, world: World, standing: Standing): void {
  const { number, order, state, come, days } = standing
  const day = days.at(-1)! + 2
  if (!(state === 'closed' || state === 'received') || day >= HISTORY_DAYS) return
  const { code, currency, termsDays } = order.supplier
  const lines = order.lines
    .map(({ sku, priceMicros }, index) => ({ sku, units: unitsOf(come[index]!), priceMicros }))
    .filter((line) => line.units > 0)
  addInvoice(rows, world, { number, supplierCode: code, currency, termsDays }, day, lines)
}

/** Turns one simulated order into rows: order, lines, receipts, invoice. */
export function addPlacedOrder(
  rows: OrderRows,
  world: World,
  placed: { order: PlacedOrder; number: string; rateToBase: string },
  hashContent: (content: OrderContent) => string,
): void {
  const { order, number, rateToBase } = placed
  const standing = standingOf(order, number)
  const shipped = order.approvedDay + (order.promisedDay - order.approvedDay) * 0.6
  const onTheWay = HISTORY_DAYS >= shipped && standing.state !== 'approved'
  addOrder(
    rows,
    world,
    {
      number,
      state: standing.state,
      supplierCode: order.supplier.code,
      locationCode: order.locationCode,
      currency: order.supplier.currency,
      rateToBase,
      createdDay: order.createdDay,
      approvedDay: order.approvedDay,
      promisedDay: order.promisedDay,
      note: null,
      lines: order.lines.map((line, index) => {
        const receivedUnits = unitsOf(standing.come[index]!)
        const inTransitUnits = onTheWay ? unitsOf(line.arrivals) - receivedUnits : 0
        const { sku, units, priceMicros } = line
        return { sku, units, priceMicros, receivedUnits, inTransitUnits }
      }),
    },
    hashContent,
  )
  addReceipts(rows, world, standing)
  addOwnInvoice(rows, world, standing)
}
