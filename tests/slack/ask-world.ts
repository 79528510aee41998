// A shop that has something to reorder, in Slack: what people ask there, and what they then see.
import type { Message } from './loopback/types.ts'
import { readable } from './loopback/read-page.ts'
import { toolShop } from '../tools/shop.ts'
import { crew, slackShop, type SlackShop, type Transport } from './world.ts'

export type AskOptions = Omit<Parameters<typeof slackShop>[0], 'transport'> & {
  transport?: Transport
}

/** The shop of the tools' tests with the crew in it, on the morning of its day. Close it after use. */
export function askingShop(options: AskOptions = {}): Promise<SlackShop> {
  const { rows, transport = 'http', ...rest } = options
  return slackShop({
    transport,
    startsAt: Date.parse('2026-11-24T09:00:00.000Z'),
    ...rest,
    rows: toolShop({ people: crew, ...rows }),
  })
}

/** What the bot wrote in a channel, the oldest first. */
export function written({ slack }: SlackShop, channelId: string): Message[] {
  return slack.messages(channelId).filter(({ user }) => user === slack.botUserId)
}

/** The last that the bot wrote there; a test that waits for it in vain is told what stands there. */
export function lastWritten(world: SlackShop, channelId: string): Message {
  const last = written(world, channelId).at(-1)
  if (last !== undefined) return last
  throw new Error(`the bot wrote nothing in ${channelId}; reported: ${world.reports.map(String)}`)
}

/** Somebody says something, and it is worked to its end. */
export async function say(
  world: SlackShop,
  user: string,
  channelId: string,
  text: string,
  threadTs?: string,
): Promise<void> {
  await world.slack.say(user, channelId, text, threadTs === undefined ? {} : { threadTs })
  await world.settled(60)
}

/** Everything in a message as a person may read it, and as Slack was sent it. */
export function everything(message: Message): string {
  return `${readable(message)}\n${JSON.stringify(message)}`
}

/** The last click once more as somebody would send it who has the signing secret: with this value, at another time. */
export async function forgeClick({ slack, settled }: SlackShop, value: string): Promise<void> {
  const { body, contentType } = slack.lastDelivery()
  const payload = JSON.parse(new URLSearchParams(body).get('payload') ?? '{}') as {
    actions: Record<string, unknown>[]
    trigger_id: string
  }
  const actions = [{ ...payload.actions[0], value, action_ts: `${Date.now()}.${forged++}` }]
  const changed = new URLSearchParams({ payload: JSON.stringify({ ...payload, actions }) })
  const sent = changed.toString()
  await slack.raw({ headers: { 'content-type': contentType, ...slack.sign(sent) }, body: sent })
  await settled(60)
}

let forged = 100_000
