import { afterEach, expect, it, vi } from 'vitest'
import { writeSlackChannel } from '#store/slack-places.ts'
import { readable } from './loopback/read-page.ts'
import { askingShop, everything, say, written } from './ask-world.ts'
import { channelId, type SlackShop } from './world.ts'

// Each case opens a shop, plans it and asks: on a busy machine that takes its time.
vi.setConfig({ testTimeout: 90_000 })

let world: SlackShop
afterEach(async () => {
  await world.close()
})

const mention = (text: string) => `<@${world.slack.botUserId}> ${text}`
const amount = /[£€$]|GBP|EUR/

async function openToCosts(): Promise<void> {
  await writeSlackChannel(world.db, {
    teamId: world.slack.teamId,
    channelId,
    name: 'purchasing',
    costsShown: true,
    setBy: 'adam',
    setAt: '2026-11-24T08:00:00.000Z',
  })
}

it.each(['http', 'socket'] as const)(
  'over %s a mention is answered in its thread, and the mention is no part of the question',
  async (transport) => {
    world = await askingShop({ transport })
    await say(world, 'U_MAYA', channelId, mention('How many MUG-WHT do we have?'))
    expect(world.reports).toEqual([])
    const [question] = world.slack.messages(channelId)
    const [answer, ...more] = written(world, channelId)
    expect(more).toEqual([])
    expect(answer!.thread_ts).toBe(question!.ts)
    expect(answer!.markdown).toContain('MUG-WHT')
    expect(answer!.markdown).toContain('60')
    expect(everything(answer!)).not.toContain(`<@${world.slack.botUserId}>`)
  },
)

it('where costs are closed an answer about money is whispered, and the thread gets one line', async () => {
  world = await askingShop()
  await say(world, 'U_MAYA', channelId, mention('What should I reorder this week?'))
  expect(world.reports).toEqual([])
  const seen = written(world, channelId)
  expect(seen).toHaveLength(1)
  expect(readable(seen[0]!)).toContain('I answered Maya privately')
  // A card names the tool there, and nothing that was asked of it.
  expect(seen[0]!.tasks[1]).toMatchObject({ title: 'Buy list', status: 'complete' })
  // Nothing of it was ever sent for others to see, not even for a moment.
  const sent = world.slack
    .calls()
    .filter(({ method }) => /^chat\.(?!postEphemeral)/.test(method))
    .map(({ body }) => JSON.stringify(body))
  expect(sent.filter((body) => amount.test(body))).toEqual([])
  const whispered = world.slack.ephemerals(channelId, 'U_MAYA')
  expect(whispered.map(readable).join('\n')).toMatch(/£2,356\.02/)
  expect(world.slack.ephemerals(channelId, 'U_BEN')).toEqual([])
})

it('where costs are open the answer is streamed to everybody', async () => {
  world = await askingShop()
  await openToCosts()
  await say(world, 'U_MAYA', channelId, mention('What should I reorder this week?'))
  expect(world.reports).toEqual([])
  const seen = written(world, channelId)
  expect(seen.map(readable).join('\n')).toMatch(/£2,356\.02/)
  expect(seen[0]!.streaming).toBe('done')
  expect(world.slack.ephemerals(channelId, 'U_MAYA')).toEqual([])
})

it('what people say in a channel without the mention is no question', async () => {
  world = await askingShop()
  await say(world, 'U_MAYA', channelId, 'what should I reorder?')
  expect(written(world, channelId)).toEqual([])
})

it('in a thread each person has a conversation of their own', { timeout: 90_000 }, async () => {
  world = await askingShop()
  await say(world, 'U_MAYA', channelId, mention('How many MUG-WHT do we have?'))
  const root = world.slack.messages(channelId)[0]!.ts
  await say(world, 'U_BEN', channelId, mention('When do we run out of it?'), root)
  const bens = written(world, channelId).at(-1)!
  expect(bens.thread_ts).toBe(root)
  // He never asked about the mugs: he is shown everything.
  expect(bens.markdown).toContain('Gift box')
  await say(world, 'U_MAYA', channelId, mention('When do we run out of it?'), root)
  const mayas = written(world, channelId).at(-1)!
  expect(mayas.markdown).toContain('White mug')
  expect(mayas.markdown).not.toContain('Gift box')
})

it('where costs are closed a list whose answer names no amount is shown to all without amounts', async () => {
  // As a model may write it: the text holds no figure at all.
  world = await askingShop({
    program: (program) => ({
      ...program,
      applicationFor: (person) => {
        const application = program.applicationFor(person)
        return {
          ...application,
          async *ask(...asked) {
            for await (const event of application.ask(...asked)) {
              if (event.type === 'text') continue
              if (event.type !== 'done') yield event
              else {
                const text = 'Several lines are due.'
                yield { ...event, answer: { ...event.answer, text, placeholders: {} } }
              }
            }
          },
        }
      },
    }),
  })
  await say(world, 'U_MAYA', channelId, mention('What should I reorder this week?'))
  expect(world.reports).toEqual([])
  const seen = written(world, channelId).map(readable).join('\n')
  expect(seen).toContain('Several lines are due.')
  expect(seen).toContain('MUG-BLU Blue mug at LDS')
  expect(seen.replace(/\s+/g, ' ')).toContain('Costs are not shown in this channel.')
  expect(seen).toContain('Why 1')
  expect(JSON.stringify(written(world, channelId))).not.toMatch(amount)
  expect(world.slack.ephemerals(channelId, 'U_MAYA')).toEqual([])
})
