import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import PdfDocument from 'pdfkit'
import { documentTitle } from '#render/order-documents/mail-text.ts'
import type { OrderDocument } from '#render/order-documents/order-document.ts'
import { orderPages } from '#render/order-documents/order-pages.ts'
import { paper } from '#render/order-documents/page-marks.ts'
import type { Face, Mark } from '#render/order-documents/page-marks.ts'

/** One pinned typeface, so that a paper looks the same and has the same bytes on every machine. */
const fontFiles = {
  regular: import.meta.resolve('dejavu-fonts-ttf/ttf/DejaVuSansCondensed.ttf'),
  bold: import.meta.resolve('dejavu-fonts-ttf/ttf/DejaVuSansCondensed-Bold.ttf'),
}

const black = '#111111'
const grey = '#5f5f5f'
const shade = '#eeeeee'

type Pdf = InstanceType<typeof PdfDocument>

type FontInUse = { hasGlyphForCodePoint(code: number): boolean }

const nameOf = (bold: boolean) => (bold ? 'bold' : 'regular')

/** The typeface as the layout needs it; both weights must have a character. */
function faceOf(pdf: Pdf): Face {
  const known = new Map<string, boolean>()
  const glyphs = (['regular', 'bold'] as const).map((name) => {
    pdf.font(name)
    // The types do not show the font in use; the library has kept it there since its first version.
    // oxlint-disable-next-line no-underscore-dangle
    return (pdf as unknown as { _font: { font: FontInUse } })._font.font
  })
  return {
    widthOf: (text, size, bold) => pdf.font(nameOf(bold)).fontSize(size).widthOfString(text),
    canShow(character) {
      const before = known.get(character)
      if (before !== undefined) return before
      const code = character.codePointAt(0) ?? 0
      const has = glyphs.every((font) => font.hasGlyphForCodePoint(code))
      known.set(character, has)
      return has
    },
  }
}

function draw(pdf: Pdf, mark: Mark): void {
  if (mark.kind === 'shade') {
    pdf.rect(mark.x, mark.y, mark.width, mark.height).fill(shade)
  } else if (mark.kind === 'rule') {
    pdf
      .moveTo(mark.x, mark.y)
      .lineTo(mark.x + mark.width, mark.y)
      .lineWidth(mark.weight)
      .stroke(grey)
  } else {
    pdf
      .font(nameOf(mark.bold))
      .fontSize(mark.size)
      .fillColor(mark.grey ? grey : black)
      .text(mark.text, mark.x, mark.y, { lineBreak: false })
  }
}

/** The document as a PDF of A4 pages; its dates are those of the document, so the same document gives the same bytes. */
export function writePdf(document: OrderDocument): Promise<Buffer> {
  const issued = new Date(document.issuedAt)
  const pdf = new PdfDocument({
    size: [paper.width, paper.height],
    margin: 0,
    autoFirstPage: false,
    lang: 'en',
    info: {
      Title: `${documentTitle(document)} ${document.number}, revision ${document.revision}`,
      Author: document.shop.name,
      Producer: 'Quartermaster',
      Creator: 'Quartermaster',
      CreationDate: issued,
      ModDate: issued,
    },
  })
  for (const [name, file] of Object.entries(fontFiles))
    pdf.registerFont(name, readFileSync(fileURLToPath(file)))
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    pdf.on('data', (chunk: Buffer) => chunks.push(chunk))
    pdf.on('end', () => resolve(Buffer.concat(chunks)))
    pdf.on('error', reject)
    for (const marks of orderPages(document, faceOf(pdf))) {
      pdf.addPage()
      for (const mark of marks) draw(pdf, mark)
    }
    pdf.end()
  })
}
