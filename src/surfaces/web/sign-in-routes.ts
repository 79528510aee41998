import { Hono, type Context, type MiddlewareHandler } from 'hono'
import { html } from 'hono/html'
import { QuartermasterError } from '#root/errors.ts'
import { readForm } from './forms.ts'
import { outsidePage } from './layout.ts'
import { hopContent, linkContent, signInContent, uselessLink } from './pages/sign-in.ts'
import { ownPath } from './own-path.ts'
import { beginVisit } from './visit.ts'
import type { WebContext } from './web-context.ts'

function wantsPage(context: Context): boolean {
  return context.req.method === 'GET' && !context.req.path.startsWith('/api/')
}

/** The page asked for, with its query. */
function askedPath(context: Context): string {
  const { pathname, search } = new URL(context.req.url)
  return `${pathname}${search}`
}

/**
 * Lets only signed-in people through, and says who each request is. A page asks everybody else to sign in. Somebody who
 * follows a link in an e-mail comes without the strict cookie: a page of our own opens the same address once more, and
 * then the browser brings it.
 */
export function signedInOnly(web: WebContext): MiddlewareHandler {
  return async (context, next) => {
    const token = web.sessions.token(context)
    const session = token === null ? null : await web.program.signIn.session(token)
    if (session !== null) {
      const { person } = session
      const application = web.program.applicationFor(person.id)
      beginVisit(context, { person, application, report: web.report })
      return next()
    }
    const path = askedPath(context)
    if (wantsPage(context) && context.req.header('sec-fetch-site') === 'cross-site') {
      const again = html`<meta http-equiv="refresh" content="0; url=${path}" />`
      return context.html(outsidePage('One moment', hopContent(path), again))
    }
    if (wantsPage(context)) {
      return context.redirect(
        path === '/' ? '/sign-in' : `/sign-in?next=${encodeURIComponent(path)}`,
      )
    }
    throw new QuartermasterError(
      'forbidden',
      'Nobody is signed in here any more.',
      'Open the console in another tab, sign in, and send it again; nothing was changed.',
    )
  }
}

/** The pages before the console: how to sign in, and what a link does. */
export function signInRoutes(web: WebContext): Hono {
  const { signIn } = web.program
  const routes = new Hono()
  routes.get('/', (context) => {
    const next = ownPath(context.req.query('next'))
    return context.html(outsidePage('Sign in', signInContent({ next })))
  })
  routes.get('/link/:token', async (context) => {
    const token = context.req.param('token')
    const name = await signIn.nameOnLink(token)
    const csrf = web.sessions.formToken(context)
    const content = name === null ? uselessLink() : linkContent({ name, token, csrf })
    return context.html(outsidePage('Sign in', content), name === null ? 403 : 200)
  })
  routes.post('/link', async (context) => {
    const form = await readForm(web, context)
    const begun = await signIn.byLink(form['token']?.[0] ?? '')
    await endEarlier(web, context)
    web.sessions.begin(context, begun)
    return context.redirect('/', 303)
  })
  return routes
}

/** Whoever was signed in at this browser before is signed out: one cookie, one session. */
async function endEarlier(web: WebContext, context: Context): Promise<void> {
  const earlier = web.sessions.token(context)
  if (earlier !== null) await web.program.signIn.end(earlier)
}
