// How something reaches the app: signed over HTTP or in an envelope over the socket, and again if it failed.
import { createHmac } from 'node:crypto'
import { request as httpRequest } from 'node:http'
import type { Door } from './door.ts'
import { nextNumber, secretId, type World } from './state.ts'
import type { Delivered, Delivery, Fields } from './types.ts'

export type Target = { requestUrl: string } | 'socket'

export type Post = {
  connect(to: Target): void
  /** Sends something new; a failed event is sent once more at once, as Slack does. */
  deliver(kind: Delivery['kind'], payload: Fields): Promise<Delivered>
  /** Sends it again, the same bytes. */
  redeliver(delivery: Delivery, retryNum?: number): Promise<Delivered>
  hold(isHeld: boolean): void
  retryNow(): Promise<Delivered[]>
  raw(request: { headers: Record<string, string>; body: string }): Promise<RawAnswer>
  sign(body: string, timestamp?: number): Record<string, string>
}

type RawAnswer = { status: number; body: string; headers: Record<string, unknown> }

const envelopeTypes = {
  event: 'events_api',
  interactive: 'interactive',
  command: 'slash_commands',
} as const

/** The headers with which Slack signs a body at a moment. */
export function signature(secret: string, body: string, timestamp: number): Record<string, string> {
  const mac = createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex')
  return { 'x-slack-request-timestamp': String(timestamp), 'x-slack-signature': `v0=${mac}` }
}

function post(
  url: string,
  headers: Record<string, string>,
  body: string,
  patienceMs: number,
): Promise<RawAnswer> {
  return new Promise((resolve) => {
    const none = () => resolve({ status: 0, body: '', headers: {} })
    const bytes = Buffer.from(body, 'utf8')
    const request = httpRequest(
      url,
      { method: 'POST', headers: { ...headers, 'content-length': bytes.length }, agent: false },
      (response) => {
        const parts: Buffer[] = []
        response.on('data', (part: Buffer) => parts.push(part))
        response.on('error', none)
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            body: Buffer.concat(parts).toString('utf8'),
            headers: response.headers,
          }),
        )
      },
    )
    request.on('error', none)
    request.setTimeout(patienceMs, () => request.destroy())
    request.end(bytes)
  })
}

function bodyOf(kind: Delivery['kind'], payload: Fields): { contentType: string; body: string } {
  if (kind === 'event') return { contentType: 'application/json', body: JSON.stringify(payload) }
  const form =
    kind === 'command'
      ? new URLSearchParams(payload as Record<string, string>)
      : new URLSearchParams({ payload: JSON.stringify(payload) })
  return { contentType: 'application/x-www-form-urlencoded', body: form.toString() }
}

function parsed(text: string): unknown {
  try {
    return text === '' ? '' : (JSON.parse(text) as unknown)
  } catch {
    return text
  }
}

/** What the person sees when the app answered badly; events have nobody who looks. */
function troubleOf(kind: Delivery['kind'], status: number, isInTime: boolean): string | null {
  const isGood = status >= 200 && status < 300 && isInTime
  if (isGood || kind === 'event') return null
  if (kind === 'command') {
    return isInTime && status !== 0 ? 'dispatch_failed' : 'operation_timeout'
  }
  return 'We had some trouble connecting. Try again?'
}

/** An outcome where nothing was sent to the app. */
export function unsent(trouble: string): Delivered {
  return {
    status: 0,
    body: '',
    milliseconds: 0,
    withinThreeSeconds: true,
    trouble,
    retries: [],
  }
}

