// Placed orders as rows: order, lines, receipts and invoices that agree with one another.

import { priceOrder } from '#purchasing/order-content.ts'
import type { OrderContent } from '#purchasing/order-content.ts'
import type { OrderState } from '#purchasing/life-cycle.ts'
import type { ShopRows } from '#store/shop-rows.ts'
import { decimalOf, HISTORY_DAYS } from './world.ts'
import type { World } from './world.ts'

export type OrderRows = Pick<
  ShopRows,
  | 'purchaseOrders'
  | 'purchaseOrderLines'
  | 'goodsReceipts'
  | 'goodsReceiptLines'
  | 'invoices'
  | 'invoiceLines'
>

export type OrderSpec = {
  number: string
  state: OrderState
  supplierCode: string
  locationCode: string
  currency: string
  rateToBase: string
  createdDay: number
  /** Null: not that far. */
  approvedDay: number | null
  promisedDay: number | null
  note: string | null
  lines: {
    sku: string
    units: number
    priceMicros: number
    receivedUnits: number
    inTransitUnits: number
  }[]
}

const received = new Set<OrderState>(['partly_received', 'received', 'closed'])
const reached = (state: OrderState) => ({
  submitted: state !== 'draft',
  sent: ['sent', 'acknowledged'].includes(state) || received.has(state),
  acknowledged: state === 'acknowledged' || received.has(state),
})

/** Writes the order and its lines; the total is the sum of lines rounded once, half up. */
export function addOrder(
  rows: OrderRows,
  world: World,
  spec: OrderSpec,
  hashContent: (content: OrderContent) => string,
): void {
  const expectedOn = spec.promisedDay === null ? null : world.date(spec.promisedDay)
  const content: OrderContent = {
    supplierCode: spec.supplierCode,
    locationCode: spec.locationCode,
    currency: spec.currency,
    expectedOn,
    lines: spec.lines.map((line, index) => ({
      lineNumber: index + 1,
      sku: line.sku,
      units: line.units,
      unitPrice: decimalOf(line.priceMicros),
      expectedOn,
    })),
  }
  const priced = priceOrder(content)
  const has = reached(spec.state)
  const approved = spec.approvedDay
  rows.purchaseOrders.push({
    number: spec.number,
    revision: 1,
    state: spec.state,
    supplierCode: spec.supplierCode,
    locationCode: spec.locationCode,
    currency: spec.currency,
    rateToBase: spec.rateToBase,
    totalMinor: priced.totalMinor,
    contentHash: hashContent(content),
    planRunId: null,
    createdBy: 'maya',
    createdAt: world.instant(spec.createdDay, '09:12'),
    lastEditedBy: 'maya',
    submittedAt: has.submitted ? world.instant(spec.createdDay, '09:40') : null,
    approvedAt: approved === null ? null : world.instant(approved, '14:05'),
    sentAt: approved !== null && has.sent ? world.instant(approved, '14:20') : null,
    acknowledgedAt:
      approved !== null && has.acknowledged
        ? world.instant(Math.min(HISTORY_DAYS - 1, approved + 1), '15:30')
        : null,
    expectedOn,
    note: spec.note,
    source: 'demo:orders',
  })
  priced.lines.forEach((line, index) => {
    rows.purchaseOrderLines.push({
      orderNumber: spec.number,
      lineNumber: line.lineNumber,
      sku: line.sku,
      orderedUnits: line.units,
      receivedUnits: spec.lines[index]!.receivedUnits,
      inTransitUnits: spec.lines[index]!.inTransitUnits,
      unitPrice: line.unitPrice,
      lineTotalMinor: line.lineTotalMinor,
      expectedOn,
      recommendationId: null,
    })
  })
}

export type ReceiptLine = { sku: string; units: number; damaged: number }

/** Writes the first, second ... receipt of an order; `booked` false leaves the goods in the yard. */
export function addReceipt(
  rows: OrderRows,
  world: World,
  receipt: { orderNumber: string; sequence: number; day: number; booked: boolean },
  lines: ReceiptLine[],
): void {
  const { orderNumber, sequence, day, booked } = receipt
  const number = `GR-${orderNumber.slice(3)}-${sequence}`
  rows.goodsReceipts.push({
    number,
    orderNumber,
    receivedOn: world.date(day),
    bookedAt: booked ? world.instant(day, '15:45') : null,
    source: 'demo:receipts',
  })
  lines.forEach((line, index) =>
    rows.goodsReceiptLines.push({
      receiptNumber: number,
      lineNumber: index + 1,
      sku: line.sku,
      receivedUnits: line.units,
      damagedUnits: line.damaged,
    }),
  )
}

export type InvoiceLine = { sku: string; units: number; priceMicros: number }

/** Writes one invoice over the given lines, due after the supplier's terms. */
export function addInvoice(
  rows: OrderRows,
  world: World,
  order: { number: string; supplierCode: string; currency: string; termsDays: number },
  day: number,
  lines: InvoiceLine[],
): void {
  const number = `${order.supplierCode.slice(0, 3)}-${order.number.slice(3).replace('-', '')}`
  const key = { supplierCode: order.supplierCode }
  const content = { ...key, locationCode: '', currency: order.currency, expectedOn: null }
  const priced = priceOrder({
    ...content,
    lines: lines.map((line, index) => ({
      lineNumber: index + 1,
      sku: line.sku,
      units: line.units,
      unitPrice: decimalOf(line.priceMicros),
      expectedOn: null,
    })),
  })
  rows.invoices.push({
    ...key,
    number,
    orderNumber: order.number,
    invoicedOn: world.date(day),
    dueOn: world.date(day + order.termsDays),
    currency: order.currency,
    totalMinor: priced.totalMinor,
    source: 'demo:invoices',
  })
  for (const line of priced.lines) {
    rows.invoiceLines.push({
      ...key,
      invoiceNumber: number,
      lineNumber: line.lineNumber,
      sku: line.sku,
      units: line.units,
      unitPrice: line.unitPrice,
    })
  }
}
