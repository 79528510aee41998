// Orders that somebody planned for the story: each one is a row of the situation table.

import { toDay } from '#planning/calendar.ts'
import type { OrderContent } from '#purchasing/order-content.ts'
import type { OrderState } from '#purchasing/life-cycle.ts'
import { legalUnits } from './inventory.ts'
import { addInvoice, addOrder, addReceipt } from './order-rows.ts'
import type { OrderRows } from './order-rows.ts'
import { priceAt } from './sourcing.ts'
import type { Option } from './sourcing.ts'
import { HISTORY_DAYS } from './world.ts'
import type { World } from './world.ts'

type PlannedOrder = {
  number: string
  state: OrderState
  supplierCode: string
  locationCode: string
  /** Days before (or, negative, after) the as-of date. */
  createdAgo: number
  approvedAgo: number | null
  promisedAgo: number | null
  /** SKU and how many orders' worth of its minimum quantity. */
  lines: { sku: string; minimums: number; receivedShare?: number }[]
  inTransit?: boolean
  receivedAgo?: number
  booked?: boolean
  /** What the invoice says against the order: the factor on price and on units. */
  invoice?: { price: number; units: number }
  note?: string
}

export const plannedOrders: PlannedOrder[] = [
  {
    number: 'PO-9001',
    state: 'draft',
    supplierCode: 'NORTHWIND',
    locationCode: 'LDS',
    createdAgo: 2,
    approvedAgo: null,
    promisedAgo: -21,
    lines: [
      { sku: 'LID-GLS-20', minimums: 1 },
      { sku: 'BKT-STL-38', minimums: 2 },
    ],
  },
  {
    number: 'PO-9002',
    state: 'submitted',
    supplierCode: 'FERRANTE',
    locationCode: 'LDS',
    createdAgo: 3,
    approvedAgo: null,
    promisedAgo: -24,
    lines: [
      { sku: 'KNF-CHF-20', minimums: 16 },
      { sku: 'MOK-ALU-3', minimums: 18 },
      { sku: 'CAF-STL-1000', minimums: 10 },
    ],
    note: 'Above the limit of Tom: needs Ines.',
  },
  {
    number: 'PO-9003',
    state: 'submitted',
    supplierCode: 'OAKSIDE',
    locationCode: 'LDS',
    createdAgo: 4,
    approvedAgo: null,
    promisedAgo: -12,
    lines: [
      { sku: 'CND-FIG', minimums: 2 },
      { sku: 'TLT-UNS-50', minimums: 1 },
    ],
  },
  {
    number: 'PO-9004',
    state: 'acknowledged',
    supplierCode: 'HARBORLINE',
    locationCode: 'LDS',
    createdAgo: 55,
    approvedAgo: 54,
    promisedAgo: 14,
    inTransit: true,
    lines: [
      { sku: 'BSK-NAT-M', minimums: 3 },
      { sku: 'BSK-NAT-L', minimums: 2 },
    ],
  },
  {
    number: 'PO-9005',
    state: 'partly_received',
    supplierCode: 'BAOLONG',
    locationCode: 'LDS',
    createdAgo: 58,
    approvedAgo: 57,
    promisedAgo: 5,
    receivedAgo: 4,
    lines: [
      { sku: 'JAR-WHT-500', minimums: 4, receivedShare: 0.5 },
      { sku: 'JAR-WHT-2000', minimums: 2, receivedShare: 1 },
    ],
  },
  {
    number: 'PO-9006',
    state: 'acknowledged',
    supplierCode: 'HALLIDAY',
    locationCode: 'LDS',
    createdAgo: 12,
    approvedAgo: 12,
    promisedAgo: 3,
    receivedAgo: 2,
    booked: false,
    lines: [
      { sku: 'GLV-LRG', minimums: 2, receivedShare: 1 },
      { sku: 'BFD-CPR', minimums: 3, receivedShare: 1 },
    ],
  },
  {
    number: 'PO-9007',
    state: 'sent',
    supplierCode: 'BAOLONG',
    locationCode: 'LDS',
    createdAgo: 30,
    approvedAgo: 29,
    promisedAgo: -23,
    inTransit: true,
    lines: [{ sku: 'JAR-WHT-1000', minimums: 1 }],
  },
  {
    number: 'PO-9008',
    state: 'received',
    supplierCode: 'FERRANTE',
    locationCode: 'LDS',
    createdAgo: 34,
    approvedAgo: 33,
    promisedAgo: 9,
    receivedAgo: 10,
    invoice: { price: 1.065, units: 1 },
    lines: [
      { sku: 'CAF-STL-350', minimums: 4, receivedShare: 1 },
      { sku: 'GRT-FLT', minimums: 2, receivedShare: 1 },
    ],
  },
  {
    number: 'PO-9009',
    state: 'received',
    supplierCode: 'PENNINE',
    locationCode: 'LDS',
    createdAgo: 16,
    approvedAgo: 16,
    promisedAgo: 10,
    receivedAgo: 11,
    invoice: { price: 1, units: 1.25 },
    lines: [
      { sku: 'OIL-EVO', minimums: 2, receivedShare: 0.8 },
      { sku: 'HNY-HTH', minimums: 1, receivedShare: 0.8 },
    ],
  },
  {
    number: 'PO-9010',
    state: 'rejected',
    supplierCode: 'HARBORLINE',
    locationCode: 'RTM',
    createdAgo: 9,
    approvedAgo: null,
    promisedAgo: -31,
    lines: [{ sku: 'BSK-BLK-S', minimums: 6 }],
    note: 'Rejected by Tom: too many for a colour that fades.',
  },
  {
    number: 'PO-9011',
    state: 'cancelled',
    supplierCode: 'ACME',
    locationCode: 'LDS',
    createdAgo: 6,
    approvedAgo: 6,
    promisedAgo: -6,
    lines: [{ sku: 'MUG-GRY-350', minimums: 3 }],
    note: 'Cancelled by Maya: wrong size.',
  },
  {
    number: 'PO-9012',
    state: 'acknowledged',
    supplierCode: 'SAHAR',
    locationCode: 'LDS',
    createdAgo: 20,
    approvedAgo: 19,
    promisedAgo: null,
    lines: [{ sku: 'OLV-SPN', minimums: 2 }],
    note: 'Supplier has given no date.',
  },
]

