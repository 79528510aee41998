import { hashText } from '#store/content-hash.ts'
import { endSession } from '#store/web-sessions.ts'
import type { Shop } from './shop.ts'
import { nameOnLink, signInByLink } from './sign-in-link.ts'
import { sessionOf, type BegunSession, type LivingSession } from './web-session.ts'

/** All that the console knows of signing in; nothing that a model can reach holds it. */
export type SignIn = {
  /** The living session of a cookie's token, or null. */
  session(token: string): Promise<LivingSession | null>
  /** Whom a link would sign in, without using it up; null for a link that is worth nothing. */
  nameOnLink(token: string): Promise<string | null>
  /** Signs in by a link, once; rejects with QuartermasterError('forbidden'). */
  byLink(token: string): Promise<BegunSession>
  /** Signs this browser out. */
  end(token: string): Promise<void>
}

/** Signing in to a shop. */
export function signInOf(shop: Shop): SignIn {
  return {
    session: (token) => sessionOf(shop.db, token, shop.now()),
    nameOnLink: (token) => nameOnLink(shop, token),
    byLink: (token) => signInByLink(shop, token),
    end: (token) => endSession(shop.db, hashText(token), shop.now().toISOString()),
  }
}
