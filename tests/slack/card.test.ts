// The cards follow the books through crashes, lost answers and a Slack that is away: each fact once, and true at the end.
import { eq } from 'drizzle-orm'
import { afterEach, expect, it, vi } from 'vitest'
import { approveOrder } from '#commands/approve-order.ts'
import { slackFeed, slackPosts } from '#store/schema-slack.ts'
import { openPostsOf } from '#store/slack-posts.ts'
import { card, hoursOn, orderNow, signedIn, submitted } from '../commands/world.ts'
import { approvalsOf } from './approving.ts'
import { buttonsOf, cardShop, direct, nowAt, seen } from './card-shop.ts'
import { until, userOf, type SlackShop } from './world.ts'

// Each test is a shop, a Slack and a bot; on a busy machine a whole day of them takes its time.
vi.setConfig({ testTimeout: 120_000 })

let world: SlackShop
afterEach(() => world.close())

const waits = 'waits for a decision'
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

/** Waits until no card of the order is half put up. */
async function putUp(number: string): Promise<void> {
  const isDone = async () =>
    (await openPostsOf(world.db, number)).every(({ state }) => state === 'posted')
  expect(await until(isDone, 30)).toBe(true)
}

it('a card whose answer got lost is found again: one card, and its button works', async () => {
  world = await cardShop('http')
  world.slack.fail('chat.postMessage', { hangUp: true, afterDoing: true, times: 1 })
  const { number } = await submitted(world.db, 60, { by: 'maya' })
  const stands = await seen(world, 'ines', waits)
  await seen(world, 'tom', waits)
  await putUp(number)
  for (const who of ['ines', 'tom']) expect(direct(world, who)).toHaveLength(1)
  await world.slack.click(userOf('ines'), stands, 'approve_po')
  await world.settled()
  expect(await approvalsOf(world.db, number)).toBe(1)
})

/** What a process leaves that ends between the post and its mark: Slack has the card, the books do not know where. */
async function loseMark(number: string): Promise<void> {
  await world.stop()
  const lost = { state: 'posting' as const, ts: null, shownHash: null }
  await world.db.update(slackPosts).set(lost).where(eq(slackPosts.orderNumber, number))
}

it('a bot that ended between the post and its mark finds its cards at the restart: no second one, and the button works', async () => {
  world = await cardShop('http')
  const { number } = await submitted(world.db, 60, { by: 'maya' })
  const stands = await seen(world, 'ines', waits)
  await seen(world, 'tom', waits)
  await putUp(number)
  await loseMark(number)
  await world.start()
  await putUp(number)
  for (const who of ['ines', 'tom']) expect(direct(world, who)).toHaveLength(1)
  await world.slack.click(userOf('ines'), stands, 'approve_po')
  await world.settled()
  expect(await approvalsOf(world.db, number)).toBe(1)
})

it('cards that it finds of an order that was decided meanwhile say so', async () => {
  world = await cardShop('http')
  const order = await submitted(world.db, 60, { by: 'maya' })
  const stands = await seen(world, 'ines', waits)
  await putUp(order.number)
  await loseMark(order.number)
  await signedIn(world.db, 'tom', hoursOn(1))(approveOrder, card(order))
  await world.start()
  await seen(world, 'ines', 'Approved by Tom')
  expect(buttonsOf(nowAt(world, stands))).toEqual([])
  expect(direct(world, 'ines')).toHaveLength(1)
})

it('what happened while the bot was down is shown when it is up again, once', async () => {
  world = await cardShop('http')
  const order = await submitted(world.db, 60, { by: 'maya' })
  const stands = await seen(world, 'ines', waits)
  await world.stop()
  await signedIn(world.db, 'tom', hoursOn(1))(approveOrder, card(order))
  const other = await submitted(world.db, 240, { by: 'maya', at: hoursOn(2) })
  await world.start()
  await seen(world, 'ines', 'Approved by Tom')
  expect(buttonsOf(nowAt(world, stands))).toEqual([])
  await seen(world, 'ines', `${other.number} ${waits}`)
  await seen(world, 'maya', `${order.number} was approved by Tom`)
  await world.stop()
  await world.start()
  await pause(500)
  expect(direct(world, 'ines')).toHaveLength(2)
  expect(direct(world, 'maya')).toHaveLength(1)
})

it('the first start tells nothing of the past, and puts up the cards of what waits', async () => {
  world = await cardShop('http')
  await world.stop()
  await world.db.delete(slackFeed)
  const done = await submitted(world.db, 60, { by: 'maya' })
  await signedIn(world.db, 'tom', hoursOn(1))(approveOrder, card(done))
  const { number } = await submitted(world.db, 240, { by: 'maya', at: hoursOn(2) })
  await world.start()
  await seen(world, 'ines', `${number} ${waits}`)
  await pause(300)
  expect(direct(world, 'ines')).toHaveLength(1)
  expect(direct(world, 'maya')).toEqual([])
})

it('while Slack takes nothing a decision waits for it, and is shown in the end', async () => {
  world = await cardShop('http')
  const order = await submitted(world.db, 60, { by: 'maya' })
  await seen(world, 'ines', waits)
  world.slack.fail('chat.update', { status: 503, times: 6 })
  world.slack.fail('chat.postMessage', { status: 503, times: 2 })
  await signedIn(world.db, 'tom', hoursOn(1))(approveOrder, card(order))
  expect(await orderNow(world.db, order.number)).toMatchObject({ state: 'approved' })
  await seen(world, 'ines', 'Approved by Tom')
  await seen(world, 'maya', 'was approved by Tom')
  await pause(300)
  expect(direct(world, 'maya')).toHaveLength(1)
})

it('a card that nothing changes on is not written again', async () => {
  world = await cardShop('http')
  await submitted(world.db, 60, { by: 'maya' })
  await seen(world, 'ines', waits)
  await seen(world, 'tom', waits)
  await world.stop()
  await world.start()
  await pause(500)
  expect(world.slack.calls('chat.update')).toEqual([])
  expect(world.reports).toEqual([])
})
