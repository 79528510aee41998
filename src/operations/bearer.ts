// Whose a bearer token is, asked of the books at every request: who left or lost a token is out at once.
import { accessTokenByHash, touchAccessToken } from '#store/access-tokens.ts'
import { hashText } from '#store/content-hash.ts'
import type { PersonRow } from '#store/people.ts'
import { isAccessToken, standingOf } from './access-tokens.ts'
import type { BearerScope } from './bearer-claims.ts'
import { IssuerTrouble } from './issuer-documents.ts'
import type { Shop } from './shop.ts'
import { provedPerson } from './sign-in-person.ts'

export type Bearer =
  | { outcome: 'known'; person: PersonRow; client: string; scopes: BearerScope[] }
  /** Not a token, or one that opens nothing here any more. */
  | { outcome: 'worthless' }
  /** A good token of somebody who is not an active person of the shop. */
  | { outcome: 'nobody' }
  /** The provider failed; the reason is for the log. */
  | { outcome: 'trouble'; trouble: IssuerTrouble }

/** The use of a token is written down at most once an hour, so that reading stays reading. */
const touchMilliseconds = 60 * 60_000

async function bearerOfOwn(shop: Shop, secret: string): Promise<Bearer> {
  const now = shop.now()
  const found = await accessTokenByHash(shop.db, hashText(secret))
  if (found === null || standingOf(found.token, found.person, now) !== 'valid') {
    return { outcome: 'worthless' }
  }
  const { token, person } = found
  const since = new Date(now.getTime() - touchMilliseconds).toISOString()
  if (token.lastUsedAt === null || Date.parse(token.lastUsedAt) < Date.parse(since)) {
    await touchAccessToken(shop.db, token.id, now.toISOString(), since)
  }
  const scopes = (['read', 'draft'] as const).filter((scope) =>
    token.scopes.split(' ').includes(scope),
  )
  return { outcome: 'known', person, client: `token ${token.id}`, scopes }
}

async function bearerOfIssued(shop: Shop, token: string, resource: string): Promise<Bearer> {
  const issuer = shop.mcp?.issuer ?? null
  if (issuer === null) return { outcome: 'worthless' }
  const claims = await issuer.claimsOf(token, resource, shop.now())
  if (typeof claims === 'string') return { outcome: 'worthless' }
  const proved = await provedPerson(shop.db, issuer.issuer, claims)
  if (typeof proved === 'string') return { outcome: 'nobody' }
  const client = `${issuer.issuer} ${claims.clientId ?? ''} ${claims.subject}`
  return { outcome: 'known', person: proved.person, client, scopes: claims.scopes }
}

/** Whose a token is at this moment: one of our own by its hash, or one that the provider signed for this resource. */
export async function whoBears(shop: Shop, token: string, resource: string): Promise<Bearer> {
  if (isAccessToken(token)) return bearerOfOwn(shop, token)
  try {
    return await bearerOfIssued(shop, token, resource)
  } catch (trouble) {
    if (trouble instanceof IssuerTrouble) return { outcome: 'trouble', trouble }
    throw trouble
  }
}
