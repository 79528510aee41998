// What arrives at the address of Slack's requests and is not as it should be.
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { slackDeliveries } from '#store/schema-slack.ts'
import type { Act, Listeners } from '#surfaces/slack/router.ts'
import { channelId, slackShop, type SlackShop } from './world.ts'

let world: SlackShop
const done: string[] = []
const note: Act = async (_visit, body) => void done.push(String(body['type'] ?? body['command']))
const broken: Act = async () => {
  throw new Error('the listener broke')
}
const listeners: Listeners = {
  events: { message: note, app_mention: broken },
  notices: {
    user_change: async (_slack, delivery) => void done.push(`notice ${delivery.teamId}`),
  },
  commands: { '/reorder': note },
  clicks: { explain_line: note },
  views: { notice: note },
}

beforeAll(async () => {
  world = await slackShop({ transport: 'http', parts: { listeners, feedEveryMs: 3_600_000 } })
})
afterEach(() => {
  done.length = 0
  world.reports.length = 0
})
afterAll(() => world.close())

const json = 'application/json'
const form = 'application/x-www-form-urlencoded'

const send = (body: string, type = json, timestamp?: number) =>
  world.slack.raw({ headers: { 'content-type': type, ...world.slack.sign(body, timestamp) }, body })

const event = (more: object = {}) =>
  JSON.stringify({
    type: 'event_callback',
    team_id: world.slack.teamId,
    event_id: `Ev${done.length}`,
    event: { type: 'message', channel_type: 'im', user: 'U_MAYA', channel: 'D_MAYA', text: 'hi' },
    ...more,
  })

const deliveries = async () => (await world.db.select().from(slackDeliveries)).length

it('a body of 1.1 MB is refused before it is read', async () => {
  const before = await deliveries()
  const long = event({ padding: 'x'.repeat(1_100_000) })
  expect((await send(long)).status).toBe(413)
  expect(await deliveries()).toBe(before)
  expect((await send(event({ event_id: 'EvLarge', padding: 'x'.repeat(900_000) }))).status).toBe(
    200,
  )
  await world.settled()
  expect(done).toEqual(['event_callback'])
})

it.each([
  ['half a JSON', '{"type":"event_callback","team_id":', json],
  ['a list', '[]', json],
  ['a word', '"event_callback"', json],
  ['nothing', '', json],
  ['half a payload', 'payload=%7B%22type%22', form],
  ['a payload that is a number', 'payload=7', form],
  ['a list in lists without end', `{"a":${'['.repeat(50_000)}${']'.repeat(50_000)}}`, json],
  ['a list in lists that a parser still takes', event1000(), json],
])('%s, signed, is answered 400 and changes nothing', async (_what, body, type) => {
  const before = await deliveries()
  expect((await send(body, type)).status).toBe(400)
  expect(await deliveries()).toBe(before)
  expect(done).toEqual([])
})

function event1000(): string {
  const deep = `${'['.repeat(1_000)}${']'.repeat(1_000)}`
  return `{"type":"event_callback","team_id":"T0HOME","event_id":"EvDeep","deep":${deep}}`
}

it.each([
  ['of another secret', { 'x-slack-signature': `v0=${'0'.repeat(64)}` }],
  ['without a signature', { 'x-slack-signature': '' }],
])('a request %s is answered 401, learns nothing and is not kept', async (_what, headers) => {
  const before = await deliveries()
  const body = event({ event_id: 'EvForged' })
  const signed = { 'content-type': json, ...world.slack.sign(body), ...headers }
  const answer = await world.slack.raw({ headers: signed, body })
  expect(answer).toMatchObject({ status: 401, body: 'not signed by Slack now' })
  expect(await deliveries()).toBe(before)
})

it.each([-301, 301, 3_600])(
  'a request signed %d seconds from now is answered 401',
  async (seconds) => {
    const nowSeconds = world.now().getTime() / 1000
    expect((await send(event(), json, nowSeconds + seconds)).status).toBe(401)
  },
)

