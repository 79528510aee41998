import type { z } from 'zod'
import type { Tone } from '#render/ansi.ts'
import { textTable, type TableCell, type TableColumn } from '#render/table.ts'
import { plainValue } from '#render/value.ts'
import type { recommendReorders } from '#tools/recommend_reorders.ts'
import { outputStyle } from './print.ts'

export type BuyList = z.output<typeof recommendReorders.output>

const columns: TableColumn[] = [
  { title: 'Handle', align: 'left', minimumWidth: 8 },
  { title: 'Due', align: 'left', minimumWidth: 7 },
  { title: 'Item', align: 'left', minimumWidth: 12 },
  { title: 'At', align: 'left', minimumWidth: 3 },
  { title: 'Units', align: 'right' },
  { title: 'From', align: 'left', minimumWidth: 8 },
  { title: 'Landed', align: 'right' },
  { title: 'Order by', align: 'right' },
]

const tones: Record<string, Tone> = { overdue: 'bad', now: 'warning', this_week: 'accent' }

/** Prints the buy list as a table that fits the terminal, then its totals. */
export function printBuyList(list: BuyList): void {
  const { currency } = list
  const rows = list.lines.map((line): TableCell[] => [
    line.recommendation,
    { text: line.urgency.replace('_', ' '), tone: tones[line.urgency] ?? 'plain' },
    `${line.sku} ${line.name}`,
    line.locationCode,
    plainValue('units', line.units, {}),
    line.split?.map(({ supplierCode }) => supplierCode).join(' + ') ?? line.supplierCode ?? '',
    plainValue('landedCostMinor', line.landedCostMinor ?? null, { currency }),
    plainValue('orderByOn', line.orderByOn ?? null, {}),
  ])
  if (rows.length > 0) process.stdout.write(`${textTable(columns, rows, outputStyle())}\n\n`)
  process.stdout.write(`${list.totals.display}\n`)
  if (list.moreCount > 0) process.stdout.write(`${list.moreCount} more: raise --limit.\n`)
}
