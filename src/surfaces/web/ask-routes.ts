import type { Hono } from 'hono'
import { streamSSE } from 'hono/streaming'
import type { TurnAnswer } from '#agent/events.ts'
import { QuartermasterError } from '#root/errors.ts'
import { askMessages } from './ask-stream.ts'
import type { WebApplication } from './application.ts'
import { visitOf } from './visit.ts'
import type { WebContext } from './web-context.ts'

type AskRequest = { question: string; conversationId: string | null }

/** What was asked; an empty question is a QuartermasterError('invalid'). */
function readAsk(fields: { question?: unknown; conversation?: unknown } | null): AskRequest {
  const question = typeof fields?.question === 'string' ? fields.question.trim() : ''
  if (question === '') {
    throw new QuartermasterError(
      'invalid',
      'The question is empty.',
      'Type a question, for example "what should I reorder this week?"',
    )
  }
  const conversation = fields?.conversation
  const isNamed = typeof conversation === 'string' && conversation !== ''
  return { question, conversationId: isNamed ? conversation : null }
}

/** A whole turn for a browser without script: its answer, or the error it ended with. */
async function askToTheEnd(
  application: WebApplication,
  request: AskRequest,
  signal: AbortSignal,
): Promise<TurnAnswer> {
  const events = application.ask(request.question, request.conversationId, signal)
  for await (const event of events) {
    if (event.type === 'done') return event.answer
  }
  throw new QuartermasterError('unavailable', 'The answer ended early.', 'Ask again.')
}

/** The two ways to ask: a form that answers with a page, and a stream of messages for the script. */
export function addAskRoutes(routes: Hono, web: WebContext): void {
  routes.post('/ask', async (context) => {
    const form = await context.req.parseBody({ all: true })
    const first = (name: string) => [form[name]].flat().find((value) => value !== '')
    web.sessions.requireToken(context, first('csrf'))
    const request = readAsk({ question: first('question'), conversation: first('conversation') })
    const answer = await askToTheEnd(visitOf(context).application, request, context.req.raw.signal)
    return context.redirect(`/?c=${encodeURIComponent(answer.conversationId)}`, 303)
  })
  routes.post('/api/ask', async (context) => {
    web.sessions.requireToken(context, context.req.header('x-csrf-token'))
    const request = readAsk(await context.req.json().catch(() => null))
    const { application, report } = visitOf(context)
    return streamSSE(context, async (out) => {
      const abort = new AbortController()
      out.onAbort(() => abort.abort())
      for await (const message of askMessages(application, request, abort.signal, report)) {
        await out.writeSSE({ data: JSON.stringify(message) })
      }
    })
  })
}
