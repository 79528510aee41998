import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { section } from '#render/slack/elements.ts'
import { refusalMessage } from '#render/slack/refusal.ts'
import { secretOf } from '#root/secret.ts'
import { openDoor, type Door } from '#surfaces/slack/door.ts'
import { listeners } from '#surfaces/slack/listeners.ts'
import { appManifest, botScopes } from '#surfaces/slack/manifest.ts'
import { openWebApi } from '#surfaces/slack/web-api.ts'
import { quietClient } from './loopback/clients.ts'
import { faultsOfManifest } from './loopback/manifest-rules.ts'
import { loopbackSlack } from './loopback/slack.ts'
import type { LoopbackSlack } from './loopback/types.ts'

const address = 'https://buying.example.com'
const bothWays = [
  ['Socket Mode', null],
  ['HTTP', address],
] as const

let slack: LoopbackSlack | null = null
afterEach(async () => {
  await slack?.close()
  slack = null
})

it.each(bothWays)('Slack takes the manifest for %s', async (_, where) => {
  const manifest = appManifest(listeners, where)
  slack = await loopbackSlack({ manifest })
  const configuration = quietClient(slack, slack.tokens.configuration)
  const asked = { manifest: JSON.stringify(manifest) }
  expect(await configuration.apps.manifest.validate(asked as never)).toMatchObject({ ok: true })
})

it('says the same for both ways, but where Slack calls', () => {
  const socket = appManifest(listeners, null)
  const http = appManifest(listeners, address)
  expect(JSON.stringify(socket)).not.toContain('https:')
  expect(socket.settings.socket_mode_enabled).toBe(true)
  expect(http.settings.socket_mode_enabled).toBe(false)
  const called = `${address}/slack/events`
  expect(http.settings.event_subscriptions).toMatchObject({ request_url: called })
  expect(http.settings.interactivity).toMatchObject({ request_url: called })
  expect(http.features.slash_commands.map(({ url }) => url)).toEqual(
    http.features.slash_commands.map(() => called),
  )
  expect(http.oauth_config.redirect_urls).toEqual([`${address}/slack/oauth`])
  expect(http.oauth_config.scopes).toEqual(socket.oauth_config.scopes)
})

it('subscribes to what the bot listens to, and to nothing that nobody works', () => {
  const { features, settings } = appManifest(listeners, null)
  const heard = [...Object.keys(listeners.events), ...Object.keys(listeners.notices)]
  expect(settings.event_subscriptions.bot_events).toEqual(
    heard.map((name) => (name === 'message' ? 'message.im' : name)).toSorted(),
  )
  expect(settings.event_subscriptions.bot_events).toEqual([
    'app_home_opened',
    'app_mention',
    'app_uninstalled',
    'message.im',
    'tokens_revoked',
    'user_change',
  ])
  expect(features.slash_commands.map(({ command }) => command)).toEqual(['/reorder'])
})

it('will not print a command that nobody described', () => {
  const commands = { '/unheard': () => Promise.resolve() }
  expect(() => appManifest({ ...listeners, commands }, null)).toThrow('/unheard has no words')
})

const picture = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)
const message = refusalMessage({ kind: 'no_costs_here' })
const chunk = { type: 'markdown_text' as const, text: 'said' }
const block = section('said')

/** Everything that the door does, in every kind of place where it does it. */
async function throughTheDoor(door: Door, world: LoopbackSlack): Promise<string[]> {
  const refused: string[] = []
  const attempt = async (act: () => Promise<unknown>) => {
    try {
      return await act()
    } catch (error) {
      refused.push(String((error as { code?: string }).code))
      return null
    }
  }
  const direct = { channelId: world.im('U_MAYA') }
  await attempt(() => door.directOf('U_MAYA'))
  await attempt(async () => {
    const { email } = await door.profileOf('U_MAYA')
    if (email === null) throw Object.assign(new Error('no e-mail'), { code: 'missing_scope' })
  })
  for (const channelId of ['C_OPEN', 'C_CLOSED']) await attempt(() => door.channelName(channelId))
  const posted = await attempt(() => door.post(direct, message, { id: 'one' }))
  const at = (posted ?? { ...direct, ts: '1.000001' }) as { channelId: string; ts: string }
  await attempt(() => door.find(direct, { id: 'one' }))
  await attempt(() => door.find({ ...direct, threadTs: at.ts }, { id: 'two' }))
  await attempt(() => door.update(at, message))
  await attempt(() => door.whisper({ channelId: 'C_OPEN' }, 'U_MAYA', message))
  const thread = { channelId: at.channelId, threadTs: at.ts }
  await attempt(async () => {
    const stream = await door.startStream(thread, 'U_MAYA', [chunk])
    await door.appendStream(stream, [chunk])
    await door.stopStream(stream, [block])
  })
  await attempt(() => door.suggest(thread, [{ title: 'Ask', message: 'Ask it' }]))
  await attempt(() => door.upload(picture, 'dot.png', 'A dot'))
  const home = { type: 'home' as const, callback_id: 'home' as const, blocks: [block] }
  await attempt(() => door.publishHome('U_MAYA', home))
  return refused
}

async function worldWith(scopes: readonly string[]): Promise<{ door: Door; world: LoopbackSlack }> {
  const world = await loopbackSlack({ scopes: [...scopes] })
  world.addUser({ id: 'U_MAYA', name: 'Maya', email: 'maya@shop.example' })
  world.addChannel({ id: 'C_OPEN', name: 'open', members: ['U_MAYA'] })
  world.addChannel({ id: 'C_CLOSED', name: 'closed', members: ['U_MAYA'], isPrivate: true })
  const token = secretOf(world.tokens.bot)
  const sleep = () => Promise.resolve()
  const door = openDoor(world.teamId, openWebApi({ apiUrl: world.apiUrl, token, sleep }))
  return { door, world }
}

it('asks for scopes that let the door do all it does', async () => {
  const { door, world } = await worldWith(botScopes)
  slack = world
  expect(await throughTheDoor(door, world)).toEqual([])
  const called = new Set(world.calls().map(({ method }) => method))
  const file = join(import.meta.dirname, '../../src/surfaces/slack/door.ts')
  const written = [...readFileSync(file, 'utf8').matchAll(/'((?:[a-z]+\.)+[a-zA-Z]+)'/g)].map(
    ([, method]) => method!,
  )
  // What a modal needs is a click; its methods need no scope.
  const untried = written.filter((method) => !called.has(method))
  expect(untried.filter((method) => !/^views\.(open|push|update)$/.test(method))).toEqual([])
})

/** Whether anything of ours would be refused without a scope. */
async function isNeeded(scope: string): Promise<boolean> {
  const others = botScopes.filter((each) => each !== scope)
  const manifest = appManifest(listeners, null)
  const without = { ...manifest, oauth_config: { scopes: { bot: others } } }
  if (faultsOfManifest(without).length > 0) return true
  const { door, world } = await worldWith(others)
  const refused = await throughTheDoor(door, world)
  await world.close()
  return refused.includes('missing_scope')
}

it.each(botScopes)('could not do without the scope %s', async (scope) => {
  expect(await isNeeded(scope)).toBe(true)
})
