// What an access token of the shop's provider says about a client: whose it is, and what it was allowed.
import type { KeySource } from './issuer-documents.ts'
import { identityOf, verifiedPayload, type IdentityClaims } from './token-signature.ts'

export type BearerScope = 'read' | 'draft'

export type BearerClaims = IdentityClaims & {
  /** The client at the provider, where the token names one. */
  clientId: string | null
  scopes: BearerScope[]
}

const longestClientId = 255

/** The scopes that mean something here; providers put them into `scope` as a text, or into `scp` as a text or a list. */
export function scopesIn({ scope, scp }: Record<string, unknown>): BearerScope[] {
  const given = [scope, scp].flat().filter((each) => typeof each === 'string')
  const words = new Set(given.flatMap((text) => text.split(' ')))
  const named = (name: BearerScope) => words.has(name) || words.has(`quartermaster:${name}`)
  return (['read', 'draft'] as const).filter(named)
}

/**
 * The claims of an access token that the issuer signed for this audience (RFC 9068), or what is wrong with it. A token
 * without an audience or an end is for anybody and for ever, and is taken from nobody.
 */
export async function verifyAccessToken(
  token: string,
  keysFrom: KeySource,
  { issuer, audience, now }: { issuer: string; audience: string; now: Date },
): Promise<BearerClaims | string> {
  const payload = await verifiedPayload(token, keysFrom, {
    issuer,
    audience,
    currentDate: now,
    requiredClaims: ['sub', 'exp'],
  })
  if (typeof payload === 'string') return payload
  const identity = identityOf(payload)
  if (identity === null) return 'no "sub"'
  const client = payload['client_id'] ?? payload['azp']
  const isClient = typeof client === 'string' && client.length <= longestClientId
  return { ...identity, clientId: isClient ? client : null, scopes: scopesIn(payload) }
}
