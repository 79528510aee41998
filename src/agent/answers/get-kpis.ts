import { bullets, hole, listOf, paragraphs, sentence, sourceLine, type Result } from './markdown.ts'

/** The key figures of a period, a line each. */
export function answerKpis(result: Result): string {
  const lines = listOf(result, 'lines')
  if (lines.length === 0) return paragraphs('There are no figures for that period yet.', sourceLine)
  return paragraphs(
    `How the shop stands, counted from ${hole('startsOn')}:`,
    bullets('lines', lines, (at, line) => sentence(at, line, 'display')),
    sourceLine,
  )
}
