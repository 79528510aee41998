import type { Context, MiddlewareHandler } from 'hono'
import { QuartermasterError } from '#root/errors.ts'

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]'])

const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
].join('; ')

/** Headers of every answer: nothing from elsewhere runs, loads, frames or learns of the page. */
export const securityHeaders: MiddlewareHandler = async (context, next) => {
  await next()
  const { headers } = context.res
  headers.set('content-security-policy', POLICY)
  headers.set('x-content-type-options', 'nosniff')
  // Not 'no-referrer': under that a browser sends "Origin: null" with our own forms.
  headers.set('referrer-policy', 'same-origin')
  headers.set('cross-origin-opener-policy', 'same-origin')
  headers.set('cross-origin-resource-policy', 'same-origin')
  headers.set('permissions-policy', 'camera=(), microphone=(), geolocation=()')
  if (!headers.has('cache-control')) headers.set('cache-control', 'no-store')
}

function hostName(host: string): string {
  return host.toLowerCase().replace(/:\d+$/, '')
}

/** Whether a Host header names this machine; a name that merely resolves to it (DNS rebinding) does not. */
export function isLoopbackHost(host: string | undefined): boolean {
  return host !== undefined && LOOPBACK.has(hostName(host))
}

function isOwnOrigin(context: Context, publicUrl: URL | null): boolean {
  const origin = context.req.header('origin')
  if (origin === undefined || origin === publicUrl?.origin) return true
  return (
    URL.canParse(origin) &&
    new URL(origin).host === (context.req.header('host') ?? '').toLowerCase()
  )
}

/**
 * Refuses with 'forbidden' a request whose Host is neither loopback nor that of the public address, and a write that a
 * page of another origin sent.
 */
export function originGuard(publicUrl: URL | null): MiddlewareHandler {
  return async (context, next) => {
    const host = context.req.header('host')
    if (!isLoopbackHost(host) && host?.toLowerCase() !== publicUrl?.host) {
      throw new QuartermasterError(
        'forbidden',
        'This server answers only to the name of this machine and to its PUBLIC_URL.',
        'Open it as http://127.0.0.1 with its port, or set PUBLIC_URL to the address that people open.',
      )
    }
    const write = context.req.method !== 'GET' && context.req.method !== 'HEAD'
    if (write && !isOwnOrigin(context, publicUrl)) {
      throw new QuartermasterError(
        'forbidden',
        'The request came from a page of another site.',
        'Open the console itself and try there.',
      )
    }
    await next()
  }
}
