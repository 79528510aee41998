// "Show all" and "Why" under a buy list: modals that open at once and are filled when the tools have answered.
import type { BuyLine, BuyList } from '#render/slack/buy-list-lines.ts'
import { buyListModal, LINES_PER_PAGE } from '#render/slack/buy-list-modal.ts'
import type { ModalView } from '#render/slack/blocks.ts'
import { linesOfValue } from '#render/slack/action-names.ts'
import { explainModal } from '#render/slack/explain.ts'
import type { Explanation } from '#render/slack/explain.ts'
import { failedModal, waitingModal } from '#render/slack/notes.ts'
import { QuartermasterError } from '#root/errors.ts'
import { clickOf } from './ask-click.ts'
import type { SlackBody } from './delivery.ts'
import type { SlackApplication } from './program.ts'
import type { Visit } from './slack.ts'

/** Slack keeps 2,000 characters on a button, a page number among them. */
const longestWord = 1_900

/** The word that a list's buttons carry: what was asked for. It is only ever read again, in the name of who clicks. */
export function listWordOf(asked: Record<string, unknown>): string {
  const { limit: _limit, offset: _offset, ...scope } = asked
  const word = JSON.stringify(scope)
  if (word.length <= longestWord) return word
  throw new QuartermasterError(
    'invalid',
    'The list was asked for with more words than a button holds.',
    'Ask for the list with fewer words.',
  )
}

function askedOf(word: string): Record<string, unknown> | null {
  try {
    const asked: unknown = JSON.parse(word)
    return typeof asked === 'object' && asked !== null && !Array.isArray(asked)
      ? (asked as Record<string, unknown>)
      : null
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}

const perCall = 15

/** The lines of one page of the list, and what its first call said of the whole. */
async function pageOf(
  application: SlackApplication,
  asked: Record<string, unknown>,
  page: number,
): Promise<{ list: BuyList; lines: BuyLine[] }> {
  const from = (page - 1) * LINES_PER_PAGE
  const lines: BuyLine[] = []
  for (;;) {
    const limit = Math.min(perCall, LINES_PER_PAGE - lines.length)
    const input = { ...asked, limit, offset: from + lines.length }
    const list = (await application.callTool('recommend_reorders', input)) as BuyList
    lines.push(...list.lines)
    const isWhole = lines.length >= LINES_PER_PAGE || list.lines.length < limit
    if (isWhole || list.moreCount === 0) return { list, lines }
  }
}

async function linesView(
  { application }: Visit,
  page: number,
  word: string,
  asked: Record<string, unknown>,
): Promise<ModalView> {
  const { list, lines } = await pageOf(application, asked, page)
  const { currency, source, asOf } = list
  const lineCount = (page - 1) * LINES_PER_PAGE + lines.length + list.moreCount
  // A modal is seen by the one who opened it: costs are open there as in a direct message.
  return buyListModal(
    { lines, page, lineCount, currency, source, asOf },
    { costsShown: true, list: word, metadata: '' },
  )
}

const tooLate = () =>
  new QuartermasterError(
    'unavailable',
    'Slack closed the window before it could be opened.',
    'Click once more.',
  )

/** Fills a view with what comes of the work; what a person can mend is said in it. */
async function fill(
  { door }: Visit,
  viewId: string,
  title: string,
  work: () => Promise<ModalView>,
): Promise<void> {
  const view = await work().catch((error: unknown) => {
    if (error instanceof QuartermasterError) return failedModal(title, error)
    throw error
  })
  await door.updateView(viewId, view)
}

/** Opens a modal at once and fills it. Rejects with 'unavailable' where the click is too old to open one. */
async function openAndFill(
  visit: Visit,
  body: SlackBody,
  title: string,
  work: () => Promise<ModalView>,
): Promise<void> {
  const { triggerId, modalId } = clickOf(body)
  const waiting = waitingModal(title, 'Working it out. This takes a few seconds.')
  const opened = await visit.door.openView(triggerId, waiting, modalId !== null)
  if (opened === 'too_late') throw tooLate()
  await fill(visit, opened.viewId, title, work)
}

/** 'show_lines': every line of the list, forty to a page; in the modal the buttons turn its pages. */
export async function showLines(visit: Visit, body: SlackBody): Promise<void> {
  const { value, modalId } = clickOf(body)
  const named = linesOfValue(value)
  const asked = named === null ? null : askedOf(named.list)
  if (named === null || asked === null) {
    throw new QuartermasterError('invalid', 'This button names no list.', 'Ask for the list again.')
  }
  const work = () => linesView(visit, named.page, named.list, asked)
  if (modalId === null) await openAndFill(visit, body, 'Buy list', work)
  else await fill(visit, modalId, 'Buy list', work)
}

/** 'explain_line': why one line is what it is. */
export async function explainLine(visit: Visit, body: SlackBody): Promise<void> {
  const { value: recommendation } = clickOf(body)
  const explain = async (question: string) =>
    (await visit.application.callTool('explain_recommendation', {
      recommendation,
      question,
    })) as Explanation
  await openAndFill(visit, body, 'Why this quantity', async () => {
    const why = await explain('why')
    const isOrder = why.decision === 'order'
    const [whyNot, supplier, fragility] = await Promise.all([
      isOrder ? null : explain('why_not'),
      isOrder ? explain('supplier') : null,
      isOrder ? explain('fragility') : null,
    ])
    return explainModal({ why, whyNot, supplier, fragility }, { costsShown: true, metadata: '' })
  })
}
