// The table of an order's lines on paper: its columns, its heading, and one row as marks with its height.
import { formatCount, formatDate, formatMoney, formatPrice } from '../figures.ts'
import type { DocumentLine, OrderDocument } from './order-document.ts'
import { fittedSize, paper, printWidth, wrapped } from './page-marks.ts'
import type { Face, Mark } from './page-marks.ts'

type Column = { title: string; width: number; right: boolean }

const size = 8.5
const lead = 11
const gap = 6
const columns: Column[] = [
  { title: 'Line', width: 22, right: true },
  { title: 'Your SKU', width: 76, right: false },
  { title: 'Description', width: 0, right: false },
  { title: 'Quantity', width: 42, right: true },
  { title: 'Unit', width: 34, right: false },
  { title: 'Unit price', width: 58, right: true },
  { title: 'Total', width: 70, right: true },
]
const fixed = columns.reduce((sum, { width }) => sum + width, 0)
const descriptionWidth = printWidth - fixed - gap * (columns.length - 1)

const placed = columns.map((column, at) => ({
  ...column,
  width: column.width || descriptionWidth,
  x:
    paper.margin +
    columns
      .slice(0, at)
      .reduce((sum, earlier) => sum + (earlier.width || descriptionWidth) + gap, 0),
}))

export const tableHeadHeight = 20
const rowPadding = 4

/** One text in a cell, against the right edge where the column stands there. */
function cellMark(
  text: string,
  column: (typeof placed)[number],
  y: number,
  style: { size: number; bold: boolean; grey: boolean },
  face: Face,
): Mark {
  const width = face.widthOf(text, style.size, style.bold)
  const x = column.right ? column.x + column.width - width : column.x
  return { kind: 'text', x, y, text, ...style }
}

/** The heading of the table, repeated on every page that has rows. */
export function tableHead(y: number, face: Face): Mark[] {
  return [
    { kind: 'shade', x: paper.margin, y, width: printWidth, height: tableHeadHeight - 4 },
    ...placed.map((column) =>
      cellMark(column.title, column, y + 3, { size: 8, bold: true, grey: false }, face),
    ),
  ]
}

/** What stands under a line's name: our number, whole packs, and the line's own date. */
function secondary(line: DocumentLine, document: OrderDocument): string[] {
  const packs = line.units / line.packSizeUnits
  return [
    line.sku === line.supplierSku ? '' : `Our SKU ${line.sku}`,
    line.packSizeUnits > 1 && Number.isInteger(packs)
      ? `${formatCount(packs)} ${packs === 1 ? 'pack' : 'packs'} of ${formatCount(line.packSizeUnits)}`
      : '',
    line.expectedOn === null || line.expectedOn === document.expectedOn
      ? ''
      : `by ${formatDate(line.expectedOn) ?? line.expectedOn}`,
  ].filter((text) => text !== '')
}

/** One row at `y`, with the height it takes. `write` puts text into characters the typeface has. */
export function tableRow(
  line: DocumentLine,
  document: OrderDocument,
  y: number,
  face: Face,
  write: (text: string) => string,
): { marks: Mark[]; height: number } {
  const style = { size, bold: false, grey: false }
  const small = { size: 7.5, bold: false, grey: true }
  const cells: (string | null)[] = [
    String(line.lineNumber),
    null,
    null,
    formatCount(line.units),
    null,
    formatPrice(line.unitPrice, document.currency),
    formatMoney(line.lineTotalMinor, document.currency),
  ]
  const broken = [write(line.supplierSku ?? ''), write(line.name), write(line.unitOfMeasure)].map(
    (text, at) => wrapped(text, placed[[1, 2, 4][at]!]!.width, style, face),
  )
  const under = wrapped(write(secondary(line, document).join(' · ')), descriptionWidth, small, face)
  const name = broken[1]!
  const marks: Mark[] = cells.flatMap((text, at) => {
    const column = placed[at]!
    if (text === null) return []
    // A figure is never broken over two lines; a long one is set smaller.
    const fitted = { ...style, size: fittedSize(text, column.width, style, face) }
    return [cellMark(text, column, y, fitted, face)]
  })
  for (const [at, lines] of broken.entries()) {
    const column = placed[[1, 2, 4][at]!]!
    marks.push(...lines.map((text, row) => cellMark(text, column, y + row * lead, style, face)))
  }
  marks.push(
    ...under.map((text, row) =>
      cellMark(text, placed[2]!, y + (name.length + row) * lead, small, face),
    ),
  )
  const rows = Math.max(1, name.length + under.length, broken[0]!.length, broken[2]!.length)
  const height = rows * lead + rowPadding
  marks.push({
    kind: 'rule',
    x: paper.margin,
    y: y + height - rowPadding / 2,
    width: printWidth,
    weight: 0.3,
  })
  return { marks, height: height + rowPadding / 2 }
}
