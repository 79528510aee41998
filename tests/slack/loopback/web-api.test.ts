import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { posted, quietClient, refusalOf, refusedAnswer } from './clients.ts'
import { actions, button, section } from './sample-blocks.ts'
import { loopbackSlack } from './slack.ts'
import type { LoopbackSlack } from './types.ts'
import type { WebClient } from '@slack/web-api'

let slack: LoopbackSlack
let web: WebClient
let now = 1_790_000_000

beforeAll(async () => {
  slack = await loopbackSlack({ clock: () => now })
  slack.addUser({ id: 'U1', name: 'bea', email: 'bea@shop.example', tz: 'Europe/Paris' })
  slack.addUser({ id: 'U2', name: 'gone', email: 'gone@shop.example', deleted: true })
  slack.addUser({
    id: 'UX',
    name: 'eve',
    email: 'eve@other.example',
    isStranger: true,
    teamId: 'T9',
  })
  slack.addChannel({ id: 'C1', name: 'buying', members: ['U1', 'UX'], isShared: true })
  slack.addChannel({ id: 'C2', name: 'elsewhere', members: ['U1'], hasBot: false })
  slack.addChannel({ id: 'C3', name: 'old', members: ['U1'], isArchived: true })
  slack.addTeam({ id: 'T2', name: 'Second Ltd', code: 'code-2' })
  slack.addChannel({ id: 'C9', name: 'theirs', members: [], teamId: 'T2' })
  web = quietClient(slack)
})
afterAll(() => slack.close())

const post = async (more: object = {}) => ({
  ts: await posted(web, { channel: 'C1', text: 'hello', ...more }),
})

describe('who may call', () => {
  it('answers auth.test with the workspace and the scopes of the token', async () => {
    const answer = await web.auth.test()
    expect(answer).toMatchObject({ ok: true, team_id: slack.teamId, user_id: slack.botUserId })
    expect(answer.response_metadata?.scopes).toContain('chat:write')
  })

  it('refuses no token, a made-up one and one of the wrong kind', async () => {
    expect(await refusalOf(quietClient(slack, '').auth.test())).toBe('not_authed')
    expect(await refusalOf(quietClient(slack, 'xoxb-no').auth.test())).toBe('invalid_auth')
    const app = quietClient(slack, slack.tokens.app)
    expect(await refusalOf(app.auth.test())).toBe('not_allowed_token_type')
    expect(await refusalOf(web.apps.connections.open({}))).toBe('not_allowed_token_type')
  })

  it('names the scope that is missing', async () => {
    const bare = await loopbackSlack({ scopes: ['users:read'] })
    bare.addUser({ id: 'U1', name: 'bea', email: 'bea@shop.example' })
    const client = quietClient(bare)
    const call = posted(client, { channel: bare.im('U1'), text: 'x' })
    expect(await refusedAnswer(call)).toMatchObject({
      error: 'missing_scope',
      needed: 'chat:write',
      provided: 'users:read',
    })
    const { user } = await client.users.info({ user: 'U1' })
    expect(user?.profile?.email).toBeUndefined()
    bare.setScopes(['users:read', 'users:read.email'])
    const again = await client.users.info({ user: 'U1' })
    expect(again.user?.profile?.email).toBe('bea@shop.example')
    bare.revoke()
    expect(await refusalOf(client.auth.test())).toBe('token_revoked')
    await bare.close()
  })

  it('knows no method that Slack does not have, and no argument either', async () => {
    expect(await refusalOf(web.apiCall('chat.shout', {}))).toBe('unknown_method')
    expect(await refusalOf(web.apiCall('constructor', {}))).toBe('unknown_method')
    const answer = await refusedAnswer(post({ chanel: 'C1' }))
    expect(answer).toMatchObject({
      error: 'invalid_arguments',
      errors: ['no such argument: chanel'],
    })
  })

  it('gives a second workspace its own token for a code, once', async () => {
    const { id: client_id, secret: client_secret } = slack.client
    const install = { client_id, client_secret, code: 'code-2' }
    const none = quietClient(slack, '')
    expect(await refusalOf(none.oauth.v2.access({ ...install, client_secret: 'no' }))).toBe(
      'bad_client_secret',
    )
    const answer = await none.oauth.v2.access(install)
    expect(answer.team?.id).toBe('T2')
    expect(await refusalOf(none.oauth.v2.access(install))).toBe('invalid_code')
    const theirs = quietClient(slack, answer.access_token!)
    await posted(theirs, { channel: 'C9', text: 'hello' })
    expect(await refusalOf(posted(web, { channel: 'C9', text: 'x' }))).toBe('channel_not_found')
    expect(await refusalOf(theirs.users.info({ user: 'U1' }))).toBe('user_not_found')
  })
})

