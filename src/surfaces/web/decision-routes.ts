// The clicks of people on an order. Each posts to one command; the page that follows says what came of it.
import { Hono, type Context } from 'hono'
import { orderAttachments } from '#dispatch/order-mail.ts'
import type { Html } from './layout.ts'
import { parseMoney } from '#planning/money-text.ts'
import { outsideError, QuartermasterError } from '#root/errors.ts'
import type { WebApplication } from './application.ts'
import { readForm, type Form } from './forms.ts'
import { approvalsContent, inboxStand } from './pages/approvals.ts'
import { orderContent, orderStand } from './pages/order.ts'
import { notice } from './parts.ts'
import { visitOf } from './visit.ts'
import { sendPage, type WebContext } from './web-context.ts'

const first = (form: Form, field: string): string | null => form[field]?.[0]?.trim() || null

/** The typed total in minor units of the order's currency, digits only; null where nothing was typed. */
async function typedMinor(
  application: WebApplication,
  order: string,
  form: Form,
): Promise<string | null> {
  const typed = first(form, 'typedAmount')
  if (typed === null) return null
  const { currency } = await application.readOrder(order)
  const amount = parseMoney(typed, currency)
  if (amount.currency === currency) return String(amount.amountMinor)
  throw new QuartermasterError(
    'invalid',
    `${order} is in ${currency}, not ${amount.currency}.`,
    'Type the total as it is shown; nothing was approved.',
  )
}

type Click = {
  command: string
  said: string
  input?: (application: WebApplication, order: string, form: Form) => Promise<object> | object
}

const messageOf = (form: Form) => ({
  kind: first(form, 'kind') ?? 'order',
  attempt: first(form, 'attempt') ?? '',
})

const withReason = (_: WebApplication, _order: string, form: Form) => ({
  reason: first(form, 'reason') ?? '',
})

/** What each button of an order page does. */
const clicks: Record<string, Click> = {
  approve: {
    command: 'approve_order',
    said: 'Your approval is on record.',
    input: async (application, order, form) => ({
      contentHash: first(form, 'contentHash') ?? '',
      typedAmountMinor: await typedMinor(application, order, form),
      ...(first(form, 'lastApprovedAt') !== null && {
        lastApprovedAt: first(form, 'lastApprovedAt'),
      }),
    }),
  },
  reject: {
    command: 'reject_order',
    said: 'Rejected; its requester reads why.',
    input: withReason,
  },
  withdraw: { command: 'withdraw_order', said: 'It is a draft again.', input: withReason },
  reopen: {
    command: 'reopen_order',
    said: 'It is a draft again, as a new revision that nobody has approved.',
    input: withReason,
  },
  cancel: { command: 'cancel_order', said: 'Cancelled.', input: withReason },
  close: { command: 'close_order', said: 'Closed.', input: withReason },
  copy: { command: 'copy_order', said: "The same is drafted again, at today's terms; see Orders." },
  keep: {
    command: 'keep_both_orders',
    said: 'It is on record that both are meant.',
    input: withReason,
  },
  send: {
    command: 'send_order',
    said: 'It is on its way again.',
    input: (_application, _order, form) => messageOf(form),
  },
  hand_over: {
    command: 'hand_over_order',
    said: 'It is booked as handed over.',
    input: (_application, _order, form) => ({
      attempt: first(form, 'attempt') ?? '',
      reason: first(form, 'reason') ?? '',
    }),
  },
  resolve: {
    command: 'resolve_delivery',
    said: 'Settled.',
    input: (_application, _order, form) => ({
      ...messageOf(form),
      delivered: first(form, 'delivered') ?? '',
      reason: first(form, 'reason') ?? '',
    }),
  },
  acknowledge: {
    command: 'acknowledge_order',
    said: 'The acknowledgement is booked.',
    input: (_application, _order, form) => ({
      acknowledgedAs: first(form, 'acknowledgedAs'),
      confirmedForOn: first(form, 'confirmedForOn'),
    }),
  },
}

async function saidOf(
  application: WebApplication,
  click: Click,
  order: string,
  form: Form,
): Promise<{ said: Html; status: number }> {
  try {
    const extra = (await click.input?.(application, order, form)) ?? {}
    const input = { order, revision: first(form, 'revision') ?? '', ...extra }
    const { again } = await application.runCommand(click.command, input)
    return {
      said: notice(
        'good',
        again ? `${click.said} It was done before; nothing was done twice.` : click.said,
      ),
      status: 200,
    }
  } catch (error) {
    const { code, message, repair } = outsideError(error)
    if (code === 'internal' || code === 'not_found') throw error
    // The order as it is now stands under the refusal, so that the person can decide again at once.
    return { said: notice('error', message, repair), status: code === 'forbidden' ? 403 : 409 }
  }
}

async function clicked(web: WebContext, context: Context, click: Click): Promise<Response> {
  const form = await readForm(web, context)
  const order = context.req.param('number') ?? ''
  const { application } = visitOf(context)
  const { said, status } = await saidOf(application, click, order, form)
  const content = await orderContent(application, order, web.sessions.formToken(context), said)
  return sendPage(web, context, { section: 'orders', title: order, status }, content)
}

/** The buttons of an order page: approve, reject and the further steps of a person. */
export function addDecisionRoutes(orders: Hono, web: WebContext): void {
  for (const [action, click] of Object.entries(clicks)) {
    orders.post(`/:number/${action}`, (context) => clicked(web, context, click))
  }
}

/** The inbox, the papers of an order, and what open pages ask to learn that something changed. */
export function approvalRoutes(web: WebContext): Hono {
  const routes = new Hono()
  routes.get('/approvals', async (context) => {
    const inbox = await visitOf(context).application.approvalInbox()
    const request = { section: 'approvals', title: 'Approvals' } as const
    return sendPage(web, context, request, approvalsContent(inbox))
  })
  routes.get('/api/approvals/stand', async (context) =>
    context.json({ stand: inboxStand(await visitOf(context).application.approvalInbox()) }),
  )
  routes.get('/api/orders/:number/stand', async (context) => {
    const desk = await visitOf(context).application.readOrder(context.req.param('number'))
    return context.json({ stand: orderStand(desk) })
  })
  routes.get('/orders/:number/paper/:ending', async (context) => {
    const document = await visitOf(context).application.readPaper(context.req.param('number'))
    const file = (await orderAttachments(document)).find(({ name }) =>
      name.endsWith(`.${context.req.param('ending')}`),
    )
    if (file === undefined) return context.notFound()
    return context.body(new Uint8Array(file.content), 200, {
      'content-type': file.contentType,
      'content-disposition': `attachment; filename="${file.name}"`,
    })
  })
  return routes
}
