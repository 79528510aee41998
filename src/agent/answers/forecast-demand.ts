import {
  bullets,
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

/** What the verdict on a peak means to a buyer. */
const SPIKES: Record<string, string> = {
  flash: 'The recent peak looks like a one-off, a flash.',
  sustained: 'The recent rise looks lasting: it is sustained.',
}

/** What is usual, whether a peak lasts, and the days that sold nothing because nothing was there. */
function aboutLine(line: Result): string {
  const { censoredDays } = line
  const told = [
    has(line, 'perWeekUnits') && `A usual week sells ${hole('lines.0.perWeekUnits')}.`,
    SPIKES[String(line['spike'])],
    typeof censoredDays === 'number' &&
      censoredDays > 0 &&
      `Out of stock for ${hole('lines.0.censoredDays')}: those are censored, not read as no demand.`,
  ]
  return told.filter((text) => typeof text === 'string').join(' ')
}

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
    lines.length === 1 && only !== undefined && aboutLine(only),
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
