import {
  has,
  hole,
  listOf,
  moreOf,
  paragraphs,
  sentence,
  sourceLine,
  table,
  type Result,
} from './markdown.ts'

/** Items found, one as a sentence, several as a table. */
export function answerItems(result: Result): string {
  const lines = listOf(result, 'lines')
  if (lines.length === 0) return paragraphs('No item of this shop fits that.', sourceLine)
  if (lines.length === 1) {
    return paragraphs(
      sentence('lines.0', lines[0], 'display'),
      has(lines[0], 'noteQuoted') &&
        `A note on it, as somebody wrote it: ${hole('lines.0.noteQuoted')}`,
      sourceLine,
    )
  }
  return paragraphs(
    `${hole('totals.display')}:`,
    table('lines', lines, [
      { title: 'SKU', field: 'sku' },
      { title: 'Item', field: 'name' },
      { title: 'Category', field: 'category' },
      { title: 'Class', field: 'abcClass' },
      { title: 'Life', field: 'lifecycle' },
      { title: 'On hand', field: 'onHandUnits' },
      { title: 'Supplier', field: 'supplierCode' },
    ]),
    moreOf(result, lines, 'Narrow it by a word, a category or a supplier.'),
    sourceLine,
  )
}
