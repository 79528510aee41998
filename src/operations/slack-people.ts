// The shop's connection to Slack as administrators see it, and what the composition root gives to make it work.
import { everyPerson } from '#store/people.ts'
import type { Role } from '#purchasing/life-cycle.ts'
import { slackPeopleOf, type SlackPerson } from '#store/slack-people.ts'
import { slackChannelsOf, slackWorkspacesOf } from '#store/slack-places.ts'
import { requireAdministrator } from './administrator.ts'
import type { Shop } from './shop.ts'

export type SlackOfficePerson = Pick<
  SlackPerson,
  'teamId' | 'userId' | 'displayName' | 'email' | 'timeZone' | 'state'
> & {
  person: { id: string; name: string; role: Role; active: boolean }
  /** Instants are ISO; names of people of the shop. */
  askedAt: string
  decidedBy: string | null
  decidedAt: string | null
}

export type SlackOffice = {
  /** Null = the shop is not connected. `installs`: workspaces take the app from the page. */
  connection: { label: string; installs: boolean } | null
  /** Those that installed the app; a workspace that is set by its token is none of them. */
  workspaces: { teamId: string; name: string; installedBy: string; installedAt: string }[]
  /** Who waits for a word first. */
  people: SlackOfficePerson[]
  channels: { teamId: string; channelId: string; name: string; costsShown: boolean }[]
}

/** A workspace that has just taken the app: what the command connect_slack_workspace takes. */
export type Installation = {
  changeId: string
  teamId: string
  name: string
  botUserId: string
  sealedBotToken: string
  scopes: string
  slackUserId: string
}

/** Who installs, in which browser (the token of its session), and where Slack leads back to. */
type Installing = { personId: string; browser: string; redirectUri: string }

export type SlackInstalls = {
  /** The address at Slack to go to. */
  begin(asked: Installing): string
  /** What came of it; rejects with a QuartermasterError that may be shown, and then nothing was connected. */
  finish(
    returned: Installing & { answer: Record<'code' | 'state' | 'error', string | null> },
  ): Promise<Installation>
}

const order: SlackPerson['state'][] = ['asked', 'confirmed', 'refused', 'gone']
const iso = (instant: string) => new Date(instant).toISOString()

/** All of it, for an administrator; 'forbidden' for anybody else. */
export async function slackOffice(shop: Shop): Promise<SlackOffice> {
  await requireAdministrator(shop, 'see and change the connection to Slack')
  const { db, slack } = shop
  const [everybody, known, workspaces, channels] = await Promise.all([
    everyPerson(db),
    slackPeopleOf(db),
    slackWorkspacesOf(db),
    slackChannelsOf(db),
  ])
  const names = new Map(everybody.map(({ id, name }) => [id, name]))
  const nameOf = (id: string) => names.get(id) ?? id
  const people = known.map(({ mapping, person }): SlackOfficePerson => {
    const { teamId, userId, displayName, email, timeZone, state, decidedBy, decidedAt } = mapping
    const { id, name, role, active } = person
    return {
      teamId,
      userId,
      displayName,
      email,
      timeZone,
      state,
      person: { id, name, role, active },
      askedAt: iso(mapping.askedAt),
      decidedBy: decidedBy === null ? null : nameOf(decidedBy),
      decidedAt: decidedAt === null ? null : iso(decidedAt),
    }
  })
  return {
    connection: slack === null ? null : { label: slack.label, installs: slack.installs },
    workspaces: workspaces.map(({ teamId, name, installedBy, installedAt }) => ({
      teamId,
      name,
      installedBy: nameOf(installedBy),
      installedAt: iso(installedAt),
    })),
    people: people.toSorted((a, b) => order.indexOf(a.state) - order.indexOf(b.state)),
    channels: channels.map(({ teamId, channelId, name, costsShown }) => ({
      teamId,
      channelId,
      name,
      costsShown,
    })),
  }
}
