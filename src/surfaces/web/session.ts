import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import type { Context } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import { QuartermasterError } from '#root/errors.ts'

const TOKEN_SHAPE = /^[\w-]{43}$/

/**
 * The cookie of a browser and the tokens of its forms. Signed in or not, the cookie holds one random token; the token of
 * a form is made from it, so it fits this browser alone and still fits after the server has started again.
 */
export type Sessions = {
  /** The token in the cookie, or null for none and for one that we can not have made. */
  token(context: Context): string | null
  /** Gives the browser the token of a session just begun in place of whatever it had. */
  begin(context: Context, begun: { token: string; seconds: number }): void
  /** Takes the token from the browser. */
  forget(context: Context): void
  /** The token for forms of this browser; sets a cookie when there is none. */
  formToken(context: Context): string
  /** Throws QuartermasterError('forbidden') unless `token` was made for the cookie of this request. */
  requireToken(context: Context, token: unknown): void
}

function formTokenOf(token: string): string {
  return createHmac('sha256', token).update('form').digest('base64url')
}

/** Cookies of one server; `secure` where people reach it over https. */
export function makeSessions({ secure }: { secure: boolean }): Sessions {
  const name = secure ? '__Host-quartermaster_session' : 'quartermaster_session'
  const attributes = { httpOnly: true, sameSite: 'Strict', path: '/', secure } as const
  // A new browser gets one token, however many forms its first page has.
  const given = new WeakMap<Context, string>()
  const cookieToken = (context: Context) => {
    const cookie = getCookie(context, name)
    return cookie !== undefined && TOKEN_SHAPE.test(cookie) ? cookie : null
  }
  return {
    token: cookieToken,
    begin(context, { token, seconds }) {
      given.set(context, token)
      setCookie(context, name, token, { ...attributes, maxAge: seconds })
    },
    forget(context) {
      deleteCookie(context, name, attributes)
    },
    formToken(context) {
      const known = given.get(context) ?? cookieToken(context)
      if (known !== null) return formTokenOf(known)
      const token = randomBytes(32).toString('base64url')
      given.set(context, token)
      setCookie(context, name, token, attributes)
      return formTokenOf(token)
    },
    requireToken(context, token) {
      const own = cookieToken(context)
      if (own !== null && typeof token === 'string' && isEqual(token, formTokenOf(own))) return
      throw new QuartermasterError(
        'forbidden',
        'This form was not made for this browser, or you have signed in or out since.',
        'Go back, reload the page and send it again; nothing was changed.',
      )
    },
  }
}

function isEqual(given: string, expected: string): boolean {
  const a = Buffer.from(given)
  const b = Buffer.from(expected)
  return a.length === b.length && timingSafeEqual(a, b)
}
