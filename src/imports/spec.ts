import type { Table } from '#store/bulk-upsert.ts'
/** What a known code may point at. */
export type ReferenceKind = 'item' | 'supplier' | 'location' | 'channel' | 'order'

/** What a cell may hold. */
export type CellType =
  | { is: 'text'; maxCharacters: number }
  | { is: 'code' }
  | { is: 'reference'; to: ReferenceKind }
  | { is: 'units'; least: number }
  | { is: 'price'; places: number }
  /** An amount in whole currency, kept in minor units of the base currency or of the currency in another column. */
  | { is: 'money'; currencyColumn: string | null; least?: 'one' }
  | { is: 'rate'; least: 0 | -1 }
  | { is: 'date'; future: 'allowed' | 'refused' }
  | { is: 'instant' }
  | { is: 'flag' }
  | { is: 'choice'; of: readonly string[] }
  | { is: 'currency'; only?: 'base' }
  | { is: 'unit' }
  | { is: 'timeZone' }
  | { is: 'workingDays' }

export type CellValue = string | number | boolean | null

export type ColumnSpec = {
  /** The heading, snake_case. */
  name: string
  /** The field of the row; the heading in camelCase where left out. */
  property?: string
  aliases?: readonly string[]
  type: CellType
  /** False: the column or the cell may be missing; `otherwise` is what is taken then. */
  required: boolean
  otherwise?: CellValue
  /** One cell for each example row of the template. */
  examples: readonly string[]
  meaning: string
}

/** A row whose every cell was understood: values by field, and the line of the file. */
export type ParsedRow = { line: number; values: Record<string, CellValue> }

/** A kind of file: what its columns are and where its rows go. */
export type KindSpec = {
  /** The stem of the file name: 'items' for items.csv. */
  kind: string
  about: string
  columns: readonly ColumnSpec[]
  /** The columns that tell rows of one file apart. */
  key: readonly string[]
} & (
  | { rows: 'table'; table: Table; provenance: 'none' | 'source' | 'sourceAndAsOf' }
  | { rows: 'demand' | 'shop' | 'service_levels' | 'orders' | 'receipts' | 'invoices' }
)

const camelCase = (name: string) =>
  name.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase())

/** The field of a row that a column fills. */
export function propertyOf(column: ColumnSpec): string {
  return column.property ?? camelCase(column.name)
}
