import { afterEach, expect, it, vi } from 'vitest'
import { QuartermasterError } from '#root/errors.ts'
import { answerFeedback } from '#store/schema-records.ts'
import { addDays } from '#planning/calendar.ts'
import { readable } from './loopback/read-page.ts'
import type { Message } from './loopback/types.ts'
import { item, stock, supplierItem } from '../store/small-shop.ts'
import { asOf, toolShop } from '../tools/shop.ts'
import { askingShop, forgeClick, lastWritten, say, type AskOptions } from './ask-world.ts'
import type { SlackShop } from './world.ts'

// Each case opens a shop, plans it and asks: on a busy machine that takes its time.
vi.setConfig({ testTimeout: 90_000 })

let world: SlackShop
afterEach(async () => {
  await world.close()
})

async function askedFor(question: string, options: AskOptions = {}): Promise<Message> {
  world = await askingShop(options)
  const im = world.slack.im('U_MAYA')
  await say(world, 'U_MAYA', im, question)
  return lastWritten(world, im)
}

const click = async (target: Parameters<SlackShop['slack']['click']>[1], id: string | RegExp) => {
  await world.slack.click('U_MAYA', target, id)
  await world.settled(60)
}

/** A shop with so many items that all run out. */
function manyItems(count: number): NonNullable<AskOptions['rows']> {
  const skus = Array.from({ length: count }, (_, index) => `POT-${100 + index}`)
  const known = toolShop()
  const days = (sku: string) =>
    Array.from({ length: 120 }, (_, back) => ({
      ...known.demandDays[0]!,
      sku,
      locationCode: 'LDS',
      soldOn: addDays(asOf, -1 - back),
      units: 3 + ((back * 7) % 5),
    }))
  return {
    items: [...known.items, ...skus.map((sku) => item(sku, `Pot ${sku}`, { sellPriceMinor: 900 }))],
    supplierItems: [...known.supplierItems, ...skus.map((sku) => supplierItem('ACME', sku, 1))],
    stock: [...known.stock, ...skus.map((sku) => stock(sku, 'LDS', 5))],
    demandDays: [...known.demandDays, ...skus.flatMap(days)],
  }
}

it('"Why" opens at once and is filled with the steps of its line', async () => {
  const answer = await askedFor('What should I reorder this week?')
  await click(answer, 'explain_line:1')
  expect(world.reports).toEqual([])
  const view = world.slack.view('U_MAYA')!
  const shown = readable(view)
  expect(shown).toContain('MUG-BLU')
  expect(shown).toContain('The steps sum to 240')
  expect(shown).toContain('Why this supplier')
  const [opened] = world.slack.calls('views.open')
  expect(JSON.stringify(opened!.body)).toContain('Working it out')
  expect(world.slack.calls('views.update')).toHaveLength(1)
})

it('"Show all" turns its pages, and a "Why" in it opens on top', { timeout: 90_000 }, async () => {
  const answer = await askedFor('What should I reorder this week?', { rows: manyItems(42) })
  expect(readable(answer)).toContain('more lines: Show all')
  await click(answer, 'show_lines')
  const first = world.slack.view('U_MAYA')!
  expect(readable(first)).toContain('Lines 1 to 40 of 45 lines')
  await click(first, 'show_lines:2')
  const second = world.slack.view('U_MAYA')!
  expect(second.id).toBe(first.id)
  expect(readable(second)).toContain('Lines 41 to 45 of 45 lines')
  await click(second, /^explain_line/)
  const why = world.slack.view('U_MAYA')!
  expect(why.previous_view_id).toBe(second.id)
  expect(readable(why)).toContain('The steps sum to')
  await world.slack.dismiss('U_MAYA')
  expect(readable(world.slack.view('U_MAYA')!)).toContain('Lines 41 to 45')
  expect(world.reports).toEqual([])
})

