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

/** One supplier as a sentence with its note, several as a table, the worst first. */
export function answerPerformance(result: Result): string {
  const lines = listOf(result, 'lines')
  const [only] = lines
  if (only === undefined)
    return paragraphs('There is no receipt on record to judge by.', sourceLine)
  if (lines.length === 1) {
    return paragraphs(
      sentence('lines.0', only, 'display'),
      has(only, 'noteQuoted') &&
        `A note on this supplier, as somebody wrote it: ${hole('lines.0.noteQuoted')}`,
      sourceLine,
    )
  }
  return paragraphs(
    `The worst first: ${sentence('lines.0', only, 'display')}`,
    table('lines', lines, [
      { title: 'Supplier', field: 'supplierName' },
      { title: 'Deliveries', field: 'deliveryCount' },
      { title: 'On time, in full', field: 'otifRate' },
      { title: 'Agreed', field: 'slaOtifRate' },
      { title: 'Lead time', field: 'leadTimeDays' },
      { title: 'Spread', field: 'leadTimeSdDays' },
      { title: 'Defects', field: 'defectRate' },
      { title: 'Trend', field: 'trend' },
      { title: 'Contract ends', field: 'contractEndsOn' },
    ]),
    moreOf(result, lines, 'Name a supplier to see its card.'),
    sourceLine,
  )
}
