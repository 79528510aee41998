// What Slack tells about a workspace and its members, and nobody asked: who left or changed, and that the app was removed.
import { appendAudit } from '#store/audit.ts'
import { exclusively } from '#store/exclusive.ts'
import type { SlackDelivery } from '#store/slack-deliveries.ts'
import { changeSlackPerson, slackPeopleOf, slackPerson } from '#store/slack-people.ts'
import type { SlackUser } from '#store/slack-people.ts'
import { removeSlackWorkspace, slackWorkspacesOf } from '#store/slack-places.ts'
import { userOf, type SlackBody } from './delivery.ts'
import type { Door, SlackProfile } from './door.ts'
import { forgetUser } from './identity.ts'
import type { Slack } from './slack.ts'
import { SlackRefusal } from './web-api.ts'

/** In whose name the audit says what Slack told. */
const actor = 'job:slack'

/**
 * A member was changed. The event only says whom to look at: what counts is what Slack says of them now, so that an old
 * event that comes late changes nothing.
 */
export async function onUserChange(slack: Slack, delivery: SlackDelivery): Promise<void> {
  const userId = userOf(delivery.body as SlackBody)
  if (userId !== null) await lookAgain(slack, { teamId: delivery.teamId, userId })
}

/**
 * Looks at everybody who is known: what Slack tells while nobody listens is not told again. A user who can not be looked
 * at keeps nobody else from it, and stays who they are until the next time.
 */
export async function lookAtEverybody(slack: Slack): Promise<void> {
  for (const { mapping } of await slackPeopleOf(slack.db)) {
    const { teamId, userId } = mapping
    await lookAgain(slack, { teamId, userId }).catch(slack.program.report)
  }
}

async function lookAgain(slack: Slack, user: SlackUser): Promise<void> {
  const known = await slackPerson(slack.db, user)
  if (known === null || known.mapping.state === 'gone') return
  const { email, displayName, timeZone } = known.mapping
  const profile = await profileNow(await slack.doorOf(user.teamId), user.userId)
  const why = whyGone(profile, email)
  if (why !== null) return leave(slack, user, why)
  if (profile === null) return
  if (profile.timeZone === timeZone && profile.name === displayName) return
  const seen = { timeZone: profile.timeZone, displayName: profile.name }
  await changeSlackPerson(slack.db, user, seen, [known.mapping.state])
}

/** What Slack knows of a user; null = nobody any more. */
async function profileNow(door: Door, userId: string): Promise<SlackProfile | null> {
  try {
    return await door.profileOf(userId)
  } catch (error) {
    if (error instanceof SlackRefusal && error.code === 'user_not_found') return null
    throw error
  }
}

/** Why nobody is behind the user any more; null = they are who they were. An address that Slack keeps back is no other. */
function whyGone(profile: SlackProfile | null, email: string): string | null {
  if (profile === null) return 'deleted'
  if (profile.outsider !== null) return profile.outsider
  if (profile.email === null) return null
  return profile.email.toLowerCase() === email.toLowerCase() ? null : 'another e-mail address'
}

async function leave({ db, program }: Slack, user: SlackUser, why: string): Promise<void> {
  await exclusively(db, async (tx) => {
    const known = await slackPerson(tx, user)
    if (known === null || known.mapping.state === 'gone') return
    await forgetUser(tx, user)
    await appendAudit(tx, {
      at: program.now().toISOString(),
      actor,
      action: 'person.slack_gone',
      subject: known.person.id,
      detail: { team: user.teamId, user: user.userId, from: known.mapping.state, why },
    })
  })
}

/** The workspace took the app away. */
export async function onUninstalled(slack: Slack, delivery: SlackDelivery): Promise<void> {
  await forgetWorkspace(slack, delivery, 'the app was removed')
}

/** Tokens were revoked; those of single users, which this app does not have, do not matter. */
export async function onTokensRevoked(slack: Slack, delivery: SlackDelivery): Promise<void> {
  const { tokens } = (delivery.body as { event?: { tokens?: { bot?: unknown } } }).event ?? {}
  if (!Array.isArray(tokens?.bot) || tokens.bot.length === 0) return
  await forgetWorkspace(slack, delivery, 'the token was revoked')
}

async function forgetWorkspace(
  { db, program }: Slack,
  { teamId, body }: SlackDelivery,
  why: string,
): Promise<void> {
  const told = Number((body as SlackBody)['event_time']) * 1000
  const at = program.now().toISOString()
  await exclusively(db, async (tx) => {
    const installed = (await slackWorkspacesOf(tx)).find((each) => each.teamId === teamId)
    if (installed === undefined) return
    // It tells of an earlier installation: the app was installed again since.
    if (told < Date.parse(installed.installedAt)) return
    await removeSlackWorkspace(tx, teamId, at)
    const detail = { name: installed.name, why }
    await appendAudit(tx, { at, actor, action: 'slack.disconnected', subject: teamId, detail })
  })
}
