import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { secretOf } from '#root/secret.ts'
import { auditHead, auditOf } from '#store/audit.ts'
import type { OpenDatabase } from '#store/database.ts'
import { slackPerson } from '#store/slack-people.ts'
import {
  costsShownIn,
  slackChannelsOf,
  slackWorkspacesOf,
  writeSlackChannel,
  writeSlackWorkspace,
} from '#store/slack-places.ts'
import { openDoor } from '#surfaces/slack/door.ts'
import { listeners } from '#surfaces/slack/listeners.ts'
import { lookAtEverybody } from '#surfaces/slack/notices.ts'
import { notingChannel } from '#surfaces/slack/notices-channels.ts'
import { slackRounds } from '#surfaces/slack/rounds.ts'
import { seal } from '#surfaces/slack/seal.ts'
import type { Slack } from '#surfaces/slack/slack.ts'
import { openWebApi } from '#surfaces/slack/web-api.ts'
import { noon } from '../commands/world.ts'
import { emptyTables, freshDatabase } from '../database.ts'
import type { NewUser } from './loopback/types.ts'
import { channelId, slackShop, type SlackShop } from './world.ts'

const sealKey = secretOf('a key of thirty-two letters, or so')
const install = { clientId: '1.2', clientSecret: secretOf('unused'), sealKey }
const heard: string[] = []

let database: OpenDatabase
let world: SlackShop
let rowsBefore = 0
beforeAll(async () => {
  database = await freshDatabase()
})
afterAll(() => database.close())
beforeEach(async () => {
  await emptyTables(database.db)
  rowsBefore = (await auditHead(database.db))?.sequence ?? 0
  heard.length = 0
  const app_mention = notingChannel(async ({ who }) => {
    heard.push(who.person.id)
  })
  world = await slackShop({
    transport: 'http',
    database,
    settings: { install },
    parts: { listeners: { ...listeners, events: { app_mention } } },
  })
})
afterEach(() => world.close())

/** What the audit, which nobody empties, says of this test. */
const told = async (action: string) =>
  (await auditOf(world.db, action)).filter(({ sequence }) => sequence > rowsBefore)

const maya = () => ({ teamId: world.slack.teamId, userId: 'U_MAYA' })
const mapping = async () => (await slackPerson(world.db, maya()))!.mapping

/** Slack has Maya as `changes` say, and tells that she was changed. */
async function changed(changes: Partial<NewUser>): Promise<void> {
  const was = { id: 'U_MAYA', name: 'Maya', email: 'maya@shop.example', tz: 'Europe/London' }
  world.slack.addUser({ ...was, ...changes })
  const user = { id: 'U_MAYA', team_id: world.slack.teamId }
  await world.slack.event({ type: 'user_change', user })
  await world.settled()
}

describe('a member who was changed', () => {
  it.each<[string, Partial<NewUser>, string]>([
    ['left', { deleted: true }, 'deactivated'],
    ['became a guest', { isRestricted: true }, 'guest'],
    ['has another address', { email: 'maya@else.example' }, 'another e-mail address'],
  ])('%s: nobody is behind them any more', async (_, changes, why) => {
    await changed(changes)
    expect(await mapping()).toMatchObject({ state: 'gone' })
    const [row] = await told('person.slack_gone')
    expect(row).toMatchObject({ actor: 'job:slack', subject: 'maya', detail: { why } })
    await world.slack.say('U_MAYA', channelId, `<@${world.slack.botUserId}> hello`)
    await world.settled()
    expect(heard).toEqual([])
  })

  it('moved: the time zone follows, and nothing else', async () => {
    const before = await mapping()
    await changed({ tz: 'America/New_York' })
    expect(await mapping()).toEqual({ ...before, timeZone: 'America/New_York' })
    expect(await told('person.slack_gone')).toEqual([])
  })

  it('writes the address in capitals: it is the same', async () => {
    await changed({ email: 'MAYA@Shop.example' })
    expect(await mapping()).toMatchObject({ state: 'confirmed' })
  })

  it('is looked up, so that an old event that comes late takes nobody out', async () => {
    await changed({ deleted: true })
    const late = world.slack.lastDelivery()
    await world.db.execute("update slack_person set state = 'confirmed' where person_id = 'maya'")
    world.slack.addUser({ id: 'U_MAYA', name: 'Maya', email: 'maya@shop.example' })
    const { event_id: _, ...rest } = late.payload
    await world.slack.event({ ...(rest['event'] as object), user: { id: 'U_MAYA', deleted: true } })
    await world.settled()
    expect(await mapping()).toMatchObject({ state: 'confirmed' })
  })

  it('whom nobody here knows is not looked up at all', async () => {
    world.slack.addUser({ id: 'U_ELSE', name: 'Else', email: 'else@shop.example' })
    await world.slack.event({ type: 'user_change', user: { id: 'U_ELSE' } })
    await world.settled()
    expect(world.slack.calls('users.info')).toEqual([])
  })
})