it('a challenge is answered only to who can sign', async () => {
  const body = JSON.stringify({ type: 'url_verification', challenge: 'say this' })
  expect(await send(body)).toMatchObject({ status: 200, body: '{"challenge":"say this"}' })
  const unsigned = await world.slack.raw({ headers: { 'content-type': json }, body })
  expect(unsigned.status).toBe(401)
  expect(unsigned.body).not.toContain('say this')
})

it.each([
  ['a click of nobody', { type: 'block_actions', team: { id: 'T0HOME' }, actions: [{}] }],
  ['a click of no workspace', { type: 'block_actions', user: { id: 'U_MAYA' }, actions: [{}] }],
  [
    'a search for options, which no list of ours has',
    { type: 'block_suggestion', team: { id: 'T0HOME' }, user: { id: 'U_MAYA' }, name: 'x' },
  ],
  [
    'a shortcut that there is not',
    { type: 'shortcut', team: { id: 'T0HOME' }, user: { id: 'U_MAYA' } },
  ],
  [
    'a view that was closed',
    {
      type: 'view_closed',
      team: { id: 'T0HOME' },
      user: { id: 'U_MAYA' },
      view: { id: 'V1', hash: 'h', callback_id: 'notice' },
    },
  ],
  [
    'a click on what is called as no button of ours',
    {
      type: 'block_actions',
      team: { id: 'T0HOME' },
      user: { id: 'U_MAYA' },
      actions: [{ type: 'button', action_id: '__proto__', action_ts: '1' }],
    },
  ],
  [
    'a click without a name',
    {
      type: 'block_actions',
      team: { id: 'T0HOME' },
      user: { id: 'U_MAYA' },
      actions: [{ type: 'button', action_ts: '2' }],
    },
  ],
])('%s is taken and does nothing', async (_what, payload) => {
  const body = new URLSearchParams({ payload: JSON.stringify(payload) }).toString()
  expect((await send(body, form)).status).toBe(200)
  await world.settled()
  expect(done).toEqual([])
  expect(world.reports).toEqual([])
})

it('what a workspace tells of itself reaches its listener without a person', async () => {
  await world.slack.event({ type: 'user_change', user: { id: 'U_NOBODY' } })
  await world.settled()
  expect(done).toEqual(['notice T0HOME'])
})

it('a listener that breaks is tried again, and the person is told in the end, once', async () => {
  const { slack } = world
  await slack.say('U_MAYA', channelId, `<@${slack.botUserId}> hello`)
  await world.settled()
  expect(world.reports.map(String)).toEqual(Array(5).fill('Error: the listener broke'))
  const told = () => slack.ephemerals(channelId, 'U_MAYA')
  await expect.poll(() => told().length).toBe(1)
  expect(told()[0]?.text).not.toContain('the listener broke')
})

it('a stranger is told politely where they turned to the bot, and not where they talk among others', async () => {
  const { slack } = world
  slack.addUser({ id: 'U_NEW', name: 'new', email: 'new@other.example' })
  slack.addChannel({ id: 'C_TALK', name: 'talk', members: ['U_NEW', 'U_MAYA'] })
  await slack.say('U_NEW', 'C_TALK', 'lunch?')
  await world.settled()
  expect(slack.ephemerals('C_TALK', 'U_NEW')).toEqual([])
  expect(slack.calls('users.info')).toEqual([])
  await slack.say('U_NEW', slack.im('U_NEW'), 'what to reorder?')
  await world.settled()
  expect(slack.ephemerals(slack.im('U_NEW'), 'U_NEW')).toHaveLength(1)
  expect(done).toEqual([])
})

it('a person of ours who talks in a channel is heard', async () => {
  await world.slack.say('U_MAYA', 'C_TALK', 'and tea?')
  await world.settled()
  expect(done).toEqual(['event_callback'])
})

it('where the bot is no member, a refusal goes to the direct message', async () => {
  const { slack } = world
  slack.addChannel({ id: 'C_AWAY', name: 'away', members: ['U_NEW'], hasBot: false })
  const before = slack.ephemerals(slack.im('U_NEW'), 'U_NEW').length
  await slack.slash('U_NEW', 'C_AWAY', '/reorder', '')
  await world.settled()
  expect(slack.ephemerals(slack.im('U_NEW'), 'U_NEW')).toHaveLength(before + 1)
  expect(world.reports).toEqual([])
})