it('"Show all" shows the list that was asked for, not another', async () => {
  const answer = await askedFor('What should I reorder from Nordwind?')
  await click(answer, 'show_lines')
  const shown = readable(world.slack.view('U_MAYA')!)
  expect(shown).toContain('TEA')
  expect(shown).not.toContain('MUG-WHT')
})

it('a click that Slack has given up is told to click once more', async () => {
  const answer = await askedFor('What should I reorder this week?')
  world.slack.fail('views.open', { error: 'expired_trigger_id' })
  await click(answer, 'explain_line:1')
  expect(world.slack.view('U_MAYA')).toBeNull()
  const told = world.slack.ephemerals(answer.channel, 'U_MAYA').map(readable).join()
  expect(told).toContain('Click once more.')
})

it('a line that is gone is said in the window', async () => {
  const gone = new QuartermasterError('not_found', 'The line R1-1 is gone.', 'Ask for the list.')
  const answer = await askedFor('What should I reorder this week?', {
    program: (program) => ({
      ...program,
      applicationFor: (person) => {
        const application = program.applicationFor(person)
        const callTool: typeof application.callTool = (name, input) =>
          name === 'explain_recommendation'
            ? Promise.reject(gone)
            : application.callTool(name, input)
        return { ...application, callTool }
      },
    }),
  })
  await click(answer, 'explain_line:1')
  const shown = readable(world.slack.view('U_MAYA')!)
  expect(shown).toContain('The line R1-1 is gone.')
  expect(shown).toContain('Ask for the list.')
  expect(world.reports).toEqual([])
})

it('a button that carries no list of ours is refused', async () => {
  const answer = await askedFor('What should I reorder this week?')
  await click(answer, 'show_lines')
  for (const value of ['1|[]', '1|{', 'x']) await forgeClick(world, value)
  const told = world.slack.ephemerals(answer.channel, 'U_MAYA').map(readable).join('\n')
  expect(told.match(/This button names no list/g)).toHaveLength(3)
  expect(world.reports).toEqual([])
})

it('a word about an answer is kept at once, and a second takes its place with its reason', async () => {
  const answer = await askedFor('What is withheld?')
  const kept = () => world.db.select().from(answerFeedback)
  await click(answer, 'answer_feedback')
  expect(await kept()).toMatchObject([
    { personId: 'maya', verdict: 'good', reason: null, sequence: 2 },
  ])
  const told = () => world.slack.ephemerals(answer.channel, 'U_MAYA').map(readable).join('\n')
  expect(told()).toContain('Thank you. I noted that this answer helped.')
  const { value } = (await kept()).map((row) => ({
    value: `bad|${row.conversationId}:${row.sequence}`,
  }))[0]!
  await world.slack.click('U_MAYA', answer, 'answer_feedback', { value })
  await world.settled()
  expect(await kept()).toMatchObject([{ verdict: 'bad', reason: null }])
  const view = world.slack.view('U_MAYA')!
  await world.slack.type('U_MAYA', view, 'feedback', 'the lamp is missing')
  await world.slack.submit('U_MAYA')
  await world.settled()
  expect(world.slack.view('U_MAYA')).toBeNull()
  expect(await kept()).toMatchObject([{ verdict: 'bad', reason: 'the lamp is missing' }])
  expect(told()).toContain('I noted what was wrong with this answer.')
  expect(world.reports).toEqual([])
})

it('feedback about an answer that nobody gave is kept nowhere', async () => {
  const answer = await askedFor('What is withheld?')
  await click(answer, 'answer_feedback')
  await world.db.delete(answerFeedback)
  const forged = ['good|0192f0c1-0000-7000-8000-000000000000:2', 'good|x', 'great']
  for (const value of forged) await forgeClick(world, value)
  expect(await world.db.select().from(answerFeedback)).toEqual([])
  const told = world.slack.ephemerals(answer.channel, 'U_MAYA').map(readable).join('\n')
  expect(told.match(/This answer is not kept any more/g)).toHaveLength(3)
  expect(world.reports).toEqual([])
})
