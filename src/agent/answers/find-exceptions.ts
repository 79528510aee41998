import { has, hole, listOf, moreOf, paragraphs, sourceLine, type Result } from './markdown.ts'

/** What needs a person, the most money at risk first. */
export function answerExceptions(result: Result): string {
  const lines = listOf(result, 'lines')
  const headline = has(result['totals'], 'display') && `**${hole('totals.display')}.**`
  if (lines.length === 0) return paragraphs(headline || 'No exception is open.', sourceLine)
  const shown = lines.slice(0, 10).map((line, index) => {
    const risk = has(line, 'atRiskMinor') ? ` (${hole(`lines.${index}.atRiskMinor`)} at risk)` : ''
    return `- ${hole(`lines.${index}.display`)}${risk}`
  })
  return paragraphs(headline, shown.join('\n'), moreOf(result, lines, 'Say "more", or name a supplier or a warehouse.'), sourceLine)
}
