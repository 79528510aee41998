import { Hono, type Context, type MiddlewareHandler } from 'hono'
import { QuartermasterError } from '#root/errors.ts'
import type { BegunSession } from '#operations/web-session.ts'
import { addressOf } from './address.ts'
import { enterBrowser } from './enter.ts'
import { readForm } from './forms.ts'
import { outsidePage } from './layout.ts'
import { hopPage, linkContent, signInContent, uselessLink } from './pages/sign-in.ts'
import { openIdRoutes } from './openid-routes.ts'
import { ownPath } from './own-path.ts'
import { firstPathOf } from './sections.ts'
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
      return context.html(hopPage(path))
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
  const provider = signIn.openId?.label ?? null
  const routes = new Hono()
  if (signIn.openId !== null) routes.route('/openid', openIdRoutes(web, signIn.openId))
  routes.get('/', (context) => {
    const next = ownPath(context.req.query('next'))
    const csrf = web.sessions.formToken(context)
    return context.html(
      outsidePage('Sign in', signInContent({ next, csrf, provider, refused: null })),
    )
  })
  routes.post('/', async (context) => {
    const form = await readForm(web, context)
    const next = ownPath(form['next']?.[0])
    const [email = '', password = ''] = [form['email']?.[0], form['password']?.[0]]
    const address = addressOf(context, web.publicUrl !== null)
    const answer = await signIn.byPassword({ email, password, address })
    if (answer.outcome === 'signed_in') {
      await enterBrowser(web, context, answer.begun)
      const path = next === '/' ? firstPathOf(answer.begun.person.role) : next
      return context.redirect(path, 303)
    }
    const csrf = web.sessions.formToken(context)
    const content = signInContent({ next, csrf, provider, refused: answer })
    const status = answer.outcome === 'refused' ? 403 : 429
    return context.html(outsidePage('Sign in', content), status)
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
    await enterBrowser(web, context, begun)
    return context.redirect(await firstPage(web, begun), 303)
  })
  return routes
}

/** After a link: whoever has no password in a real shop is shown where to choose one. */
async function firstPage(web: WebContext, { person, token }: BegunSession): Promise<string> {
  const { isDemo } = await web.program.applicationFor(person.id).shop()
  const { passwordSetAt } = await web.program.signIn.account(person.id, token)
  return isDemo || passwordSetAt !== null ? firstPathOf(person.role) : '/account'
}
