import {
  bullets,
  has,
  listOf,
  moreOf,
  paragraphs,
  sentence,
  sourceLine,
  type Result,
} from './markdown.ts'

/** What needs a person, the most money at risk first. */
export function answerExceptions(result: Result): string {
  const lines = listOf(result, 'lines')
  const headline =
    has(result['totals'], 'display') && `**${sentence('totals', result['totals'], 'display')}**`
  if (lines.length === 0) return paragraphs(headline || 'No exception is open.', sourceLine)
  return paragraphs(
    headline,
    bullets(
      'lines',
      lines.slice(0, 10),
      (at, line) =>
        `${sentence(at, line, 'display')}${has(line, 'action') ? ` ${sentence(at, line, 'action')}` : ''}`,
    ),
    moreOf(result, lines, 'Say "more", or name a supplier or a warehouse.'),
    sourceLine,
  )
}
