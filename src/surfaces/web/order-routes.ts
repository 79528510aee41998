import { Hono, type Context } from 'hono'
import { html } from 'hono/html'
import { QuartermasterError } from '#root/errors.ts'
import { notice } from './parts.ts'
import { draftedContent, orderContent, submittedNotice } from './pages/order.ts'
import { ordersContent, readOrderQuery } from './pages/orders.ts'
import { callPageTool } from './results.ts'
import { sendPage, type WebContext } from './web-context.ts'

type Form = Record<string, string[]>

/** A posted form whose token fits this browser; every field as a list. */
async function readForm(web: WebContext, context: Context): Promise<Form> {
  const body = await context.req.parseBody({ all: true })
  const form = Object.fromEntries(
    Object.entries(body).map(([name, value]) => [
      name,
      (Array.isArray(value) ? value : [value]).filter((each) => typeof each === 'string'),
    ]),
  )
  web.sessions.requireToken(context, form['csrf']?.[0])
  return form
}

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

/** Lists, shows, drafts, revises and submits orders; nothing here approves. */
export function orderRoutes(web: WebContext): Hono {
  const { application } = web
  const routes = new Hono()
  routes.get('/', async (context) =>
    sendPage(
      web,
      context,
      { section: 'orders', title: 'Orders' },
      await ordersContent(application, readOrderQuery(context.req.query())),
    ),
  )
  routes.post('/draft', async (context) => {
    const form = await readForm(web, context)
    const recommendations = form['recommendation'] ?? []
    if (recommendations.length === 0) {
      throw new QuartermasterError(
        'invalid',
        'No line is selected.',
        'Go back and tick the lines to draft.',
      )
    }
    const result = await callPageTool(application, 'draft_purchase_order', { recommendations })
    return sendPage(web, context, { section: 'orders', title: 'Drafted' }, draftedContent(result))
  })
  routes.get('/:number', async (context) => {
    const csrf = web.sessions.formToken(context)
    const number = context.req.param('number')
    return sendPage(
      web,
      context,
      { section: 'orders', title: number },
      await orderContent(application, number, csrf),
    )
  })
  routes.post('/:number/submit', async (context) => {
    const form = await readForm(web, context)
    const number = context.req.param('number')
    const result = await callPageTool(application, 'approve_purchase_order', { order: number })
    return sendPage(
      web,
      context,
      { section: 'orders', title: number },
      await orderContent(application, number, form['csrf']?.[0] ?? '', submittedNotice(result)),
    )
  })
  routes.post('/:number/revise', async (context) => {
    const form = await readForm(web, context)
    const number = context.req.param('number')
    const changes = changedLines(form)
    const csrf = form['csrf']?.[0] ?? ''
    if (changes.length === 0) {
      const said = notice('info', 'No quantity was changed.')
      return sendPage(
        web,
        context,
        { section: 'orders', title: number },
        await orderContent(application, number, csrf, said),
      )
    }
    const revision = wholeNumber(form['revision']?.[0], 'The revision')
    const result = await callPageTool(application, 'revise_purchase_order', {
      order: number,
      revision,
      changes,
    })
    const said = html`${notice('good', result.display)}${result.warnings.map((text) => notice('warning', text))}`
    return sendPage(
      web,
      context,
      { section: 'orders', title: number },
      await orderContent(application, number, csrf, said),
    )
  })
  return routes
}
