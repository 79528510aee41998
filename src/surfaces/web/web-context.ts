import type { Context } from 'hono'
import { HTTPException } from 'hono/http-exception'
import { outsideError, type ErrorCode, type OutsideError } from '#root/errors.ts'
import { outsidePage, page, type Html, type Section } from './layout.ts'
import type { WebProgram } from './application.ts'
import { errorContent } from './pages/error.ts'
import type { Sessions } from './session.ts'
import { findVisit, visitOf } from './visit.ts'

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

/** What every route needs besides its visit: the program, cookies with the tokens of forms, and where defects are told. */
export type WebContext = {
  program: WebProgram
  sessions: Sessions
  /** The address that people open, where a proxy of ours stands before the server; it says who asks. */
  publicUrl: URL | null
  report: (error: unknown) => void
}

export type PageRequest = { section: Section; title: string; status?: number }

/** Sends content in the frame of the console to whoever is signed in; the status is 200 unless the request for the page says another. */
export async function sendPage(
  web: WebContext,
  context: Context,
  { section, title, status = 200 }: PageRequest,
  content: Html,
): Promise<Response> {
  const { person, application } = visitOf(context)
  const shop = await application.shop()
  const csrf = web.sessions.formToken(context)
  return context.html(page({ shop, person, section, title, csrf }, content), status as 200)
}

function isForScript(context: Context): boolean {
  return (
    context.req.path.startsWith('/api/') ||
    (context.req.header('accept') ?? '').startsWith('application/json')
  )
}

function outsideOf(error: unknown): { outside: OutsideError; status: number } {
  if (!(error instanceof HTTPException)) {
    const outside = outsideError(error)
    return { outside, status: STATUS[outside.code] }
  }
  const outside: OutsideError = {
    code: 'invalid',
    message: error.message,
    repair: 'Correct the request and send it again.',
    details: {},
  }
  return { outside, status: error.status }
}

/** An error as a page with what to do about it, or as JSON to a script; an internal one is told to `report`. */
export async function sendError(
  web: WebContext,
  context: Context,
  error: unknown,
): Promise<Response> {
  const { outside, status } = outsideOf(error)
  if (outside.code === 'internal') web.report(error)
  if (isForScript(context)) return context.json({ error: outside }, status as 400)
  const content = errorContent(outside)
  if (findVisit(context) === null) {
    return context.html(outsidePage(outside.message, content), status as 400)
  }
  try {
    return await sendPage(web, context, { section: null, title: outside.message, status }, content)
  } catch (second) {
    // The frame itself needs the shop; when that fails too, the page is bare.
    web.report(second)
    return context.html(outsidePage(outside.message, content), status as 400)
  }
}
