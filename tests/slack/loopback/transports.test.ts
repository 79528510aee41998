import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { App, verifySlackRequest, type Receiver } from '@slack/bolt'
import { SocketModeClient } from '@slack/socket-mode'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { silent } from './clients.ts'
import { actions, button, section } from './sample-blocks.ts'
import { loopbackSlack } from './slack.ts'
import type { Fields, LoopbackSlack } from './types.ts'

let slack: LoopbackSlack
const closing: (() => Promise<unknown>)[] = []

beforeEach(async () => {
  slack = await loopbackSlack({ patienceMs: 4000 })
  slack.addUser({ id: 'U1', name: 'bea', email: null })
  slack.addChannel({ id: 'C1', name: 'buying', members: ['U1'] })
})
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
  await slack.close()
})

async function serve(
  take: (
    request: IncomingMessage,
    body: string,
  ) => Promise<{ status: number; body?: string; headers?: Record<string, string> }>,
): Promise<void> {
  const server: Server = createServer(async (request, response) => {
    const parts: Buffer[] = []
    for await (const part of request) parts.push(part as Buffer)
    const answer = await take(request, Buffer.concat(parts).toString('utf8'))
    response.writeHead(answer.status, { 'content-type': 'application/json', ...answer.headers })
    response.end(answer.body ?? '')
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  closing.push(() => {
    server.closeAllConnections()
    return new Promise((done) => server.close(done))
  })
  const { port } = server.address() as AddressInfo
  slack.connect({ requestUrl: `http://127.0.0.1:${port}/slack/events` })
}

/** A Bolt app over plain HTTP, with a receiver of a few lines. */
async function boltApp(): Promise<App> {
  let app!: App
  const receiver: Receiver = {
    init: (made) => {
      app = made
    },
    start: async () => undefined,
    stop: async () => undefined,
  }
  const made = new App({
    token: slack.tokens.bot,
    receiver,
    clientOptions: { slackApiUrl: slack.apiUrl },
    logger: silent,
  })
  await serve(async (request, body) => {
    try {
      verifySlackRequest({
        signingSecret: slack.signingSecret,
        body,
        headers: request.headers as never,
      })
    } catch {
      return { status: 401 }
    }
    const type = String(request.headers['content-type'])
    const form = new URLSearchParams(body)
    const json = type.startsWith('application/json') ? body : form.get('payload')
    const payload = (json === null ? Object.fromEntries(form) : JSON.parse(json)) as Fields
    if (payload['type'] === 'url_verification')
      return { status: 200, body: String(payload['challenge']) }
    return new Promise((resolve) => {
      const ack = async (said?: unknown) =>
        resolve({ status: 200, body: said === undefined ? '' : JSON.stringify(said) })
      void app.processEvent({ body: payload, ack })
    })
  })
  return made
}

describe('over HTTP', () => {
  it('a real Bolt app answers a mention, a click, a command and a modal', async () => {
    const app = await boltApp()
    app.event('app_mention', async ({ event, client }) => {
      const blocks = [section('Sure?'), actions(button('go'))]
      await client.apiCall('chat.postMessage', {
        channel: event.channel,
        text: 'Sure?',
        thread_ts: event.ts,
        blocks,
      })
    })
    app.action('go', async ({ ack, body, client }) => {
      await ack()
      const trigger_id = 'trigger_id' in body ? String(body.trigger_id) : ''
      const view = {
        type: 'modal' as const,
        callback_id: 'why',
        title: { type: 'plain_text' as const, text: 'Why' },
        submit: { type: 'plain_text' as const, text: 'Send' },
        blocks: [
          {
            type: 'input' as const,
            block_id: 'why',
            label: { type: 'plain_text' as const, text: 'Why' },
            element: { type: 'plain_text_input' as const, action_id: 'why' },
          },
        ],
      }
      await client.views.open({ trigger_id, view })
    })
    app.view('why', async ({ ack, view }) => {
      const said = view.state.values['why']!['why']!.value
      if (said === 'no') await ack({ response_action: 'errors', errors: { why: 'Say more' } })
      else await ack()
    })
    app.command('/reorder', async ({ ack, respond, command }) => {
      await ack()
      await respond({ text: `reorder ${command.text}` })
    })
    expect((await slack.verifyUrl()).status).toBe(200)
    const said = await slack.say('U1', 'C1', `<@${slack.botUserId}> reorder?`)
    expect(said).toMatchObject({ status: 200, withinThreeSeconds: true, retries: [] })
    await expect.poll(() => slack.messages('C1').length).toBe(2)
    const card = slack.messages('C1')[1]!
    expect(card.thread_ts).toBe(slack.messages('C1')[0]!.ts)
    await slack.click('U1', card, 'go')
    await expect.poll(() => slack.view('U1')?.callback_id).toBe('why')
    await slack.type('U1', slack.view('U1')!, 'why', 'no')
    await slack.submit('U1')
    expect(slack.view('U1')!.errors).toEqual({ why: 'Say more' })
    await slack.type('U1', slack.view('U1')!, 'why', 'too dear')
    await slack.submit('U1')
    expect(slack.view('U1')).toBeNull()
    await slack.slash('U1', 'C1', '/reorder', 'tea')
    await expect
      .poll(() => slack.ephemerals('C1', 'U1').map((one) => one.text))
      .toEqual(['reorder tea'])
  })

  it('a changed body, an old and a missing signature are refused by a real check', async () => {
    await boltApp()
    const body = new URLSearchParams({ payload: JSON.stringify({ type: 'x' }) }).toString()
    const type = { 'content-type': 'application/x-www-form-urlencoded' }
    const old = Math.floor(Date.now() / 1000) - 301
    const sent = [
      { headers: { ...type, ...slack.sign(body) }, body: `${body}x` },
      { headers: { ...type, ...slack.sign(body, old) }, body },
      { headers: type, body },
    ]
    for (const request of sent) expect((await slack.raw(request)).status).toBe(401)
  })

  it('tries a failed event at once and twice more, and says why', async () => {
    const seen: [string | undefined, string | undefined, string][] = []
    await serve(async (request, body) => {
      const header = (name: string) => request.headers[name] as string | undefined
      seen.push([
        header('x-slack-retry-num'),
        header('x-slack-retry-reason'),
        (JSON.parse(body) as Fields)['event_id'] as string,
      ])
      return { status: 500 }
    })
    const first = await slack.say('U1', slack.im('U1'), 'hello')
    expect(first).toMatchObject({ status: 500, retries: [{ status: 500 }] })
    await slack.retryNow()
    await slack.retryNow()
    expect(await slack.retryNow()).toEqual([])
    expect(seen.map(([number, reason]) => [number, reason])).toEqual([
      [undefined, undefined],
      ['1', 'http_error'],
      ['2', 'http_error'],
      ['3', 'http_error'],
    ])
    expect(new Set(seen.map(([, , id]) => id)).size).toBe(1)
  })

  it('leaves off when the app asks for it, and never repeats a click', async () => {
    let requests = 0
    await serve(async () => {
      requests += 1
      return { status: 500, headers: { 'x-slack-no-retry': '1' } }
    })
    await slack.say('U1', slack.im('U1'), 'hello')
    expect(await slack.retryNow()).toEqual([])
    expect(requests).toBe(1)
    const slash = await slack.slash('U1', 'C1', '/reorder', '')
    expect([slash.trouble, requests]).toEqual(['dispatch_failed', 2])
  })

  it('notices an app that takes longer than three seconds', async () => {
    let requests = 0
    await serve(async () => {
      requests += 1
      if (requests === 1) await new Promise((done) => setTimeout(done, 3050))
      return { status: 200 }
    })
    const slow = await slack.say('U1', slack.im('U1'), 'hello')
    expect(slow.withinThreeSeconds).toBe(false)
    expect(slow.retries).toMatchObject([{ status: 200, withinThreeSeconds: true }])
    const again = await slack.redeliver(slack.lastDelivery(), 2)
    expect(again.status).toBe(200)
  })
})

describe('what a network does', () => {
  it('sends things in another order, twice, and byte for byte again', async () => {
    const seen: string[] = []
    await serve(async (request, body) => {
      const event = (JSON.parse(body) as { event: { text: string } }).event
      seen.push(`${event.text} ${String(request.headers['x-slack-retry-num'] ?? 'first')}`)
      return { status: 200 }
    })
    slack.hold(true)
    expect((await slack.say('U1', slack.im('U1'), 'one')).trouble).toBe('held back')
    await slack.say('U1', slack.im('U1'), 'two')
    slack.hold(false)
    expect(await slack.retryNow()).toEqual([])
    const [one, two] = slack.deliveries()
    await slack.redeliver(two!)
    await slack.redeliver(one!)
    await slack.redeliver(two!)
    await slack.raw({ headers: one!.headers, body: one!.body })
    expect(seen).toEqual(['two first', 'one first', 'two 1', 'one first'])
  })
})

describe('over the socket', () => {
  async function socketApp(take: (body: Fields, retry: number | undefined) => unknown) {
    const client = new SocketModeClient({
      appToken: slack.tokens.app,
      clientOptions: { slackApiUrl: slack.apiUrl },
      clientPingTimeout: 100,
      logger: silent,
    })
    client.on(
      'slack_event',
      async (event: {
        ack: (said?: unknown) => Promise<void>
        body: Fields
        retry_num?: number
      }) => {
        const said = take(event.body, event.retry_num)
        if (said !== 'silence') await event.ack(said)
      },
    )
    await client.start()
    closing.push(() => client.disconnect())
    slack.connect('socket')
    return client
  }

  it('a real client hears events, clicks and commands, and its answers count', async () => {
    const heard: unknown[] = []
    await socketApp((body) => {
      heard.push(body['type'] ?? body['command'])
      return body['command'] === undefined ? undefined : { text: 'on it' }
    })
    await slack.say('U1', slack.im('U1'), 'hello')
    await slack.slash('U1', 'C1', '/reorder', 'tea')
    expect(heard).toEqual(['event_callback', '/reorder'])
    expect(slack.ephemerals('C1', 'U1').map((one) => one.text)).toEqual(['on it'])
    expect(slack.sockets()).toBe(1)
  })

  it('a link opens one connection', async () => {
    const response = await fetch(`${slack.apiUrl}apps.connections.open`, {
      method: 'POST',
      headers: { authorization: `Bearer ${slack.tokens.app}` },
    })
    const { url } = (await response.json()) as { url: string }
    const first = new WebSocket(url)
    await new Promise((done) => first.addEventListener('open', done))
    const second = new WebSocket(url)
    await new Promise((done) => second.addEventListener('error', done))
    first.close()
  })

  it('sends an event again after the connection broke before the answer', async () => {
    const retries: (number | undefined)[] = []
    let isSilent = true
    await socketApp((_, retry) => {
      retries.push(retry)
      if (!isSilent) return undefined
      isSilent = false
      slack.dropSocket()
      return 'silence'
    })
    const lost = await slack.say('U1', slack.im('U1'), 'hello')
    expect(lost).toMatchObject({ status: 0, withinThreeSeconds: false })
    await expect.poll(() => slack.sockets(), { timeout: 5000 }).toBe(1)
    const again = await slack.retryNow()
    expect(again.map((one) => one.status)).toEqual([200])
    expect(retries[0]).toBe(0)
    expect(retries.at(-1)).toBeGreaterThan(0)
  })

  it('moves to a new connection when Slack asks for it', async () => {
    await socketApp(() => undefined)
    const opened = () => slack.calls('apps.connections.open').length
    slack.refreshSocket()
    await expect.poll(opened, { timeout: 5000 }).toBe(2)
    await expect.poll(() => slack.sockets(), { timeout: 5000 }).toBe(1)
    expect((await slack.say('U1', slack.im('U1'), 'hello')).status).toBe(200)
  })
})

describe('what the app is told at all', () => {
  it('is what it subscribed to and has the scopes for', async () => {
    const heard: unknown[] = []
    await serve(async (_, body) => {
      heard.push(((JSON.parse(body) as Fields)['event'] as Fields)['type'])
      return { status: 200 }
    })
    const mention = `<@${slack.botUserId}> hi`
    await slack.say('U1', 'C1', mention)
    expect(heard.toSorted()).toEqual(['app_mention', 'message'])
    slack.setScopes(['im:history'])
    await slack.say('U1', 'C1', mention)
    expect(heard).toHaveLength(2)
    await slack.say('U1', slack.im('U1'), 'hi')
    expect(heard).toHaveLength(3)
  })
})
