// What an answer becomes in Slack beside its text: a chart, the buy list with its buttons, and what stands under it.
import { describeStockChart } from '#render/chart.ts'
import type { ToolCallRecord, TurnAnswer } from '#agent/events.ts'
import { mayDraft } from '#purchasing/approval.ts'
import { answerEnd, answerMessages } from '#render/slack/answer.ts'
import { BUDGETS } from '#render/slack/budget.ts'
import { buyListMessage } from '#render/slack/buy-list.ts'
import type { BuyLine, BuyList } from '#render/slack/buy-list-lines.ts'
import type { MessageBlock, SlackMessage } from '#render/slack/blocks.ts'
import { pictureBlock, pictureMissing } from '#render/slack/notes.ts'
import { plain } from '#render/slack/text.ts'
import { QuartermasterError } from '#root/errors.ts'
import { chartOfTurn } from './chart-of-turn.ts'
import { chartPicture } from '#root/pictures/chart-picture.ts'
import { listWordOf } from './answer-lines.ts'
import type { Door } from './door.ts'
import type { SlackApplication, SlackProgram } from './program.ts'
import { withoutTables } from './stream-text.ts'
import { SlackRefusal, SlackUncertain } from './web-api.ts'

/** An answer as it is kept: the text and the calls behind it. */
export type ShownAnswer = Pick<
  TurnAnswer,
  'text' | 'placeholders' | 'toolCalls' | 'followUps' | 'notices'
>

type ToolCall = Pick<ToolCallRecord, 'name' | 'error' | 'result'>

/** What the parts of an answer are made with. */
export type PartsVisit = {
  application: Pick<SlackApplication, 'callTool'>
  door: Pick<Door, 'upload'>
  slack: { program: Pick<SlackProgram, 'report'> }
  who: { person: Pick<SlackApplication['person'], 'role'> }
}

export type AnswerParts = {
  /** The chart, or the line that says that it is missing; nothing where none belongs. */
  picture: MessageBlock[]
  list: SlackMessage | null
  end: SlackMessage
}

/** Makes the parts of an answer. A chart that can not be drawn or brought to Slack is named in a line. */
export async function answerParts(
  visit: PartsVisit,
  answer: ShownAnswer,
  options: { answerKey: string; costsShown: boolean },
): Promise<AnswerParts> {
  const [list, picture] = await Promise.all([
    listOf(visit, answer, options.costsShown),
    pictureOf(visit, answer),
  ])
  return { picture, list, end: answerEnd(answer, options.answerKey) }
}

async function pictureOf(
  { application, door, slack }: PartsVisit,
  answer: ShownAnswer,
): Promise<MessageBlock[]> {
  const chart = await chartOfTurn(application, answer)
  if (chart === null) return []
  const alt = plain(`${chart.title}. ${describeStockChart(chart)}`, 1_900)
  try {
    const fileId = await door.upload(chartPicture(chart), 'chart.png', alt)
    return [pictureBlock(fileId, alt)]
  } catch (error) {
    // Slack being unwell is no defect of ours; a fetch that breaks says so by a TypeError.
    const isSlack =
      error instanceof SlackRefusal || error instanceof SlackUncertain || error instanceof TypeError
    if (!isSlack) slack.program.report(error)
    return [pictureMissing()]
  }
}

const heldBack = 10

async function withheldOf(visit: PartsVisit, asked: object, list: BuyList): Promise<BuyLine[]> {
  if (list.totals.withheldCount === 0) return []
  const { budget: _budget, ...scope } = asked as Record<string, unknown>
  const input = { ...scope, show: 'withheld', limit: heldBack, offset: 0 }
  try {
    return ((await visit.application.callTool('recommend_reorders', input)) as BuyList).lines
  } catch (error) {
    // How many are held back is said all the same.
    if (error instanceof QuartermasterError) return []
    throw error
  }
}

/** Whether a call gave lines of a buy list. */
const isList = ({ name, error, result }: ToolCall) =>
  error === null && name === 'recommend_reorders' && (result as BuyList).lines.length > 0

/** Whether these are the calls of an answer that is all about its buy list: the list's own table shows its lines. */
export function isListOnly(calls: readonly ToolCall[]): boolean {
  return calls.length === 1 && calls.every(isList)
}

/** The text of an answer as it is shown above its parts. */
export function shownText({ text, toolCalls }: ShownAnswer): string {
  return isListOnly(toolCalls) ? withoutTables(text) : text
}

async function listOf(
  visit: PartsVisit,
  { toolCalls }: ShownAnswer,
  costsShown: boolean,
): Promise<SlackMessage | null> {
  const call = toolCalls.findLast(isList)
  if (call === undefined) return null
  const list = call.result as BuyList
  const asked = (call.arguments ?? {}) as Record<string, unknown>
  const due = asked['show'] === undefined || asked['show'] === 'due'
  return buyListMessage(list, {
    costsShown,
    mayDraft: mayDraft(visit.who.person.role),
    list: listWordOf(asked),
    withheld: due ? await withheldOf(visit, asked, list) : [],
  })
}

const hasTable = (text: string) => /^\s*\|.*\|\s*$/m.test(text)

const fits = (text: string, blocks: readonly MessageBlock[]) =>
  blocks.length <= BUDGETS.message.blocks &&
  JSON.stringify(text).length + JSON.stringify(blocks).length <= BUDGETS.message.json

/** What stands under a streamed text, and what does not fit there and follows as a message of its own. */
export function closingBlocks(
  answer: ShownAnswer,
  parts: AnswerParts,
): { blocks: MessageBlock[]; after: SlackMessage[] } {
  const { picture, list, end } = parts
  const text = shownText(answer)
  const all = [...picture, ...(list?.blocks ?? []), ...end.blocks]
  if (list === null) return { blocks: all, after: [] }
  // Slack shows one table in a message.
  if (!hasTable(text) && fits(text, all)) return { blocks: all, after: [] }
  return { blocks: [...picture, ...end.blocks], after: [list] }
}

/** The whole answer as messages to post, the first first. */
export function wholeMessages(
  answer: ShownAnswer,
  parts: AnswerParts,
  answerKey: string,
): SlackMessage[] {
  const said = answerMessages({ ...answer, text: shownText(answer) }, answerKey)
  const list = parts.list === null ? [] : [parts.list]
  const last = said.at(-1)
  if (parts.picture.length === 0 || last === undefined) return [...said, ...list]
  const whole = { ...last, blocks: [...last.blocks, ...parts.picture] }
  if (fits('', whole.blocks)) return [...said.slice(0, -1), whole, ...list]
  return [...said, { ...last, blocks: parts.picture }, ...list]
}
