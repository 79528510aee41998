import { webRoutes } from '#surfaces/web/routes.ts'
import { fixtureApplication } from './fixture.ts'
import { fixtureProgram, samsLink } from './fixture-program.ts'

export type Client = {
  application: ReturnType<typeof fixtureApplication>
  errors: unknown[]
  /** A page for the signed-in browser, or for the one whose cookie is given ('' for none). */
  get(path: string, headers?: Record<string, string>): Promise<Response>
  /** A form as a browser would send it: with the cookie and the token of a page it has read. */
  post(
    path: string,
    fields: Record<string, string | string[]>,
    headers?: Record<string, string>,
  ): Promise<Response>
  send(path: string, body: string, headers: Record<string, string>): Promise<Response>
  /** The cookie and token that a page gave. */
  session(): Promise<{ cookie: string; csrf: string }>
}

/** The name and value of the cookie that an answer sets, as a browser sends it back. */
export function cookieOf(response: Response): string {
  return (response.headers.get('set-cookie') ?? '').split(';')[0] ?? ''
}

/** The token of the forms of a page. */
export async function tokenOf(response: Response): Promise<string> {
  return /name="csrf" (?:value|content)="([^"]+)"/.exec(await response.text())?.[1] ?? ''
}

/** A browser without a screen in front of the console of the fixture shop, signed in through a link. */
export function client(options: Parameters<typeof fixtureApplication>[0] = {}): Client {
  const application = fixtureApplication(options)
  const errors: unknown[] = []
  const routes = webRoutes(fixtureProgram(application, options.hostile), {
    report: (error) => errors.push(error),
  })
  const host = { host: '127.0.0.1:4310' }
  const request = (path: string, init: RequestInit = {}) =>
    Promise.resolve(
      routes.request(`http://127.0.0.1:4310${path}`, {
        ...init,
        headers: { ...host, ...(init.headers as Record<string, string>) },
      }),
    )
  const signIn = async () => {
    const page = await request(`/sign-in/link/${samsLink}`)
    const cookie = cookieOf(page)
    const body = new URLSearchParams({ csrf: await tokenOf(page), token: samsLink })
    return cookieOf(await request('/sign-in/link', { method: 'POST', body, headers: { cookie } }))
  }
  const signedIn = signIn()
  const session = async () => {
    const cookie = await signedIn
    return { cookie, csrf: await tokenOf(await request('/list', { headers: { cookie } })) }
  }
  return {
    application,
    errors,
    session,
    send: (path, body, headers) => request(path, { method: 'POST', body, headers }),
    get: async (path, headers = {}) =>
      request(path, { headers: { cookie: await signedIn, ...headers } }),
    async post(path, fields, headers = {}) {
      const { cookie, csrf } = await session()
      const body = new URLSearchParams()
      for (const [name, value] of Object.entries({ csrf, ...fields })) {
        for (const each of [value].flat()) body.append(name, each)
      }
      return request(path, { method: 'POST', body, headers: { cookie, ...headers } })
    },
  }
}

export const PAGES = [
  '/',
  '/list',
  '/list?show=withheld',
  '/list?show=overstock',
  '/recommendation/R12-1',
  '/recommendation/R12-40',
  '/orders',
  '/orders/PO-2026-0042',
  '/orders/PO-2026-0041',
  '/approvals',
  '/exceptions',
  '/suppliers',
  '/backtest?days=182&sku=MUG-014',
  '/suppliers/KYOTO',
  '/account',
  '/people',
  '/people/maya',
  '/slack',
  '/receiving',
  '/receiving/PO-2026-0031',
  '/invoices',
  '/audit',
  '/audit?actor=Maya+Okafor&before=40',
  '/audit/verify',
]
