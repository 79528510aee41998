// Booking invoices and deciding about held ones: each form posts to one command.
import { Hono, type Context } from 'hono'
import { html } from 'hono/html'
import type { ExpectedInvoice } from '#purchasing/expected-invoice.ts'
import { QuartermasterError } from '#root/errors.ts'
import { readForm, type Form } from './forms.ts'
import type { Html } from './layout.ts'
import { invoicesContent } from './pages/invoices.ts'
import { notice, shown } from './parts.ts'
import { refusal } from './refusal.ts'
import { visitOf } from './visit.ts'
import { sendPage, type WebContext } from './web-context.ts'

const first = (form: Form, field: string): string => form[field]?.[0]?.trim() ?? ''

/** A decimal as people type it, without spaces and with a point; anything else is left for the command to refuse. */
const decimal = (text: string | undefined) =>
  (text ?? '')
    .trim()
    .replaceAll(/\s/g, '')
    .replace(/^(\d+),(\d{1,2})$/, '$1.$2')

function invoiceInput(form: Form) {
  const [units, prices] = [form['units'] ?? [], form['unitPrice'] ?? []]
  const lines = (form['sku'] ?? []).flatMap((sku, at) => {
    if (sku.trim() === '') return []
    const typed = (units[at] ?? '').trim()
    return [
      {
        sku,
        units: /^\d{1,9}$/.test(typed) ? Number(typed) : Number.NaN,
        unitPrice: decimal(prices[at]),
      },
    ]
  })
  return {
    supplierCode: first(form, 'supplierCode'),
    number: first(form, 'number'),
    order: first(form, 'order'),
    invoicedOn: first(form, 'invoicedOn'),
    dueOn: first(form, 'dueOn') || null,
    currency: first(form, 'currency').toUpperCase(),
    total: decimal(form['total']?.[0]),
    freight: decimal(form['freight']?.[0]) || '0',
    duty: decimal(form['duty']?.[0]) || '0',
    other: decimal(form['other']?.[0]) || '0',
    lines,
  }
}

type Booked = {
  number: string
  state: string
  findings: { sentence: string }[]
  already: { by: string | null } | null
}

function bookedNotice({ number, state, findings, already }: Booked): Html {
  if (already !== null) {
    return notice('info', `Invoice ${number} was booked before; nothing was booked twice.`)
  }
  if (findings.length === 0) return notice('good', `Invoice ${number} is ${state}.`)
  const reasons = findings.map(({ sentence }) => html`<li>${shown('sentence', sentence)}</li>`)
  return html`<div class="notice warning" role="status">
    <p><strong>Invoice ${shown('text', number)} is held</strong></p>
    <ul>
      ${reasons}
    </ul>
  </div>`
}

const decisions: Record<string, string> = {
  release_invoice: 'Released; it may be paid.',
  reject_invoice: 'Rejected; it is not paid.',
}

async function decide(form: Form, context: Context): Promise<Html> {
  const command = first(form, 'decision')
  const done = Object.hasOwn(decisions, command) ? decisions[command] : undefined
  if (done === undefined) {
    throw new QuartermasterError(
      'invalid',
      'A held invoice is released or rejected.',
      'Use one of the two buttons.',
    )
  }
  const { again } = await visitOf(context).application.runCommand(command, {
    supplierCode: first(form, 'supplierCode'),
    number: first(form, 'number'),
    seen: first(form, 'seen'),
    reason: first(form, 'reason'),
  })
  return notice('good', again ? `${done} It was done before; nothing was done twice.` : done)
}

async function book(form: Form, context: Context): Promise<Html> {
  const input = invoiceInput(form)
  const { result } = await visitOf(context).application.runCommand('book_invoice', input)
  return bookedNotice(result as Booked)
}

async function posted(
  web: WebContext,
  context: Context,
  act: (form: Form, context: Context) => Promise<Html>,
  keep: boolean,
): Promise<Response> {
  const form = await readForm(web, context)
  const outcome = await act(form, context).then(
    (said) => ({ said, status: 200, typed: {} }),
    (error: unknown) => ({ ...refusal(error), typed: keep ? form : {} }),
  )
  const { said, status, typed } = outcome
  const desk = await visitOf(context).application.readInvoices()
  const content = invoicesContent(desk, web.sessions.formToken(context), { said, typed })
  return sendPage(web, context, { section: 'invoices', title: 'Invoices', status }, content)
}

/** The form as an order fills it: number, date and total are those of the paper, and are typed. */
function filledForm({ order, supplierCode, currency, lines }: ExpectedInvoice): Form {
  return {
    order: [order],
    supplierCode: [supplierCode],
    currency: [currency],
    sku: lines.map(({ sku }) => sku),
    units: lines.map(({ units }) => String(units)),
    unitPrice: lines.map(({ unitPrice }) => unitPrice),
  }
}

const asIs = { said: '' as const, status: 200, typed: {} as Form }

async function filledFrom(
  order: string,
  context: Context,
): Promise<{ said: Html | ''; status: number; typed: Form }> {
  try {
    const expected = await visitOf(context).application.readExpectedInvoice(order)
    const typed = filledForm(expected)
    if (expected.lines.length > 0) return { said: '', status: 200, typed }
    const nothing = `Nothing of ${expected.order} is left to be billed.`
    return { said: notice('info', nothing), status: 200, typed }
  } catch (error) {
    return { ...refusal(error), typed: { order: [order] } }
  }
}

/** The page of payables; `?order=` fills the form from an order. */
export function invoiceRoutes(web: WebContext): Hono {
  const routes = new Hono()
  routes.get('/', async (context) => {
    const order = context.req.query('order')?.trim() ?? ''
    const asked = order === '' ? asIs : await filledFrom(order, context)
    const desk = await visitOf(context).application.readInvoices()
    const content = invoicesContent(desk, web.sessions.formToken(context), asked)
    const { status } = asked
    return sendPage(web, context, { section: 'invoices', title: 'Invoices', status }, content)
  })
  routes.post('/', (context) => posted(web, context, book, true))
  routes.post('/decide', (context) => posted(web, context, decide, false))
  return routes
}
