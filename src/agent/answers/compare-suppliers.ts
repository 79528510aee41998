import {
  has,
  hole,
  listOf,
  moreOf,
  paragraphs,
  sentence,
  sentences,
  sourceLine,
  table,
  type Result,
} from './markdown.ts'

/** The best supplier first, then all of them side by side. */
export function answerComparison(result: Result): string {
  const lines = listOf(result, 'lines')
  const title = `**${hole('name')}** (${hole('sku')}) at ${hole('locationCode')}`
  if (lines.length === 0) return paragraphs(`No supplier is on record for ${title}.`, sourceLine)
  const best = lines.findIndex((line) => line['best'] === true)
  return paragraphs(
    best < 0
      ? `No supplier of ${title} can be used as things stand.`
      : `${title}: **${hole(`lines.${best}.supplierName`)}** comes out best. ${sentence(`lines.${best}`, lines[best], 'display')}`,
    table('lines', lines, [
      { title: 'Supplier', field: 'supplierName' },
      { title: 'Units', field: 'units' },
      { title: 'Landed cost', field: 'landedCostMinor' },
      { title: 'Payment terms', field: 'paymentTermsMinor' },
      { title: 'Unreliability costs', field: 'unreliabilityMinor' },
      { title: 'Together', field: 'totalMinor' },
      { title: 'Lead time', field: 'leadTimeDays' },
      { title: 'On time, in full', field: 'otifRate' },
      { title: 'Would arrive', field: 'expectedOn' },
    ]),
    lines.length > 1 &&
      lines
        .map((line, index) =>
          index === best ? '' : `- ${sentence(`lines.${index}`, line, 'display')}`,
        )
        .filter(Boolean)
        .join('\n'),
    has(result['split'], 'display') && sentence('split', result['split'], 'display'),
    sentences('Beware:', result, 'warnings'),
    moreOf(result, lines, ''),
    sourceLine,
  )
}
