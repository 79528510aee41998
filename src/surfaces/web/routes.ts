import { inspect } from 'node:util'
import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { QuartermasterError } from '#root/errors.ts'
import type { WebApplication } from './application.ts'
import { addAskRoutes } from './ask-routes.ts'
import { assetResponse } from './assets.ts'
import { originGuard, securityHeaders } from './guard.ts'
import { sendHome } from './home.ts'
import { orderRoutes } from './order-routes.ts'
import { backtestContent } from './pages/backtest.ts'
import { buyListCsv, readBuyList, readListQuery } from './pages/buy-list-query.ts'
import { buyListContent } from './pages/buy-list.ts'
import { exceptionsContent } from './pages/exceptions.ts'
import { recommendationContent } from './pages/recommendation.ts'
import { supplierContent } from './pages/supplier.ts'
import { suppliersContent } from './pages/suppliers.ts'
import { makeSessions } from './session.ts'
import { sendError, sendPage, type WebContext } from './web-context.ts'

const MAXIMUM_BODY = 1024 * 1024

const writeToErrorStream = (error: unknown) => {
  process.stderr.write(`${inspect(error)}\n`)
}

function addListRoutes(routes: Hono, web: WebContext): void {
  routes.get('/list', async (context) => {
    const query = readListQuery(context.req.query())
    const csrf = web.sessions.formToken(context)
    const content = buyListContent(await readBuyList(web.application, query), query, csrf)
    return sendPage(web, context, { section: 'list', title: 'Buy list' }, content)
  })
  routes.get('/list.csv', async (context) => {
    const list = await readBuyList(web.application, readListQuery(context.req.query()))
    return context.body(buyListCsv(list), 200, {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="buy-list-${list.asOf}.csv"`,
    })
  })
  routes.get('/recommendation/:id', async (context) => {
    const csrf = web.sessions.formToken(context)
    const { title, content } = await recommendationContent(web, context.req.param('id'), csrf)
    return sendPage(web, context, { section: 'list', title }, content)
  })
}

function addWatchRoutes(routes: Hono, web: WebContext): void {
  routes.get('/exceptions', async (context) => {
    const content = await exceptionsContent(web.application, context.req.query('kind') ?? '')
    return sendPage(web, context, { section: 'exceptions', title: 'Exceptions' }, content)
  })
  routes.get('/suppliers', async (context) => {
    const content = await suppliersContent(web.application)
    return sendPage(web, context, { section: 'suppliers', title: 'Suppliers' }, content)
  })
  routes.get('/backtest', async (context) => {
    const content = await backtestContent(web, context.req.query())
    return sendPage(web, context, { section: 'backtest', title: 'Backtest' }, content)
  })
  routes.get('/suppliers/:code', async (context) => {
    const { title, content } = await supplierContent(web, context.req.param('code'))
    return sendPage(web, context, { section: 'suppliers', title }, content)
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

/**
 * The web console: pages that read without script, a streamed chat, forms that draft and submit. `report` hears every
 * error that a page may not show; it writes to the standard error stream when none is given.
 */
export function webRoutes(
  application: WebApplication,
  report: (error: unknown) => void = writeToErrorStream,
): Hono {
  const web: WebContext = { application, sessions: makeSessions(), report }
  const routes = new Hono()
  routes.onError((error, context) => sendError(web, context, error))
  routes.use(
    securityHeaders,
    originGuard,
    bodyLimit({ maxSize: MAXIMUM_BODY, onError: refuseBody }),
  )
  routes.get(
    '/assets/:name',
    (context) => assetResponse(context, context.req.param('name')) ?? refusePath(),
  )
  routes.get('/', (context) => sendHome(web, context))
  addAskRoutes(routes, web)
  addListRoutes(routes, web)
  addWatchRoutes(routes, web)
  routes.route('/orders', orderRoutes(web))
  routes.all('*', refusePath)
  return routes
}
