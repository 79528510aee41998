// The words in which the kinds of files are written down: one short function per sort of column.
import type { CellType, CellValue, ColumnSpec, ReferenceKind } from './spec.ts'

type Words = {
  examples: readonly string[]
  meaning: string
  property?: string
  aliases?: readonly string[]
}

const required = (name: string, type: CellType, words: Words): ColumnSpec => ({
  name,
  type,
  required: true,
  ...words,
})

const optional = (
  name: string,
  type: CellType,
  otherwise: CellValue,
  words: Words,
): ColumnSpec => ({ name, type, required: false, otherwise, ...words })

const text = (maxCharacters: number): CellType => ({ is: 'text', maxCharacters })
const to = (kind: ReferenceKind): CellType => ({ is: 'reference', to: kind })
const units = (least: number): CellType => ({ is: 'units', least })
const choice = (...of: string[]): CellType => ({ is: 'choice', of })
const date = (future: 'allowed' | 'refused'): CellType => ({ is: 'date', future })
const money = (currencyColumn: string | null): CellType => ({ is: 'money', currencyColumn })

const sku = (examples: readonly string[] = ['MUG-BLU-350', 'TEA-GRN-100']): ColumnSpec =>
  required('sku', to('item'), {
    examples,
    meaning: 'An item of items.csv.',
    aliases: ['item', 'item_code', 'article', 'product_code', 'stock_code'],
  })

const location = (): ColumnSpec =>
  required('location_code', to('location'), {
    examples: ['LDS', 'LDS'],
    meaning: 'A location of locations.csv.',
    aliases: ['location', 'warehouse', 'warehouse_code'],
  })

const channel = (): ColumnSpec =>
  required('channel_code', to('channel'), {
    examples: ['WEB', 'WEB'],
    meaning: 'A sales channel of channels.csv.',
    aliases: ['channel'],
  })

const supplier = (): ColumnSpec =>
  required('supplier_code', to('supplier'), {
    examples: ['ACME', 'ACME'],
    meaning: 'A supplier of suppliers.csv.',
    aliases: ['supplier'],
  })

/** The words of the specs, together so that a spec file imports one name. */
export const column = {
  required,
  optional,
  text,
  to,
  units,
  choice,
  date,
  money,
  sku,
  location,
  channel,
  supplier,
}
