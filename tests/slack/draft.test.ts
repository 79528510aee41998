// From a question to an order that its supplier has, each step by a person in Slack, over both transports.
import { sql } from 'drizzle-orm'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { sendMessage } from '#jobs/send-message.ts'
import { messagesOf } from '#store/order-messages.ts'
import type { Database } from '#store/database.ts'
import { ordersIn } from '#store/purchase-orders.ts'
import type { OrderWithLines } from '#store/purchase-orders.ts'
import { orderNow } from '../commands/world.ts'
import { smtpSink } from '../dispatch/smtp-sink.ts'
import { mailTo } from '../jobs/mail-world.ts'
import { toolShop } from '../tools/shop.ts'
import { buttonsOf, cardShop, nowAt, said, seen, tom, whispered } from './card-shop.ts'
import { readable } from './loopback/read-page.ts'
import type { Message, View } from './loopback/types.ts'
import { channelId, crew, type SlackShop, type Transport } from './world.ts'

// Each test is a shop, a Slack and a bot; on a busy machine a whole day of them takes its time.
vi.setConfig({ testTimeout: 120_000 })

let world: SlackShop
afterEach(() => world.close())

const maya = 'U_MAYA'

function draftShop(transport: Transport, enough: Parameters<typeof cardShop>[1] = {}) {
  const rows = toolShop({ people: [...crew, tom] })
  const suppliers = rows.suppliers.map((each) => ({
    ...each,
    email: `orders@${each.code.toLowerCase()}.example`,
    address: '9 Kiln Road\nStoke-on-Trent\nST1 2AB',
  }))
  const startsAt = Date.parse('2026-11-24T09:00:00.000Z')
  return cardShop(transport, { startsAt, ...enough, rows: { ...rows, suppliers } })
}

/** The message of Maya's buy list, which she asked for. */
async function buyList(): Promise<Message> {
  const im = world.slack.im(maya)
  await world.slack.say(maya, im, 'What should I reorder this week?')
  await world.settled(60)
  const list = world.slack.messages(im).find((each) => buttonsOf(each).includes('draft_lines'))
  if (list === undefined) throw new Error(world.slack.messages(im).map(readable).join('\n'))
  return list
}

function viewNow(): View {
  const view = world.slack.view(maya)
  if (view === null) throw new Error('no modal is open')
  return view
}

const inputsOf = (view: View): string[] =>
  view.blocks.flatMap(({ type, block_id: id }) => (type === 'input' ? [id ?? ''] : []))

async function draftModal(list: Message): Promise<View> {
  await world.slack.click(maya, list, 'draft_lines')
  await world.settled()
  return viewNow()
}

async function drafts(db: Database): Promise<OrderWithLines[]> {
  return Promise.all((await ordersIn(db, 'draft')).map((number) => orderNow(db, number)))
}

const typeUnits = async (block: string, units: string) => {
  await world.slack.type(maya, viewNow(), block, units)
  await world.settled()
}

describe.each<Transport>(['http', 'socket'])('over %s', (transport) => {
  it('question, draft, adjust, submit, card, approve, sent', async () => {
    world = await draftShop(transport)
    const { slack, db } = world
    const [first] = inputsOf(await draftModal(await buyList()))
    await slack.submit(maya)
    await world.settled()
    expect(viewNow().title).toBe('Drafted')
    const made = await drafts(db)
    expect(made.length).toBeGreaterThan(0)
    const handle = first!.slice('line:'.length)
    const order = made.find(({ lines }) => lines.some((line) => line.recommendationId === handle))!
    const { number } = order
    const drafted = await seen(world, 'maya', `${number} is a draft`)
    expect(buttonsOf(drafted)).toEqual(['submit_po', 'adjust_po', 'open_order'])

    const { sku, orderedUnits } = order.lines.find((line) => line.recommendationId === handle)!
    await slack.click(maya, drafted, 'adjust_po')
    await world.settled()
    await typeUnits(`line:${sku}`, String(orderedUnits * 2))
    await slack.submit(maya)
    await world.settled()
    const adjusted = await orderNow(db, number)
    expect(adjusted).toMatchObject({ revision: 2, state: 'draft' })
    expect(adjusted.lines.find((line) => line.sku === sku)?.orderedUnits).toBe(orderedUnits * 2)
    await seen(world, 'maya', 'it showed revision 1, the order is at revision 2')
    expect(buttonsOf(nowAt(world, drafted))).toEqual([])

    world.advance(60_000)
    const fresh = await seen(world, 'maya', `${number} is a draft`)
    await slack.click(maya, fresh, 'submit_po')
    await world.settled()
    expect(await orderNow(db, number)).toMatchObject({ state: 'submitted', revision: 2 })
    expect(JSON.stringify(slack.ephemerals(fresh.channel, maya))).toContain('is submitted')

    world.advance(60_000)
    const waits = await seen(world, 'ines', `${number} waits for a decision`)
    await slack.click('U_INES', waits, 'approve_po')
    await world.settled()
    expect(await orderNow(db, number)).toMatchObject({ state: 'approved' })
    const sink = await smtpSink({})
    const [message] = await messagesOf(db, number)
    const job = {
      database: world.shop.database,
      db,
      mail: mailTo(sink.port),
      now: () => world.now().toISOString(),
      asOf: () => Promise.resolve('2026-11-24'),
      enqueue: () => Promise.resolve(),
    }
    expect(await sendMessage(job, message!.id)).toBe('accepted')
    await sink.close()
    await seen(world, 'maya', `${number} was sent to the supplier`)
    await seen(world, 'ines', 'now sent')
    expect(world.reports).toEqual([])
  })
})

