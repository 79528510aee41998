// What an ID token proves. Whatever is wrong with one is told as a word for whoever runs the shop, never with its content.
import { createHash, timingSafeEqual } from 'node:crypto'
import type { KeySource } from './issuer-documents.ts'
import { identityOf, verifiedPayload, type IdentityClaims } from './token-signature.ts'

/** A token is made for the sign-in that asks for it. */
const longestAge = '10 minutes'

export type ExpectedToken = { issuer: string; clientId: string; nonce: string; now: Date }

function isSame(given: unknown, expected: string): boolean {
  if (typeof given !== 'string') return false
  const hash = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(hash(given), hash(expected))
}

/**
 * The claims of an ID token that the issuer signed for this client and this sign-in (OpenID Connect Core 3.1.3.7), or
 * what is wrong with it.
 */
export async function verifyIdToken(
  token: string,
  keysFrom: KeySource,
  expected: ExpectedToken,
): Promise<IdentityClaims | string> {
  const { issuer, clientId, now } = expected
  const payload = await verifiedPayload(token, keysFrom, {
    issuer,
    audience: clientId,
    currentDate: now,
    maxTokenAge: longestAge,
    requiredClaims: ['sub', 'exp', 'iat', 'nonce'],
  })
  if (typeof payload === 'string') return payload
  const { aud, azp, nonce } = payload
  if (!isSame(nonce, expected.nonce)) return 'another "nonce" than this sign-in asked for'
  const several = Array.isArray(aud) && aud.length > 1
  if ((several || azp !== undefined) && azp !== clientId) {
    return 'made for another client ("azp")'
  }
  return identityOf(payload) ?? 'no "sub"'
}
