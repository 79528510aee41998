import { bullets, hole, listOf, paragraphs, sentence, sourceLine, type Result } from './markdown.ts'

/** The key figures of a period, a line each. */
export function answerKpis(result: Result): string {
  const lines = listOf(result, 'lines')
  if (lines.length === 0) return paragraphs('There are no figures for that period yet.', sourceLine)
  return paragraphs(
    `How the shop stands, counted from ${hole('startsOn')}:`,
    bullets('lines', lines, (at, line) => sentence(at, line, 'display')),
    ...accuracyPart(result),
    sourceLine,
  )
}

/** How stored forecasts came out, where that was asked. */
function accuracyPart(result: Result): string[] {
  if (!('accuracy' in result)) return []
  const groups = listOf(result, 'accuracy')
  if (groups.length === 0) {
    return [
      'No stored forecast has run its course in that time: forecasts are kept with the plans and scored when their weeks are over.',
    ]
  }
  return [
    'How stored forecasts came out, the worst first:',
    bullets('accuracy', groups, (at, group) => sentence(at, group, 'display')),
  ]
}
