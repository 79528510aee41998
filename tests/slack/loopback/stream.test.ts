import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { quietClient, refusalOf } from './clients.ts'
import { actions, button, section, table } from './sample-blocks.ts'
import { loopbackSlack } from './slack.ts'
import type { LoopbackSlack } from './types.ts'
import type { WebClient } from '@slack/web-api'

let slack: LoopbackSlack
let web: WebClient
let now: number

beforeEach(async () => {
  now = 1_790_000_000
  slack = await loopbackSlack({ clock: () => now, events: [] })
  slack.addUser({ id: 'U1', name: 'bea', email: null })
  slack.addChannel({ id: 'C1', name: 'buying', members: ['U1'] })
  web = quietClient(slack)
})
afterEach(() => slack.close())

async function asked(channel: string) {
  await slack.say('U1', channel, 'what should I reorder?')
  return slack.messages(channel).at(-1)!.ts
}

const task = {
  type: 'task_update' as const,
  id: 't1',
  title: 'Reading stock',
  status: 'in_progress' as const,
}

describe('a stream', () => {
  it('grows, shows its tasks and ends, by the real streamer', async () => {
    const channel = slack.im('U1')
    const thread_ts = await asked(channel)
    const stream = web.chatStream({ channel, thread_ts, task_display_mode: 'plan', buffer_size: 4 })
    await stream.append({ chunks: [task] })
    const open = slack.messages(channel).at(-1)!
    expect(open).toMatchObject({ streaming: 'open', thread_ts, task_display_mode: 'plan' })
    expect(open.tasks).toMatchObject([{ title: 'Reading stock', status: 'in_progress' }])
    await stream.append({
      chunks: [{ ...task, status: 'complete', title: 'Read stock', details: 'a' }],
    })
    await stream.append({
      chunks: [{ ...task, status: 'complete', title: 'Read stock', details: 'b' }],
    })
    await stream.append({ markdown_text: 'Order **12** of [this](https://evil.example)' })
    await stream.stop({ blocks: [actions(button('draft'))] })
    const done = slack.messages(channel).at(-1)!
    expect(done).toMatchObject({
      streaming: 'done',
      markdown: 'Order **12** of [this](https://evil.example)',
      tasks: [{ id: 't1', title: 'Read stock', status: 'complete', details: 'ab' }],
    })
    expect(done.links.links).toEqual([{ url: 'https://evil.example', label: 'this' }])
    expect(done.blocks.map((one) => one.type)).toEqual(['actions'])
  })

  it('needs to know its reader in a channel', async () => {
    const thread_ts = await asked('C1')
    const start = (more: object) => web.chat.startStream({ channel: 'C1', thread_ts, ...more })
    expect(await refusalOf(start({}))).toBe('missing_recipient_user_id')
    expect(await refusalOf(start({ recipient_user_id: 'U1' }))).toBe('missing_recipient_team_id')
    const reader = { recipient_user_id: 'U1', recipient_team_id: slack.teamId }
    await start(reader)
    expect(await refusalOf(start({ ...reader, recipient_user_id: 'U404' }))).toBe('user_not_found')
    const noThread = web.apiCall('chat.startStream', { channel: 'C1', ...reader })
    expect(await refusalOf(noThread)).toBe('invalid_arguments')
  })

  const faulty: [string, object, string][] = [
    [
      'both kinds',
      { markdown_text: 'x', chunks: [task] },
      'cannot_provide_both_markdown_text_and_chunks',
    ],
    ['12,001 characters', { markdown_text: 'x'.repeat(12_001) }, 'msg_too_long'],
    [
      'a chunk of 12,001',
      { chunks: [{ type: 'markdown_text', text: 'x'.repeat(12_001) }] },
      'msg_too_long',
    ],
    ['a title of 257', { chunks: [{ ...task, title: 'x'.repeat(257) }] }, 'invalid_chunks'],
    ['an unknown status', { chunks: [{ ...task, status: 'done' }] }, 'invalid_chunks'],
    ['an unknown chunk', { chunks: [{ type: 'text', text: 'x' }] }, 'invalid_chunks'],
    ['nothing', { chunks: [] }, 'no_text'],
    [
      'blocks that are wrong',
      { chunks: [{ type: 'blocks', blocks: [section('')] }] },
      'invalid_blocks',
    ],
    [
      '51 blocks',
      {
        chunks: [
          { type: 'blocks', blocks: Array.from({ length: 51 }, () => ({ type: 'divider' })) },
        ],
      },
      'invalid_chunks',
    ],
  ]

  it.each(faulty)('refuses %s', async (_, more, code) => {
    const channel = slack.im('U1')
    const { ts } = await web.chat.startStream({ channel, thread_ts: await asked(channel) })
    const before = slack.messages(channel)
    const call = web.apiCall('chat.appendStream', { channel, ts, ...more })
    expect(await refusalOf(call)).toBe(code)
    expect(slack.messages(channel)).toEqual(before)
  })

  it('takes 50 blocks as it grows and 50 at its end, and one table in all', async () => {
    const channel = slack.im('U1')
    const { ts } = await web.chat.startStream({ channel, thread_ts: await asked(channel) })
    const lines = (count: number) => Array.from({ length: count }, () => ({ type: 'divider' }))
    const add = (blocks: object[]) =>
      web.chat.appendStream({ channel, ts: ts!, chunks: [{ type: 'blocks', blocks }] } as never)
    await add(lines(49))
    await add([table(2, 2)])
    expect(await refusalOf(add(lines(1)))).toBe('invalid_blocks')
    const stop = (blocks: object[]) => web.chat.stopStream({ channel, ts: ts!, blocks } as never)
    expect(await refusalOf(stop([table(2, 2)]))).toBe('invalid_attachments')
    expect(await refusalOf(stop(lines(51)))).toBe('invalid_blocks')
    await stop(lines(50))
    expect(slack.messages(channel).at(-1)!.blocks).toHaveLength(100)
  })

  it('is over after it stopped, and five minutes after it began', async () => {
    const channel = slack.im('U1')
    const thread_ts = await asked(channel)
    const first = await web.chat.startStream({ channel, thread_ts, markdown_text: 'a' })
    const more = (ts: string) => web.chat.appendStream({ channel, ts, markdown_text: 'b' })
    const edit = web.chat.update({ channel, ts: first.ts!, text: 'x' })
    expect(await refusalOf(edit)).toBe('streaming_state_conflict')
    await web.chat.stopStream({ channel, ts: first.ts! })
    expect(await refusalOf(more(first.ts!))).toBe('message_not_in_streaming_state')
    await web.chat.update({ channel, ts: first.ts!, text: 'x' })
    const second = await web.chat.startStream({ channel, thread_ts })
    now += 290
    await more(second.ts!)
    now += 20
    expect(await refusalOf(more(second.ts!))).toBe('message_not_in_streaming_state')
    expect(await refusalOf(more(thread_ts))).toBe('message_not_owned_by_app')
  })
})
