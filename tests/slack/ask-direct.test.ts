import { afterEach, expect, it, vi } from 'vitest'
import { readable } from './loopback/read-page.ts'
import { askingShop, lastWritten, say, written } from './ask-world.ts'
import type { SlackShop } from './world.ts'

// Each case opens a shop, plans it and asks: on a busy machine that takes its time.
vi.setConfig({ testTimeout: 90_000 })

let world: SlackShop
afterEach(async () => {
  await world.close()
})

it.each(['http', 'socket'] as const)(
  'over %s a question in a direct message is streamed in its thread with its tools, the list and its buttons',
  async (transport) => {
    world = await askingShop({ transport })
    const im = world.slack.im('U_MAYA')
    await say(world, 'U_MAYA', im, 'What should I reorder this week?')
    expect(world.reports).toEqual([])
    const [question] = world.slack.messages(im)
    const answers = written(world, im)
    const [answer] = answers
    expect(answer!.thread_ts).toBe(question!.ts)
    expect(answer!.streaming).toBe('done')
    expect(answer!.tasks.map(({ status }) => status)).toEqual(['complete', 'complete', 'complete'])
    expect(answer!.tasks.map(({ title }) => title)).toContain('Working out what to reorder')
    const shown = answers.map(readable).join('\n')
    expect(shown).toContain('MUG-BLU')
    expect(shown).toContain('Draft these')
    expect(shown).toContain('Show all')
    expect(shown).toContain('Why 1')
    expect(shown).toContain('Not helpful')
    expect(answers.every(({ links }) => links.links.length === 0)).toBe(true)
  },
)

it(
  'a follow-up keeps the context of its thread, and a new question begins another',
  { timeout: 90_000 },
  async () => {
    world = await askingShop()
    const im = world.slack.im('U_MAYA')
    await say(world, 'U_MAYA', im, 'How many MUG-WHT do we have?')
    const root = world.slack.messages(im)[0]!
    await say(world, 'U_MAYA', im, 'And when do we run out of it?', root.ts)
    const second = lastWritten(world, im)
    expect(second.markdown).toContain('MUG-WHT')
    // Without the question before, it would be about everything in the shop.
    expect(second.markdown).not.toContain('BOX')
    expect(second.thread_ts).toBe(root.ts)
    await say(world, 'U_MAYA', im, 'And when do we run out of it?')
    const third = lastWritten(world, im)
    expect(third.thread_ts).not.toBe(root.ts)
    expect(third.markdown).toContain('BOX')
    expect(world.reports).toEqual([])
  },
)
