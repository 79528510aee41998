import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { posted, quietClient, refusalOf } from './clients.ts'
import { actions, button, input, modal, plain, section, select } from './sample-blocks.ts'
import { loopbackSlack } from './slack.ts'
import type { Fields, LoopbackSlack } from './types.ts'
import type { WebClient } from '@slack/web-api'

/** An app of a few lines: it keeps what came and answers what a test tells it to. */
let heard: Fields[]
let answer: unknown
let server: Server
let slack: LoopbackSlack
let web: WebClient
let now: number

const parsed = (body: string): Fields =>
  body.startsWith('{')
    ? (JSON.parse(body) as Fields)
    : (JSON.parse(new URLSearchParams(body).get('payload') ?? '{}') as Fields)

beforeEach(async () => {
  now = 1_790_000_000
  heard = []
  answer = ''
  server = createServer((request, response) => {
    let body = ''
    request.on('data', (part) => (body += String(part)))
    request.on('end', () => {
      heard.push(parsed(body))
      response.writeHead(200, { 'content-type': 'application/json' })
      response.end(answer === '' ? '' : JSON.stringify(answer))
    })
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  slack = await loopbackSlack({ clock: () => now })
  slack.addUser({ id: 'U1', name: 'bea', email: null })
  slack.addUser({ id: 'U2', name: 'max', email: null })
  slack.addChannel({ id: 'C1', name: 'buying', members: ['U1', 'U2'] })
  slack.connect({ requestUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/slack` })
  web = quietClient(slack)
})
afterEach(async () => {
  await slack.close()
  await new Promise((done) => server.close(done))
})

async function trigger(): Promise<string> {
  const ts = await posted(web, { channel: 'C1', text: 'x', blocks: [actions(button('open'))] })
  const message = slack.messages('C1').find((one) => one.ts === ts)!
  await slack.click('U1', message, 'open')
  return String(heard.at(-1)!['trigger_id'])
}

const form = (more: Fields = {}) =>
  modal({
    submit: plain('Send'),
    blocks: [
      { ...input(), block_id: 'why' },
      {
        ...input({
          type: 'number_input',
          action_id: 'units',
          is_decimal_allowed: false,
          min_value: '12',
          max_value: '48',
          initial_value: '24',
        }),
        block_id: 'units',
        dispatch_action: true,
      },
    ],
    ...more,
  }) as never

const opened = async (view = form()) =>
  (await web.views.open({ trigger_id: await trigger(), view })).view!

describe('a click', () => {
  it('says who, where, on what, and gives one trigger and an address for answers', async () => {
    const menu = section(
      'x',
      select([
        ['One', '1'],
        ['Two', '2'],
      ]),
    )
    const blocks = [menu, actions(button('go', { value: 'PO-1', style: 'primary' }))]
    await posted(web, { channel: 'C1', text: 'x', blocks })
    const message = slack.messages('C1')[0]!
    await slack.click('U2', message, /^go$/)
    expect(heard[0]).toMatchObject({
      type: 'block_actions',
      user: { id: 'U2', team_id: slack.teamId },
      container: { type: 'message', message_ts: message.ts, channel_id: 'C1', is_ephemeral: false },
      message: { ts: message.ts },
      actions: [{ type: 'button', action_id: 'go', value: 'PO-1', style: 'primary' }],
    })
    await slack.click('U2', message, 'choose', { value: '2' })
    const option = { text: plain('Two'), value: '2' }
    expect(heard[1]!['actions']).toMatchObject([{ selected_option: option }])
    const block = message.blocks[0]!.block_id!
    expect(heard[1]!['state']).toMatchObject({
      values: { [block]: { choose: { selected_option: option } } },
    })
    expect(() => slack.click('U1', message, 'gone')).toThrow('there is: choose, go')
    expect(() => slack.click('U1', message, 'choose', { value: '3' })).toThrow('no option 3')
  })

  it('finds buttons of cards, containers and carousels', async () => {
    const card = (id: string) => ({
      type: 'card',
      block_id: id,
      title: { type: 'mrkdwn', text: id },
      actions: [button(`open-${id}`)],
    })
    const container = {
      type: 'container',
      title: plain('All'),
      child_blocks: [{ ...actions(button('more')), block_id: 'in' }],
    }
    const blocks = [
      card('one'),
      { type: 'carousel', elements: [card('two'), card('three')] },
      container,
    ]
    await posted(web, { channel: 'C1', text: 'x', blocks })
    const message = slack.messages('C1')[0]!
    await slack.click('U1', message, /^open/, { block: 'three' })
    await slack.click('U1', message, /^open/, { at: 1 })
    await slack.click('U1', message, 'more')
    const blockIds = heard.map((one) => (one['actions'] as Fields[])[0]!['block_id'])
    expect(blockIds).toEqual(['three', 'two', 'in'])
  })

  it('is answered five times within half an hour', async () => {
    await trigger()
    const url = String(heard[0]!['response_url'])
    const reply = (body: object) =>
      fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      })
    await reply({ text: 'only you' })
    await reply({ text: 'all', response_type: 'in_channel' })
    await reply({ replace_original: true, text: 'decided', blocks: [section('decided')] })
    expect(slack.ephemerals('C1', 'U1').map((one) => one.text)).toEqual(['only you'])
    expect(slack.messages('C1').map((one) => one.text)).toEqual(['decided', 'all'])
    expect((await reply({ text: 'x', blocks: [section('')] })).status).toBe(400)
    expect((await reply({ delete_original: true })).status).toBe(200)
    expect(slack.messages('C1').map((one) => one.text)).toEqual(['all'])
    expect(await (await reply({ text: 'sixth' })).json()).toMatchObject({ error: 'used_url' })
    await trigger()
    now += 1801
    const late = await fetch(String(heard.at(-1)!['response_url']), { method: 'POST', body: '{}' })
    expect(await late.json()).toMatchObject({ error: 'expired_url' })
  })
})

describe('a modal', () => {
  it('opens once and within three seconds', async () => {
    const trigger_id = await trigger()
    const open = (id: string) => web.views.open({ trigger_id: id, view: form() })
    expect(await refusalOf(open('1.2.made-up'))).toBe('invalid_trigger_id')
    await open(trigger_id)
    expect(slack.view('U1')).toMatchObject({ title: 'Reject', submit: 'Send' })
    expect(slack.view('U2')).toBeNull()
    expect(await refusalOf(open(trigger_id))).toBe('exchanged_trigger_id')
    const late = await trigger()
    now += 4
    expect(await refusalOf(open(late))).toBe('expired_trigger_id')
    expect(
      await refusalOf(
        web.views.open({ trigger_id: await trigger(), view: modal({ blocks: [] }) as never }),
      ),
    ).toBe('invalid_arguments')
  })

  it('keeps what was filled in when it is updated, and refuses an old hash', async () => {
    const { id: view_id, hash } = await opened()
    expect(await slack.type('U1', slack.view('U1')!, 'why', 'too dear')).toBeNull()
    await web.views.update({ view_id: view_id!, hash: hash!, view: form() })
    expect(slack.view('U1')!.state.values['why']!['why']).toMatchObject({ value: 'too dear' })
    const again = web.views.update({ view_id: view_id!, hash: hash!, view: form() })
    expect(await refusalOf(again)).toBe('hash_conflict')
    expect(await refusalOf(web.views.update({ view_id: 'V404', view: form() }))).toBe('not_found')
  })

  it('tells the app of a change where a block dispatches', async () => {
    await opened()
    const delivered = await slack.type('U1', slack.view('U1')!, 'units', '36')
    expect(delivered?.status).toBe(200)
    expect(heard.at(-1)).toMatchObject({
      container: { type: 'view' },
      actions: [{ action_id: 'units', value: '36' }],
      view: { state: { values: { units: { units: { value: '36' } } } } },
    })
  })

  it.each([
    ['why', '', 'Please complete this field'],
    ['units', '49', 'must be 48 or less'],
    ['units', '13.5', 'must be whole'],
    ['units', 'many', 'must be a number'],
  ])('does not submit %s = "%s"', async (block, value, says) => {
    await opened()
    await slack.type('U1', slack.view('U1')!, 'why', 'x')
    await slack.type('U1', slack.view('U1')!, block, value)
    const before = heard.length
    expect((await slack.submit('U1')).trouble).toContain(says)
    expect(heard).toHaveLength(before)
  })

  it('obeys errors, update, push and clear, and closes on an empty answer', async () => {
    await opened()
    await slack.type('U1', slack.view('U1')!, 'why', 'x')
    answer = { response_action: 'errors', errors: { why: 'Say more' } }
    await slack.submit('U1')
    expect(slack.view('U1')!.errors).toEqual({ why: 'Say more' })
    answer = { response_action: 'update', view: form({ title: plain('Again') }) }
    await slack.submit('U1')
    expect(slack.view('U1')).toMatchObject({ title: 'Again', errors: {} })
    answer = { response_action: 'push', view: form({ title: plain('On top') }) }
    await slack.submit('U1')
    expect(slack.view('U1')!.title).toBe('On top')
    answer = ''
    await slack.type('U1', slack.view('U1')!, 'why', 'x')
    await slack.submit('U1')
    expect(slack.view('U1')!.title).toBe('Again')
    answer = { response_action: 'clear' }
    await slack.submit('U1')
    expect(slack.view('U1')).toBeNull()
    expect(heard.at(-1)).toMatchObject({ type: 'view_submission', view: { callback_id: '' } })
  })

  it.each([
    ['errors for a block that is no input', { response_action: 'errors', errors: { nobody: 'x' } }],
    ['a view that Slack refuses', { response_action: 'update', view: modal({ blocks: [] }) }],
    ['an action that does not exist', { response_action: 'vanish' }],
    ['something else', { ok: true }],
  ])('stays open and says so when the app answers %s', async (_, wrong) => {
    await opened()
    await slack.type('U1', slack.view('U1')!, 'why', 'x')
    answer = wrong
    expect((await slack.submit('U1')).trouble).toContain('trouble connecting')
    expect(slack.view('U1')).not.toBeNull()
  })

  it('holds three views and no fourth', async () => {
    await opened(form({ notify_on_close: true }))
    const push = async () => {
      await slack.type('U1', slack.view('U1')!, 'units', '36')
      return web.views.push({ trigger_id: String(heard.at(-1)!['trigger_id']), view: form() })
    }
    await push()
    await push()
    expect(await refusalOf(push())).toBe('push_limit_reached')
    expect(await slack.dismiss('U1')).toBeNull()
    expect(await slack.dismiss('U1')).toBeNull()
    expect((await slack.dismiss('U1'))?.status).toBe(200)
    expect(heard.at(-1)).toMatchObject({ type: 'view_closed', is_cleared: false })
  })
})

describe('the home tab', () => {
  it('is published for a person and told when it is opened', async () => {
    const view = { type: 'home' as const, blocks: [section('one'), actions(button('go'))] }
    const first = await web.views.publish({ user_id: 'U1', view } as never)
    expect(slack.home('U1')!.blocks).toHaveLength(2)
    await slack.openHome('U1')
    expect(heard.at(-1)).toMatchObject({
      event: { type: 'app_home_opened', tab: 'home', user: 'U1' },
    })
    await slack.click('U1', slack.home('U1')!, 'go')
    expect(heard.at(-1)).toMatchObject({
      container: { type: 'view' },
      actions: [{ action_id: 'go' }],
    })
    await web.views.publish({ user_id: 'U1', view, hash: first.view!.hash! } as never)
    const old = web.views.publish({ user_id: 'U1', view, hash: first.view!.hash! } as never)
    expect(await refusalOf(old)).toBe('hash_conflict')
    expect(await refusalOf(web.views.publish({ user_id: 'U404', view } as never))).toBe(
      'user_not_found',
    )
  })
})

describe('a slash command', () => {
  it('shows the answer to the person alone, or says that it failed', async () => {
    answer = { text: 'on it' }
    const good = await slack.slash('U1', 'C1', '/reorder', 'tea')
    expect(good).toMatchObject({ status: 200, trouble: null })
    expect(slack.ephemerals('C1', 'U1').map((one) => one.text)).toEqual(['on it'])
    answer = { text: 'x', blocks: [section('')] }
    expect((await slack.slash('U1', 'C1', '/reorder', '')).trouble).toContain('invalid_blocks')
    slack.setScopes(['chat:write'])
    expect((await slack.slash('U1', 'C1', '/reorder', '')).trouble).toContain('not a valid command')
  })
})
