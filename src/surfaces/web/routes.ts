import { inspect } from 'node:util'
import { Hono, type Context } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { html } from 'hono/html'
import { HTTPException } from 'hono/http-exception'
import { stream, streamSSE } from 'hono/streaming'
import {
  outsideError,
  QuartermasterError,
  type ErrorCode,
  type OutsideError,
} from '#root/errors.ts'
import type { TurnAnswer } from '#agent/events.ts'
import type { ShopSummary, WebApplication } from './application.ts'
import { askMessages } from './ask-stream.ts'
import { assetResponse } from './assets.ts'
import { originGuard, securityHeaders } from './guard.ts'
import { page, pageClosing, pageOpening, type Html, type Section } from './layout.ts'
import { partOrNotice } from './parts.ts'
import { buyListSummary, chat } from './pages/assistant.ts'
import { buyListContent, buyListCsv, readBuyList, readListQuery } from './pages/buy-list.ts'
import { errorContent } from './pages/error.ts'
import { exceptionsContent } from './pages/exceptions.ts'
import { orderRoutes } from './order-routes.ts'
import { recommendationContent } from './pages/recommendation.ts'
import { supplierContent, suppliersContent } from './pages/suppliers.ts'
import { makeSessions, type Sessions } from './session.ts'

const MAXIMUM_BODY = 1024 * 1024

const STATUS = {
  not_found: 404,
  ambiguous: 409,
  invalid: 400,
  conflict: 409,
  forbidden: 403,
  locked: 423,
  unavailable: 503,
  internal: 500,
} as const satisfies Record<ErrorCode, number>

/** What every route needs: the program, the forms' tokens, and where defects are told. */
export type WebContext = {
  application: WebApplication
  sessions: Sessions
  report: (error: unknown) => void
  send: (
    context: Context,
    section: Section,
    title: string,
    content: Html,
    status?: number,
  ) => Promise<Response>
}

const writeToErrorStream = (error: unknown) => {
  process.stderr.write(`${inspect(error)}\n`)
}

function isForScript(context: Context): boolean {
  return (
    context.req.path.startsWith('/api/') ||
    (context.req.header('accept') ?? '').startsWith('application/json')
  )
}

function outsideOf(error: unknown): { outside: OutsideError; status: number } {
  if (error instanceof HTTPException) {
    const outside: OutsideError = {
      code: 'invalid',
      message: error.message,
      repair: 'Correct the request and send it again.',
      details: {},
    }
    return { outside, status: error.status }
  }
  const outside = outsideError(error)
  return { outside, status: STATUS[outside.code] }
}

async function sendError(web: WebContext, context: Context, error: unknown): Promise<Response> {
  const { outside, status } = outsideOf(error)
  if (outside.code === 'internal') web.report(error)
  if (isForScript(context)) return context.json({ error: outside }, status as 400)
  try {
    return await web.send(context, null, outside.message, errorContent(outside), status)
  } catch (second) {
    // The frame itself needs the shop; when that fails too, the page is bare.
    web.report(second)
    return context.html(
      html`<!doctype html><title>Quartermaster</title>${errorContent(outside)}`,
      status as 400,
    )
  }
}

function makeSend(application: WebApplication, sessions: Sessions): WebContext['send'] {
  return async (context, section, title, content, status = 200) => {
    const shop: ShopSummary = await application.shop()
    const csrf = sessions.formToken(context)
    return context.html(page({ shop, section, title, csrf }, content), status as 200)
  }
}

/** The home page goes out in two pieces: the chat at once, the buy list beside it when the planner has it. */
async function sendHome(web: WebContext, context: Context): Promise<Response> {
  const conversationId = context.req.query('c') ?? null
  const [shop, messages] = await Promise.all([
    web.application.shop(),
    conversationId === null ? [] : web.application.conversation(conversationId),
  ])
  const csrf = web.sessions.formToken(context)
  const opening = pageOpening({ shop, section: 'assistant', title: 'Assistant', csrf })
  const head = String(
    await html`${opening}${chat(messages, conversationId, csrf)}
      <aside class="summary" aria-label="Buy list"></aside>`,
  )
  context.header('content-type', 'text/html; charset=utf-8')
  return stream(context, async (out) => {
    await out.write(head)
    const summary = await partOrNotice(buyListSummary(web.application), web.report)
    await out.write(`${String(summary)}</aside>${String(pageClosing)}`)
  })
}

function requireQuestion(question: unknown): string {
  if (typeof question === 'string' && question.trim() !== '') return question.trim()
  throw new QuartermasterError(
    'invalid',
    'The question is empty.',
    'Type a question, for example "what should I reorder this week?"',
  )
}

