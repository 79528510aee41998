import type { Figure, Table } from './figure.ts'

/** The figures as aligned lines: name, value, unit, and what it is compared with. */
export function figureLines(figures: Figure[]): string {
  const width = Math.max(...figures.map((figure) => figure.name.length))
  return figures
    .map(({ name, value, unit, note }) => {
      const shown = value.toLocaleString('en-GB', { maximumFractionDigits: 2 })
      return `${name.padEnd(width)}  ${shown.padStart(12)} ${unit}${note === undefined ? '' : `  (${note})`}`
    })
    .join('\n')
}

/** The table with its title above it and its note below, columns aligned, an empty cell as a dash. */
export function tableLines({ title, columns, rows, note }: Table): string {
  const cells = [columns, ...rows.map((row) => row.map(cellText))]
  const widths = columns.map((_, column) => Math.max(...cells.map((row) => row[column]!.length)))
  const lines = cells.map((row) =>
    row
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!),
      )
      .join('  ')
      .trimEnd(),
  )
  return [title, ...lines, ...(note === undefined ? [] : [note])].join('\n')
}

function cellText(cell: string | number | null): string {
  if (cell === null) return '-'
  if (typeof cell === 'string') return cell
  const digits = Math.abs(cell) >= 1000 ? 0 : Math.abs(cell) >= 10 ? 2 : 3
  return cell.toLocaleString('en-GB', {
    maximumFractionDigits: Number.isInteger(cell) ? 0 : digits,
    minimumFractionDigits: Number.isInteger(cell) ? 0 : digits,
  })
}
