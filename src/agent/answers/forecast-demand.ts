import {
  bullets,
  hole,
  listOf,
  moreOf,
  paragraphs,
  sentence,
  sourceLine,
  table,
  type Result,
} from './markdown.ts'

/** Demand as a range: a sentence per location, and the weeks of the only one. */
export function answerForecast(result: Result): string {
  const lines = listOf(result, 'lines')
  if (lines.length === 0)
    return paragraphs(
      `There is no demand on record for ${hole('sku')} ${hole('name')}.`,
      sourceLine,
    )
  const [only] = lines
  const weeks = lines.length === 1 && only !== undefined ? listOf(only, 'weeks') : []
  return paragraphs(
    `Demand for **${hole('name')}** (${hole('sku')}):`,
    bullets('lines', lines, (at, line) => sentence(at, line, 'display')),
    weeks.length > 0 &&
      table('lines.0.weeks', weeks, [
        { title: 'Week from', field: 'startsOn' },
        { title: 'Expected', field: 'meanUnits' },
        { title: 'Low', field: 'p05Units' },
        { title: 'Middle', field: 'p50Units' },
        { title: 'High', field: 'p95Units' },
      ]),
    weeks.length > 0 &&
      'Demand falls below "low" or rises above "high" only rarely; plan between them.',
    moreOf(result, lines, 'Name a warehouse to see its weeks.'),
    sourceLine,
  )
}
