import { createWriteStream, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { currencyDigits } from '#planning/money.ts'
import { csvRows, type CsvValue } from '#render/csv.ts'
import type { Database } from '#store/database.ts'
import { baseCurrencyOf } from '#store/base-currency.ts'
import {
  demandDayRows,
  invoiceLineRows,
  orderLineRows,
  receiptLineRows,
  tableRows,
} from '#store/shop-export.ts'
import { shopSettings } from '#store/settings.ts'
import { minorText } from './minor-text.ts'
import { kinds } from './kinds.ts'
import { serviceLevelRows } from './service-levels.ts'
import { propertyOf, type ColumnSpec, type KindSpec } from './spec.ts'

export type ExportReport = { folder: string; files: { name: string; rows: number }[] }

type Row = Record<string, unknown>

/** Writes every kind that has rows as a CSV that imports to the same rows; text that looks like a formula is guarded. */
export async function exportShop(db: Database, folder: string): Promise<ExportReport> {
  mkdirSync(folder, { recursive: true })
  const baseCurrency = await baseCurrencyOf(db)
  const files: ExportReport['files'] = []
  for (const kind of kinds) {
    const name = `${kind.kind}.csv`
    const counted = { rows: 0 }
    const lines = csvLines(kind, rowsOf(db, kind), baseCurrency, counted)
    const first = await lines.next()
    if (first.done) continue
    const all = async function* () {
      yield first.value
      yield* lines
    }
    await pipeline(Readable.from(all()), createWriteStream(join(folder, name)))
    files.push({ name, rows: counted.rows })
  }
  return { folder, files }
}

/** The heading with the first row, then a row a piece; nothing for a kind without rows. */
async function* csvLines(
  kind: KindSpec,
  rows: AsyncIterable<Row>,
  baseCurrency: string,
  counted: { rows: number },
): AsyncGenerator<string> {
  for await (const row of rows) {
    const cells = kind.columns.map((column) => cellText(column, row, baseCurrency))
    const heading = counted.rows === 0 ? [kind.columns.map((column) => column.name)] : []
    counted.rows += 1
    yield csvRows([...heading, cells])
  }
}

async function* rowsOf(db: Database, kind: KindSpec): AsyncGenerator<Row> {
  switch (kind.rows) {
    case 'table':
      yield* await tableRows(db, kind.table)
      return
    case 'shop': {
      const shop = await shopSettings(db)
      if (shop !== null) yield shop
      return
    }
    case 'service_levels':
      yield* await serviceLevelRows(db)
      return
    case 'demand':
      yield* demandDayRows(db)
      return
    case 'orders':
      yield* await orderLineRows(db)
      return
    case 'receipts':
      yield* await receiptLineRows(db)
      return
    case 'invoices':
      yield* await invoiceLineRows(db)
  }
}

function cellText(column: ColumnSpec, row: Row, baseCurrency: string): CsvValue {
  const value = row[propertyOf(column)]
  if (value === null || value === undefined) return null
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (column.type.is === 'money') {
    const currency =
      column.type.currencyColumn === null ? baseCurrency : String(row[column.type.currencyColumn])
    return minorText(Number(value), currencyDigits(currency))
  }
  if (column.type.is === 'instant') return new Date(String(value)).toISOString()
  return typeof value === 'number' ? value : String(value)
}
