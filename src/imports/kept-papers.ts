// An import brings history. What people decide and book here is not written over by a file: what repeats it is passed
// over, what differs is refused with the way it is done.
import { canonicalJson } from '#planning/canonical.ts'
import { sixPlaces } from '#purchasing/order-content.ts'
import type { Database } from '#store/database.ts'
import { receiptsOf } from '#store/goods-receipts.ts'
import { invoicesOfOrder } from '#store/invoices.ts'
import { ordersKeptHere, ordersOfReceipts } from '#store/kept-here.ts'
import { purchaseOrder } from '#store/purchase-orders.ts'
import type { invoiceRows, orderRows, receiptRows } from './documents.ts'

type Paper = { orders: string[]; column: string; number: string; reason: string; repair: string }

/** One paper of a file: what it is, and which rows it would write. */
export type Candidate<Built> = { built: Built; paper: Paper; content: unknown }

/** Tells the papers that may be written from those that an order of this shop already has, and reports the others. */
export async function openPapers<Built>(
  tx: Database,
  candidates: Candidate<Built>[],
  standing: (tx: Database, order: string) => Promise<unknown[]>,
  refuse: (paper: Paper) => void,
): Promise<Built[]> {
  const kept = await ordersKeptHere(tx, [
    ...new Set(candidates.flatMap(({ paper }) => paper.orders)),
  ])
  const open: Built[] = []
  for (const { built, paper, content } of candidates) {
    const own = paper.orders.filter((number) => kept.has(number))
    if (own.length === 0) {
      open.push(built)
      continue
    }
    const stands = (await Promise.all(own.map((order) => standing(tx, order)))).flat()
    const text = canonicalJson(content)
    if (!stands.some((each) => canonicalJson(each) === text)) refuse(paper)
  }
  return open
}

const bySku = (lines: { sku: string; units: number; lost: number }[]) =>
  [...Map.groupBy(lines, ({ sku }) => sku)]
    .map(([sku, same]) => ({
      sku,
      units: same.reduce((sum, { units }) => sum + units, 0),
      lost: same.reduce((sum, { lost }) => sum + lost, 0),
    }))
    .toSorted((a, b) => (a.sku < b.sku ? -1 : 1))

type BuiltReceipt = ReturnType<typeof receiptRows>

/** A receipt of a file; it may name another order than the receipt of its number that stands here. */
export async function receiptCandidates(
  tx: Database,
  built: BuiltReceipt[],
): Promise<Candidate<BuiltReceipt>[]> {
  const there = await ordersOfReceipts(
    tx,
    built.map(({ receipt }) => receipt.number),
  )
  return built.map((each) => {
    const { number, orderNumber, receivedOn } = each.receipt
    const orders = [...new Set([orderNumber, there.get(number) ?? orderNumber])]
    return {
      built: each,
      paper: {
        orders,
        column: 'receipt_number',
        number,
        reason: `the deliveries of ${orders.join(' and ')} are booked by people here`,
        repair: 'book it with "quartermaster receive FILE" or on the page Receiving',
      },
      content: {
        number,
        orderNumber,
        receivedOn,
        lines: bySku(
          each.lines.map(({ sku, receivedUnits, damagedUnits }) => ({
            sku,
            units: receivedUnits,
            lost: damagedUnits,
          })),
        ),
      },
    }
  })
}

/** The receipts of an order as `receiptCandidates` compares them. */
export async function standingReceipts(tx: Database, order: string): Promise<unknown[]> {
  return (await receiptsOf(tx, order)).map(({ number, orderNumber, receivedOn, lines }) => ({
    number,
    orderNumber,
    receivedOn,
    lines: bySku(
      lines.map(({ sku, receivedUnits, damagedUnits }) => ({
        sku,
        units: receivedUnits,
        lost: damagedUnits,
      })),
    ),
  }))
}

type BuiltInvoice = ReturnType<typeof invoiceRows>

const billed = (lines: { sku: string; units: number; unitPrice: string }[]) =>
  lines.map(({ sku, units, unitPrice }) => ({ sku, units, unitPrice: sixPlaces(unitPrice) }))

/** An invoice of a file. */
export function invoiceCandidate(built: BuiltInvoice): Candidate<BuiltInvoice> {
  const { supplierCode, number, orderNumber, currency, totalMinor } = built.invoice
  const order = String(orderNumber)
  return {
    built,
    paper: {
      orders: [order],
      column: 'invoice_number',
      number,
      reason: `the invoices of ${order} are matched with it here`,
      repair: 'book it with "quartermaster invoice FILE" or on the page Invoices',
    },
    content: { supplierCode, number, currency, totalMinor, lines: billed(built.lines) },
  }
}

/** The invoices of an order as `invoiceCandidate` compares them. */
export async function standingInvoices(tx: Database, order: string): Promise<unknown[]> {
  return (await invoicesOfOrder(tx, order)).map(
    ({ supplierCode, number, currency, totalMinor, lines }) => ({
      supplierCode,
      number,
      currency,
      totalMinor,
      lines: billed(lines),
    }),
  )
}

type BuiltOrder = ReturnType<typeof orderRows>
type ComparedLine = { sku: string; orderedUnits: number; receivedUnits: number; unitPrice: string }

const orderLines = (lines: ComparedLine[]) =>
  lines.map(({ sku, orderedUnits, receivedUnits, unitPrice }) => ({
    sku,
    orderedUnits,
    receivedUnits,
    unitPrice: sixPlaces(unitPrice),
  }))

/** An order of a file. */
export function orderCandidate(built: BuiltOrder): Candidate<BuiltOrder> {
  const { number, state, supplierCode, locationCode, currency } = built.order
  const lines = built.lines.map((line) => ({ ...line, receivedUnits: line.receivedUnits ?? 0 }))
  return {
    built,
    paper: {
      orders: [number],
      column: 'order_number',
      number,
      reason: `${number} lives here: people approve, receive and close it`,
      repair: 'leave it out of the file; change it on its page',
    },
    content: { number, state, supplierCode, locationCode, currency, lines: orderLines(lines) },
  }
}

/** An order as `orderCandidate` compares it. */
export async function standingOrder(tx: Database, order: string): Promise<unknown[]> {
  const stands = await purchaseOrder(tx, order)
  if (stands === null) return []
  const { number, state, supplierCode, locationCode, currency, lines } = stands
  return [{ number, state, supplierCode, locationCode, currency, lines: orderLines(lines) }]
}
