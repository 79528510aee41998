// Signing in with a password, and choosing one. Whoever is refused learns nothing about who has an account.
import { QuartermasterError } from '#root/errors.ts'
import {
  accountOf,
  forgetAttempts,
  keepPassword,
  personByEmail,
  spendAttempt,
} from '#store/accounts.ts'
import { appendAudit } from '#store/audit.ts'
import { hashText } from '#store/content-hash.ts'
import { exclusively } from '#store/exclusive.ts'
import { personById } from '#store/people.ts'
import { voidSignInLinks } from '#store/sign-in-links.ts'
import { endSessionsOf } from '#store/web-sessions.ts'
import type { Attempts } from './attempts.ts'
import { fitsPassword, hashPassword, passwordFault } from './password.ts'
import type { Shop } from './shop.ts'
import { beginSession, sessionOf, type BegunSession } from './web-session.ts'

/** Longer words than a password can have are not worth the work. */
const longestTyped = 1_024
/** After a link a new password may be chosen without the old one for so long, milliseconds. */
const renewalMilliseconds = 60 * 60_000

export type PasswordAttempt = {
  email: string
  password: string
  /** Where it comes from on the network. */
  address: string
}

export type PasswordAnswer =
  | { outcome: 'signed_in'; begun: BegunSession }
  /** Wrong, unknown, without a password, not active or resting: nobody is told which. */
  | { outcome: 'refused' }
  | { outcome: 'too_many'; minutes: number }

/** Compares a password with what was kept (null: nobody) and always takes the same work. */
export type FitsPassword = typeof fitsPassword

/**
 * Signs in with e-mail and password. Every refusal took the same steps: one attempt is counted, one password is
 * derived. The address may fail 30 times in ten minutes; an account rests by `spendAttempt`.
 */
export async function signInByPassword(
  shop: Shop,
  { email, password, address }: PasswordAttempt,
  attempts: Attempts,
  fits: FitsPassword = fitsPassword,
): Promise<PasswordAnswer> {
  const now = shop.now()
  const waitMilliseconds = attempts.waitFor(address, now)
  if (waitMilliseconds > 0) {
    return { outcome: 'too_many', minutes: Math.ceil(waitMilliseconds / 60_000) }
  }
  // Counted before it is known to be wrong, so that a burst can not outrun the count.
  attempts.fail(address, now)
  const found = await personByEmail(shop.db, email.slice(0, longestTyped))
  const mayTry = await spendAttempt(shop.db, found?.person.id ?? '', now.toISOString())
  const kept = mayTry ? (found?.account?.passwordHash ?? null) : null
  const right = await fits(kept, password.slice(0, longestTyped))
  if (!right || found === null) return { outcome: 'refused' }
  attempts.forgive(address)
  return exclusively(shop.db, async (tx): Promise<PasswordAnswer> => {
    const person = await personById(tx, found.person.id)
    if (!person?.active) return { outcome: 'refused' }
    await forgetAttempts(tx, person.id)
    return { outcome: 'signed_in', begun: await beginSession(tx, person, 'password', now) }
  })
}

function refusePassword(fault: string): QuartermasterError {
  return new QuartermasterError(
    'invalid',
    fault,
    'Choose another one: three or four words that do not belong together are long and easy to remember. Nothing was changed.',
  )
}

/** Throws 'forbidden' unless the person may choose a new password: the old one fits, there is none, or a link let them in. */
async function requireOldPassword(
  shop: Shop,
  session: { personId: string; begunBy: string; createdAt: Date },
  current: string,
): Promise<void> {
  const now = shop.now()
  const account = await accountOf(shop.db, session.personId)
  const kept = account?.passwordHash ?? null
  const justByLink =
    session.begunBy === 'link' && now.getTime() - session.createdAt.getTime() < renewalMilliseconds
  if (kept === null || justByLink) return
  const mayTry = await spendAttempt(shop.db, session.personId, now.toISOString())
  if (await fitsPassword(mayTry ? kept : null, current.slice(0, longestTyped))) return
  throw new QuartermasterError(
    'forbidden',
    'The password you have now is another one, or it was tried too often just now.',
    'Try again in a while, or ask an administrator for a sign-in link; nothing was changed.',
  )
}

/**
 * Chooses a password for whoever is signed in here; every other browser of theirs is signed out and their unused links
 * are void. Throws QuartermasterError: 'forbidden' without a session or the old password, 'invalid' for one not taken.
 */
export async function choosePassword(
  shop: Shop,
  token: string,
  chosen: { current: string; next: string; repeated: string },
): Promise<void> {
  const session = await sessionOf(shop.db, token, shop.now())
  if (session === null) {
    throw new QuartermasterError('forbidden', 'Nobody is signed in here any more.', 'Sign in.')
  }
  const { person } = session
  const fault = passwordFault(chosen.next, person)
  if (fault !== null) throw refusePassword(fault)
  if (chosen.next !== chosen.repeated) throw refusePassword('The two new passwords differ.')
  await requireOldPassword(shop, { ...session, personId: person.id }, chosen.current)
  const hash = await hashPassword(chosen.next)
  const at = shop.now().toISOString()
  await exclusively(shop.db, async (tx) => {
    await keepPassword(tx, person.id, { hash, at })
    await endSessionsOf(tx, person.id, at, hashText(token))
    await voidSignInLinks(tx, person.id, at)
    await appendAudit(tx, {
      at,
      actor: person.id,
      action: 'person.password_set',
      subject: person.id,
      detail: {},
    })
  })
}