/** The post office between the loopback and one app. */
export function openPost(world: World, door: Door): Post {
  let target: Target | null = null
  let isHeld = false
  const waiting = new Map<string, (payload: unknown) => void>()
  const patienceMs = world.options.patienceMs ?? 10_000
  door.onAck = (id, payload) => waiting.get(id)?.(payload)

  const overSocket = (delivery: Delivery, retryNum: number | null, reason: string) =>
    new Promise<RawAnswer>((resolve) => {
      const socket = [...door.sockets].at(-1)
      const none = () => finish({ status: 0, body: '', headers: {} })
      const timer = setTimeout(none, patienceMs)
      const finish = (answer: RawAnswer) => {
        clearTimeout(timer)
        waiting.delete(delivery.envelopeId)
        socket?.off('close', none)
        resolve(answer)
      }
      if (socket === undefined) {
        none()
        return
      }
      socket.once('close', none)
      waiting.set(delivery.envelopeId, (payload) =>
        finish({ status: 200, body: JSON.stringify(payload ?? ''), headers: {} }),
      )
      socket.send(
        JSON.stringify({
          envelope_id: delivery.envelopeId,
          type: envelopeTypes[delivery.kind],
          payload: delivery.payload,
          accepts_response_payload: delivery.kind !== 'event',
          ...(delivery.kind === 'event'
            ? { retry_attempt: retryNum ?? 0, retry_reason: retryNum === null ? '' : reason }
            : {}),
        }),
      )
    })

  const overHttp = (url: string, delivery: Delivery, retryNum: number | null, reason: string) => {
    delivery.headers = {
      'content-type': delivery.contentType,
      'user-agent': 'Slackbot 1.0 (+loopback)',
      ...signature(world.signingSecret, delivery.body, Math.floor(world.clock())),
      ...(retryNum === null
        ? {}
        : { 'x-slack-retry-num': String(retryNum), 'x-slack-retry-reason': reason }),
    }
    return post(url, delivery.headers, delivery.body, patienceMs)
  }

  const attempt = async (delivery: Delivery, retryNum: number | null): Promise<Delivered> => {
    if (target === null) throw new Error('connect the app first: slack.connect(...)')
    const last = delivery.delivered
    const reason = last !== null && last.status >= 300 ? 'http_error' : 'http_timeout'
    const started = performance.now()
    delivery.attempts += 1
    const answer =
      target === 'socket'
        ? await overSocket(delivery, retryNum, reason)
        : await overHttp(target.requestUrl, delivery, retryNum, reason)
    const milliseconds = performance.now() - started
    const withinThreeSeconds = answer.status !== 0 && milliseconds <= 3000
    const isGood = answer.status >= 200 && answer.status < 300 && withinThreeSeconds
    const isRefused = answer.headers['x-slack-no-retry'] === '1'
    delivery.isDone ||= isGood || isRefused
    const payload = parsed(answer.body)
    delivery.delivered = {
      status: answer.status,
      body: payload,
      milliseconds,
      withinThreeSeconds,
      trouble: troubleOf(delivery.kind, answer.status, withinThreeSeconds),
      retries: [],
    }
    return delivery.delivered
  }

  const isOpen = (delivery: Delivery) =>
    delivery.kind === 'event' && delivery.attempts > 0 && !delivery.isDone && delivery.attempts < 4

  return {
    connect: (to) => {
      target = to
    },
    deliver: async (kind, payload) => {
      const delivery: Delivery = {
        kind,
        ...bodyOf(kind, payload),
        payload,
        envelopeId: `${nextNumber()}-${secretId()}`,
        headers: {},
        attempts: 0,
        isDone: false,
        delivered: null,
      }
      world.deliveries.push(delivery)
      if (isHeld) return unsent('held back')
      const first = await attempt(delivery, null)
      if (isOpen(delivery)) first.retries.push(await attempt(delivery, 1))
      return first
    },
    redeliver: (delivery, retryNum) => {
      const isRetry = delivery.kind === 'event' && delivery.attempts > 0
      return attempt(delivery, retryNum ?? (isRetry ? delivery.attempts : null))
    },
    hold: (isOn) => {
      isHeld = isOn
    },
    retryNow: async () => {
      const open = world.deliveries.filter(isOpen)
      return Promise.all(open.map((delivery) => attempt(delivery, delivery.attempts)))
    },
    raw: async (request) => {
      if (target === null || target === 'socket') throw new Error('raw requests need a requestUrl')
      return post(target.requestUrl, request.headers, request.body, patienceMs)
    },
    sign: (body, timestamp) =>
      signature(world.signingSecret, body, timestamp ?? Math.floor(world.clock())),
  }
}
