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

/** What the disruption would do, which response costs least, and what is hit hardest. */
export function answerScenario(result: Result): string {
  const responses = listOf(result, 'responses')
  const lines = listOf(result, 'lines')
  const best = responses.findIndex((response) => response['best'] === true)
  return paragraphs(
    has(result['totals'], 'display') && sentence('totals', result['totals'], 'display'),
    best >= 0 &&
      `**${bestResponse(responses[best], best)}** ${sentence(`responses.${best}`, responses[best], 'display')}`,
    responses.length > 0 &&
      table('responses', responses, [
        { title: 'Response', field: 'response' },
        { title: 'Days out of stock', field: 'stockoutDays' },
        { title: 'Lost margin', field: 'lostMarginMinor' },
        { title: 'Added cost', field: 'addedCostMinor' },
        { title: 'Together', field: 'totalMinor' },
      ]),
    lines.length > 0 && 'Hit hardest:',
    lines.length > 0 &&
      table('lines', lines, [
        { title: 'Item', field: 'name', also: 'sku' },
        { title: 'At', field: 'locationCode' },
        { title: 'Days out of stock', field: 'stockoutDays' },
        { title: 'Lost margin', field: 'lostMarginMinor' },
        { title: 'What helps', field: 'response' },
      ]),
    moreOf(result, lines, ''),
    'This was worked out on a copy; no stock and no order was changed.',
    sourceLine,
  )
}

const bestResponse = (response: Result | undefined, index: number): string =>
  response?.['response'] === 'best'
    ? 'Best is a mix, item by item.'
    : `Best response: ${hole(`responses.${index}.response`)}.`
