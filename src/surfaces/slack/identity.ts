// Who is behind a click or a question, at this moment: the workspace and user, the person an administrator confirmed, and
// whether that person still works here.
import type { Database } from '#store/database.ts'
import { askForSlackPerson, changeSlackPerson, slackPerson } from '#store/slack-people.ts'
import type { SlackPerson, SlackUser } from '#store/slack-people.ts'
import { peopleByEmail } from '#store/accounts.ts'
import type { PersonRow } from '#store/people.ts'
import type { Door } from './door.ts'

/** Why somebody is turned away; render/slack/refusal.ts has the words. */
export type Stranger =
  | { outcome: 'guest' | 'external' | 'deactivated' | 'bot' }
  /** Nobody in the books has the address that Slack shows, or Slack shows none. */
  | { outcome: 'unknown'; email: string | null }
  /** An administrator has to confirm the match once; `isNew` = they are asked now. */
  | { outcome: 'unconfirmed'; personName: string; isNew: boolean }
  | { outcome: 'refused' }

export type Known = { outcome: 'person'; person: PersonRow; mapping: SlackPerson }

/**
 * Who a user of Slack is. A confirmed mapping to an active person lets in; anybody else is looked up in Slack, and the
 * first time a match by e-mail is written down for an administrator to confirm. Rejects as the door does.
 */
export async function whoIs(
  db: Database,
  door: Door,
  user: SlackUser,
  now: string,
): Promise<Known | Stranger> {
  const known = await slackPerson(db, user)
  // Whoever is gone from Slack, or has another address there, begins anew: they may be somebody else now.
  if (known === null || known.mapping.state === 'gone') return introduce(db, door, user, now)
  if (!known.person.active) return { outcome: 'deactivated' }
  if (known.mapping.state === 'confirmed') return { outcome: 'person', ...known }
  if (known.mapping.state === 'refused') return { outcome: 'refused' }
  return unconfirmed(known.person, false)
}

/** Whether an administrator confirmed who somebody is, and they work here; nobody is asked anything. */
export async function isKnown(db: Database, user: SlackUser): Promise<boolean> {
  const known = await slackPerson(db, user)
  return known?.person.active === true && known.mapping.state === 'confirmed'
}

const unconfirmed = (person: PersonRow, isNew: boolean): Stranger => ({
  outcome: 'unconfirmed',
  personName: person.name,
  isNew,
})

async function introduce(
  db: Database,
  door: Door,
  user: SlackUser,
  askedAt: string,
): Promise<Stranger> {
  const profile = await door.profileOf(user.userId)
  if (profile.outsider !== null) return { outcome: profile.outsider }
  // A user of another workspace in a shared channel clicks with that workspace's name.
  if (user.teamId !== door.teamId) return { outcome: 'external' }
  const { email, name: displayName, timeZone } = profile
  const [person, another] = email === null ? [] : await peopleByEmail(db, email)
  if (email === null || person === undefined || another !== undefined) {
    return { outcome: 'unknown', email }
  }
  if (!person.active) return { outcome: 'deactivated' }
  const asked = { ...user, personId: person.id, email, displayName, timeZone, askedAt }
  await askForSlackPerson(db, asked)
  return unconfirmed(person, true)
}

/** Slack says that a user left, or became a guest: from now on nobody is behind them. */
export async function forgetUser(db: Database, user: SlackUser): Promise<void> {
  await changeSlackPerson(db, user, { state: 'gone' })
}