describe('messages', () => {
  it('takes a form and JSON alike', async () => {
    const headers = {
      authorization: `Bearer ${slack.tokens.bot}`,
      'content-type': 'application/json',
    }
    const body = JSON.stringify({ channel: 'C1', text: 'json', blocks: [section('json')] })
    const response = await fetch(`${slack.apiUrl}chat.postMessage`, {
      method: 'POST',
      headers,
      body,
    })
    expect(await response.json()).toMatchObject({ ok: true, channel: 'C1' })
    await post({ text: 'form', blocks: [section('form')] })
    const texts = slack.messages('C1').slice(-2)
    expect(texts.map((one) => one.blocks[0]!['text'])).toEqual([
      { type: 'mrkdwn', text: 'json' },
      { type: 'mrkdwn', text: 'form' },
    ])
  })

  it.each([
    ['channel_not_found', { channel: 'C404' }],
    ['not_in_channel', { channel: 'C2' }],
    ['is_archived', { channel: 'C3' }],
    ['no_text', { text: '' }],
    ['msg_too_long', { text: 'x'.repeat(40_001) }],
    ['invalid_thread_ts', { thread_ts: 'yesterday' }],
    ['thread_not_found', { thread_ts: '1700000000.000001' }],
    ['invalid_blocks', { blocks: [section('')] }],
    ['invalid_blocks_format', { blocks: '[{' }],
    ['markdown_text_conflict', { markdown_text: 'x' }],
    ['invalid_metadata_format', { metadata: { event_type: 'x' } }],
    [
      'metadata_too_large',
      { metadata: { event_type: 'x', event_payload: { a: 'x'.repeat(8001) } } },
    ],
    ['invalid_arguments', { unfurl_links: 'maybe' }],
  ])('refuses with %s', async (code, more) => {
    const before = slack.messages('C1').length
    expect(await refusalOf(post(more))).toBe(code)
    expect(slack.messages('C1')).toHaveLength(before)
  })

  it('edits and deletes its own messages only', async () => {
    const { ts } = await post({ blocks: [section('one'), actions(button('a'))] })
    await slack.say('U1', 'C1', 'mine').catch(() => undefined)
    const theirs = slack.messages('C1').at(-1)!
    expect(theirs.user).toBe('U1')
    const place = { channel: 'C1', text: 'x' }
    expect(await refusalOf(web.chat.update({ ...place, ts: theirs.ts }))).toBe(
      'cant_update_message',
    )
    expect(await refusalOf(web.chat.delete({ channel: 'C1', ts: theirs.ts }))).toBe(
      'cant_delete_message',
    )
    expect(await refusalOf(web.chat.update({ ...place, ts: '1.000001' }))).toBe('message_not_found')
    await web.chat.update({ channel: 'C1', ts, text: 'two' })
    const kept = slack.messages('C1').find((one) => one.ts === ts)!
    expect([kept.text, kept.blocks.length, kept.edited === null]).toEqual(['two', 2, false])
    await web.chat.update({ channel: 'C1', ts, text: 'two', blocks: [section('done')] })
    expect(slack.messages('C1').find((one) => one.ts === ts)!.blocks).toHaveLength(1)
    await web.chat.delete({ channel: 'C1', ts })
    expect(slack.messages('C1').map((one) => one.ts)).not.toContain(ts)
  })

  it('keeps metadata, threads and unfurling as they were asked for', async () => {
    const metadata = { event_type: 'po_card', event_payload: { id: 'PO-1' } }
    const { ts } = await post({ metadata, unfurl_links: false, unfurl_media: false })
    const reply = await post({ thread_ts: ts, text: 'reply' })
    expect(await refusalOf(post({ thread_ts: reply.ts }))).toBe('cannot_reply_to_message')
    const kept = slack.messages('C1').find((one) => one.ts === ts)!
    expect([kept.unfurl_links, kept.unfurl_media]).toEqual([false, false])
    const history = await web.conversations.history({ channel: 'C1', include_all_metadata: true })
    expect(history.messages!.find((one) => one.ts === ts)).toMatchObject({
      metadata,
      reply_count: 1,
    })
    expect(history.messages!.map((one) => one.ts)).not.toContain(reply.ts)
    const { messages } = await web.conversations.replies({ channel: 'C1', ts })
    expect(messages!.map((one) => one.ts)).toEqual([ts, reply.ts])
    expect(messages![0]).not.toHaveProperty('metadata')
  })

  it('shows an ephemeral message to one member and nobody else', async () => {
    const only = { channel: 'C1', text: 'costs', user: 'U1' }
    await web.chat.postEphemeral(only)
    expect(slack.ephemerals('C1', 'U1').map((one) => one.text)).toEqual(['costs'])
    expect(slack.messages('C1').map((one) => one.text)).not.toContain('costs')
    expect(await refusalOf(web.chat.postEphemeral({ ...only, user: 'U404' }))).toBe(
      'user_not_in_channel',
    )
  })

  it('pages through a history', async () => {
    const pages: number[] = []
    for await (const page of web.paginate('conversations.history', { channel: 'C1', limit: 3 })) {
      pages.push((page as { messages: unknown[] } & typeof page).messages.length)
    }
    expect(pages.length).toBeGreaterThan(1)
    expect(pages.reduce((sum, one) => sum + one)).toBe(
      slack.messages('C1').filter((one) => one.thread_ts === null).length,
    )
  })
})

