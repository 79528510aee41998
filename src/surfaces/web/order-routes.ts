import { Hono, type Context } from 'hono'
import { html } from 'hono/html'
import { QuartermasterError } from '#root/errors.ts'
import { addDecisionRoutes } from './decision-routes.ts'
import { readForm, type Form } from './forms.ts'
import type { Html } from './layout.ts'
import { notice } from './parts.ts'
import { draftedContent, orderContent, submittedNotice } from './pages/order.ts'
import { ordersContent, readOrderQuery } from './pages/orders.ts'
import { callPageTool } from './results.ts'
import type { WebApplication } from './application.ts'
import { visitOf } from './visit.ts'
import { sendPage, type WebContext } from './web-context.ts'

function wholeNumber(text: string | undefined, what: string): number {
  const value = Number(text)
  if (text !== undefined && /^\d{1,9}$/.test(text.trim()) && Number.isSafeInteger(value))
    return value
  throw new QuartermasterError(
    'invalid',
    `${what} must be a whole number, not "${(text ?? '').slice(0, 20)}".`,
    'Enter digits only; 0 takes a line off.',
  )
}

/** Only what the person changed: items and units stand in the form in the same order. */
function changedLines(form: Form): { item: string; units: number }[] {
  const [items, before, after] = [form['item'] ?? [], form['before'] ?? [], form['units'] ?? []]
  return items
    .map((item, index) => ({
      item,
      units: wholeNumber(after[index], `The quantity of ${item.slice(0, 40)}`),
      before: Number(before[index]),
    }))
    .filter((line) => line.units !== line.before)
    .map(({ item, units }) => ({ item, units }))
}

type Said = (application: WebApplication, form: Form, number: string) => Promise<Html>

/** A posted change of one order: what was done to it, over the order as it now is. */
async function changeOrder(web: WebContext, context: Context, change: Said): Promise<Response> {
  const form = await readForm(web, context)
  const number = context.req.param('number') ?? ''
  const { application } = visitOf(context)
  const said = await change(application, form, number)
  const content = await orderContent(application, number, form['csrf']?.[0] ?? '', said)
  return sendPage(web, context, { section: 'orders', title: number }, content)
}

async function revise(application: WebApplication, form: Form, order: string): Promise<Html> {
  const changes = changedLines(form)
  if (changes.length === 0) return notice('info', 'No quantity was changed.')
  const revision = wholeNumber(form['revision']?.[0], 'The revision')
  const input = { order, revision, changes }
  const result = await callPageTool(application, 'revise_purchase_order', input)
  const warnings = result.warnings.map((text) => notice('warning', text))
  return html`${notice('good', result.display)}${warnings}`
}

async function draft(application: WebApplication, form: Form): Promise<Html> {
  const recommendations = form['recommendation'] ?? []
  if (recommendations.length === 0) {
    throw new QuartermasterError(
      'invalid',
      'No line is selected.',
      'Go back and tick the lines to draft.',
    )
  }
  return draftedContent(
    await callPageTool(application, 'draft_purchase_order', { recommendations }),
  )
}

/** Lists, shows, drafts, revises and submits orders, and takes the clicks of people on them. */
export function orderRoutes(web: WebContext): Hono {
  const routes = new Hono()
  routes.get('/', async (context) => {
    const { application } = visitOf(context)
    const content = await ordersContent(application, readOrderQuery(context.req.query()))
    return sendPage(web, context, { section: 'orders', title: 'Orders' }, content)
  })
  routes.post('/draft', async (context) => {
    const content = await draft(visitOf(context).application, await readForm(web, context))
    return sendPage(web, context, { section: 'orders', title: 'Drafted' }, content)
  })
  routes.get('/:number', async (context) => {
    const { application } = visitOf(context)
    const title = context.req.param('number')
    const content = await orderContent(application, title, web.sessions.formToken(context))
    return sendPage(web, context, { section: 'orders', title }, content)
  })
  routes.post('/:number/submit', (context) =>
    changeOrder(web, context, async (application, _, order) =>
      submittedNotice(await callPageTool(application, 'approve_purchase_order', { order })),
    ),
  )
  routes.post('/:number/revise', (context) => changeOrder(web, context, revise))
  addDecisionRoutes(routes, web)
  return routes
}
