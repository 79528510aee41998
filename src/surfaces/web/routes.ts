import { inspect } from 'node:util'
import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { QuartermasterError } from '#root/errors.ts'
import type { WebProgram } from './application.ts'
import { accountRoutes } from './account-routes.ts'
import { auditRoutes } from './audit-routes.ts'
import { addAskRoutes } from './ask-routes.ts'
import { assetResponse } from './assets.ts'
import { originGuard, securityHeaders } from './guard.ts'
import { sendHome } from './home.ts'
import { approvalRoutes } from './decision-routes.ts'
import { invoiceRoutes } from './invoice-routes.ts'
import { orderRoutes } from './order-routes.ts'
import { priceListRoutes, supplierRoutes } from './master-data-routes.ts'
import { backtestContent } from './pages/backtest.ts'
import { buyListCsv, readBuyList, readListQuery } from './pages/buy-list-query.ts'
import { buyListContent } from './pages/buy-list.ts'
import { exceptionsContent } from './pages/exceptions.ts'
import { recommendationContent } from './pages/recommendation.ts'
import { suppliersContent } from './pages/suppliers.ts'
import { peopleRoutes } from './people-routes.ts'
import { receivingRoutes } from './receiving-routes.ts'
import { policyRoutes } from './policy-routes.ts'
import { makeSessions } from './session.ts'
import { signInRoutes, signedInOnly } from './sign-in-routes.ts'
import { slackOfficeRoutes } from './slack-routes.ts'
import { visitOf } from './visit.ts'
import { sendError, sendPage, type WebContext } from './web-context.ts'

const MAXIMUM_BODY = 1024 * 1024

const writeToErrorStream = (error: unknown) => {
  process.stderr.write(`${inspect(error)}\n`)
}

function addListRoutes(routes: Hono, web: WebContext): void {
  routes.get('/list', async (context) => {
    const query = readListQuery(context.req.query())
    const csrf = web.sessions.formToken(context)
    const list = await readBuyList(visitOf(context).application, query)
    const content = buyListContent(list, query, csrf)
    return sendPage(web, context, { section: 'list', title: 'Buy list' }, content)
  })
  routes.get('/list.csv', async (context) => {
    const { application } = visitOf(context)
    const list = await readBuyList(application, readListQuery(context.req.query()))
    return context.body(buyListCsv(list), 200, {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="buy-list-${list.asOf}.csv"`,
    })
  })
  routes.get('/recommendation/:id', async (context) => {
    const csrf = web.sessions.formToken(context)
    const id = context.req.param('id')
    const { title, content } = await recommendationContent(visitOf(context), id, csrf)
    return sendPage(web, context, { section: 'list', title }, content)
  })
}

function addWatchRoutes(routes: Hono, web: WebContext): void {
  routes.get('/exceptions', async (context) => {
    const { application } = visitOf(context)
    const content = await exceptionsContent(application, context.req.query('kind') ?? '')
    return sendPage(web, context, { section: 'exceptions', title: 'Exceptions' }, content)
  })
  routes.get('/suppliers', async (context) => {
    const content = await suppliersContent(visitOf(context).application)
    return sendPage(web, context, { section: 'suppliers', title: 'Suppliers' }, content)
  })
  routes.get('/backtest', async (context) => {
    const content = await backtestContent(visitOf(context), context.req.query())
    return sendPage(web, context, { section: 'backtest', title: 'Backtest' }, content)
  })
}

function refuseBody(): never {
  throw new QuartermasterError(
    'invalid',
    'The request is larger than 1 MB.',
    'Send less; files are imported with the command line.',
  )
}

function refusePath(): never {
  throw new QuartermasterError(
    'not_found',
    'There is no such page.',
    'The address may be old or mistyped; start from the assistant or the buy list.',
  )
}

export type WebOptions = {
  /** Hears every error that a page may not show; writes to the standard error stream when none is given. */
  report?: (error: unknown) => void
  /** The address that people open, where a proxy with TLS stands before the server. */
  publicUrl?: URL | null
}

/** The web console for signed-in people: pages that read without script, a streamed chat, forms that draft and submit. */
export function webRoutes(program: WebProgram, options: WebOptions = {}): Hono {
  const { report = writeToErrorStream, publicUrl = null } = options
  const sessions = makeSessions({ secure: publicUrl?.protocol === 'https:' })
  const web: WebContext = { program, sessions, report, publicUrl }
  const routes = new Hono()
  routes.onError((error, context) => sendError(web, context, error))
  routes.use(
    securityHeaders,
    originGuard(publicUrl),
    bodyLimit({ maxSize: MAXIMUM_BODY, onError: refuseBody }),
  )
  routes.get(
    '/assets/:name',
    (context) => assetResponse(context, context.req.param('name')) ?? refusePath(),
  )
  routes.route('/sign-in', signInRoutes(web))
  routes.use(signedInOnly(web))
  routes.get('/', (context) => sendHome(web, context))
  addAskRoutes(routes, web)
  addListRoutes(routes, web)
  addWatchRoutes(routes, web)
  routes.route('/orders', orderRoutes(web))
  routes.route('/', approvalRoutes(web))
  routes.route('/receiving', receivingRoutes(web))
  routes.route('/invoices', invoiceRoutes(web))
  routes.route('/suppliers', supplierRoutes(web))
  routes.route('/price-lists', priceListRoutes(web))
  routes.route('/policy', policyRoutes(web))
  routes.route('/account', accountRoutes(web))
  routes.route('/people', peopleRoutes(web))
  routes.route('/slack', slackOfficeRoutes(web))
  routes.route('/audit', auditRoutes(web))
  routes.all('*', refusePath)
  return routes
}
