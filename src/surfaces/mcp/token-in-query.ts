import { refusal } from './refusal.ts'

const carriesToken = /^(access|id|refresh|bearer|auth|api)?[-_]?(token|key|authorization|bearer)$/i

/** Refuses a request with a token in its address, unread: addresses are logged, kept and passed on. Null = there is none. */
export function refuseTokenInQuery(request: Request): Response | null {
  const names = [...new URL(request.url).searchParams.keys()]
  if (!names.some((name) => carriesToken.test(name))) return null
  return refusal(
    401,
    'unwelcome',
    'A token never goes into the address. Send it as "Authorization: Bearer ..." and make a new one in place of this.',
    { 'www-authenticate': 'Bearer error="invalid_request"' },
  )
}
