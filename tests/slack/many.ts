// Thousands of deliveries as a bad day sends them: retried, doubled, replayed byte by byte and in any order.
import { loadavg } from 'node:os'
import { expect } from 'vitest'
import type { SlackBody } from '#surfaces/slack/delivery.ts'
import type { Act, Listeners } from '#surfaces/slack/router.ts'
import { chance } from '../trust/random.ts'
import { channelId, slackShop, userOf, type SlackShop } from './world.ts'

type Sending = { headers: Record<string, string>; body: string }

const people = ['maya', 'ben', 'ines', 'sam', 'priya', 'adam']

/** A delivery that no other one is, by its number: an event, a click, a view or a command. */
function deliveryAt(at: number, teamId: string): { body: SlackBody; isForm: boolean } {
  const userId = userOf(people[at % people.length]!)
  const by = { type: '', team: { id: teamId }, user: { id: userId, team_id: teamId } }
  const trigger_id = `${at}.${at}`
  switch (at % 4) {
    case 0: {
      const event = {
        type: 'app_mention',
        user: userId,
        channel: channelId,
        ts: `${at}.000100`,
        text: `${at}`,
      }
      const body = { type: 'event_callback', team_id: teamId, event_id: `Ev${at}`, event }
      return { body, isForm: false }
    }
    case 1: {
      const actions = [
        { action_id: 'explain_line', action_ts: `${at}.5`, value: `${at}`, type: 'button' },
      ]
      const container = { type: 'message', message_ts: '1.0', channel_id: channelId }
      return {
        body: { ...by, type: 'block_actions', trigger_id, container, actions },
        isForm: true,
      }
    }
    case 2: {
      const view = {
        id: `V${at}`,
        hash: 'h',
        callback_id: 'notice',
        private_metadata: `${at}`,
      }
      return { body: { ...by, type: 'view_submission', trigger_id, view }, isForm: true }
    }
    default: {
      const command = { command: '/reorder', text: `${at}`, channel_id: channelId }
      return { body: { team_id: teamId, user_id: userId, trigger_id, ...command }, isForm: true }
    }
  }
}

const contentOf = ({ body, isForm }: { body: SlackBody; isForm: boolean }): string => {
  if (!isForm) return JSON.stringify(body)
  if ('command' in body) return new URLSearchParams(body as Record<string, string>).toString()
  return new URLSearchParams({ payload: JSON.stringify(body) }).toString()
}

/** What was asked for, by its number, wherever the kind of delivery keeps it. */
function numberOf(body: SlackBody): number {
  const { event, actions, view, text } = body as {
    event?: { text: string }
    actions?: { value: string }[]
    view?: { private_metadata: string }
    text?: string
  }
  return Number(event?.text ?? actions?.[0]?.value ?? view?.private_metadata ?? text)
}

/** Counts each thing that is asked for; every `failsEach`th is not done at the first attempt. */
function counting(failsEach: number) {
  const done = new Map<number, number>()
  const count: Act = async ({ attemptsBefore }, body) => {
    const number = numberOf(body)
    if (number % failsEach === 0 && attemptsBefore === 0) throw new Error('planned to fail once')
    // As a command of the life cycle, which is not over at once.
    await new Promise((resolve) => setTimeout(resolve, 1))
    done.set(number, (done.get(number) ?? 0) + 1)
  }
  const listeners: Listeners = {
    events: { app_mention: count },
    notices: {},
    commands: { '/reorder': count },
    clicks: { explain_line: count },
    views: { notice: count },
  }
  return { done, listeners }
}

type Traffic = { count: number; seed: number; failsEach: number }

/** Every delivery with its retries and replays, near one another in any order. */
function sendingsOf({ slack }: SlackShop, { count, seed }: Traffic): Sending[] {
  const random = chance(seed)
  const placed: { at: number; sending: Sending }[] = []
  for (let at = 0; at < count; at += 1) {
    const delivery = deliveryAt(at, slack.teamId)
    const body = contentOf(delivery)
    const type = delivery.isForm ? 'application/x-www-form-urlencoded' : 'application/json'
    const headers = { 'content-type': type, ...slack.sign(body) }
    const retries = random.below(3)
    for (let retry = 0; retry <= retries; retry += 1) {
      const why = { 'x-slack-retry-num': String(retry), 'x-slack-retry-reason': 'http_timeout' }
      const sending = { headers: retry === 0 ? headers : { ...headers, ...why }, body }
      placed.push({ at: at + random.below(60), sending })
    }
    if (random.happens(0.2))
      placed.push({ at: at + 400 + random.below(100), sending: { headers, body } })
  }
  return placed.toSorted((a, b) => a.at - b.at).map(({ sending }) => sending)
}

/** Milliseconds until each was answered, the shortest first; every answer is 200. */
async function sendAll({ slack }: SlackShop, sendings: Sending[]): Promise<number[]> {
  const took: number[] = []
  const queue = sendings.values()
  const statuses = new Set<number>()
  const sender = async () => {
    for (const sending of queue) {
      const started = performance.now()
      statuses.add((await slack.raw(sending)).status)
      took.push(performance.now() - started)
    }
  }
  await Promise.all(Array.from({ length: 8 }, sender))
  expect([...statuses]).toEqual([200])
  return took.toSorted((a, b) => a - b)
}

/** Sends so many deliveries and expects one effect of each; says how long the answers took. */
export async function oneEffectEach(traffic: Traffic, seconds: number): Promise<string> {
  const { done, listeners } = counting(traffic.failsEach)
  const world = await slackShop({
    transport: 'http',
    parts: { listeners, feedEveryMs: 3_600_000, sweepEveryMs: 1_000 },
  })
  try {
    const sendings = sendingsOf(world, traffic)
    expect(sendings.length).toBeGreaterThan(traffic.count * 1.5)
    const took = await sendAll(world, sendings)
    await world.settled(seconds)
    expect(done.size).toBe(traffic.count)
    expect([...done].filter(([, times]) => times !== 1)).toEqual([])
    const failed = Math.ceil(traffic.count / traffic.failsEach)
    expect(world.reports.map(String)).toEqual(Array(failed).fill('Error: planned to fail once'))
    const at = (share: number) => `${took[Math.floor((took.length - 1) * share)]!.toFixed(0)} ms`
    return `${traffic.count} deliveries sent ${sendings.length} times; acknowledged: half within ${at(0.5)}, 99 % ${at(0.99)}, all ${at(1)}; load ${loadavg()[0]!.toFixed(1)}`
  } finally {
    await world.close()
  }
}