/** Adds the planned orders with their receipts and invoices. */
export function addPlannedOrders(
  rows: OrderRows,
  world: World,
  options: Map<string, Option[]>,
  rateOf: (currency: string, day: number) => string,
  hashContent: (content: OrderContent) => string,
): void {
  for (const plan of plannedOrders) {
    const createdDay = HISTORY_DAYS - plan.createdAgo
    const lines = plan.lines.map((line) => {
      const option = options.get(line.sku)!.find((one) => one.supplier.code === plan.supplierCode)!
      const units = legalUnits(option.moqUnits * line.minimums, option)
      const came = Math.floor(units * (line.receivedShare ?? 0))
      return { sku: line.sku, units, came, option, priceMicros: priceAt(option, createdDay, units) }
    })
    const { supplier } = lines[0]!.option
    const booked = plan.booked ?? true
    const order = {
      number: plan.number,
      supplierCode: plan.supplierCode,
      currency: supplier.currency,
    }
    addOrder(
      rows,
      world,
      {
        ...order,
        state: plan.state,
        locationCode: plan.locationCode,
        rateToBase: rateOf(supplier.currency, createdDay),
        createdDay,
        approvedDay: plan.approvedAgo === null ? null : HISTORY_DAYS - plan.approvedAgo,
        promisedDay: plan.promisedAgo === null ? null : HISTORY_DAYS - plan.promisedAgo,
        note: plan.note ?? null,
        lines: lines.map((line) => ({
          ...line,
          receivedUnits: booked ? line.came : 0,
          inTransitUnits: plan.inTransit === true ? line.units : 0,
        })),
      },
      hashContent,
    )
    if (plan.receivedAgo === undefined) continue
    const day = HISTORY_DAYS - plan.receivedAgo
    const arrived = lines.map((line) => ({ sku: line.sku, units: line.came, damaged: 0 }))
    addReceipt(rows, world, { orderNumber: plan.number, sequence: 1, day, booked }, arrived)
    const { invoice } = plan
    if (invoice === undefined) continue
    addInvoice(
      rows,
      world,
      { ...order, termsDays: supplier.termsDays },
      day + 2,
      lines.map((line) => ({
        sku: line.sku,
        units: Math.round(line.came * invoice.units),
        priceMicros: Math.round(line.priceMicros * invoice.price),
      })),
    )
  }
}

/** Looks up the rate in force on a day, exact decimal. */
export function rateTable(
  world: World,
  rates: { currency: string; validFrom: string; rateToBase: string }[],
): (currency: string, day: number) => string {
  const byCurrency = Map.groupBy(rates, (rate) => rate.currency)
  return (currency, day) => {
    const known = byCurrency.get(currency)!
    return (known.findLast((rate) => toDay(rate.validFrom) - world.firstDay <= day) ?? known[0]!)
      .rateToBase
  }
}
