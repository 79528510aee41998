// Slack answers late, wrongly, not at all or no longer: what becomes of the work, and of the program.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { SlackMessage } from '#render/slack/blocks.ts'
import { secretOf } from '#root/secret.ts'
import { openDoor, type Door } from '#surfaces/slack/door.ts'
import type { Act, Listeners } from '#surfaces/slack/router.ts'
import { openWebApi, SlackRefusal, SlackUncertain } from '#surfaces/slack/web-api.ts'
import { loopbackSlack } from './loopback/slack.ts'
import type { LoopbackSlack } from './loopback/types.ts'
import { slackShop, until, type SlackShop } from './world.ts'

const saying = (text: string): SlackMessage => ({
  text,
  left: [],
  blocks: [{ type: 'section', text: { type: 'plain_text', text, emoji: false } }],
})
const message = saying('Hello')

describe('one call of Slack', () => {
  let slack: LoopbackSlack
  let slept: number[]
  let door: Door
  beforeEach(async () => {
    slack = await loopbackSlack()
    slack.addUser({ id: 'U1', name: 'bea', email: null })
    slack.addChannel({ id: 'C1', name: 'buying', members: ['U1'] })
    slept = []
    const sleep = async (ms: number) => void slept.push(ms)
    const token = secretOf(slack.tokens.bot)
    door = openDoor(slack.teamId, openWebApi({ apiUrl: slack.apiUrl, token, sleep }))
  })
  afterEach(() => slack.close())

  const post = () => door.post({ channelId: 'C1' }, message, { id: 'one' })

  it('waits as long as Slack asks for, and says it once', async () => {
    slack.fail('chat.postMessage', { status: 429, retryAfterSeconds: 7, times: 2 })
    await post()
    expect(slept).toEqual([7_000, 7_000])
    expect(slack.messages('C1')).toHaveLength(1)
  })

  it('does not wait for ever', async () => {
    slack.fail('chat.postMessage', { status: 429, retryAfterSeconds: 1, times: 10 })
    await expect(post()).rejects.toThrow(new SlackRefusal('chat.postMessage', 'ratelimited'))
    expect(slept).toEqual(Array(5).fill(1_000))
  })

  it('nor for hours', async () => {
    slack.fail('chat.postMessage', { status: 429, retryAfterSeconds: 7_200 })
    await expect(post()).rejects.toThrow('ratelimited')
    expect(slept).toEqual([])
  })

  it.each([
    ['a fault of its own', { status: 503 }],
    ['a cut', { hangUp: true }],
    ['a fault that Slack calls so', { error: 'internal_error' }],
    ['a fault that Slack calls fatal', { error: 'fatal_error' }],
  ])('after %s what may be done twice is done again', async (_what, fault) => {
    const posted = await post()
    slack.fail('chat.update', { ...fault, times: 2 })
    expect(await door.update(posted, saying('Changed'))).toBe('updated')
    expect(slept).toEqual([500, 2_000])
    expect(slack.messages('C1')[0]!.edited).not.toBeNull()
  })

  it.each([
    ['a fault', { status: 500, afterDoing: true }],
    ['a cut', { hangUp: true, afterDoing: true }],
    ['a fault that Slack calls fatal', { error: 'fatal_error', afterDoing: true }],
    ["a gateway's page", { error: '<html><body>Bad gateway</body></html>', afterDoing: true }],
  ])(
    'after %s nobody knows whether it was said, and it is not said again',
    async (_what, fault) => {
      slack.fail('chat.postMessage', fault)
      await expect(post()).rejects.toBeInstanceOf(SlackUncertain)
      expect(slack.messages('C1')).toHaveLength(1)
      expect(slack.calls('chat.postMessage')).toHaveLength(1)
    },
  )

  it('a word of refusal is a refusal at once', async () => {
    slack.revoke()
    await expect(post()).rejects.toThrow(new SlackRefusal('chat.postMessage', 'token_revoked'))
    expect(slept).toEqual([])
  })
})

