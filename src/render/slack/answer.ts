// An answer: its text in pieces that Slack takes, and under it what it came from and where to go on.
import type { ContextActionsBlock, MessageBlock, ModalView, SlackMessage } from './blocks.ts'
import { always, fitMessage, optional } from './budget.ts'
import type { Part } from './budget.ts'
import { LIMITS, actions, button, context, plainObject } from './elements.ts'
import { splitMarkdown } from './markdown.ts'
import type { PieceSize } from './markdown.ts'
import { toolTitle } from './task.ts'
import { plain } from './text.ts'
import { modal } from './views.ts'
import { SENTENCE, shown } from './words.ts'

/** The part of a turn's answer that is shown; `text` is verified markdown. */
export type Answer = {
  text: string
  toolCalls: { name: string; error: unknown }[]
  followUps: string[]
  notices: string[]
}

/** Characters of one piece of markdown; beside it a message has room for its end. */
const PIECE: PieceSize = { text: LIMITS.markdown, json: 12_700 }
const MOST_FOLLOW_UPS = 4

/** The tools that answered, each once, and how many calls failed. */
function toolsText({ toolCalls }: Answer): string {
  const titles = [
    ...new Set(toolCalls.filter(({ error }) => error === null).map(({ name }) => toolTitle(name))),
  ]
  const failed = toolCalls.filter(({ error }) => error !== null).length
  const said = [
    titles.length === 0 ? '' : `From: ${titles.join(', ')}`,
    failed === 0 ? '' : `${shown('count', failed)} ${failed === 1 ? 'call' : 'calls'} failed`,
  ]
  return said.filter((text) => text !== '').join(' · ')
}

/** What a feedback button carries: which way, and the caller's key of the answer. */
export function feedbackValue(verdict: 'good' | 'bad', answerKey: string): string {
  return `${verdict}|${answerKey}`
}

/** The verdict and the answer that a feedback button names, or null. */
export function feedbackOfValue(
  value: string,
): { verdict: 'good' | 'bad'; answerKey: string } | null {
  const match = /^(good|bad)\|([^]+)$/.exec(value)
  return match === null
    ? null
    : { verdict: match[1] === 'good' ? 'good' : 'bad', answerKey: match[2] ?? '' }
}

function feedbackBlock(answerKey: string): ContextActionsBlock {
  return {
    type: 'context_actions',
    elements: [
      {
        type: 'feedback_buttons',
        action_id: 'answer_feedback',
        positive_button: {
          text: plainObject('Helpful', LIMITS.button),
          value: feedbackValue('good', answerKey),
          accessibility_label: 'This answer was helpful',
        },
        negative_button: {
          text: plainObject('Not helpful', LIMITS.button),
          value: feedbackValue('bad', answerKey),
          accessibility_label: 'This answer was not helpful',
        },
      },
    ],
  }
}

/** Questions as buttons; one that is longer than a button says it whole when it is sent. */
function followUpButtons(followUps: readonly string[]) {
  return actions(
    followUps
      .filter((question) => question.trim() !== '' && question.length <= LIMITS.buttonValue)
      .slice(0, MOST_FOLLOW_UPS)
      .map((question, index) =>
        button('follow_up', plain(question, LIMITS.button), {
          value: question,
          number: index + 1,
          spoken: `Ask: ${plain(question, LIMITS.button)}`,
        }),
      ),
  )
}

function endParts(answer: Answer, answerKey: string): Part<MessageBlock>[] {
  const tools = toolsText(answer)
  const notices = answer.notices.slice(0, 8).map((text) => plain(text, SENTENCE))
  const more = answer.notices.length - notices.length
  return [
    ...(notices.length === 0
      ? []
      : [
          always<MessageBlock>([
            context(...notices, ...(more > 0 ? [`and ${shown('count', more)} more notices`] : [])),
          ]),
        ]),
    ...(tools === '' ? [] : [optional<MessageBlock>(2, [context(tools)], 'which tools were used')]),
    optional<MessageBlock>(3, followUpButtons(answer.followUps), 'what to ask next'),
    always<MessageBlock>([feedbackBlock(answerKey)], tools === '' ? 'Was it helpful?' : tools),
  ]
}

/** What stands under a streamed answer: notices, the tools it came from, what to ask next, feedback. */
export function answerEnd(answer: Answer, answerKey: string): SlackMessage {
  return fitMessage(endParts(answer, answerKey))
}

/** A whole answer as messages, the first first; its end stands under the last. Nothing of the text is left out. */
export function answerMessages(answer: Answer, answerKey: string): SlackMessage[] {
  const pieces = splitMarkdown(answer.text, PIECE)
  const messages = pieces.map((text) =>
    fitMessage([always<MessageBlock>([{ type: 'markdown', text }], text)]),
  )
  const last = pieces.at(-1)
  if (last === undefined) return [answerEnd(answer, answerKey)]
  const end = endParts(answer, answerKey)
  const room =
    JSON.stringify(end.flatMap(({ versions }) => versions[0])).length + JSON.stringify(last).length
  // Under a full piece the end stands alone: text is never cut for a button.
  if (room > 12_500) return [...messages, answerEnd(answer, answerKey)]
  const whole = fitMessage([always<MessageBlock>([{ type: 'markdown', text: last }], last), ...end])
  return [...messages.slice(0, -1), whole]
}

/** The block and action of the feedback reason, for reading it and for showing an error under it. */
export const FEEDBACK_INPUT = { block: 'feedback', action: 'feedback' } as const

/** Why an answer did not help: kept with the answer, read by whoever looks after the assistant. */
export function feedbackModal(metadata: string): ModalView {
  return modal({
    callback: 'feedback_reason',
    title: 'What was wrong?',
    submit: 'Send',
    close: 'Cancel',
    metadata,
    blocks: [
      {
        type: 'input',
        block_id: FEEDBACK_INPUT.block,
        label: plainObject('What did you expect, and what did you get?', LIMITS.label),
        element: {
          type: 'plain_text_input',
          action_id: FEEDBACK_INPUT.action,
          multiline: true,
          min_length: 3,
          max_length: 500,
        },
      },
    ],
  })
}