describe('people and channels', () => {
  it('finds people of the workspace, by id and by address', async () => {
    const { user } = await web.users.lookupByEmail({ email: 'BEA@shop.example' })
    expect(user).toMatchObject({ id: 'U1', tz: 'Europe/Paris', deleted: false })
    expect(await refusalOf(web.users.lookupByEmail({ email: 'gone@shop.example' }))).toBe(
      'users_not_found',
    )
    expect((await web.users.info({ user: 'U2' })).user?.deleted).toBe(true)
    expect((await web.users.info({ user: 'UX' })).user).toMatchObject({ is_stranger: true })
    expect(await refusalOf(web.users.info({ user: 'U404' }))).toBe('user_not_found')
  })

  it('opens direct messages', async () => {
    const { channel } = await web.conversations.open({ users: 'U1' })
    expect(channel?.id).toBe(slack.im('U1'))
    expect(await refusalOf(web.conversations.open({ users: 'U2' }))).toBe('user_disabled')
    await posted(web, { channel: 'U1', text: 'by user' })
    expect(slack.messages(slack.im('U1')).at(-1)?.text).toBe('by user')
    const info = await web.conversations.info({ channel: 'C1' })
    expect(info.channel).toMatchObject({ name: 'buying', is_ext_shared: true, is_member: true })
  })
})

