import type { Context } from 'hono'
import { html, raw } from 'hono/html'
import { stream } from 'hono/streaming'
import { page } from './layout.ts'
import { partOrNotice } from './parts.ts'
import { buyListSummary, chat } from './pages/assistant.ts'
import { visitOf } from './visit.ts'
import type { WebContext } from './web-context.ts'

/** Where the page is cut in two; escaped text can not contain it. */
const CUT = '<!--buy list-->'

/** The home page goes out in two pieces: the chat at once, the buy list beside it when the planner has it. */
export async function sendHome(web: WebContext, context: Context): Promise<Response> {
  const { person, application, report } = visitOf(context)
  const conversationId = context.req.query('c') ?? null
  const [shop, messages] = await Promise.all([
    application.shop(),
    conversationId === null ? [] : application.conversation(conversationId),
  ])
  const csrf = web.sessions.formToken(context)
  const content = html`${chat(messages, conversationId, csrf)}
    <aside class="summary" aria-label="Buy list">
      <p class="waiting">Working out the buy list</p>
      ${raw(CUT)}
    </aside>`
  const whole = String(
    await page({ shop, person, section: 'assistant', title: 'Assistant', csrf }, content),
  )
  const [before = '', after = ''] = whole.split(CUT)
  context.header('content-type', 'text/html; charset=utf-8')
  return stream(context, async (out) => {
    await out.write(before)
    const summary = await partOrNotice(buyListSummary(application), report)
    await out.write(`${String(summary)}${after}`)
  })
}
