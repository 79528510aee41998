// An order on A4 pages: letterhead, parties, terms, lines with the heading repeated, total, note, page n of m.
import { formatDate, formatMoney } from '../figures.ts'
import { tableHead, tableHeadHeight, tableRow } from './line-table.ts'
import { documentTitle } from './mail-text.ts'
import type { OrderDocument, Party } from './order-document.ts'
import { fittedSize, missingShape, paper, printWidth, showable, wrapped } from './page-marks.ts'
import type { Face, Mark, PageMarks } from './page-marks.ts'

const { margin } = paper
const right = paper.width - margin
/** Below this nothing but the foot of the page stands. */
const lowest = paper.height - margin - 22
const lead = 11.5

/** A page that is being filled: where the next thing goes. */
type Sheet = { pages: PageMarks[]; y: number; face: Face; write: (text: string) => string }

function text(
  x: number,
  y: number,
  words: string,
  style: Partial<Mark & { kind: 'text' }> = {},
): Mark {
  return { kind: 'text', x, y, size: 9, bold: false, grey: false, ...style, text: words }
}

function put(sheet: Sheet, ...marks: Mark[]): void {
  sheet.pages.at(-1)?.push(...marks)
}

function toTheRight(sheet: Sheet, y: number, words: string, size: number, bold: boolean): Mark {
  return text(right - sheet.face.widthOf(words, size, bold), y, words, { size, bold })
}

function partyLines(party: Party): string[] {
  const place = [party.postalCode, party.city].filter((part) => part !== null).join(' ')
  return [
    party.name,
    ...party.streetLines,
    place,
    party.country ?? '',
    party.email ?? '',
    party.taxNumber === null ? '' : `Tax number ${party.taxNumber}`,
  ].filter((line) => line !== '')
}

function letterhead(sheet: Sheet, document: OrderDocument): void {
  const { face, write } = sheet
  const half = printWidth / 2 - 12
  const heading = documentTitle(document).toUpperCase()
  const style = { size: 15, bold: true }
  const size = fittedSize(heading, half, style, face)
  const number = write(document.number)
  const numberSize = fittedSize(number, half, { size: 12, bold: true }, face)
  put(
    sheet,
    toTheRight(sheet, margin, heading, size, true),
    toTheRight(sheet, margin + 21, number, numberSize, true),
    toTheRight(
      sheet,
      margin + 38,
      `Revision ${document.revision} · ${formatDate(document.issuedAt.slice(0, 10)) ?? ''}`,
      9,
      false,
    ),
  )
  const name = wrapped(write(document.shop.name), half, { size: 14, bold: true }, face)
  for (const [at, line] of name.entries()) {
    put(sheet, text(margin, margin + at * 17, line, { size: 14, bold: true }))
  }
  sheet.y = Math.max(margin + 56, margin + name.length * 17 + 8)
  if (document.test) {
    put(sheet, text(margin, sheet.y, 'TEST. Please do not deliver.', { size: 11, bold: true }))
    sheet.y += 20
  }
}

/** Supplier, place of delivery and payer, side by side. */
function parties(sheet: Sheet, document: OrderDocument): void {
  const width = (printWidth - 2 * 14) / 3
  const blocks: [string, Party][] = [
    ['Supplier', document.supplier],
    ['Deliver to', document.deliverTo],
    ['Invoice to', document.shop],
  ]
  const columns = blocks.map(([title, party]) => ({
    title,
    lines: partyLines(party).flatMap((line, at) => {
      const bold = at === 0
      const pieces = wrapped(sheet.write(line), width, { size: 9, bold }, sheet.face)
      return pieces.map((piece) => ({ piece, bold }))
    }),
  }))
  for (const [at, { title, lines }] of columns.entries()) {
    const x = margin + at * (width + 14)
    put(sheet, text(x, sheet.y, title, { size: 8, grey: true }))
    put(
      sheet,
      ...lines.map(({ piece, bold }, row) => text(x, sheet.y + 12 + row * lead, piece, { bold })),
    )
  }
  sheet.y += 12 + Math.max(...columns.map(({ lines }) => lines.length)) * lead + 12
}