describe('files', () => {
  const png = Buffer.from([0x89, 0x50, 0x4e, 0x47, 1, 2, 3])
  const image = (id: string) => [{ type: 'image', alt_text: 'Stock', slack_file: { id } }]

  it('shows an image only after it was uploaded, completed and processed', async () => {
    const asked = await web.files.getUploadURLExternal({ filename: 'a.png', length: png.length })
    const id = asked.file_id!
    const wrong = await fetch(asked.upload_url!, { method: 'POST', body: 'short' })
    expect(wrong.status).toBe(400)
    expect(await refusalOf(web.files.completeUploadExternal({ files: [{ id }] }))).toBe(
      'file_not_found',
    )
    await fetch(asked.upload_url!, { method: 'POST', body: png })
    await web.files.completeUploadExternal({ files: [{ id, title: 'Stock' }] })
    expect(await refusalOf(post({ blocks: image(id) }))).toBe('invalid_blocks')
    expect((await web.files.info({ file: id })).file?.mimetype).toBe('image/png')
    await post({ blocks: image(id) })
    expect(slack.files().find((file) => file.id === id)).toMatchObject({ title: 'Stock' })
  })

  it('is fooled by no name', async () => {
    const uploaded = await web.filesUploadV2({ filename: 'a.png', file: Buffer.from('<svg/>') })
    const id = slack.files().at(-1)!.id
    expect(uploaded.ok).toBe(true)
    await web.files.info({ file: id })
    await web.files.info({ file: id })
    expect(await refusalOf(post({ blocks: image(id) }))).toBe('invalid_blocks')
  })
})

describe('what goes wrong on demand', () => {
  it('answers 429 with the seconds to wait, then works', async () => {
    slack.fail('chat.postMessage', { retryAfterSeconds: 7 })
    const strict = quietClient(slack, slack.tokens.bot, { rejectRateLimitedCalls: true })
    await expect(posted(strict, { channel: 'C1', text: 'x' })).rejects.toMatchObject({
      retryAfter: 7,
    })
    await posted(strict, { channel: 'C1', text: 'x' })
  })

  it.each([
    ['an error of its own', { error: 'fatal_error' }, 'fatal_error', 0],
    ['status 503', { status: 503 }, 'slack_webapi_http_error', 0],
    ['a cut before the work', { hangUp: true }, 'slack_webapi_request_error', 0],
    ['a cut after the work', { hangUp: true, afterDoing: true }, 'slack_webapi_request_error', 1],
    ['an error after the work', { status: 500, afterDoing: true }, 'slack_webapi_http_error', 1],
  ])('gives %s', async (_, fault, code, posted) => {
    const before = slack.messages('C1').length
    slack.fail('chat.postMessage', fault)
    expect(await refusalOf(post())).toBe(code)
    expect(slack.messages('C1')).toHaveLength(before + posted)
    expect(slack.calls('chat.postMessage').at(-1)!.status).not.toBe(
      200 * Number(code.includes('_webapi_')),
    )
    await post()
  })

  it('is slow for so many calls', async () => {
    slack.fail('auth.test', { delayMs: 60, times: 2 })
    const hurried = quietClient(slack, slack.tokens.bot, { timeout: 20 })
    expect(await refusalOf(hurried.auth.test())).toBe('slack_webapi_request_error')
    expect(await refusalOf(hurried.auth.test())).toBe('slack_webapi_request_error')
    await web.auth.test()
  })

  it('holds to the tiers when told to', async () => {
    slack.limitRates(true)
    const strict = quietClient(slack, slack.tokens.bot, { rejectRateLimitedCalls: true })
    now += 100
    const burst = async () => {
      for (let index = 0; index < 12; index += 1) {
        await posted(strict, { channel: slack.im('U1'), text: 'x' })
      }
    }
    await expect(burst()).rejects.toMatchObject({ retryAfter: 10 })
    now += 10
    await posted(strict, { channel: slack.im('U1'), text: 'x' })
    slack.limitRates(false)
  })

  it('remembers every call with what it answered', () => {
    const call = slack.calls('users.lookupByEmail')[0]!
    expect(call).toMatchObject({ status: 200, body: { email: 'BEA@shop.example' } })
    expect(call.answer).toMatchObject({ ok: true })
    expect(JSON.stringify(slack.calls())).not.toContain(slack.tokens.bot)
  })
})