describe('the quantities', () => {
  it('are told at once when one is not legal, and no draft is made of it', async () => {
    world = await draftShop('http')
    const [first] = inputsOf(await draftModal(await buyList()))
    await typeUnits(first!, '7')
    expect(readable(viewNow())).toContain('7 can not be ordered. Legal next to it')
    await world.slack.submit(maya)
    expect(viewNow().errors[first!]).toContain('can not be ordered')
    await world.settled()
    expect(await drafts(world.db)).toEqual([])
  })

  it('typed otherwise than recommended are what is drafted; a line at 0 is not', async () => {
    world = await draftShop('http')
    const [first, second, ...rest] = inputsOf(await draftModal(await buyList()))
    for (const block of rest) await typeUnits(block, '0')
    await typeUnits(first!, '576')
    await typeUnits(second!, '0')
    await world.slack.submit(maya)
    await world.settled()
    expect(viewNow().title).toBe('Drafted')
    const lines = (await drafts(world.db)).flatMap((order) => order.lines)
    expect(
      lines.map(({ recommendationId, orderedUnits }) => [recommendationId, orderedUnits]),
    ).toEqual([[first!.slice('line:'.length), 576]])
  })

  it('all at 0 are refused at once', async () => {
    world = await draftShop('http')
    const blocks = inputsOf(await draftModal(await buyList()))
    for (const block of blocks) await typeUnits(block, '0')
    await world.slack.submit(maya)
    expect(viewNow().errors[blocks[0]!]).toContain('Keep at least one line')
  })
})

it('the same list drafted twice is drafted once, and the second time says so', async () => {
  world = await draftShop('http')
  const list = await buyList()
  await draftModal(list)
  await world.slack.submit(maya)
  await world.settled()
  const made = await drafts(world.db)
  await world.slack.dismiss(maya)
  await draftModal(list)
  await world.slack.submit(maya)
  await world.settled()
  expect(await drafts(world.db)).toEqual(made)
  expect(readable(viewNow())).toContain('was there already')
  const cards = world.slack.messages(world.slack.im(maya)).map(said)
  for (const { number } of made) {
    expect(cards.filter((text) => text.includes(`${number} is a draft`))).toHaveLength(1)
  }
})

it('a draft of somebody who may not draft is refused in words', async () => {
  world = await draftShop('http')
  const list = await buyList()
  const sam = 'U_SAM'
  world.slack.addChannel({ id: list.channel, name: 'im', members: [maya, sam] })
  await world.slack.click(sam, list, 'draft_lines')
  await world.settled()
  await world.slack.submit(sam)
  await world.settled()
  expect(readable(world.slack.view(sam)!)).toContain('role warehouse')
  expect(await drafts(world.db)).toEqual([])
  expect(whispered(world, 'sam')).toBe('')
})

it('in a channel that is closed to costs the cards of the drafts stand in the direct message', async () => {
  world = await draftShop('http')
  const { slack } = world
  await slack.say(maya, channelId, `<@${slack.botUserId}> What should I reorder this week?`)
  await world.settled(60)
  const im = slack.im(maya)
  const shown = [...slack.messages(channelId), ...slack.ephemerals(channelId, maya)]
  const list = [...shown, ...slack.messages(im)].find((each) =>
    buttonsOf(each).includes('draft_lines'),
  )
  await draftModal(list!)
  await slack.submit(maya)
  await world.settled()
  expect(viewNow().title).toBe('Drafted')
  await seen(world, 'maya', 'is a draft')
  expect(slack.messages(channelId).map(said).join()).not.toContain('is a draft')
})

it('an order that was revised elsewhere is neither submitted nor adjusted from its old card', async () => {
  world = await draftShop('http')
  const { slack, db } = world
  await draftModal(await buyList())
  await slack.submit(maya)
  await world.settled()
  const [order] = await drafts(db)
  const { number } = order!
  const stands = await seen(world, 'maya', `${number} is a draft`)
  // As a revision by anybody else leaves it, before the feed came by.
  await db.execute(sql`update purchase_order set revision = 2 where number = ${number}`)
  await slack.click(maya, stands, 'submit_po')
  await world.settled()
  expect(JSON.stringify(slack.ephemerals(stands.channel, maya))).toContain(
    'changed since this card',
  )
  await slack.dismiss(maya)
  await slack.click(maya, stands, 'adjust_po')
  await world.settled()
  expect(readable(viewNow())).toContain('changed since this card')
  expect(await orderNow(db, number)).toMatchObject({ state: 'draft', revision: 2 })
})
