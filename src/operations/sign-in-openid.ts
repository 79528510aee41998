// Signing in at the shop's OpenID provider: authorization code with PKCE. One secret in a cookie of the browser makes
// state, nonce and verifier, so that nothing is kept here for a sign-in that nobody finishes.
import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import { keepSubject } from '#store/accounts.ts'
import { appendAudit } from '#store/audit.ts'
import { hashText } from '#store/content-hash.ts'
import type { Database } from '#store/database.ts'
import { exclusively } from '#store/exclusive.ts'
import { useOpenIdState } from '#store/openid-uses.ts'
import type { PersonRow } from '#store/people.ts'
import type { Attempts } from './attempts.ts'
import type { Shop } from './shop.ts'
import { IssuerTrouble } from './issuer-documents.ts'
import type { Issuer } from './sign-in-issuer.ts'
import { provedPerson } from './sign-in-person.ts'
import type { IdentityClaims } from './token-signature.ts'
import { beginSession, newToken, type BegunSession } from './web-session.ts'

/** How long somebody may take at the provider. */
const flowMilliseconds = 10 * 60_000
const longestNext = 1_000
const longestCode = 4_096
const FLOW = /^([\w-]{43})\.(\d{13})\.([\w-]*)$/

export type OpenIdAnswer =
  | { outcome: 'signed_in'; begun: BegunSession; next: string }
  /** 'stale': not this browser's, too old or used; 'stopped': at the provider; 'unverified': no e-mail to know them by. */
  | { outcome: 'refused'; why: 'stale' | 'stopped' | 'unverified' | 'unknown'; next: string }
  | { outcome: 'too_many'; minutes: number }
  /** The provider failed; the reason is for the log. */
  | { outcome: 'trouble'; trouble: IssuerTrouble; next: string }

/** What comes back in the address: each part as the provider sent it, or null. */
export type OpenIdReturn = Record<'code' | 'state' | 'iss' | 'error', string | null>

export type OpenIdSignIn = {
  /** Where people sign in, for the button. */
  label: string
  /** Where to send the browser, and what its cookie holds. Rejects with IssuerTrouble. */
  begin(asked: { redirectUri: string; next: string }): Promise<{ url: string; flow: string }>
  finish(returned: {
    flow: string
    answer: OpenIdReturn
    redirectUri: string
    address: string
  }): Promise<OpenIdAnswer>
}

/** The seconds that the cookie of a sign-in lives. */
export const flowSeconds = flowMilliseconds / 1000

type Flow = { state: string; nonce: string; verifier: string; startedAt: number; next: string }

/** What a browser's cookie stands for; null for one that we can not have made. */
function flowOf(text: string): Flow | null {
  const [, secret, started, coded] = FLOW.exec(text) ?? []
  if (secret === undefined || started === undefined || coded === undefined) return null
  const derived = (what: string) =>
    createHmac('sha256', secret).update(`${what} ${started} ${coded}`).digest('base64url')
  return {
    state: derived('state'),
    nonce: derived('nonce'),
    verifier: derived('verifier'),
    startedAt: Number(started),
    next: Buffer.from(coded, 'base64url').toString(),
  }
}

function isSame(given: string | null, expected: string): boolean {
  const [a, b] = [Buffer.from(given ?? ''), Buffer.from(expected)]
  return a.length === b.length && timingSafeEqual(a, b)
}

/** The flow of the browser that this answer was asked by, while it may be finished. */
function flowAnswered(text: string, answer: OpenIdReturn, now: Date): Flow | null {
  const flow = flowOf(text)
  if (flow === null || !isSame(answer.state, flow.state)) return null
  const age = now.getTime() - flow.startedAt
  return age >= 0 && age <= flowMilliseconds ? flow : null
}

/** Who the provider's word is about; their subject is kept the first time. Nobody is made. */
async function personFor(
  tx: Database,
  issuer: string,
  claims: IdentityClaims,
  at: string,
): Promise<PersonRow | 'unknown' | 'unverified'> {
  const proved = await provedPerson(tx, issuer, claims)
  if (typeof proved === 'string') return proved
  if (proved.linked) return proved.person
  const { person, subject, until } = proved
  await keepSubject(tx, person.id, subject)
  await appendAudit(tx, {
    at,
    actor: person.id,
    action: 'person.openid_linked',
    subject: person.id,
    detail: { issuer, replaced: until !== null },
  })
  return person
}

async function enterAs(
  shop: Shop,
  issuer: string,
  flow: Flow,
  claims: IdentityClaims,
): Promise<OpenIdAnswer> {
  const now = shop.now()
  const { next } = flow
  return exclusively(shop.db, async (tx): Promise<OpenIdAnswer> => {
    const first = await useOpenIdState(tx, hashText(flow.state), now.toISOString())
    if (!first) return { outcome: 'refused', why: 'stale', next }
    const person = await personFor(tx, issuer, claims, now.toISOString())
    if (typeof person === 'string') return { outcome: 'refused', why: person, next }
    return { outcome: 'signed_in', begun: await beginSession(tx, person, 'openid', now), next }
  })
}

async function finish(
  shop: Shop,
  issuer: Issuer,
  attempts: Attempts,
  { flow: text, answer, redirectUri, address }: Parameters<OpenIdSignIn['finish']>[0],
): Promise<OpenIdAnswer> {
  const now = shop.now()
  const waitMilliseconds = attempts.waitFor(address, now)
  if (waitMilliseconds > 0) {
    return { outcome: 'too_many', minutes: Math.ceil(waitMilliseconds / 60_000) }
  }
  attempts.fail(address, now)
  const flow = flowAnswered(text, answer, now)
  if (flow === null) return { outcome: 'refused', why: 'stale', next: '/' }
  const { next, verifier, nonce } = flow
  const { code } = answer
  try {
    if (!(await issuer.isOwnAnswer(answer.iss, now))) {
      throw new IssuerTrouble('an answer came that names another provider, or none')
    }
    if (answer.error !== null || code === null || code.length > longestCode) {
      return { outcome: 'refused', why: 'stopped', next }
    }
    const claims = await issuer.redeem({ code, redirectUri, verifier, nonce }, now)
    if (claims === null) return { outcome: 'refused', why: 'stale', next }
    const entered = await enterAs(shop, issuer.issuer, flow, claims)
    if (entered.outcome === 'signed_in') attempts.forgive(address)
    return entered
  } catch (trouble) {
    if (trouble instanceof IssuerTrouble) return { outcome: 'trouble', trouble, next }
    throw trouble
  }
}

/** Signing in at the provider of the shop. */
export function openIdSignInOf(shop: Shop, issuer: Issuer, attempts: Attempts): OpenIdSignIn {
  return {
    label: new URL(issuer.issuer).host,
    async begin({ redirectUri, next }) {
      const now = shop.now()
      const kept = next.length <= longestNext ? next : '/'
      const coded = Buffer.from(kept).toString('base64url')
      const text = `${newToken()}.${now.getTime()}.${coded}`
      const flow = flowOf(text)
      if (flow === null) throw new Error('a sign-in began that can not be read back')
      const { state, nonce, verifier } = flow
      const challenge = createHash('sha256').update(verifier).digest('base64url')
      const url = await issuer.authorizationUrl({ redirectUri, state, nonce, challenge }, now)
      return { url, flow: text }
    },
    finish: (returned) => finish(shop, issuer, attempts, returned),
  }
}
