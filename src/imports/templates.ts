import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { csvText } from '#render/csv.ts'
import { kinds } from './kinds.ts'
import type { CellType, ColumnSpec, KindSpec } from './spec.ts'

const pageName = 'COLUMNS.md'

/** Writes one CSV of each kind with its heading and example rows, and a page about every column; returns the names. */
export function writeTemplates(folder: string): string[] {
  mkdirSync(folder, { recursive: true })
  for (const kind of kinds) writeFileSync(join(folder, `${kind.kind}.csv`), templateOf(kind))
  writeFileSync(join(folder, pageName), columnsPage())
  return [...kinds.map((kind) => `${kind.kind}.csv`), pageName]
}

function templateOf(kind: KindSpec): string {
  const titles = kind.columns.map((column) => column.name)
  const rowCount = Math.max(...kind.columns.map((column) => column.examples.length))
  const rows = Array.from({ length: rowCount }, (_, index) =>
    kind.columns.map((column) => column.examples[index] ?? ''),
  )
  return csvText(titles, rows)
}

/** The page that explains every kind and column, from the same table that the importer reads. */
export function columnsPage(): string {
  const sections = kinds.map((kind) => {
    const rows = kind.columns.map((column) =>
      `| \`${column.name}\` | ${allowed(column.type)} | ${whenEmpty(column)} | ${column.meaning} |`.replaceAll(
        '|  |',
        '| |',
      ),
    )
    return [
      `## ${kind.kind}.csv`,
      '',
      `${kind.about} Told apart by: ${kind.key.join(', ')}.`,
      '',
      '| column | what it may hold | when empty | meaning |',
      '|---|---|---|---|',
      ...rows,
      '',
    ].join('\n')
  })
  return `# The columns of each file

UTF-8, UTF-16 and Windows-1252 are read; comma, semicolon, tab and vertical bar separate. Decimals with point or comma. A column that a file does not have is left as it is in rows that exist.

${sections.join('\n')}`
}

function whenEmpty(column: ColumnSpec): string {
  if (column.required) return 'required'
  const { otherwise } = column
  if (otherwise === null || otherwise === '' || otherwise === undefined) return 'nothing'
  if (typeof otherwise === 'boolean') return otherwise ? 'yes' : 'no'
  return String(otherwise)
}

function allowed(type: CellType): string {
  switch (type.is) {
    case 'text':
      return `text up to ${type.maxCharacters} characters`
    case 'code':
      return 'a code of up to 64 characters'
    case 'reference':
      return `a known ${type.to}`
    case 'units':
      return `whole number from ${type.least}`
    case 'price':
      return `number, at most ${type.places} decimals`
    case 'money':
      return `amount${type.least === 'one' ? ' above 0' : ''} in ${type.currencyColumn === null ? 'the base currency' : `the row's ${type.currencyColumn}`}`
    case 'rate':
      return `fraction or percentage from ${type.least}`
    case 'date':
      return type.future === 'refused' ? 'day, not in the future' : 'day'
    case 'instant':
      return 'day or instant, not in the future'
    case 'flag':
      return 'yes or no'
    case 'choice':
      return type.of.join(', ')
    case 'currency':
      return type.only === 'base' ? 'the base currency, as ISO 4217 code' : 'ISO 4217 code'
    case 'unit':
      return 'unit of measure'
    case 'timeZone':
      return 'IANA time zone'
    case 'workingDays':
      return 'seven 0 or 1, Monday first'
  }
}
