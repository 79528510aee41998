import { csvText } from '../csv.ts'
import { decimalAmount, decimalPrice } from './amounts.ts'
import type { OrderDocument } from './order-document.ts'

const titles = [
  'kind',
  'order_number',
  'revision',
  'line',
  'supplier_sku',
  'sku',
  'name',
  'units',
  'unit_of_measure',
  'unit_code',
  'pack_size_units',
  'currency',
  'unit_price',
  'line_total',
  'expected_on',
  'deliver_to',
]

/** The order as a spreadsheet or a program of the supplier reads it: one row a line, decimals with a point, byte order mark first. */
export function orderCsv(document: OrderDocument): string {
  const { currency } = document
  const rows = document.lines.map((line) => [
    document.kind,
    document.number,
    document.revision,
    line.lineNumber,
    line.supplierSku,
    line.sku,
    line.name,
    line.units,
    line.unitOfMeasure,
    line.unitCode,
    line.packSizeUnits,
    currency,
    decimalPrice(line.unitPrice, currency),
    decimalAmount(line.lineTotalMinor, currency),
    line.expectedOn ?? document.expectedOn,
    document.deliverTo.name,
  ])
  // Without the mark, spreadsheets read é as two characters of their own code page.
  return `\uFEFF${csvText(titles, rows)}`
}
