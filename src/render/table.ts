import { toned, type Tone } from './ansi.ts'
import { plainText } from './text.ts'
import { displayWidth, padText, truncateText } from './width.ts'

export type TableColumn = {
  title: string
  align: 'left' | 'right' | 'center'
  /** Text columns shrink to this many columns of the terminal at the least; figures never shrink. */
  minimumWidth?: number
}

export type TableCell = string | { text: string; tone: Tone }

export type TableOptions = { width: number; colour: boolean }

const GAP = 2
const DEFAULT_MINIMUM = 8

const cellText = (cell: TableCell) => plainText(typeof cell === 'string' ? cell : cell.text)
const cellTone = (cell: TableCell): Tone => (typeof cell === 'string' ? 'plain' : cell.tone)

/** Widths that fit the budget by taking from the widest text column first, or null when figures alone do not fit. */
function fitWidths(columns: TableColumn[], natural: number[], budget: number): number[] | null {
  const widths = [...natural]
  const smallest = columns.map((column, index) =>
    column.align === 'right'
      ? (natural[index] ?? 0)
      : Math.min(natural[index] ?? 0, column.minimumWidth ?? DEFAULT_MINIMUM),
  )
  let excess = widths.reduce((sum, width) => sum + width, 0) - budget
  for (; excess > 0; excess--) {
    const room = widths.map((width, index) => (width > (smallest[index] ?? 0) ? width : -1))
    const widest = room.indexOf(Math.max(...room))
    if ((room[widest] ?? -1) < 0) return null
    widths[widest] = (widths[widest] ?? 0) - 1
  }
  return widths
}

/** One record under another, for a terminal too narrow for the columns. */
function recordList(columns: TableColumn[], rows: TableCell[][], options: TableOptions): string {
  const titleWidth = Math.max(...columns.map((column) => displayWidth(column.title)))
  const records = rows.map((row) =>
    columns
      .map((column, index) => {
        const title = toned(padText(column.title, titleWidth, 'left'), 'quiet', options.colour)
        const cell = row[index] ?? ''
        const room = Math.max(DEFAULT_MINIMUM, options.width - titleWidth - GAP)
        const text = column.align === 'right' ? cellText(cell) : truncateText(cellText(cell), room)
        return `${title}${' '.repeat(GAP)}${toned(text, cellTone(cell), options.colour)}`.trimEnd()
      })
      .join('\n'),
  )
  return records.join('\n\n')
}

/**
 * A table for a terminal of `width` columns. Text cells are cut with '…' to fit; figures (right-aligned cells)
 * never are: where they do not fit, each row becomes a short list of its fields.
 */
export function textTable(
  columns: TableColumn[],
  rows: TableCell[][],
  options: TableOptions,
): string {
  const natural = columns.map((column, index) =>
    Math.max(
      displayWidth(column.title),
      ...rows.map((row) => displayWidth(cellText(row[index] ?? ''))),
    ),
  )
  const widths = fitWidths(columns, natural, options.width - GAP * (columns.length - 1))
  if (widths === null) return recordList(columns, rows, options)
  const line = (cells: TableCell[], tone?: Tone) =>
    columns
      .map((column, index) => {
        const cell = cells[index] ?? ''
        const width = widths[index] ?? 0
        const padded = padText(truncateText(cellText(cell), width), width, column.align)
        return toned(padded, tone ?? cellTone(cell), options.colour)
      })
      .join(' '.repeat(GAP))
      .trimEnd()
  const rule = widths.map((width) => '─'.repeat(width)).join(' '.repeat(GAP))
  const head = line(
    columns.map((column) => column.title),
    'strong',
  )
  return [head, toned(rule, 'quiet', options.colour), ...rows.map((row) => line(row))].join('\n')
}
