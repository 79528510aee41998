// Suppliers' details and price lists: each form posts to one command; the page that follows says what came of it.
import { randomBytes } from 'node:crypto'
import { Hono, type Context } from 'hono'
import { readForm, type Form } from './forms.ts'
import type { Html } from './layout.ts'
import { priceListContent, priceListsContent } from './pages/price-lists.ts'
import { masterCard } from './pages/supplier-master.ts'
import { supplierContent } from './pages/supplier.ts'
import { notice } from './parts.ts'
import { refusal } from './refusal.ts'
import { visitOf } from './visit.ts'
import { sendPage, type WebContext } from './web-context.ts'

const first = (form: Form, name: string) => form[name]?.[0]?.trim() ?? ''
const picked = (form: Form, ...names: string[]) =>
  Object.fromEntries(names.map((name) => [name, first(form, name)]))

type Answer = { said: Html | ''; status: number }
const nothing: Answer = { said: '', status: 200 }

const formsOf = (web: WebContext, context: Context) => ({
  csrf: web.sessions.formToken(context),
  changeId: randomBytes(16).toString('base64url'),
})

async function sendSupplier(
  web: WebContext,
  context: Context,
  { said, status }: Answer = nothing,
): Promise<Response> {
  const visit = visitOf(context)
  const code = context.req.param('code') ?? ''
  const { title, supplierCode, content } = await supplierContent(visit, code)
  const master = await visit.application.masterData.supplier(supplierCode)
  const page = content(said, masterCard(master, formsOf(web, context)))
  return sendPage(web, context, { section: 'suppliers', title, status }, page)
}

/** What each form of a supplier's page does. */
const steps: Record<string, { command: string; said: string; input(form: Form): object }> = {
  asked: {
    command: 'ask_supplier_change',
    said: 'Asked for. Somebody else now calls the supplier on the number on record.',
    input: (form) => ({
      ...picked(form, 'changeId', 'field', 'newValue', 'reason'),
      seenValue: first(form, 'seenValue') || null,
    }),
  },
  called: {
    command: 'record_call_back',
    said: 'The call is recorded.',
    input: (form) => picked(form, 'changeId', 'request', 'number', 'said'),
  },
  confirmed: {
    command: 'confirm_supplier_change',
    said: 'Confirmed; it counts after the days of the policy.',
    input: (form) => picked(form, 'request', 'newValue'),
  },
  withdrawn: {
    command: 'withdraw_supplier_change',
    said: 'Withdrawn; the details stay as they are.',
    input: (form) => picked(form, 'request', 'reason'),
  },
}

async function takeStep(web: WebContext, context: Context, action: string): Promise<Response> {
  const form = await readForm(web, context)
  const { command, said, input } = steps[action]!
  const supplier = context.req.param('code')
  const of = action === 'asked' ? { supplier } : {}
  const answer = await visitOf(context)
    .application.runCommand(command, { ...input(form), ...of })
    .then(() => ({ said: notice('good', said), status: 200 }))
    .catch(refusal)
  return sendSupplier(web, context, answer)
}

/** The page of a supplier, with its details and the requests about them. */
export function supplierRoutes(web: WebContext): Hono {
  const routes = new Hono()
  routes.get('/:code', (context) => sendSupplier(web, context))
  for (const action of Object.keys(steps)) {
    routes.post(`/:code/${action}`, (context) => takeStep(web, context, action))
  }
  return routes
}

async function sendLists(
  web: WebContext,
  context: Context,
  { said, status }: Answer = nothing,
): Promise<Response> {
  const board = await visitOf(context).application.masterData.priceLists()
  const content = priceListsContent(board, formsOf(web, context), said)
  return sendPage(web, context, { section: 'suppliers', title: 'Price lists', status }, content)
}

async function sendList(
  web: WebContext,
  context: Context,
  id: string,
  { said, status }: Answer = nothing,
): Promise<Response> {
  const list = await visitOf(context).application.masterData.priceList(id)
  const content = priceListContent(list, formsOf(web, context), said)
  return sendPage(web, context, { section: 'suppliers', title: list.fileName, status }, content)
}

/** The text of a list: of the file that was chosen, else of the field. */
async function listText(context: Context, form: Form): Promise<{ fileName: string; text: string }> {
  const file = (await context.req.parseBody())['file']
  if (file instanceof File && file.size > 0) {
    return { fileName: file.name.slice(0, 120), text: await file.text() }
  }
  return { fileName: 'typed list', text: form['text']?.[0] ?? '' }
}

async function stage(web: WebContext, context: Context): Promise<Response> {
  const form = await readForm(web, context)
  try {
    const { result } = await visitOf(context).application.runCommand('stage_price_list', {
      ...picked(form, 'changeId', 'supplier'),
      ...(await listText(context, form)),
    })
    const { list } = result as { list: string }
    const said = notice('good', 'Staged. Nothing counts before somebody else applies it.')
    return await sendList(web, context, list, { said, status: 200 })
  } catch (error) {
    return sendLists(web, context, refusal(error))
  }
}

const decisions: Record<string, { command: string; said: string; fields: string[] }> = {
  apply: {
    command: 'apply_price_list',
    said: 'Applied; the prices count from now on.',
    fields: ['seen'],
  },
  discard: {
    command: 'discard_price_list',
    said: 'Discarded; the terms stay as they are.',
    fields: ['changeId', 'reason'],
  },
}

async function decide(web: WebContext, context: Context, action: string): Promise<Response> {
  const form = await readForm(web, context)
  const { command, said, fields } = decisions[action]!
  const list = context.req.param('id') ?? ''
  const answer = await visitOf(context)
    .application.runCommand(command, { list, ...picked(form, ...fields) })
    .then(() => ({ said: notice('good', said), status: 200 }))
    .catch(refusal)
  return sendList(web, context, list, answer)
}

/** Price lists: handed in, looked at, applied or put away. */
export function priceListRoutes(web: WebContext): Hono {
  const routes = new Hono()
  routes.get('/', (context) => sendLists(web, context))
  routes.post('/', (context) => stage(web, context))
  routes.get('/:id', (context) => sendList(web, context, context.req.param('id')))
  for (const action of Object.keys(decisions)) {
    routes.post(`/:id/${action}`, (context) => decide(web, context, action))
  }
  return routes
}
