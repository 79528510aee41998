// What an ID token proves. Whatever is wrong with one is told as a word for whoever runs the shop, never with its content.
import { createHash, timingSafeEqual } from 'node:crypto'
import { createLocalJWKSet, errors, jwtVerify, type JSONWebKeySet, type JWTPayload } from 'jose'

/** Who somebody is at the provider; the e-mail only where the provider has verified it. */
export type IdentityClaims = { subject: string; verifiedEmail: string | null }

/** Asymmetric signatures only: with 'none' or a shared key anybody who knows the public key could sign. */
const algorithms = ['RS256', 'ES256', 'PS256']
const skewSeconds = 60
/** A token is made for the sign-in that asks for it. */
const longestAge = '10 minutes'
const longestSubject = 255
const longestEmail = 320

export type ExpectedToken = { issuer: string; clientId: string; nonce: string; now: Date }
/** The provider's keys; `anew` when the kept ones do not fit. */
export type KeySource = (anew: boolean) => Promise<JSONWebKeySet>

function isSame(given: unknown, expected: string): boolean {
  if (typeof given !== 'string') return false
  const hash = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(hash(given), hash(expected))
}

async function verifySignature(
  token: string,
  keys: JSONWebKeySet,
  { issuer, clientId, now }: ExpectedToken,
): Promise<JWTPayload> {
  const { payload } = await jwtVerify(token, createLocalJWKSet(keys), {
    algorithms,
    issuer,
    audience: clientId,
    currentDate: now,
    clockTolerance: skewSeconds,
    maxTokenAge: longestAge,
    requiredClaims: ['sub', 'exp', 'iat', 'nonce'],
  })
  return payload
}

/** jose's words name the claim or the check, not what stood there. */
function faultOf(error: unknown): string {
  return error instanceof errors.JOSEError ? error.message : 'its key can not be used'
}

async function payloadOf(
  token: string,
  keysFrom: KeySource,
  expected: ExpectedToken,
): Promise<JWTPayload | string> {
  for (const anew of [false, true]) {
    const keys = await keysFrom(anew)
    try {
      return await verifySignature(token, keys, expected)
    } catch (error) {
      const mayBeNew = error instanceof errors.JWKSNoMatchingKey && !anew
      if (!mayBeNew) return faultOf(error)
    }
  }
  return 'no key'
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
  const payload = await payloadOf(token, keysFrom, expected)
  if (typeof payload === 'string') return payload
  const { aud, azp, nonce, sub, email, email_verified: verified } = payload
  if (!isSame(nonce, expected.nonce)) return 'another "nonce" than this sign-in asked for'
  const several = Array.isArray(aud) && aud.length > 1
  if ((several || azp !== undefined) && azp !== expected.clientId) {
    return 'made for another client ("azp")'
  }
  if (typeof sub !== 'string' || sub === '' || sub.length > longestSubject) return 'no "sub"'
  const isEmail = typeof email === 'string' && email.includes('@') && email.length <= longestEmail
  return { subject: sub, verifiedEmail: isEmail && verified === true ? email : null }
}