describe('the program', () => {
  let world: SlackShop
  afterEach(() => world.close())
  const heard: string[] = []
  const note: Act = async ({ door }, body) => {
    const { text, channel } = body['event'] as { text: string; channel: string }
    await door.post({ channelId: channel }, message, { id: text })
    heard.push(text)
  }
  const listeners: Listeners = {
    events: { message: note },
    notices: {},
    commands: {},
    clicks: {},
    views: {},
  }
  const parts = { listeners, feedEveryMs: 3_600_000 }
  beforeEach(() => {
    heard.length = 0
  })

  it('starts while Slack does not answer, and connects when it does', async () => {
    const away = (slack: LoopbackSlack) => {
      slack.fail('apps.connections.open', { status: 503, times: 2 })
      slack.fail('auth.test', { status: 503, times: 3 })
    }
    world = await slackShop({ transport: 'socket', parts, before: away })
    const { slack } = world
    expect(slack.sockets()).toBe(1)
    await slack.say('U_MAYA', slack.im('U_MAYA'), 'hello')
    await world.settled()
    expect(heard).toEqual(['hello'])
    expect(world.reports.map(String)).toEqual(
      Array(2).fill('Error: the socket to Slack did not open'),
    )
  })

  it('stays alive when the app token is refused, then and after a drop', async () => {
    world = await slackShop({ transport: 'socket', parts })
    const { slack } = world
    slack.fail('apps.connections.open', { error: 'invalid_auth', times: 2 })
    slack.dropSocket()
    expect(await until(async () => slack.sockets() === 0, 10)).toBe(true)
    expect(await until(async () => slack.sockets() === 1, 20)).toBe(true)
    await slack.say('U_MAYA', slack.im('U_MAYA'), 'hello')
    await world.settled()
    expect(heard).toEqual(['hello'])
  })

  it('stops in the middle of connecting', async () => {
    const slow = (slack: LoopbackSlack) => {
      slack.fail('apps.connections.open', { delayMs: 1_500 })
    }
    world = await slackShop({ transport: 'socket', parts, before: slow, connects: false })
    const started = performance.now()
    await world.stop()
    expect(performance.now() - started).toBeLessThan(6_000)
    await new Promise((resolve) => setTimeout(resolve, 2_500))
    expect(world.slack.sockets()).toBe(0)
  })

  /** What may be refused and reported once each: every attempt, the apology, and the feed where it was still at its first round. */
  const [attempts, apology, feedRound] = [5, 1, 1]

  it.each(['http', 'socket'] as const)(
    'over %s a revoked token ends attempts in finite time, and nothing else',
    async (transport) => {
      world = await slackShop({ transport, parts })
      const { slack } = world
      slack.revoke()
      await slack.redeliver(await held(slack, 'hello'))
      await world.settled()
      expect(heard).toEqual([])
      const said = world.reports.map(String)
      expect(said.length).toBeLessThanOrEqual(attempts + apology + feedRound)
      expect(
        said.filter((text) => !/^Error: Slack refused [a-zA-Z.]+: token_revoked$/.test(text)),
      ).toEqual([])
      expect(said.length).toBeGreaterThan(0)
    },
  )

  it('while the socket drops in mid-stream, what was under way is done and said once', async () => {
    world = await slackShop({ transport: 'socket', parts })
    const { slack } = world
    slack.fail('chat.postMessage', { delayMs: 300 })
    await slack.say('U_MAYA', slack.im('U_MAYA'), 'hello')
    slack.dropSocket()
    await world.settled()
    expect(heard).toEqual(['hello'])
    expect(
      slack.messages(slack.im('U_MAYA')).filter(({ metadata }) => metadata !== null),
    ).toHaveLength(1)
    expect(await until(async () => slack.sockets() === 1, 20)).toBe(true)
  })

  it('while Slack is slow others are heard and answered', async () => {
    world = await slackShop({ transport: 'http', parts })
    const { slack } = world
    slack.fail('chat.postMessage', { delayMs: 1_500 })
    const first = await slack.say('U_MAYA', slack.im('U_MAYA'), 'slow')
    const second = await slack.say('U_BEN', slack.im('U_BEN'), 'quick')
    expect([first.status, second.status]).toEqual([200, 200])
    await world.settled()
    expect(heard).toEqual(['quick', 'slow'])
  })
})

/** A message that Slack wants to deliver; `redeliver` does it. A revoked app is sent nothing new. */
async function held(slack: LoopbackSlack, text: string) {
  slack.hold(true)
  const event = { type: 'message', channel_type: 'im', user: 'U_MAYA', text, ts: '1.1' }
  await slack.event({ ...event, channel: slack.im('U_MAYA') })
  slack.hold(false)
  return slack.lastDelivery()
}
