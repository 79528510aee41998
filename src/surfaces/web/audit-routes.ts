import { Hono } from 'hono'
import { auditAsk, auditContent, auditCsv, readAuditQuery, verifyContent } from './pages/audit.ts'
import { visitOf } from './visit.ts'
import { sendPage, type WebContext } from './web-context.ts'

/** The audit for administrators: its rows, the same as a file, and whether the books hold. All of it only reads. */
export function auditRoutes(web: WebContext): Hono {
  const routes = new Hono()
  routes.get('/', async (context) => {
    const query = readAuditQuery(context.req.query())
    const book = await visitOf(context).application.readAudit(auditAsk(query))
    return sendPage(web, context, { section: 'audit', title: 'Audit' }, auditContent(book, query))
  })
  routes.get('/verify', async (context) => {
    const content = verifyContent(await visitOf(context).application.verifyBooks())
    return sendPage(web, context, { section: 'audit', title: 'Books checked' }, content)
  })
  routes.get('/rows.csv', async (context) => {
    const ask = auditAsk(readAuditQuery(context.req.query()), true)
    return context.body(auditCsv(await visitOf(context).application.readAudit(ask)), 200, {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': 'attachment; filename="audit.csv"',
    })
  })
  return routes
}