function terms(sheet: Sheet, document: OrderDocument): void {
  const { expectedOn, paymentTermsDays, incoterm, currency } = document
  const days = paymentTermsDays === 1 ? '1 day' : `${paymentTermsDays} days`
  const entries: [string, string][] = [
    ['Delivery by', expectedOn === null ? 'as agreed' : (formatDate(expectedOn) ?? expectedOn)],
    ['Delivery terms', sheet.write(incoterm)],
    ['Payment', paymentTermsDays === 0 ? 'at once' : `${days} from invoice`],
    ['Currency', currency],
  ]
  const width = printWidth / entries.length
  const style = { size: 9, bold: true }
  const columns = entries.map(([title, value]) => ({
    title,
    lines: wrapped(value, width - 8, style, sheet.face),
  }))
  put(sheet, { kind: 'rule', x: margin, y: sheet.y, width: printWidth, weight: 0.8 })
  for (const [at, { title, lines }] of columns.entries()) {
    const x = margin + at * width
    put(
      sheet,
      text(x, sheet.y + 6, title, { size: 8, grey: true }),
      ...lines.map((line, row) => text(x, sheet.y + 17 + row * lead, line, style)),
    )
  }
  sheet.y += 26 + Math.max(...columns.map(({ lines }) => lines.length)) * lead
}

function nextPage(sheet: Sheet, document: OrderDocument): void {
  sheet.pages.push([])
  const { face, write } = sheet
  const heading = `${documentTitle(document)} ${write(document.number)}, revision ${document.revision}`
  const size = fittedSize(heading, printWidth, { size: 9, bold: true }, face)
  put(sheet, text(margin, margin, heading, { bold: true, size }))
  sheet.y = margin + 20
}

function lineTable(sheet: Sheet, document: OrderDocument): void {
  const { face, write } = sheet
  const head = () => {
    put(sheet, ...tableHead(sheet.y, face))
    sheet.y += tableHeadHeight
  }
  head()
  for (const line of document.lines) {
    const first = tableRow(line, document, sheet.y, face, write)
    if (sheet.y + first.height > lowest) {
      nextPage(sheet, document)
      head()
    }
    const row = tableRow(line, document, sheet.y, face, write)
    put(sheet, ...row.marks)
    sheet.y += row.height
  }
}

function total(sheet: Sheet, document: OrderDocument): void {
  if (sheet.y + 40 > lowest) nextPage(sheet, document)
  const amount = formatMoney(document.totalMinor, document.currency)
  const lines = document.lines.length === 1 ? '1 line' : `${document.lines.length} lines`
  put(
    sheet,
    { kind: 'rule', x: margin, y: sheet.y + 2, width: printWidth, weight: 1 },
    text(margin, sheet.y + 9, lines, { grey: true }),
    toTheRight(sheet, sheet.y + 8, `Total ${document.currency}   ${amount}`, 11, true),
  )
  sheet.y += 34
}

function paragraph(sheet: Sheet, document: OrderDocument, words: string, grey: boolean): void {
  for (const line of wrapped(
    sheet.write(words),
    printWidth,
    { size: 9, bold: false },
    sheet.face,
  )) {
    if (sheet.y + lead > lowest) nextPage(sheet, document)
    put(sheet, text(margin, sheet.y, line, { grey }))
    sheet.y += lead
  }
  sheet.y += 6
}

function remarks(sheet: Sheet, document: OrderDocument): void {
  if (document.note !== null) paragraph(sheet, document, document.note, false)
  const wanted = {
    new: 'Please confirm price and delivery date of every line.',
    change: 'This revision replaces the order that you have. Please confirm it.',
    cancellation:
      'This order is cancelled. Please do not deliver it, and confirm the cancellation.',
  }[document.kind]
  paragraph(
    sheet,
    document,
    `${wanted} Name ${document.number} on delivery note and invoice.`,
    false,
  )
  const cut = sheet.pages
    .flat()
    .some((mark) => mark.kind === 'text' && mark.text.includes(missingShape))
  if (cut) {
    const words = `${missingShape} stands for a character that this typeface lacks; the CSV and cXML files have it.`
    paragraph(sheet, document, words, true)
  }
}

/** The pages of a document as marks. The same document and typeface give the same marks. */
export function orderPages(document: OrderDocument, face: Face): PageMarks[] {
  const sheet: Sheet = {
    pages: [[]],
    y: margin,
    face,
    write: (words) => showable(words, face),
  }
  letterhead(sheet, document)
  parties(sheet, document)
  terms(sheet, document)
  lineTable(sheet, document)
  total(sheet, document)
  remarks(sheet, document)
  const foot = paper.height - margin - 4
  return sheet.pages.map((marks, at) => {
    const page = `Page ${at + 1} of ${sheet.pages.length}`
    const x = right - face.widthOf(page, 8, false)
    return [
      ...marks,
      text(margin, foot, `${sheet.write(document.number)} · revision ${document.revision}`, {
        size: 8,
        grey: true,
      }),
      text(x, foot, page, { size: 8, grey: true }),
    ]
  })
}
