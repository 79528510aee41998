// Booking goods and settling what is held: each form posts to one command; the page that follows says what came of it.
import { Hono, type Context } from 'hono'
import { html } from 'hono/html'
import { QuartermasterError } from '#root/errors.ts'
import { readForm, type Form } from './forms.ts'
import type { Html } from './layout.ts'
import { deliveryContent, receivingContent } from './pages/receiving.ts'
import { notice, shown } from './parts.ts'
import { refusal } from './refusal.ts'
import { visitOf } from './visit.ts'
import { sendPage, type WebContext } from './web-context.ts'

const first = (form: Form, field: string): string => form[field]?.[0]?.trim() ?? ''
const orNull = (text: string | undefined): string | null => text?.trim() || null

/** Typed units; throws 'invalid' naming the field. */
function units(text: string | undefined, what: string): number {
  const typed = (text ?? '').trim()
  if (/^\d{1,9}$/.test(typed)) return Number(typed)
  throw new QuartermasterError(
    'invalid',
    `${what} must be a whole number, not "${typed.slice(0, 20)}".`,
    'Write digits only; nothing was booked.',
  )
}

/** The lines that were counted: all fields stand in the same order, a line without a count did not come. */
function countedLines(form: Form) {
  const held = new Set(form['held'])
  const [counted, damaged, lots, dates] = ['counted', 'damaged', 'lot', 'expires'].map(
    (field) => form[field] ?? [],
  )
  return (form['sku'] ?? []).flatMap((sku, at) => {
    if ((counted?.[at] ?? '').trim() === '') return []
    return [
      {
        sku,
        countedUnits: units(counted?.[at], `What was counted of ${sku.slice(0, 40)}`),
        damagedUnits: units(damaged?.[at]?.trim() || '0', `What is damaged of ${sku.slice(0, 40)}`),
        lotCode: orNull(lots?.[at]),
        expiresOn: orNull(dates?.[at]),
        held: held.has(String(at)),
      },
    ]
  })
}

type Booked = {
  receipt: string
  already: { by: string | null } | null
  acceptedUnits: number
  heldUnits: number
  findings: { sentence: string }[]
  inYard: string[]
  matchedInvoices: string[]
}

function bookedNotice(booked: Booked): Html {
  if (booked.already !== null) {
    const by = booked.already.by === null ? '' : ` by ${shown('name', booked.already.by)}`
    return notice('info', `${booked.receipt} was booked before${by}; nothing was booked twice.`)
  }
  const held = booked.heldUnits === 0 ? '' : `, ${booked.heldUnits} held for a check`
  const findings = booked.findings.map(
    ({ sentence }) => html`<li>${shown('sentence', sentence)}</li>`,
  )
  const yard = booked.inYard.map((number) =>
    notice('warning', `${number} of this order still stands in the yard, not booked.`),
  )
  const invoices = booked.matchedInvoices.map((number) =>
    notice('info', `Invoice ${number} matches now.`),
  )
  return html`${notice('good', `${booked.receipt}: ${booked.acceptedUnits} units are usable${held}.`)}
  ${
    findings.length === 0
      ? ''
      : html`<div class="notice warning" role="status">
          <p><strong>What was found</strong></p>
          <ul>
            ${findings}
          </ul>
        </div>`
  }${yard}${invoices}`
}

async function book(web: WebContext, context: Context): Promise<Response> {
  const form = await readForm(web, context)
  const order = context.req.param('order') ?? ''
  const { application } = visitOf(context)
  const outcome = await (async () => {
    const { result } = await application.runCommand('receive_goods', {
      order,
      revision: first(form, 'revision'),
      documentNumber: first(form, 'documentNumber'),
      receivedOn: first(form, 'receivedOn'),
      fromYard: orNull(form['fromYard']?.[0]),
      lines: countedLines(form),
    })
    return { said: bookedNotice(result as Booked), status: 200, typed: {} }
  })().catch((error: unknown) => ({ ...refusal(error), typed: form }))
  const { said, status, typed } = outcome
  const desk = await application.readDelivery(order)
  const content = deliveryContent(desk, web.sessions.formToken(context), { said, typed })
  return sendPage(web, context, { section: 'receiving', title: order, status }, content)
}

const outcomes: Record<string, string> = {
  release_hold: 'Released: it can be used from now on.',
  scrap_hold: 'Scrapped: it counts as damaged.',
}

async function settle(web: WebContext, context: Context): Promise<Response> {
  const form = await readForm(web, context)
  const { application } = visitOf(context)
  const outcome = await (async () => {
    const command = first(form, 'outcome')
    const done = Object.hasOwn(outcomes, command) ? outcomes[command] : undefined
    if (done === undefined) {
      throw new QuartermasterError(
        'invalid',
        'Held goods are released or scrapped.',
        'Use a button.',
      )
    }
    const { again } = await application.runCommand(command, {
      receipt: first(form, 'receipt'),
      line: units(form['line']?.[0], 'The line'),
      units: units(form['units']?.[0], 'The units'),
      openUnits: units(form['openUnits']?.[0], 'What was held'),
      reason: first(form, 'reason'),
      ...(command === 'release_hold' && {
        lotCode: orNull(form['lotCode']?.[0]),
        expiresOn: orNull(form['expiresOn']?.[0]),
      }),
    })
    const before = again ? ' It was done before; nothing was done twice.' : ''
    return { said: notice('good', `${done}${before}`), status: 200 }
  })().catch(refusal)
  const desk = await application.readReceiving()
  const content = receivingContent(desk, web.sessions.formToken(context), outcome.said)
  const request = { section: 'receiving', title: 'Receiving', status: outcome.status } as const
  return sendPage(web, context, request, content)
}

/** The pages of the warehouse. */
export function receivingRoutes(web: WebContext): Hono {
  const routes = new Hono()
  routes.get('/', async (context) => {
    const desk = await visitOf(context).application.readReceiving()
    const content = receivingContent(desk, web.sessions.formToken(context))
    return sendPage(web, context, { section: 'receiving', title: 'Receiving' }, content)
  })
  routes.post('/holds', (context) => settle(web, context))
  routes.get('/:order', async (context) => {
    const order = context.req.param('order')
    const desk = await visitOf(context).application.readDelivery(order)
    const content = deliveryContent(desk, web.sessions.formToken(context))
    return sendPage(web, context, { section: 'receiving', title: order }, content)
  })
  routes.post('/:order', (context) => book(web, context))
  return routes
}
