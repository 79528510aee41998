// Slack without Slack: a question through the program's own reader, and an answer through its own blocks.
import type { TurnAnswer } from '#agent/events.ts'
import { runTool } from '#agent/run-tool.ts'
import type { MessageBlock, RichPart, SlackMessage } from '#render/slack/blocks.ts'
import type { ToolContext } from '#root/tool.ts'
import { answerParts, wholeMessages } from '#surfaces/slack/answer-parts.ts'
import { saidIn } from '#surfaces/slack/ask-question.ts'
import { tools } from '#tools/index.ts'
import { oneByOne } from './through-mcp.ts'

/** The bot's own user, as cases mention it. */
export const slackBot = 'U0BOT'

/** What the program hears of a text that Slack delivers as a mention. */
export function heardInSlack(text: string): string {
  const event = { type: 'app_mention', channel: 'C0EVALS', ts: '1.1', text }
  return saidIn({ event, authorizations: [{ user_id: slackBot }] })?.question ?? ''
}

/** What Slack never delivers: a bare sign that it escapes. */
const bareSign = /&(?!(?:amp|lt|gt);)|<(?![@#!]|[a-z][a-z0-9+.-]*:)|(?<!<[^<>]*)>/i

/** Why this is no question that Slack delivers; null = it may be one. */
export function faultOfDelivery(text: string): string | null {
  if (bareSign.test(text)) return 'is not as Slack delivers it: it escapes "&", "<" and ">"'
  return heardInSlack(text) === '' ? 'is no question in Slack' : null
}

/** An answer becomes blocks as in the program; only the picture of a chart goes nowhere. */
async function messagesOf(answer: TurnAnswer, context: ToolContext): Promise<SlackMessage[]> {
  const own = oneByOne(tools)
  const visit = {
    application: {
      callTool: (name: string, input: unknown) =>
        runTool(
          own.find((tool) => tool.name === name)!,
          input,
          context,
        ),
    },
    door: { upload: () => Promise.resolve('F0CHART') },
    slack: {
      program: {
        report(error: unknown) {
          throw error
        },
      },
    },
    who: context,
  }
  const answerKey = 'evals:1'
  const parts = await answerParts(visit, answer, { answerKey, costsShown: true })
  return wholeMessages(answer, parts, answerKey)
}

const runsOf = (runs: readonly { text: string }[]) => runs.map(({ text }) => text).join('')

function richText(part: RichPart): string {
  if (part.type !== 'rich_text_list') return runsOf(part.elements)
  return part.elements.map(({ elements }) => runsOf(elements)).join('\n')
}

/** What is read in a block, without its buttons. */
function readIn(block: MessageBlock): string {
  switch (block.type) {
    case 'markdown':
      return block.text
    case 'header':
    case 'section':
      return block.text.text
    case 'context':
      return runsOf(block.elements)
    case 'table':
      return block.rows.map((row) => row.map(({ text }) => text).join(' | ')).join('\n')
    case 'rich_text':
      return block.elements.map(richText).join('\n')
    case 'image':
      return block.alt_text
    default:
      return ''
  }
}

function buttonsIn(block: MessageBlock): string[] {
  if (block.type === 'section' && block.accessory) return [block.accessory.text.text]
  if (block.type !== 'actions') return []
  return block.elements.flatMap(({ text, accessibility_label: spoken = '' }) => [text.text, spoken])
}

/** Signs that our rendering puts in the place of live ones: people read them as what they look like. */
const looksLike: Record<string, string> = {
  '․': '.',
  '∶': ':',
  '＠': '@',
  '］': ']',
  '‹': '<',
  '∗': '*',
  ˍ: '_',
  '∼': '~',
  ˋ: '`',
  '\u2068': '',
  '\u2069': '',
}

/** The line of a notification has Slack's own signs escaped. */
const unescaped = (text: string) =>
  text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')

const asRead = (text: string) =>
  text.replace(/[․∶＠］‹∗ˍ∼ˋ\u2068\u2069]/g, (sign) => looksLike[sign] ?? sign)

/** What a person sees of an answer in Slack: text, tables and lists as they read them, and beside them the buttons. */
export async function shownInSlack(
  answer: TurnAnswer,
  context: ToolContext,
): Promise<{ text: string; beside: string; messages: SlackMessage[] }> {
  const messages = await messagesOf(answer, context)
  const blocks = messages.flatMap((message) => message.blocks)
  const read = blocks.map(readIn).filter((text) => text !== '')
  const beside = [...messages.map(({ text }) => unescaped(text)), ...blocks.flatMap(buttonsIn)]
  return { text: asRead(read.join('\n\n')), beside: asRead(beside.join('\n')), messages }
}
