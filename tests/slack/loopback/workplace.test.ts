// The rest of what people and apps do in a workspace: agent threads, reactions, guests, strangers, many deliveries.
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { App } from '@slack/bolt'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { posted, quietClient, refusalOf, silent } from './clients.ts'
import { actions, button, section } from './sample-blocks.ts'
import { loopbackSlack } from './slack.ts'
import type { Fields, LoopbackSlack } from './types.ts'
import type { WebClient } from '@slack/web-api'

let slack: LoopbackSlack
let web: WebClient
let server: Server
let heard: Fields[]

beforeEach(async () => {
  heard = []
  server = createServer(async (request, response) => {
    const parts: Buffer[] = []
    for await (const part of request) parts.push(part as Buffer)
    const body = Buffer.concat(parts).toString('utf8')
    const form = new URLSearchParams(body)
    heard.push(JSON.parse(body.startsWith('{') ? body : (form.get('payload') ?? '{}')) as Fields)
    response.end()
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  slack = await loopbackSlack()
  slack.addUser({ id: 'U1', name: 'bea', email: null })
  slack.addUser({ id: 'UG', name: 'guest', email: null, isUltraRestricted: true })
  slack.addUser({ id: 'UX', name: 'eve', email: null, isStranger: true, teamId: 'TX' })
  slack.addChannel({ id: 'C1', name: 'buying', members: ['U1', 'UG', 'UX'], isShared: true })
  slack.connect({ requestUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/` })
  web = quietClient(slack)
})
afterEach(async () => {
  await slack.close()
  await new Promise((done) => server.close(done))
})

describe('an agent', () => {
  it('sets prompts, status and title of a thread that is there', async () => {
    const channel_id = slack.im('U1')
    await slack.say('U1', channel_id, 'hello')
    const thread_ts = slack.messages(channel_id)[0]!.ts
    await web.assistant.threads.setStatus({ channel_id, thread_ts, status: 'is looking' })
    await web.assistant.threads.setTitle({ channel_id, thread_ts, title: 'Tea' })
    const prompts = [{ title: 'This week', message: 'What should I reorder?' }]
    await web.apiCall('assistant.threads.setSuggestedPrompts', { channel_id, thread_ts, prompts })
    expect(slack.thread(channel_id, thread_ts)).toEqual({
      status: 'is looking',
      title: 'Tea',
      prompts,
    })
    const many = Array.from({ length: 5 }, () => prompts[0])
    const tooMany = web.apiCall('assistant.threads.setSuggestedPrompts', {
      channel_id,
      prompts: many,
    })
    expect(await refusalOf(tooMany)).toBe('invalid_arguments')
    const nowhere = { channel_id, thread_ts: '1.000001', status: 'x' }
    expect(await refusalOf(web.assistant.threads.setStatus(nowhere))).toBe('thread_not_found')
  })
})

describe('a message', () => {
  it('has an address and takes a reaction once', async () => {
    const ts = await posted(web, { channel: 'C1', text: 'x' })
    const { permalink } = await web.chat.getPermalink({ channel: 'C1', message_ts: ts })
    expect(permalink).toContain(`/archives/C1/p${ts.replace('.', '')}`)
    const react = () => web.reactions.add({ channel: 'C1', timestamp: ts, name: 'eyes' })
    await react()
    expect(slack.messages('C1')[0]!.reactions).toEqual(['eyes'])
    expect(await refusalOf(react())).toBe('already_reacted')
    expect(await refusalOf(web.chat.getPermalink({ channel: 'C1', message_ts: '1.000001' }))).toBe(
      'message_not_found',
    )
  })

  it('cannot be written where the channel is archived', async () => {
    slack.archive('C1')
    expect(await refusalOf(posted(web, { channel: 'C1', text: 'x' }))).toBe('is_archived')
  })
})

describe('who somebody is', () => {
  it('says guests and people of another company as Slack says them', async () => {
    expect((await web.users.info({ user: 'UG' })).user).toMatchObject({
      is_restricted: true,
      is_ultra_restricted: true,
    })
    await slack.say('UX', 'C1', `<@${slack.botUserId}> costs?`)
    const event = { user: 'UX', user_team: 'TX', source_team: 'TX' }
    expect(heard[0]).toMatchObject({ team_id: slack.teamId, is_ext_shared_channel: true, event })
    await posted(web, { channel: 'C1', text: 'x', blocks: [actions(button('go'))] })
    await slack.click('UX', slack.messages('C1').at(-1)!, 'go')
    expect(heard.at(-1)).toMatchObject({
      user: { id: 'UX', team_id: 'TX' },
      team: { id: slack.teamId },
    })
  })

  it('shows an ephemeral message and its buttons to one person only', async () => {
    await web.chat.postEphemeral({
      channel: 'C1',
      user: 'U1',
      text: 'x',
      blocks: [section('x', button('go'))],
    })
    const message = slack.ephemerals('C1', 'U1')[0]!
    await expect((async () => slack.click('UG', message, 'go'))()).rejects.toThrow('does not see')
    await slack.click('U1', message, 'go')
    expect(heard.at(-1)).toMatchObject({ container: { is_ephemeral: true } })
    expect(heard.at(-1)).not.toHaveProperty('message')
  })

  it('tells the app whatever else a test makes up', async () => {
    slack.addTeam({ id: 'T2', name: 'Second' })
    await slack.event({ type: 'app_uninstalled' }, { teamId: 'T2' })
    expect(heard[0]).toMatchObject({
      type: 'event_callback',
      team_id: 'T2',
      event: { type: 'app_uninstalled' },
    })
  })
})

describe('the address for answers', () => {
  it('can be made to fail before or after it worked', async () => {
    await posted(web, { channel: 'C1', text: 'x', blocks: [actions(button('go'))] })
    await slack.click('U1', slack.messages('C1')[0]!, 'go')
    const url = String(heard[0]!['response_url'])
    const answer = () =>
      fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: '{"text":"seen"}',
      })
    slack.fail('response_url', { status: 503 })
    expect((await answer()).status).toBe(503)
    expect(slack.ephemerals('C1', 'U1')).toHaveLength(0)
    slack.fail('response_url', { hangUp: true, afterDoing: true })
    await expect(answer()).rejects.toThrow('fetch failed')
    expect(slack.ephemerals('C1', 'U1')).toHaveLength(1)
  })
})

describe('many deliveries', () => {
  it('keep ids and time stamps apart', async () => {
    const channel = slack.im('U1')
    const all = Array.from({ length: 200 }, (_, index) => slack.say('U1', channel, `${index}`))
    expect((await Promise.all(all)).every((one) => one.status === 200)).toBe(true)
    expect(new Set(heard.map((one) => one['event_id'])).size).toBe(200)
    const stamps = slack.messages(channel).map((one) => one.ts)
    expect(new Set(stamps).size).toBe(200)
    expect(stamps).toEqual(stamps.toSorted())
  })
})

it('a real Bolt app works over its own socket', async () => {
  const app = new App({
    token: slack.tokens.bot,
    appToken: slack.tokens.app,
    socketMode: true,
    clientOptions: { slackApiUrl: slack.apiUrl },
    logger: silent,
  })
  app.event('message', async ({ event, client }) => {
    const said = event as unknown as { channel: string; ts: string }
    await client.apiCall('chat.postMessage', {
      channel: said.channel,
      text: 'yes',
      thread_ts: said.ts,
    })
  })
  await app.start()
  slack.connect('socket')
  await slack.say('U1', slack.im('U1'), 'there?')
  await expect
    .poll(() => slack.messages(slack.im('U1')).map((one) => one.text))
    .toEqual(['there?', 'yes'])
  await app.stop()
})