/** A whole turn for a browser without script: its last event, or the error it ended with. */
async function askToTheEnd(
  web: WebContext,
  question: string,
  conversationId: string | null,
  signal: AbortSignal,
): Promise<TurnAnswer> {
  for await (const event of web.application.ask(question, conversationId, signal)) {
    if (event.type === 'done') return event.answer
  }
  throw new QuartermasterError('unavailable', 'The answer ended early.', 'Ask again.')
}

function addAskRoutes(routes: Hono, web: WebContext): void {
  routes.post('/ask', async (context) => {
    const form = await context.req.parseBody()
    web.sessions.requireToken(context, form['csrf'])
    const conversation =
      typeof form['conversation'] === 'string' && form['conversation'] !== ''
        ? form['conversation']
        : null
    const answer = await askToTheEnd(
      web,
      requireQuestion(form['question']),
      conversation,
      context.req.raw.signal,
    )
    return context.redirect(`/?c=${encodeURIComponent(answer.conversationId)}`, 303)
  })
  routes.post('/api/ask', async (context) => {
    web.sessions.requireToken(context, context.req.header('x-csrf-token'))
    const body = (await context.req.json().catch(() => null)) as {
      question?: unknown
      conversationId?: unknown
    } | null
    const question = requireQuestion(body?.question)
    const conversationId =
      typeof body?.conversationId === 'string' && body.conversationId !== ''
        ? body.conversationId
        : null
    return streamSSE(context, async (out) => {
      const abort = new AbortController()
      out.onAbort(() => abort.abort())
      for await (const message of askMessages(
        web.application,
        { question, conversationId },
        abort.signal,
        web.report,
      )) {
        await out.writeSSE({ data: JSON.stringify(message) })
      }
    })
  })
}

function addPageRoutes(routes: Hono, web: WebContext): void {
  const { application, report, send } = web
  routes.get('/', (context) => sendHome(web, context))
  routes.get('/list', async (context) => {
    const query = readListQuery(context.req.query())
    const csrf = web.sessions.formToken(context)
    return send(
      context,
      'list',
      'Buy list',
      buyListContent(await readBuyList(application, query), query, csrf),
    )
  })
  routes.get('/list.csv', async (context) => {
    const list = await readBuyList(application, readListQuery(context.req.query()))
    const headers = {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="buy-list-${list.asOf}.csv"`,
    }
    return context.body(buyListCsv(list), 200, headers)
  })
  routes.get('/recommendation/:id', async (context) => {
    const csrf = web.sessions.formToken(context)
    const { title, content } = await recommendationContent(
      application,
      context.req.param('id'),
      csrf,
      report,
    )
    return send(context, 'list', title, content)
  })
  routes.get('/exceptions', async (context) =>
    send(
      context,
      'exceptions',
      'Exceptions',
      await exceptionsContent(application, context.req.query('kind') ?? ''),
    ),
  )
  routes.get('/suppliers', async (context) =>
    send(context, 'suppliers', 'Suppliers', await suppliersContent(application)),
  )
  routes.get('/suppliers/:code', async (context) => {
    const { title, content } = await supplierContent(application, context.req.param('code'), report)
    return send(context, 'suppliers', title, content)
  })
}

function refuseBody(): never {
  throw new QuartermasterError(
    'invalid',
    'The request is larger than 1 MB.',
    'Send less; files are imported with the command line.',
  )
}

/**
 * The web console: pages that read without script, a streamed chat, forms that draft and submit. `report` hears every
 * error that a page may not show; the standard error stream when none is given.
 */
export function webRoutes(
  application: WebApplication,
  report: (error: unknown) => void = writeToErrorStream,
): Hono {
  const sessions = makeSessions()
  const web: WebContext = { application, sessions, report, send: makeSend(application, sessions) }
  const routes = new Hono()
  routes.onError((error, context) => sendError(web, context, error))
  routes.use(securityHeaders)
  routes.use(originGuard)
  routes.use(bodyLimit({ maxSize: MAXIMUM_BODY, onError: refuseBody }))
  routes.get(
    '/assets/:name',
    async (context, next) => assetResponse(context, context.req.param('name')) ?? next(),
  )
  addAskRoutes(routes, web)
  addPageRoutes(routes, web)
  routes.route('/orders', orderRoutes(web))
  routes.all('*', () => {
    throw new QuartermasterError(
      'not_found',
      'There is no such page.',
      'The address may be old or mistyped; start from the assistant or the buy list.',
    )
  })
  return routes
}
