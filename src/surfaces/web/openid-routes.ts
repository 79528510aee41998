// Signing in at the shop's OpenID provider: out to it by a link, back by an address. A form would not do: the policy of
// our pages lets none end at another site.
import { Hono, type Context } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import { IssuerTrouble } from '#operations/issuer-documents.ts'
import { flowSeconds, type OpenIdAnswer, type OpenIdSignIn } from '#operations/sign-in-openid.ts'
import { addressOf } from './address.ts'
import { enterBrowser } from './enter.ts'
import { outsidePage } from './layout.ts'
import { openIdReturnPath } from './openid-path.ts'
import { ownPath } from './own-path.ts'
import { openIdRefusal } from './pages/openid.ts'
import { hopPage } from './pages/sign-in.ts'
import type { WebContext } from './web-context.ts'

/** The cookie of a sign-in under way. Lax: the provider's page leads back here, where a strict one would stay away. */
function flowCookie(web: WebContext) {
  const secure = web.publicUrl?.protocol === 'https:'
  const name = secure ? '__Host-quartermaster_openid' : 'quartermaster_openid'
  const attributes = { httpOnly: true, sameSite: 'Lax', path: '/', secure } as const
  return {
    read: (context: Context) => getCookie(context, name) ?? '',
    give: (context: Context, flow: string) =>
      setCookie(context, name, flow, { ...attributes, maxAge: flowSeconds }),
    take: (context: Context) => deleteCookie(context, name, attributes),
  }
}

/** Where the provider leads back to: the public address, else the loopback name that the browser uses. */
function redirectUri(web: WebContext, context: Context): string {
  const origin = web.publicUrl?.origin ?? new URL(context.req.url).origin
  return `${origin}${openIdReturnPath}`
}

const statuses = { refused: 403, too_many: 429, trouble: 503 } as const

type Refusal = Exclude<OpenIdAnswer, { outcome: 'signed_in' }>

function sendRefusal(
  web: WebContext,
  context: Context,
  refusal: Refusal,
): Response | Promise<Response> {
  if (refusal.outcome === 'trouble') web.report(refusal.trouble)
  const content = openIdRefusal(refusal)
  return context.html(outsidePage('Sign in', content), statuses[refusal.outcome])
}

/** The two addresses of signing in at the provider. */
export function openIdRoutes(web: WebContext, openId: OpenIdSignIn): Hono {
  const cookie = flowCookie(web)
  const routes = new Hono()
  routes.get('/', async (context) => {
    const next = ownPath(context.req.query('next'))
    try {
      const { url, flow } = await openId.begin({ redirectUri: redirectUri(web, context), next })
      cookie.give(context, flow)
      return context.redirect(url)
    } catch (trouble) {
      if (!(trouble instanceof IssuerTrouble)) throw trouble
      return sendRefusal(web, context, { outcome: 'trouble', trouble, next })
    }
  })
  routes.get('/return', async (context) => {
    // Opened once more from our own page it comes with the strict cookie too, and the session before ends.
    if (context.req.header('sec-fetch-site') === 'cross-site') {
      const { pathname, search } = new URL(context.req.url)
      return context.html(hopPage(`${pathname}${search}`))
    }
    const part = (name: string) => context.req.query(name) ?? null
    const answer = await openId.finish({
      flow: cookie.read(context),
      answer: { code: part('code'), state: part('state'), iss: part('iss'), error: part('error') },
      redirectUri: redirectUri(web, context),
      address: addressOf(context, web.publicUrl !== null),
    })
    cookie.take(context)
    if (answer.outcome !== 'signed_in') return sendRefusal(web, context, answer)
    await enterBrowser(web, context, answer.begun)
    // A redirect would still count as the provider's and come without the cookie just given.
    return context.html(hopPage(ownPath(answer.next)))
  })
  return routes
}
