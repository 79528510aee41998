// What the home tab, the digest and the alerts share: orders that wait, exceptions by money at risk, the week's list.
import type {
  ActionsBlock,
  ContextBlock,
  HeaderBlock,
  RichTextBlock,
  SectionBlock,
} from './blocks.ts'
import { shorterLists } from './budget.ts'
import type { Part } from './budget.ts'
import { dueSentence } from './buy-list-lines.ts'
import type { BuyList } from './buy-list-lines.ts'
import { button, context, header, richList, section } from './elements.ts'
import type { Run } from './elements.ts'
import { plain } from './text.ts'
import { countOf, NAME, SENTENCE, shown, words } from './words.ts'

/** Blocks that may stand in a message and on the home tab alike. */
export type AnyPart = Part<ActionsBlock | ContextBlock | HeaderBlock | RichTextBlock | SectionBlock>

export type WaitingOrder = {
  number: string
  supplierName: string
  currency: string
  totalMinor: number
  requestedBy: string
  submittedAt: string | null
  lineCount: number
  flags: { sentence: string }[]
}

export type Inbox = { mine: WaitingOrder[]; others: unknown[]; moreCount: number }

/** How many wait, and for whom, in one sentence. */
export function inboxText({ mine, others, moreCount }: Inbox): string {
  const rest = others.length + moreCount
  const own =
    mine.length === 0
      ? 'No order waits for you'
      : `${countOf(mine.length, 'order')} waiting for you`
  return `${own}${rest === 0 ? '' : `, ${shown('count', rest)} for others`}.`
}

function waitingText(order: WaitingOrder): string {
  const [first] = order.flags
  const more = order.flags.length - 1
  const flags =
    first === undefined
      ? 'Nothing unusual'
      : `⚠ ${plain(first.sentence, 150)}${more > 0 ? ` · ${countOf(more, 'more flag')}` : ''}`
  const since = order.submittedAt === null ? '' : `, ${shown('submittedAt', order.submittedAt)}`
  const total = shown('totalMinor', order.totalMinor, order)
  return `${plain(order.number, 64)} · ${plain(order.supplierName, NAME)} · ${total} · ${countOf(order.lineCount, 'line')}\nAsked for by ${plain(order.requestedBy, NAME)}${since}\n${flags}`
}

/** The orders that wait for the reader, each with its flags counted and a Review button; never left out unsaid. */
export function inboxPart(inbox: Inbox): AnyPart {
  const { versions } = shorterLists(inbox.mine.slice(0, 15), [10, 5, 3], (part) => {
    const more = inbox.mine.length - part.length
    return [
      header('Waits for you'),
      section(inboxText(inbox)),
      ...part.map((order) =>
        section(
          waitingText(order),
          button('review_order', 'Review', {
            value: order.number,
            spoken: `Review ${order.number}`,
          }),
        ),
      ),
      ...(more > 0
        ? [context(`and ${countOf(more, 'more order')} waiting for you: decide these first`)]
        : []),
    ]
  })
  return { rank: 0, versions, says: inboxText(inbox), left: () => '' }
}

export type ExceptionLine = {
  kind: string
  order?: string | undefined
  atRiskMinor?: number | undefined
  sinceOn?: string | undefined
  dueOn?: string | undefined
  action: string
  display: string
}

export type Exceptions = {
  currency: string
  lines: ExceptionLine[]
  totals: { exceptionCount: number; display: string }
  moreCount: number
}

/** The day it begins to matter, or since when it does. */
function dateOf({ dueOn, sinceOn }: ExceptionLine): string {
  if (dueOn !== undefined) return `, by ${shown('dueOn', dueOn)}`
  return sinceOn === undefined ? '' : `, since ${shown('sinceOn', sinceOn)}`
}

/** An exception: what kind, what it puts at risk, what it is, what to do. */
export function exceptionRuns(line: ExceptionLine, currency: string): Run[] {
  const risk =
    line.atRiskMinor === undefined
      ? ''
      : ` · ${shown('atRiskMinor', line.atRiskMinor, { currency })} at risk`
  return [
    { bold: `${words(line.kind)}${risk}${dateOf(line)}` },
    `\n${plain(line.display, SENTENCE)}\n${plain(line.action, SENTENCE)}`,
  ]
}

/** What needs a person, by money at risk. */
export function exceptionsPart(found: Exceptions, rank: number, most: number): AnyPart {
  const { versions } = shorterLists(found.lines.slice(0, most), [5, 3, 1], (part) => {
    const more = found.lines.length + found.moreCount - part.length
    return [
      header('Exceptions'),
      section(plain(found.totals.display, SENTENCE)),
      ...(part.length === 0
        ? []
        : [
            richList(
              'By money at risk',
              part.map((line) => exceptionRuns(line, found.currency)),
            ),
          ]),
      ...(more > 0
        ? [context(`and ${countOf(more, 'smaller one')}: ask “What needs my attention?”`)]
        : []),
    ]
  })
  return {
    rank,
    versions,
    says: plain(found.totals.display, SENTENCE),
    left: (version) =>
      version < versions.length ? '' : 'the exceptions: ask “What needs my attention?”',
  }
}

/** The first lines of this week's list. */
export function weekPart(list: BuyList, rank: number, most: number): AnyPart {
  const costs = { currency: list.currency, costsShown: true }
  const due = list.lines.filter(({ defect, units }) => defect === undefined && units > 0)
  const { versions } = shorterLists(due.slice(0, most), [3, 1], (part) => {
    const more = Math.max(0, list.lines.length + list.moreCount - part.length)
    return [
      header('Reorder this week'),
      section(plain(list.totals.display, SENTENCE)),
      ...part.map((line, index) =>
        section(
          dueSentence(line, index + 1, costs),
          button('explain_line', 'Why', {
            value: line.recommendation,
            spoken: `Why ${plain(line.sku, 64)}`,
          }),
        ),
      ),
      ...(more > 0 ? [context(`${countOf(more, 'more line')}: Show all`)] : []),
    ]
  })
  return {
    rank,
    versions,
    says: plain(list.totals.display, SENTENCE),
    left: (version) => (version < versions.length ? '' : 'the buy list: Show all'),
  }
}
