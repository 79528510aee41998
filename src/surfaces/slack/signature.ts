import { createHmac, timingSafeEqual } from 'node:crypto'

/** Seconds that a request may be older or newer than this clock. */
const windowSeconds = 300

export type SignedRequest = { timestamp: string | null; signature: string | null; body: string }

/**
 * Whether Slack sent this body within five minutes of `nowSeconds` (epoch), before or after: a request from the future
 * is as false as a stale one. Source: Slack, "Verifying requests from Slack", scheme v0.
 */
export function isSigned(request: SignedRequest, secret: string, nowSeconds: number): boolean {
  const { timestamp, signature, body } = request
  if (timestamp === null || signature === null || !/^\d{1,12}$/.test(timestamp)) return false
  if (Math.abs(nowSeconds - Number(timestamp)) > windowSeconds) return false
  const expected = Buffer.from(
    `v0=${createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex')}`,
  )
  const given = Buffer.from(signature)
  return given.length === expected.length && timingSafeEqual(given, expected)
}
