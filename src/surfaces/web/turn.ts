import { html } from 'hono/html'
import type { TurnAnswer } from '#agent/events.ts'
import type { OutsideError } from '#root/errors.ts'
import { markdownToHtml } from '#render/markdown-html.ts'
import { escapeHtml, plainText } from '#render/text.ts'
import { plainValue } from '#render/value.ts'
import type { ConversationMessage } from './application.ts'
import type { Html } from './layout.ts'
import { drawn, handlePath } from './parts.ts'
import { finishedCall } from './tool-call.ts'

/** A long question is quoted in part: the page must stay readable. */
const SHOWN_QUESTION = 4_000

/** The text of an answer; its only links are those of handles. */
export function answerText(markdown: string): Html {
  return drawn(markdownToHtml(markdown, handlePath))
}

export function questionBubble(question: string): Html {
  const shown =
    question.length > SHOWN_QUESTION ? `${question.slice(0, SHOWN_QUESTION)}…` : question
  return html`<div class="question">
    <span class="speaker">You</span>
    <p>${drawn(escapeHtml(shown))}</p>
  </div>`
}

function followUps(questions: string[]): Html | '' {
  if (questions.length === 0) return ''
  const buttons = questions.map(
    (question) =>
      html`<button type="submit" name="question" value="${plainText(question)}" class="chip">
        ${plainText(question)}
      </button>`,
  )
  return html`<div class="chips" aria-label="Ask next">${buttons}</div>`
}

/** An answer as it is streamed or as it was stored (then without its timings). */
export type ShownAnswer = Pick<
  TurnAnswer,
  'text' | 'toolCalls' | 'followUps' | 'model' | 'notices'
> & { milliseconds?: TurnAnswer['milliseconds'] }

/** A finished answer with the tools behind it; `withFollowUps` for the last one of a conversation. */
export function answerBubble(answer: ShownAnswer, withFollowUps: boolean): Html {
  const count = answer.toolCalls.length
  const took =
    answer.milliseconds === undefined
      ? ''
      : ` · ${plainValue('milliseconds', answer.milliseconds.total, {})}`
  return html`<div class="answer">
    <span class="speaker">Quartermaster</span>
    ${answer.notices.map((text) => html`<p class="run-notice">${plainText(text)}</p>`)}
    <div class="calls">${answer.toolCalls.map(finishedCall)}</div>
    <div class="prose">${answerText(answer.text)}</div>
    <p class="provenance">
      ${count === 0 ? 'No tool was needed' : `Every figure is from the ${count === 1 ? 'tool call' : `${count} tool calls`} above`}
      · ${plainText(answer.model)}${took}
    </p>
    ${withFollowUps ? followUps(answer.followUps) : ''}
  </div>`
}

/** A turn that failed: what was wrong and what to do. */
export function failedTurn(error: OutsideError): Html {
  return html`<div class="answer is-failed" role="alert">
    <span class="speaker">Quartermaster</span>
    <div class="prose">
      <p><strong>${plainText(error.message)}</strong></p>
      <p>${plainText(error.repair)}</p>
    </div>
  </div>`
}

/** A conversation so far, the oldest message first. */
export function conversationTurns(messages: ConversationMessage[]): Html[] {
  const last = messages.findLastIndex((message) => message.role === 'assistant')
  return messages.map((message, index) =>
    message.role === 'user'
      ? questionBubble(message.text)
      : answerBubble(message.answer, index === last),
  )
}
