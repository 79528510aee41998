// Files with one row per line of a document: the head repeats, and has to say the same each time.
import { priceOrder, sixPlaces, type OrderContent } from '#purchasing/order-content.ts'
import type * as orders from '#store/schema-orders.ts'
import type { ParsedRow } from './spec.ts'

type Insert<
  Name extends
    | 'purchaseOrders'
    | 'purchaseOrderLines'
    | 'goodsReceipts'
    | 'goodsReceiptLines'
    | 'invoices'
    | 'invoiceLines',
> = (typeof orders)[Name]['$inferInsert']

/** Two rows of one document that disagree about its head. */
export type HeadConflict = { line: number; column: string; value: string; firstLine: number }

/** The rows of each document, by its number, and where heads disagree. `head` names the fields of the head. */
export function groupDocuments(
  rows: ParsedRow[],
  number: (row: ParsedRow) => string,
  head: readonly string[],
): { documents: Map<string, ParsedRow[]>; conflicts: HeadConflict[] } {
  const documents = Map.groupBy(rows, number)
  const conflicts: HeadConflict[] = []
  for (const [first, ...others] of documents.values()) {
    for (const row of others) {
      const column = head.find((name) => row.values[name] !== first!.values[name])
      if (column === undefined) continue
      conflicts.push({
        line: row.line,
        column,
        value: String(row.values[column] ?? ''),
        firstLine: first!.line,
      })
    }
  }
  return { documents, conflicts }
}

export const orderHead = [
  'supplierCode',
  'locationCode',
  'state',
  'currency',
  'rateToBase',
  'createdOn',
  'createdBy',
  'approvedOn',
  'sentOn',
  'acknowledgedOn',
  'note',
]
export const receiptHead = ['orderNumber', 'receivedOn', 'bookedOn']
export const invoiceHead = ['orderNumber', 'invoicedOn', 'dueOn', 'currency', 'totalMinor']

const atNoon = (day: unknown) => (typeof day === 'string' ? `${day}T12:00:00.000Z` : null)
const text = (value: unknown) => (value === null || value === undefined ? null : String(value))

/** An order and its lines as the store keeps them; totals are computed, line by line, half up. */
export function orderRows(
  number: string,
  rows: ParsedRow[],
  context: { rateToBase: string; source: string; hashContent(content: unknown): string },
): { order: Insert<'purchaseOrders'>; lines: Insert<'purchaseOrderLines'>[] } {
  const { values: head } = rows[0]!
  const expected = rows.map((row) => text(row.values['expectedOn'])).filter((day) => day !== null)
  const content: OrderContent = {
    supplierCode: String(head['supplierCode']),
    locationCode: String(head['locationCode']),
    currency: String(head['currency']),
    expectedOn: expected.toSorted().at(-1) ?? null,
    lines: rows
      .map(({ values }) => ({
        lineNumber: Number(values['lineNumber']),
        sku: String(values['sku']),
        units: Number(values['orderedUnits']),
        unitPrice: sixPlaces(String(values['unitPrice'])),
        expectedOn: text(values['expectedOn']),
      }))
      .toSorted((a, b) => a.lineNumber - b.lineNumber),
  }
  const priced = priceOrder(content)
  const rowOf = new Map(rows.map((row) => [Number(row.values['lineNumber']), row.values]))
  const order: Insert<'purchaseOrders'> = {
    number,
    state: head['state'] as Insert<'purchaseOrders'>['state'],
    supplierCode: content.supplierCode,
    locationCode: content.locationCode,
    currency: content.currency,
    rateToBase: context.rateToBase,
    totalMinor: priced.totalMinor,
    contentHash: context.hashContent(content),
    createdBy: String(head['createdBy']),
    createdAt: atNoon(head['createdOn'])!,
    lastEditedBy: String(head['createdBy']),
    approvedAt: atNoon(head['approvedOn']),
    sentAt: atNoon(head['sentOn']),
    acknowledgedAt: atNoon(head['acknowledgedOn']),
    expectedOn: content.expectedOn,
    note: text(head['note']),
    source: context.source,
  }
  const lines = priced.lines.map((line) => ({
    orderNumber: number,
    lineNumber: line.lineNumber,
    sku: line.sku,
    orderedUnits: line.units,
    receivedUnits: Number(rowOf.get(line.lineNumber)!['receivedUnits']),
    inTransitUnits: Number(rowOf.get(line.lineNumber)!['inTransitUnits']),
    unitPrice: line.unitPrice,
    lineTotalMinor: line.lineTotalMinor,
    expectedOn: line.expectedOn,
  }))
  return { order, lines }
}

/** A goods receipt and its lines as the store keeps them. */
export function receiptRows(
  number: string,
  rows: ParsedRow[],
  source: string,
): { receipt: Insert<'goodsReceipts'>; lines: Insert<'goodsReceiptLines'>[] } {
  const { values: head } = rows[0]!
  return {
    receipt: {
      number,
      orderNumber: String(head['orderNumber']),
      receivedOn: String(head['receivedOn']),
      bookedAt: atNoon(head['bookedOn']),
      source,
    },
    lines: rows.map(({ values }) => ({
      receiptNumber: number,
      lineNumber: Number(values['lineNumber']),
      sku: String(values['sku']),
      receivedUnits: Number(values['receivedUnits']),
      damagedUnits: Number(values['damagedUnits']),
    })),
  }
}

/** An invoice and its lines as the store keeps them. */
export function invoiceRows(
  rows: ParsedRow[],
  source: string,
): { invoice: Insert<'invoices'>; lines: Insert<'invoiceLines'>[] } {
  const { values: head } = rows[0]!
  const supplierCode = String(head['supplierCode'])
  const number = String(head['invoiceNumber'])
  return {
    invoice: {
      supplierCode,
      number,
      orderNumber: String(head['orderNumber']),
      invoicedOn: String(head['invoicedOn']),
      dueOn: String(head['dueOn']),
      currency: String(head['currency']),
      totalMinor: Number(head['totalMinor']),
      source,
    },
    lines: rows.map(({ values }) => ({
      supplierCode,
      invoiceNumber: number,
      lineNumber: Number(values['lineNumber']),
      sku: String(values['sku']),
      units: Number(values['units']),
      unitPrice: String(values['unitPrice']),
    })),
  }
}
