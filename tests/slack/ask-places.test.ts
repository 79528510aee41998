import { afterEach, expect, it, vi } from 'vitest'
import { readable } from './loopback/read-page.ts'
import { askingShop, lastWritten, say, written } from './ask-world.ts'
import { channelId, type SlackShop } from './world.ts'

// Each case opens a shop, plans it and asks: on a busy machine that takes its time.
vi.setConfig({ testTimeout: 90_000 })

let world: SlackShop
afterEach(async () => {
  await world.close()
})

const direct = (user: string) => world.slack.im(user)

it('"/reorder" in a channel is answered in the direct message, under what was asked', async () => {
  world = await askingShop()
  await world.slack.slash('U_MAYA', channelId, '/reorder', 'from Nordwind')
  await world.settled(60)
  expect(world.reports).toEqual([])
  const [root, answer] = written(world, direct('U_MAYA'))
  expect(readable(root!)).toContain('You asked: What should I reorder from Nordwind?')
  expect(answer!.thread_ts).toBe(root!.ts)
  const shown = readable(answer!)
  expect(shown).toContain('TEA')
  expect(shown).not.toContain('MUG-WHT')
  expect(written(world, channelId)).toEqual([])
  expect(world.slack.ephemerals(channelId, 'U_MAYA').map(readable).join()).toContain(
    'I answered in our direct message.',
  )
})

it('"/reorder" alone asks for this week, in the direct message without a hint', async () => {
  world = await askingShop()
  await world.slack.slash('U_MAYA', direct('U_MAYA'), '/reorder', '')
  await world.settled(60)
  const [root, answer] = written(world, direct('U_MAYA'))
  expect(readable(root!)).toContain('You asked: What should I reorder this week?')
  expect(readable(answer!)).toContain('MUG-WHT')
  expect(world.slack.ephemerals(direct('U_MAYA'), 'U_MAYA')).toEqual([])
})

it('a follow-up button asks in the same thread, quoting what it asks', async () => {
  world = await askingShop()
  await say(world, 'U_MAYA', direct('U_MAYA'), 'How many MUG-WHT do we have?')
  const answer = lastWritten(world, direct('U_MAYA'))
  await world.slack.click('U_MAYA', answer, /^follow_up/)
  await world.settled(60)
  expect(world.reports).toEqual([])
  const next = lastWritten(world, direct('U_MAYA'))
  expect(next.ts).not.toBe(answer.ts)
  expect(next.thread_ts).toBe(answer.thread_ts)
  expect(next.markdown).toMatch(/^> Forecast for MUG-WHT/)
})

it('a follow-up button under a whispered answer is answered in the thread of the question', async () => {
  world = await askingShop()
  await say(world, 'U_MAYA', channelId, `<@${world.slack.botUserId}> What should I reorder?`)
  const root = world.slack.messages(channelId)[0]!
  const [whispered] = world.slack.ephemerals(channelId, 'U_MAYA')
  await world.slack.click('U_MAYA', whispered!, /^follow_up/)
  await world.settled(60)
  expect(world.reports).toEqual([])
  expect(lastWritten(world, channelId).thread_ts).toBe(root.ts)
})

it('an opened direct message offers questions to begin with', async () => {
  world = await askingShop()
  await world.slack.openHome('U_MAYA', 'messages')
  await world.settled()
  const { prompts } = world.slack.thread(direct('U_MAYA'), '')
  expect(prompts).toHaveLength(4)
  expect(prompts[0]).toEqual({
    title: 'What to reorder',
    message: 'What should I reorder this week?',
  })
})

it(
  'a question of 12,000 characters, an empty one and a file are answered politely',
  { timeout: 90_000 },
  async () => {
    world = await askingShop()
    const im = direct('U_MAYA')
    await say(world, 'U_MAYA', im, 'mug '.repeat(3_000))
    expect(readable(lastWritten(world, im))).toContain('I read up to 8,000')
    await say(world, 'U_MAYA', channelId, `<@${world.slack.botUserId}>`)
    const heard = world.slack.ephemerals(channelId, 'U_MAYA').map(readable).join()
    expect(heard).toContain('I heard my name, and no question.')
    const file = { type: 'message', subtype: 'file_share', channel: im, channel_type: 'im' }
    const ts = world.slack.messages(im)[0]!.ts
    await world.slack.event({ ...file, user: 'U_MAYA', ts, text: '', files: [{ id: 'F1' }] })
    await world.settled()
    expect(readable(lastWritten(world, im))).toContain('I can not read files here')
    expect(world.reports).toEqual([])
    // None of them was a question: no model and no tool was asked.
    expect(world.slack.calls('chat.startStream')).toEqual([])
  },
)

it(
  'a question with a file is answered, and says that the file was not read',
  { timeout: 90_000 },
  async () => {
    world = await askingShop()
    const im = direct('U_MAYA')
    await say(world, 'U_MAYA', im, 'How many MUG-WHT do we have?')
    const ts = world.slack.messages(im)[0]!.ts
    const file = { type: 'message', subtype: 'file_share', channel: im, channel_type: 'im', ts }
    const text = 'And of TEA?'
    await world.slack.event({ ...file, user: 'U_MAYA', text, files: [{ id: 'F1' }] })
    await world.settled(60)
    expect(lastWritten(world, im).markdown).toMatch(/not read files here[^]*TEA/)
  },
)

it('edits, deletions and the own words of the bot are heard by nobody', async () => {
  world = await askingShop()
  const im = direct('U_MAYA')
  await say(world, 'U_MAYA', im, 'How many MUG-WHT do we have?')
  const before = written(world, im).length
  const { ts } = world.slack.messages(im)[0]!
  const base = { type: 'message', channel: im, channel_type: 'im', ts, user: 'U_MAYA' }
  await world.slack.event({ ...base, subtype: 'message_changed', text: 'How many TEA?' })
  await world.slack.event({ ...base, subtype: 'message_deleted' })
  await world.slack.event({ ...base, bot_id: 'B1', text: 'What should I reorder?' })
  await world.settled()
  expect(written(world, im)).toHaveLength(before)
})
