// Links that sign a person in once: from the holder of the machine, or from an administrator.
import { QuartermasterError } from '#root/errors.ts'
import { appendAudit } from '#store/audit.ts'
import { hashText } from '#store/content-hash.ts'
import { exclusively } from '#store/exclusive.ts'
import { personById } from '#store/people.ts'
import { addSignInLink, personOfLink, useSignInLink } from '#store/sign-in-links.ts'
import type { Shop } from './shop.ts'
import { beginSession, newToken, type BegunSession } from './web-session.ts'

/** How long a link can be used. */
export const linkMinutes = 15

/** Who makes a link on the machine itself; no person of a shop has this id in the audit. */
const operator = 'operator'

/** Where a link leads on the console, and whom it signs in. */
export type SignInLink = { path: string; personName: string; minutes: number }

/** The page of a link; its token stands nowhere else. */
function linkPath(token: string): string {
  return `/sign-in/link/${token}`
}

/** The token of a link that is still to be made, and the hash that the books keep of it. */
export function freshLink(): { path: string; tokenHash: string } {
  const token = newToken()
  return { path: linkPath(token), tokenHash: hashText(token) }
}

/** When a link that is made now ends, ISO. */
export function linkEnd(now: string): string {
  return new Date(Date.parse(now) + linkMinutes * 60_000).toISOString()
}

/**
 * Makes a link for a person in the name of whoever holds the machine. Throws QuartermasterError: 'not_found' for nobody,
 * 'forbidden' for somebody who is not active.
 */
export async function makeSignInLink(
  shop: Shop,
  { person: personId }: { person: string },
): Promise<SignInLink> {
  const { path, tokenHash } = freshLink()
  const now = shop.now().toISOString()
  return exclusively(shop.db, async (tx) => {
    const person = await personById(tx, personId)
    if (person === null) {
      throw new QuartermasterError(
        'not_found',
        `There is no person "${personId}".`,
        'Use an id of people.csv; "quartermaster import" brings people in.',
      )
    }
    if (!person.active) {
      throw new QuartermasterError(
        'forbidden',
        `${person.name} is not active in this shop.`,
        'Have an administrator make the person active first.',
      )
    }
    await addSignInLink(tx, {
      tokenHash,
      personId,
      madeBy: operator,
      createdAt: now,
      expiresAt: linkEnd(now),
    })
    await appendAudit(tx, {
      at: now,
      actor: operator,
      action: 'person.link_made',
      subject: personId,
      detail: { minutes: linkMinutes },
    })
    return { path, personName: person.name, minutes: linkMinutes }
  })
}

/** Whom a link would sign in, or null for one that is used, too old or invented. Looking does not use it up. */
export async function nameOnLink(shop: Shop, token: string): Promise<string | null> {
  const person = await personOfLink(shop.db, hashText(token), shop.now().toISOString())
  return person?.name ?? null
}

/** Signs in by a link, once. Throws 'forbidden' for a link that is used, too old, of somebody who has left, or invented. */
export async function signInByLink(shop: Shop, token: string): Promise<BegunSession> {
  const now = shop.now()
  // Whoever guesses must not hold up those who decide: only a link that stands goes into the transaction.
  if ((await nameOnLink(shop, token)) === null) throw worthlessLink()
  return exclusively(shop.db, async (tx) => {
    const personId = await useSignInLink(tx, hashText(token), now.toISOString())
    const person = personId === null ? null : await personById(tx, personId)
    if (person?.active) return beginSession(tx, person, 'link', now)
    throw worthlessLink()
  })
}

function worthlessLink(): QuartermasterError {
  return new QuartermasterError(
    'forbidden',
    'This sign-in link was used before, is too old, or belongs to nobody.',
    `A link works once, for ${linkMinutes} minutes. Ask an administrator for a new one, or run "quartermaster sign-in-link <person>" on the machine.`,
  )
}
