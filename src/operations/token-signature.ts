// Whether an issuer signed a token for us. What is wrong with one is told as a word for whoever runs the shop, never with
// its content.
import { createLocalJWKSet, errors, jwtVerify, type JWTPayload, type JWTVerifyOptions } from 'jose'
import type { KeySource } from './issuer-documents.ts'

/** Asymmetric signatures only: with 'none' or a shared key anybody who knows the public key could sign. */
const algorithms = ['RS256', 'ES256', 'PS256']
const skewSeconds = 60
const longestSubject = 255
const longestEmail = 320

/** Who somebody is at the provider; the e-mail only where the provider has verified it. */
export type IdentityClaims = { subject: string; verifiedEmail: string | null }

/** What a token must say; of each kind of token more than this is asked. */
export type ExpectedOfToken = Required<
  Pick<JWTVerifyOptions, 'issuer' | 'audience' | 'currentDate' | 'requiredClaims'>
> &
  Pick<JWTVerifyOptions, 'maxTokenAge'>

/** jose's words name the claim or the check, not what stood there. */
function faultOf(error: unknown): string {
  return error instanceof errors.JOSEError ? error.message : 'its key can not be used'
}

/**
 * The payload of a token that is signed with one of the issuer's own published keys and is what was expected, or what is
 * wrong with it. Keys or addresses that the token itself names are never looked at.
 */
export async function verifiedPayload(
  token: string,
  keysFrom: KeySource,
  expected: ExpectedOfToken,
): Promise<JWTPayload | string> {
  for (const anew of [false, true]) {
    const keys = createLocalJWKSet(await keysFrom(anew))
    const demands = { ...expected, algorithms, clockTolerance: skewSeconds }
    try {
      return (await jwtVerify(token, keys, demands)).payload
    } catch (error) {
      const mayBeNew = error instanceof errors.JWKSNoMatchingKey && !anew
      if (!mayBeNew) return faultOf(error)
    }
  }
  return 'no key'
}

/** Whom a verified payload is about, or null for one that names nobody. */
export function identityOf({
  sub,
  email,
  email_verified: verified,
}: JWTPayload): IdentityClaims | null {
  if (typeof sub !== 'string' || sub === '' || sub.length > longestSubject) return null
  const isEmail = typeof email === 'string' && email.includes('@') && email.length <= longestEmail
  return { subject: sub, verifiedEmail: isEmail && verified === true ? email : null }
}
