// The buy list under an answer: ten lines in a table, a "Why" for each, and what can be done with them.
import { handlesValue, linesValue } from './action-names.ts'
import type { MessageBlock, SlackMessage } from './blocks.ts'
import { always, fitMessage, optional, shorterLists } from './budget.ts'
import type { Part } from './budget.ts'
import {
  dueCells,
  dueColumns,
  excessCells,
  excessColumns,
  itemOf,
  withheldSentence,
} from './buy-list-lines.ts'
import type { BuyLine, BuyList, Costs } from './buy-list-lines.ts'
import { actions, button, context, richList, section, table } from './elements.ts'
import { plain } from './text.ts'
import { countOf, SENTENCE, shown } from './words.ts'

export type BuyListOptions = {
  /** False where the channel is closed to costs: no amount is anywhere in the message then. */
  costsShown: boolean
  /** Whether the reader's role puts orders together. */
  mayDraft: boolean
  /** The caller's word for which list this is, given back by "Show all"; at most 1,900 characters. */
  list: string
  /** The lines held back, as `recommend_reorders` with show=withheld names them; may be fewer than are counted. */
  withheld: BuyLine[]
}

const SHOWN_LINES = 10
const SHORTER_LINES = [5, 3, 1]

function totalsText({ totals, lines }: BuyList, { costsShown }: Costs): string {
  if (costsShown) return plain(totals.display, SENTENCE)
  if (lines.length === 0) return 'Nothing to show.'
  const held =
    totals.withheldCount === 0
      ? ''
      : `; ${countOf(totals.withheldCount, 'line')} withheld until a fact is mended`
  return `${countOf(totals.lineCount, 'line')} to order, ${countOf(totals.units, 'unit')}${held}. Costs are not shown in this channel.`
}

const whyButton = (line: BuyLine, number: number) =>
  button('explain_line', `Why ${number}`, {
    value: line.recommendation,
    number,
    spoken: `Why ${itemOf(line)}`,
  })

/** The table of the first lines with their buttons, in ever shorter versions; each says how many more there are. */
function linesPart(list: BuyList, lines: readonly BuyLine[], costs: Costs): Part<MessageBlock> {
  const isExcess = lines.some(({ excessUnits }) => excessUnits !== undefined)
  const [columns, cells] = isExcess
    ? [excessColumns(costs), excessCells]
    : [dueColumns(costs), dueCells]
  const draw = (part: readonly BuyLine[]): MessageBlock[] => {
    const more = list.lines.length + list.moreCount - part.length
    return [
      table(
        columns,
        part.map((line, index) => cells(line, index + 1, costs)),
      ),
      ...(more > 0 ? [context(`${countOf(more, 'more line')}: Show all`)] : []),
      ...actions(part.map((line, index) => whyButton(line, index + 1))),
    ]
  }
  const { versions } = shorterLists(lines.slice(0, SHOWN_LINES), SHORTER_LINES, draw)
  return {
    rank: 1,
    versions,
    left: (version) => (version < versions.length ? '' : 'the lines themselves: Show all'),
  }
}

/** The lines that are held back, each with the fact to fix; always named, or at least counted. */
function withheldPart(
  withheld: readonly BuyLine[],
  count: number,
  costs: Costs,
): Part<MessageBlock> {
  const title = `Withheld until a fact is mended: ${countOf(count, 'line')}`
  const draw = (part: readonly BuyLine[]): MessageBlock[] => {
    const more = count - part.length
    const points = part.map((line) => [
      { bold: itemOf(line) },
      `: ${withheldSentence(line, costs)}`,
    ])
    const rest = more > 0 ? [[`and ${countOf(more, 'more line')}`]] : []
    return [richList(title, [...points, ...rest])]
  }
  const { versions } = shorterLists(withheld.slice(0, SHOWN_LINES), [5, 2, 0], draw)
  return { rank: 0, versions, left: () => '' }
}

/** "Draft these" for the lines that the message shows, and "Show all". */
function buttonsPart(list: BuyList, lines: readonly BuyLine[], options: BuyListOptions) {
  const drafted = lines.filter(({ units }) => units > 0).map(({ recommendation }) => recommendation)
  const all = list.lines.length + list.moreCount
  return always<MessageBlock>(
    actions([
      ...(options.mayDraft && drafted.length > 0
        ? [
            button(
              'draft_lines',
              drafted.length < all ? `Draft these ${drafted.length}` : 'Draft these',
              {
                value: handlesValue(drafted),
                style: 'primary',
              },
            ),
          ]
        : []),
      ...(all > 0
        ? [button('show_lines', 'Show all', { value: linesValue(1, options.list) })]
        : []),
    ]),
  )
}

/** The result of recommend_reorders as a message. Withheld lines and buttons are never left out. */
export function buyListMessage(list: BuyList, options: BuyListOptions): SlackMessage {
  const costs = { currency: list.currency, costsShown: options.costsShown }
  const due = list.lines.filter(({ defect }) => defect === undefined)
  const withheld = [...list.lines.filter(({ defect }) => defect !== undefined), ...options.withheld]
  const heldCount = Math.max(withheld.length, list.totals.withheldCount)
  const lines = due.slice(0, SHOWN_LINES)
  const totals = totalsText(list, costs)
  const leftOut = list.leftOut ?? []
  return fitMessage([
    always([section(totals)], totals),
    ...(lines.length === 0 ? [] : [linesPart(list, due, costs)]),
    ...(heldCount === 0 ? [] : [withheldPart(withheld, heldCount, costs)]),
    ...(leftOut.length === 0 || !options.costsShown
      ? []
      : [
          optional<MessageBlock>(
            2,
            [
              richList(
                'Left out by the budget',
                leftOut.slice(0, SHOWN_LINES).map((text) => [plain(text, SENTENCE)]),
              ),
            ],
            'what the budget leaves out',
          ),
        ]),
    buttonsPart(list, lines, options),
    optional<MessageBlock>(
      3,
      [context(`${shown('source', list.source)} · as of ${shown('asOf', list.asOf)}`)],
      '',
    ),
  ])
}
