import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import type { Context } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'
import { QuartermasterError } from '#root/errors.ts'

const COOKIE = 'quartermaster_session'
const SESSION_SHAPE = /^[\w-]{43}$/

/** Ties forms to the browser that was given them: a cookie names the session, a token in the form is made from it. */
export type Sessions = {
  /** The token for forms of this browser; sets the session cookie when there is none. */
  formToken(context: Context): string
  /** Throws QuartermasterError('forbidden') unless `token` was made for the session of this request. */
  requireToken(context: Context, token: unknown): void
}

/** The session that the request names, or null for none and for one that we can not have made. */
function sessionOf(context: Context): string | null {
  const cookie = getCookie(context, COOKIE)
  return cookie !== undefined && SESSION_SHAPE.test(cookie) ? cookie : null
}

/** Sessions of one running server; the key dies with it, so that an old form asks for a reload. */
export function makeSessions(key: Buffer = randomBytes(32)): Sessions {
  const tokenOf = (session: string) => createHmac('sha256', key).update(session).digest('base64url')
  // A new browser gets one session, however many forms its first page has.
  const begun = new WeakMap<Context, string>()
  return {
    formToken(context) {
      const known = sessionOf(context) ?? begun.get(context)
      if (known !== undefined) return tokenOf(known)
      const session = randomBytes(32).toString('base64url')
      begun.set(context, session)
      setCookie(context, COOKIE, session, { httpOnly: true, sameSite: 'Strict', path: '/' })
      return tokenOf(session)
    },
    requireToken(context, token) {
      const session = sessionOf(context)
      if (session !== null && typeof token === 'string' && isEqual(token, tokenOf(session))) return
      throw new QuartermasterError(
        'forbidden',
        'This form was not made for this browser session, or the server has started again since.',
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
