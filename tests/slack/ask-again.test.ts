import { eq } from 'drizzle-orm'
import { afterEach, expect, it, vi } from 'vitest'
import { slackDeliveries } from '#store/schema-slack.ts'
import { writeSlackChannel } from '#store/slack-places.ts'
import { conversationMessages } from '#store/schema-records.ts'
import type { SlackProgram } from '#surfaces/slack/program.ts'
import { QuartermasterError } from '#root/errors.ts'
import { readable } from './loopback/read-page.ts'
import type { Message } from './loopback/types.ts'
import { askingShop, say, written } from './ask-world.ts'
import { channelId, type SlackShop } from './world.ts'

// Each case opens a shop, plans it and asks: on a busy machine that takes its time.
vi.setConfig({ testTimeout: 90_000 })

let world: SlackShop
afterEach(async () => {
  await world.close()
})

const question = 'What should I reorder this week?'
const ends = (messages: Message[]) =>
  messages.filter((each) => readable(each).includes('Not helpful'))

/** As after a crash between the last call and the books: everything is worked again. */
async function workAgain(): Promise<void> {
  await world.stop()
  await world.db
    .update(slackDeliveries)
    .set({ state: 'waiting', leasedUntil: null, settledAt: null })
    .where(eq(slackDeliveries.state, 'done'))
  await world.start()
  await world.settled(60)
}

/** The program whose turns end as said after their first text, so many times. */
function failing(times: number, error: () => Error) {
  let left = times
  return (program: SlackProgram): SlackProgram => ({
    ...program,
    applicationFor(person) {
      const application = program.applicationFor(person)
      return {
        ...application,
        async *ask(...asked) {
          for await (const event of application.ask(...asked)) {
            if (event.type === 'text' && left > 0) {
              left -= 1
              yield { type: 'text', text: 'Half an answer.\n\n' }
              throw error()
            }
            yield event
          }
        },
      }
    },
  })
}

async function openToCosts(): Promise<void> {
  const by = { setBy: 'adam', setAt: '2026-11-24T08:00:00.000Z' }
  const { teamId } = world.slack
  await writeSlackChannel(world.db, {
    teamId,
    channelId,
    name: 'purchasing',
    costsShown: true,
    ...by,
  })
}

it(
  'a turn that dies in its middle is ended with one line, and answered anew once',
  { timeout: 90_000 },
  async () => {
    world = await askingShop({ program: failing(1, () => new Error('the process died')) })
    const im = world.slack.im('U_MAYA')
    await say(world, 'U_MAYA', im, question)
    const all = written(world, im)
    expect(all[0]!.markdown).toContain('Half an answer.')
    expect(all[0]!.markdown.match(/This answer was interrupted here/g)).toHaveLength(1)
    expect(all[0]!.streaming).toBe('done')
    expect(ends(all)).toHaveLength(1)
    expect(ends(all)[0]!.ts).not.toBe(all[0]!.ts)
    expect(world.reports.map(String)).toEqual(['Error: the process died'])
  },
)

it(
  'an answer that stands is not given again when the work is done twice',
  { timeout: 90_000 },
  async () => {
    world = await askingShop()
    const im = world.slack.im('U_MAYA')
    await say(world, 'U_MAYA', im, question)
    const before = written(world, im)
    await workAgain()
    expect(written(world, im)).toEqual(before)
    expect(world.reports).toEqual([])
    // The model and the tools are not asked again either.
    expect(await world.db.select().from(conversationMessages)).toHaveLength(2)
  },
)

it('nor is one that was posted because no stream began', { timeout: 90_000 }, async () => {
  world = await askingShop()
  const im = world.slack.im('U_MAYA')
  world.slack.fail('chat.startStream', { error: 'internal_error' })
  await say(world, 'U_MAYA', im, question)
  const before = written(world, im)
  await workAgain()
  expect(written(world, im)).toEqual(before)
})

it('nor is one that was whispered', { timeout: 90_000 }, async () => {
  world = await askingShop()
  await say(world, 'U_MAYA', channelId, `<@${world.slack.botUserId}> ${question}`)
  const [seen, heard] = [written(world, channelId), world.slack.ephemerals(channelId, 'U_MAYA')]
  await workAgain()
  expect(written(world, channelId)).toEqual(seen)
  expect(world.slack.ephemerals(channelId, 'U_MAYA')).toEqual(heard)
})

it(
  'what nobody knows to have been whispered stands in the direct message, once',
  { timeout: 90_000 },
  async () => {
    world = await askingShop()
    world.slack.fail('chat.postEphemeral', { hangUp: true, afterDoing: true })
    await say(world, 'U_MAYA', channelId, `<@${world.slack.botUserId}> ${question}`)
    const own = () => written(world, world.slack.im('U_MAYA'))
    expect(ends(own())).toHaveLength(1)
    expect(readable(written(world, channelId)[0]!)).toContain('I answered Maya privately')
    const before = own()
    await workAgain()
    expect(own()).toEqual(before)
    expect(written(world, channelId)).toHaveLength(1)
  },
)

it('nor is what "/reorder" brought', { timeout: 90_000 }, async () => {
  world = await askingShop()
  const im = world.slack.im('U_MAYA')
  await world.slack.slash('U_MAYA', im, '/reorder', '')
  await world.settled(60)
  const before = written(world, im)
  await workAgain()
  expect(written(world, im)).toEqual(before)
})

it('where a channel can not be searched, an uncertain post goes to the direct message', async () => {
  world = await askingShop()
  await openToCosts()
  world.slack.fail('chat.startStream', { error: 'internal_error' })
  world.slack.fail('chat.postMessage', { hangUp: true })
  await say(world, 'U_MAYA', channelId, `<@${world.slack.botUserId}> ${question}`)
  expect(ends(written(world, channelId))).toEqual([])
  expect(ends(written(world, world.slack.im('U_MAYA')))).toHaveLength(1)
})

it('a turn that can not answer says so and what to do, in its own message', async () => {
  const cancelled = () =>
    new QuartermasterError('unavailable', 'The shop is closed.', 'Come later.')
  world = await askingShop({ program: failing(1, cancelled) })
  const im = world.slack.im('U_MAYA')
  await say(world, 'U_MAYA', im, question)
  const [answer, ...more] = written(world, im)
  expect(more).toEqual([])
  expect(readable(answer!)).toContain('The shop is closed. Come later.')
  expect(answer!.streaming).toBe('done')
  expect(answer!.tasks.at(-1)).toMatchObject({ status: 'error', title: 'There is no answer' })
  expect(world.reports).toEqual([])
})

it(
  'a model that fails is named under the answer of the offline assistant',
  { timeout: 90_000 },
  async () => {
    const model = { openaiApiKey: null, modelName: 'small', modelUrl: 'http://127.0.0.1:9/v1' }
    world = await askingShop({ shop: { model } })
    const im = world.slack.im('U_MAYA')
    await say(world, 'U_MAYA', im, 'How many MUG-WHT do we have?')
    const shown = readable(written(world, im)[0]!).replace(/\s+/g, ' ')
    expect(shown).toContain('60 units available')
    expect(shown).toMatch(/The model .* failed: .* The offline assistant answers instead/)
  },
)

it('a tool that fails is a red card that says what to do', async () => {
  world = await askingShop()
  const im = world.slack.im('U_MAYA')
  await say(world, 'U_MAYA', im, 'Why R9-999?')
  const [answer] = written(world, im)
  const card = answer!.tasks.find(({ status }) => status === 'error')
  expect(card?.title).toContain('R9-999')
  expect(card?.output).toMatch(/No recommendation has the handle R9-999/)
})
