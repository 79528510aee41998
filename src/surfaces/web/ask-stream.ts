import type { TurnEvent } from '#agent/events.ts'
import { outsideError, type OutsideError } from '#root/errors.ts'
import { plainText } from '#render/text.ts'
import type { WebApplication } from './application.ts'
import { answerBubble, answerText, failedTurn } from './turn.ts'
import { finishedCall, runningCall } from './tool-call.ts'

/** What the page hears of a turn: markup made here, so that the script only puts it in its place. */
export type AskMessage =
  | { kind: 'call'; id: string; html: string }
  | { kind: 'text'; html: string }
  | { kind: 'notice'; text: string }
  | { kind: 'done'; html: string; conversationId: string }
  | { kind: 'failed'; html: string }

async function messageOf(event: TurnEvent, textSoFar: string): Promise<AskMessage> {
  switch (event.type) {
    case 'tool_call':
      return { kind: 'call', id: event.id, html: String(await runningCall(event)) }
    case 'tool_result':
      return { kind: 'call', id: event.id, html: String(await finishedCall(event)) }
    case 'text':
      return { kind: 'text', html: String(await answerText(textSoFar)) }
    case 'notice':
      return { kind: 'notice', text: plainText(event.text) }
    case 'done': {
      const { answer } = event
      return {
        kind: 'done',
        html: String(await answerBubble(answer, true)),
        conversationId: answer.conversationId,
      }
    }
  }
}

/** The markup of a turn that failed. */
export async function failedMessage(error: OutsideError): Promise<AskMessage> {
  return { kind: 'failed', html: String(await failedTurn(error)) }
}

/** One turn as messages for the page; an error becomes its last message and an internal one goes to `report` too. */
export async function* askMessages(
  application: WebApplication,
  request: { question: string; conversationId: string | null },
  signal: AbortSignal,
  report: (error: unknown) => void,
): AsyncGenerator<AskMessage> {
  let text = ''
  try {
    for await (const event of application.ask(request.question, request.conversationId, signal)) {
      if (event.type === 'text') text += event.text
      yield await messageOf(event, text)
    }
  } catch (error) {
    // The person pressed Esc or closed the page: nobody waits for a reason.
    if (signal.aborted) return
    const outside = outsideError(error)
    if (outside.code === 'internal') report(error)
    yield await failedMessage(outside)
  }
}
