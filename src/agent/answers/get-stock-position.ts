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

/** Stock by item and location: the sum first, then the lines; what is coming where one line is asked for. */
export function answerStock(result: Result): string {
  const lines = listOf(result, 'lines')
  if (lines.length === 0) return paragraphs('No stock record fits that.', sourceLine)
  const [only] = lines
  if (lines.length === 1 && only !== undefined) {
    return paragraphs(sentence('lines.0', only, 'display'), arrivals(only), sourceLine)
  }
  return paragraphs(
    has(result['totals'], 'display') && sentence('totals', result['totals'], 'display'),
    has(result['totals'], 'onHandUnits') && `On hand in all: ${hole('totals.onHandUnits')}.`,
    table('lines', lines, [
      { title: 'Item', field: 'name', also: 'sku' },
      { title: 'At', field: 'locationCode' },
      { title: 'On hand', field: 'onHandUnits' },
      { title: 'Available', field: 'availableUnits' },
      { title: 'On order', field: 'onOrderUnits' },
      { title: 'Cover', field: 'daysOfSupply' },
      { title: 'Runs out', field: 'stockoutOn' },
    ]),
    moreOf(result, lines, 'Say "more", or narrow it by category, supplier or warehouse.'),
    sourceLine,
  )
}

function arrivals(line: Result): string {
  const inbound = listOf(line, 'inbound')
  if (inbound.length === 0) return ''
  const text = (at: string, row: Result) => {
    const when = has(row, 'expectedOn') ? `expected ${hole(`${at}.expectedOn`)}` : 'without a date'
    return `${hole(`${at}.units`)} on ${hole(`${at}.orderNumber`)}, ${when}${row['late'] === true ? ', **late**' : ''}`
  }
  return `What is coming:\n\n${bullets('lines.0.inbound', inbound, text)}`
}