describe('whoever changed while nobody listened', () => {
  it('is found out within the hour, and one who can not be looked at keeps nobody from it', async () => {
    world.slack.addUser({ id: 'U_BEN', name: 'Ben', email: 'ben@shop.example', deleted: true })
    world.slack.fail('users.info', { error: 'access_denied' })
    const { db, slack: here, reports } = world
    const token = secretOf(here.tokens.bot)
    const sleep = () => Promise.resolve()
    const door = openDoor(here.teamId, openWebApi({ apiUrl: here.apiUrl, token, sleep }))
    const program = { now: world.now, report: (error: unknown) => void reports.push(error) }
    const slack = { db, program, doorOf: () => Promise.resolve(door) } as unknown as Slack
    await lookAtEverybody(slack)
    const rows = await told('person.slack_gone')
    expect(rows.map(({ subject }) => subject)).toEqual(['ben'])
    expect(reports.map(String)).toEqual(['Error: Slack refused users.info: access_denied'])
    expect(slackRounds(slack).map(({ name, cron }) => [name, cron])).toContainEqual([
      'slack_people',
      '7 * * * *',
    ])
  })
})

describe('a workspace that installed the app', () => {
  const installedAt = new Date(Date.parse(noon) - 3_600_000).toISOString()
  const installed = async (at = installedAt) => {
    const { teamId } = world.slack
    await writeSlackWorkspace(world.db, {
      teamId,
      name: 'Loopback Ltd',
      botUserId: 'UBOT',
      sealedBotToken: seal(world.slack.tokens.bot, sealKey, teamId),
      scopes: 'chat:write',
      installedBy: 'adam',
      installedAt: at,
    })
  }
  const stored = async () => {
    const rows = await world.db.execute('select sealed_bot_token, removed_at from slack_workspace')
    return JSON.stringify(rows)
  }

  it.each([
    ['removed the app', { type: 'app_uninstalled' }],
    ['revoked the token', { type: 'tokens_revoked', tokens: { oauth: [], bot: ['UBOT'] } }],
  ])('and %s is forgotten with its token', async (_, event) => {
    await installed()
    await world.slack.event(event)
    await world.settled()
    expect(await slackWorkspacesOf(world.db)).toEqual([])
    expect(await stored()).toContain('"sealed_bot_token":""')
    const [row] = await told('slack.disconnected')
    expect(row).toMatchObject({ actor: 'job:slack', subject: world.slack.teamId })
  })

  it('where a person revoked a token of their own is kept', async () => {
    await installed()
    const tokens = { oauth: ['U_MAYA'], bot: [] }
    await world.slack.event({ type: 'tokens_revoked', tokens })
    await world.settled()
    expect(await slackWorkspacesOf(world.db)).toHaveLength(1)
  })

  it('and installed it again since is kept when the old removal comes late', async () => {
    await installed(new Date(Date.parse(noon) + 3_600_000).toISOString())
    await world.slack.event({ type: 'app_uninstalled' })
    await world.settled()
    expect(await slackWorkspacesOf(world.db)).toHaveLength(1)
    expect(await told('slack.')).toEqual([])
  })
})

describe('a channel where the bot is asked', () => {
  const ask = async (channel = channelId) => {
    await world.slack.say('U_MAYA', channel, `<@${world.slack.botUserId}> what to reorder?`)
    await world.settled()
  }

  it('is written down without costs the first time, by its name', async () => {
    await ask()
    await ask()
    expect(heard).toEqual(['maya', 'maya'])
    expect(await slackChannelsOf(world.db)).toMatchObject([
      { channelId, name: 'purchasing', costsShown: false, setBy: 'maya' },
    ])
    expect(world.slack.calls('conversations.info')).toHaveLength(1)
  })

  it('keeps what an administrator said of it', async () => {
    const at = { teamId: world.slack.teamId, channelId }
    await writeSlackChannel(world.db, {
      ...at,
      name: 'old name',
      costsShown: true,
      setBy: 'adam',
      setAt: noon,
    })
    await ask()
    expect(await costsShownIn(world.db, at)).toBe(true)
  })

  it('that others outside read is named so', async () => {
    world.slack.addChannel({ id: 'C_ACME', name: 'acme', members: ['U_MAYA'], isShared: true })
    await ask('C_ACME')
    expect(await slackChannelsOf(world.db)).toMatchObject([
      { name: 'acme (shared with another organisation)', costsShown: false },
    ])
  })

  it('is answered although Slack does not say its name', async () => {
    world.slack.fail('conversations.info', { error: 'missing_scope' })
    await ask()
    expect(heard).toEqual(['maya'])
    expect(await slackChannelsOf(world.db)).toMatchObject([{ name: channelId }])
    expect(world.reports).toHaveLength(1)
  })
})
