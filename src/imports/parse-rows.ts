import { isCurrency } from '#planning/money.ts'
import { unguardedText } from '#render/csv.ts'
import { readCell } from './cells.ts'
import type { DateOrder } from './dates.ts'
import type { Heading } from './heading.ts'
import type { KnownCodes } from './known-codes.ts'
import type { TextRow } from './read-rows.ts'
import type { RowProblem } from './report.ts'
import {
  propertyOf,
  type CellValue,
  type ColumnSpec,
  type KindSpec,
  type ParsedRow,
} from './spec.ts'

export type ParseContext = {
  file: string
  kind: KindSpec
  heading: Heading
  known: KnownCodes
  dateOrder: DateOrder
  latestOn: string
  /** Null while nobody has said it. */
  baseCurrency: string | null
  report(problem: RowProblem): void
}

/** Returns the parser of one file's rows: a row with every cell understood, or null after its problems were reported. */
export function rowParser(context: ParseContext): (row: TextRow) => ParsedRow | null {
  const { heading } = context
  const places = heading.columns.flatMap((column, place) =>
    column === null ? [] : [{ column, place, property: propertyOf(column) }],
  )
  // Currencies first: amounts of the same row are read in them.
  const ordered = places.toSorted(
    (a, b) => Number(a.column.type.is === 'money') - Number(b.column.type.is === 'money'),
  )
  const fixed = Object.fromEntries(
    heading.absent.map((column) => [propertyOf(column), column.otherwise ?? null]),
  )
  const reading = { ...context, currency: null }
  return (row) => {
    const values: Record<string, CellValue> = { ...fixed }
    let sound = wholeRow(row, context)
    for (const { column, place, property } of ordered) {
      const value = cellOf(column, unguardedText(row.cells[place] ?? ''), values, row.line, reading)
      if (value === undefined) sound = false
      else values[property] = value
    }
    return sound ? { line: row.line, values } : null
  }
}

/** A row with cells beyond the heading has slipped: a delimiter stands unquoted in a text. */
function wholeRow({ line, cells }: TextRow, { file, heading, report }: ParseContext): boolean {
  const extra = cells.slice(heading.columns.length).filter((cell) => cell.trim() !== '')
  if (extra.length === 0) return true
  const reason = `the row has ${cells.length} cells, the heading ${heading.columns.length}`
  const repair = 'put text that holds the delimiter into double quotes'
  report({ file, line, column: '', value: extra.join(' '), reason, repair })
  return false
}

function cellOf(
  column: ColumnSpec,
  cell: string,
  values: Record<string, CellValue>,
  line: number,
  context: ParseContext & { currency: null },
): CellValue | undefined {
  const fail = (reason: string, repair: string) => {
    context.report({ file: context.file, line, column: column.name, value: cell, reason, repair })
    return undefined
  }
  if (cell.trim() === '') {
    if (!column.required) return column.otherwise ?? null
    return fail('it is empty', `fill in ${column.name}: ${column.meaning}`)
  }
  const read = readCell(
    column.type,
    cell,
    column.type.is === 'money'
      ? { ...context, currency: currencyOf(column.type.currencyColumn, values, context) }
      : context,
  )
  if (!('value' in read)) return fail(read.reason, read.repair)
  if (column.type.is !== 'reference') return read.value
  const code = String(read.value)
  if (context.known.has(column.type.to, code)) return code
  const near = context.known.nearest(column.type.to, code)
  const meant = near === null ? '' : `write ${near} if that is meant, or `
  return fail(
    `there is no ${column.type.to} "${code}"`,
    `${meant}add it to ${referenceFile[column.type.to]} first`,
  )
}

const referenceFile = {
  item: 'items.csv',
  supplier: 'suppliers.csv',
  location: 'locations.csv',
  channel: 'channels.csv',
  order: 'purchase_orders.csv',
}

function currencyOf(
  currencyColumn: string | null,
  values: Record<string, CellValue>,
  context: ParseContext,
): string | null {
  if (currencyColumn === null) return context.baseCurrency
  const currency = values[currencyColumn]
  return typeof currency === 'string' && isCurrency(currency) ? currency : null
}
