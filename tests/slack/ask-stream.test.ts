import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { readable } from './loopback/read-page.ts'
import type { Message } from './loopback/types.ts'
import { askingShop, say, written } from './ask-world.ts'
import type { SlackShop } from './world.ts'

// Each case opens a shop, plans it and asks: on a busy machine that takes its time.
vi.setConfig({ testTimeout: 90_000 })

let world: SlackShop
let im: string
beforeEach(async () => {
  world = await askingShop()
  im = world.slack.im('U_MAYA')
})
afterEach(async () => {
  await world.close()
})

const ask = () => say(world, 'U_MAYA', im, 'What should I reorder this week?')
/** The messages that end an answer: each answer has one. */
const ends = (messages: Message[]) =>
  messages.filter((each) => readable(each).includes('Not helpful'))

it('Slack that begins no stream gets the whole answer as one message', async () => {
  world.slack.fail('chat.startStream', { error: 'internal_error' })
  await ask()
  const [answer, ...more] = written(world, im)
  expect(more.filter((each) => readable(each).includes('Not helpful'))).toEqual([])
  expect(answer!.streaming).toBeNull()
  expect(readable(answer!)).toContain('£2,356.02')
  expect(ends(written(world, im))).toHaveLength(1)
  expect(world.reports).toEqual([])
})

it.each([
  ['answers with a fault of its own', { status: 503 }],
  ['cuts the connection', { hangUp: true }],
  ['has lost the message', { error: 'message_not_found' }],
  ['has stopped the stream', { error: 'message_not_in_streaming_state' }],
])(
  'a stream that breaks in its middle because Slack %s is followed by the whole answer',
  async (_, fault) => {
    world.slack.fail('chat.appendStream', { ...fault, times: 1 })
    await ask()
    const all = written(world, im)
    expect(ends(all)).toHaveLength(1)
    const whole = ends(all)[0]!
    expect(whole.streaming).toBeNull()
    expect(readable(whole)).toContain('£2,356.02')
    expect(readable(all[0]!)).toContain('This answer was interrupted here.')
    expect(all[0]!.streaming).toBe('done')
    expect(world.reports).toEqual([])
  },
)

it('an end whose answer was lost is no reason to say it twice', async () => {
  world.slack.fail('chat.stopStream', { hangUp: true, afterDoing: true })
  await ask()
  expect(ends(written(world, im))).toHaveLength(1)
  expect(world.slack.calls('chat.postMessage')).toEqual([])
})

it('an end that Slack did not do is done by the next call', async () => {
  world.slack.fail('chat.stopStream', { status: 500 })
  await ask()
  expect(ends(written(world, im))).toHaveLength(1)
  expect(written(world, im)[0]!.streaming).toBe('done')
})

it('a message whose answer was lost is looked for and not posted again', async () => {
  world.slack.fail('chat.startStream', { error: 'internal_error' })
  world.slack.fail('chat.postMessage', { hangUp: true, afterDoing: true })
  await ask()
  expect(ends(written(world, im))).toHaveLength(1)
})

it('Slack that asks for patience gets it, and the answer is whole', async () => {
  world.slack.fail('chat.appendStream', { status: 429, retryAfterSeconds: 30, times: 2 })
  await ask()
  expect(world.slept.filter((ms) => ms === 30_000)).toHaveLength(2)
  expect(ends(written(world, im))).toHaveLength(1)
  expect(written(world, im)[0]!.streaming).toBe('done')
})

it('writes in few calls with a pause between them, and within what a call takes', async () => {
  await ask()
  const appended = world.slack.calls('chat.appendStream')
  expect(appended.length).toBeGreaterThan(0)
  expect(appended.length).toBeLessThanOrEqual(4)
  expect(world.slept.filter((ms) => ms === 700).length).toBeGreaterThanOrEqual(appended.length - 1)
})
