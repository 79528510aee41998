// Every line of the buy list, forty to a page.
import { linesValue } from './action-names.ts'
import type { ModalView, ViewBlock } from './blocks.ts'
import { always, fitView } from './budget.ts'
import { dueSentence, itemOf, withheldSentence } from './buy-list-lines.ts'
import type { BuyLine, Costs } from './buy-list-lines.ts'
import { actions, button, context, section } from './elements.ts'
import { modal } from './views.ts'
import { countOf, shown } from './words.ts'

/** The lines on one page of the modal. */
export const LINES_PER_PAGE = 40

export type LinesPage = {
  /** The lines of this page only, at most 40. */
  lines: BuyLine[]
  /** From 1. */
  page: number
  lineCount: number
  currency: string
  source: string
  asOf: string
}

function lineText(line: BuyLine, number: number, costs: Costs): string {
  if (line.defect !== undefined)
    return `${number}. ${itemOf(line)}\n${withheldSentence(line, costs)}`
  if (line.excessUnits === undefined) return dueSentence(line, number, costs)
  const money =
    costs.costsShown && line.excessMinor !== undefined
      ? `, ${shown('excessMinor', line.excessMinor, costs)} bound`
      : ''
  return `${number}. ${itemOf(line)}\n${shown('excessUnits', line.excessUnits)} more than it can use${money}`
}

/**
 * One page of all lines: a section and a Why button each, and buttons to the pages beside it. `list` is the caller's word
 * for the list, as in `buyListMessage`; `metadata` comes back with every click.
 */
export function buyListModal(
  page: LinesPage,
  options: { costsShown: boolean; list: string; metadata: string },
): ModalView {
  const costs = { currency: page.currency, costsShown: options.costsShown }
  const before = (page.page - 1) * LINES_PER_PAGE
  const lines = page.lines.slice(0, LINES_PER_PAGE)
  const pageCount = Math.max(1, Math.ceil(page.lineCount / LINES_PER_PAGE))
  const turns = [
    ...(page.page > 1
      ? [
          button('show_lines', 'Previous', {
            value: linesValue(page.page - 1, options.list),
            number: 1,
          }),
        ]
      : []),
    ...(page.page < pageCount
      ? [
          button('show_lines', 'Next', {
            value: linesValue(page.page + 1, options.list),
            number: 2,
          }),
        ]
      : []),
  ]
  const rows = lines.map((line, index) =>
    section(
      lineText(line, before + index + 1, costs),
      button('explain_line', `Why ${before + index + 1}`, {
        value: line.recommendation,
        spoken: `Why ${itemOf(line)}`,
      }),
    ),
  )
  const where =
    lines.length === 0
      ? 'Nothing is on the list.'
      : `Lines ${shown('count', before + 1)} to ${shown('count', before + lines.length)} of ${countOf(page.lineCount, 'line')}`
  return modal({
    callback: 'all_lines',
    title: 'Buy list',
    metadata: options.metadata,
    blocks: fitView([
      always<ViewBlock>([
        context(`${where} · ${shown('source', page.source)} · as of ${shown('asOf', page.asOf)}`),
      ]),
      always<ViewBlock>(rows),
      always<ViewBlock>(actions(turns)),
    ]).blocks,
  })
}
