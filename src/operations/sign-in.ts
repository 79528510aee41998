import { accountOf } from '#store/accounts.ts'
import { hashText } from '#store/content-hash.ts'
import { signInLinksOf, type SignInLinkRow } from '#store/sign-in-links.ts'
import {
  endSession,
  endSessionsOf,
  livingSessionsOf,
  type WebSessionRow,
} from '#store/web-sessions.ts'
import { makeAttempts } from './attempts.ts'
import type { Shop } from './shop.ts'
import { nameOnLink, signInByLink } from './sign-in-link.ts'
import { openIdSignInOf, type OpenIdSignIn } from './sign-in-openid.ts'
import {
  choosePassword,
  signInByPassword,
  type PasswordAnswer,
  type PasswordAttempt,
} from './sign-in-password.ts'
import { momentOf, sessionOf, type BegunSession, type LivingSession } from './web-session.ts'

/** How somebody signs in, where they are signed in, and who made links for them. Instants are ISO. */
export type OwnAccount = {
  passwordSetAt: string | null
  /** Whether the shop's OpenID provider knows them; null where there is none. */
  knownToProvider: boolean | null
  sessions: (Pick<WebSessionRow, 'begunBy' | 'createdAt' | 'lastSeenAt'> & { here: boolean })[]
  links: Pick<SignInLinkRow, 'madeBy' | 'createdAt' | 'usedAt'>[]
}

/** All that the console knows of signing in; nothing that a model can reach holds it. */
export type SignIn = {
  /** The living session of a cookie's token, or null. */
  session(token: string): Promise<LivingSession | null>
  /** Whom a link would sign in, without using it up; null for a link that is worth nothing. */
  nameOnLink(token: string): Promise<string | null>
  /** Signs in by a link, once; rejects with QuartermasterError('forbidden'). */
  byLink(token: string): Promise<BegunSession>
  byPassword(attempt: PasswordAttempt): Promise<PasswordAnswer>
  /** Null where the shop has no OpenID provider. */
  openId: OpenIdSignIn | null
  /** What whoever is signed in here may know of their account. */
  account(personId: string, token: string): Promise<OwnAccount>
  /** A new password for whoever is signed in here; rejects with QuartermasterError 'forbidden' or 'invalid'. */
  choosePassword(
    token: string,
    chosen: { current: string; next: string; repeated: string },
  ): Promise<void>
  /** Signs this browser out. */
  end(token: string): Promise<void>
  /** Signs a person out everywhere. */
  endAll(personId: string): Promise<void>
}

const iso = (instant: string | null) => (instant === null ? null : isoOf(instant))
const isoOf = (instant: string) => new Date(instant).toISOString()

async function ownAccount(shop: Shop, personId: string, token: string): Promise<OwnAccount> {
  const [account, sessions, links] = await Promise.all([
    accountOf(shop.db, personId),
    livingSessionsOf(shop.db, personId, momentOf(shop.now())),
    signInLinksOf(shop.db, personId),
  ])
  const here = hashText(token)
  const { openId } = shop
  return {
    passwordSetAt: iso(account?.passwordSetAt ?? null),
    knownToProvider: openId ? (account?.oidcSubject ?? '').startsWith(`${openId.issuer} `) : null,
    sessions: sessions.map(({ begunBy, createdAt, lastSeenAt, tokenHash }) => ({
      begunBy,
      createdAt: isoOf(createdAt),
      lastSeenAt: isoOf(lastSeenAt),
      here: tokenHash === here,
    })),
    links: links.map(({ madeBy, createdAt, usedAt }) => ({
      madeBy,
      createdAt: isoOf(createdAt),
      usedAt: iso(usedAt),
    })),
  }
}

/** Signing in to a shop, with the count of what failed since the server started. */
export function signInOf(shop: Shop): SignIn {
  const attempts = makeAttempts(30, 10 * 60_000)
  // Counted apart: what fails at the provider must not keep somebody from using a password.
  const returns = makeAttempts(30, 10 * 60_000)
  const at = () => shop.now().toISOString()
  return {
    session: (token) => sessionOf(shop.db, token, shop.now()),
    nameOnLink: (token) => nameOnLink(shop, token),
    byLink: (token) => signInByLink(shop, token),
    byPassword: (attempt) => signInByPassword(shop, attempt, attempts),
    openId: shop.openId ? openIdSignInOf(shop, shop.openId, returns) : null,
    account: (personId, token) => ownAccount(shop, personId, token),
    choosePassword: (token, chosen) => choosePassword(shop, token, chosen),
    end: (token) => endSession(shop.db, hashText(token), at()),
    endAll: (personId) => endSessionsOf(shop.db, personId, at()),
  }
}
