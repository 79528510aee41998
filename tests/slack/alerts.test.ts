import { asc } from 'drizzle-orm'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { OpenDatabase } from '#store/database.ts'
import { slackPosts } from '#store/schema-slack.ts'
import { changeSlackPerson } from '#store/slack-people.ts'
import type { SlackPerson } from '#store/slack-people.ts'
import { SlackUncertain } from '#surfaces/slack/web-api.ts'
import { emptyTables, freshDatabase } from '../database.ts'
import { changeOrder, expectedOrder } from './alerts-world.ts'
import { readable } from './loopback/read-page.ts'
import { crew, slackShop, userOf, type SlackShop } from './world.ts'

let database: OpenDatabase
let world: SlackShop
let isReporting = false
beforeAll(async () => {
  database = await freshDatabase()
})
afterAll(() => database.close())
afterEach(async () => {
  const { reports } = world
  await world.close()
  await emptyTables(database.db)
  if (reports.length > 0 && !isReporting) throw new AggregateError(reports, 'the bot reported')
  isReporting = false
})

/** The day after the orders were to come, a Saturday: no digest. */
const saturday = '2026-12-05T10:00:00Z'

async function openShop(at = saturday): Promise<void> {
  const startsAt = Date.parse(at)
  world = await slackShop({ transport: 'http', startsAt, database })
}

async function setting(personId: string, set: Partial<SlackPerson>) {
  const user = { teamId: world.slack.teamId, userId: userOf(personId) }
  expect(await changeSlackPerson(world.db, user, set)).toBe(true)
}

const inboxOf = (personId: string) => world.slack.messages(world.slack.im(userOf(personId)))

/** A round of the alerts at an instant; gives who has how many messages then. */
async function roundAt(at: string): Promise<Record<string, number>> {
  world.advance(Date.parse(at) - world.now().getTime())
  const rounds = world.rounds()
  await rounds.find(({ name }) => name === 'slack_alerts')!.work()
  const counts = crew.map(({ id }) => [id, inboxOf(id).length] as const)
  return Object.fromEntries(counts.filter(([, count]) => count > 0))
}

describe('a delivery that is late', () => {
  test('is told to the buyers and to whoever asked for it, once', async () => {
    await openShop('2026-12-04T10:00:00Z')
    const mugs = await expectedOrder(world.db)
    const tea = await expectedOrder(world.db, { by: 'adam', units: 40, sku: 'TEA' })
    expect(await roundAt('2026-12-04T18:00:00Z')).toEqual({})
    expect(await roundAt(saturday)).toEqual({ maya: 2, ben: 2, adam: 1 })
    expect(await roundAt('2026-12-05T10:15:00Z')).toEqual({ maya: 2, ben: 2, adam: 1 })
    await world.stop()
    await world.start()
    expect(await roundAt('2026-12-06T10:00:00Z')).toEqual({ maya: 2, ben: 2, adam: 1 })
    const page = readable(inboxOf('adam')[0]!)
    expect(page).toMatch(/^1 delivery late/)
    expect(page).toContain(`${tea} from Acme is 1 day late: 40 TEA have not come at LDS`)
    expect(page).toContain('As of 5 Dec 2026.')
    expect(page).not.toContain(mugs)
    expect(inboxOf('adam')[0]).toMatchObject({ unfurl_links: false, unfurl_media: false })
  })

  test('of which the supplier gave a new date is told again when that has passed too', async () => {
    await openShop()
    const order = await expectedOrder(world.db, { by: 'ben' })
    await setting('maya', { state: 'gone' })
    expect(await roundAt(saturday)).toEqual({ ben: 1 })
    await changeOrder(world.db, order, { confirmedForOn: '2026-12-09' })
    expect(await roundAt('2026-12-09T12:00:00Z')).toEqual({ ben: 1 })
    expect(await roundAt('2026-12-10T12:00:00Z')).toEqual({ ben: 2 })
    expect(await roundAt('2026-12-10T12:15:00Z')).toEqual({ ben: 2 })
    expect(readable(inboxOf('ben')[1]!)).toContain('since 9 Dec 2026')
  })
})

describe('in quiet hours', () => {
  test('nothing comes, and afterwards what is late still', async () => {
    await openShop()
    await setting('ben', { state: 'gone' })
    await setting('maya', { quietFrom: '09:00', quietUntil: '12:00' })
    const [came, late] = [await expectedOrder(world.db), await expectedOrder(world.db)]
    expect(await roundAt(saturday)).toEqual({})
    await changeOrder(world.db, came, { state: 'received' })
    expect(await roundAt('2026-12-05T11:45:00Z')).toEqual({})
    expect(await roundAt('2026-12-05T12:00:00Z')).toEqual({ maya: 1 })
    expect(readable(inboxOf('maya')[0]!)).toContain(late)
  })

  test('are those of each reader', async () => {
    await openShop()
    // Ten in the morning in London is two at night in Los Angeles.
    await setting('ben', { timeZone: 'America/Los_Angeles' })
    await expectedOrder(world.db)
    expect(await roundAt(saturday)).toEqual({ maya: 1 })
    expect(await roundAt('2026-12-05T15:45:00Z')).toEqual({ maya: 1 })
    expect(await roundAt('2026-12-05T16:00:00Z')).toEqual({ maya: 1, ben: 1 })
  })
})

describe('many at once', () => {
  async function severalLate(count: number): Promise<string[]> {
    await openShop()
    await setting('ben', { state: 'gone' })
    const orders: string[] = []
    for (let at = 0; at < count; at++) {
      orders.push(await expectedOrder(world.db, { units: 12 + at }))
    }
    return orders
  }

  test('five are told one by one, six in one message, each once', async () => {
    await severalLate(5)
    expect(await roundAt(saturday)).toEqual({ maya: 5 })
    for (let at = 0; at < 6; at++) await expectedOrder(world.db, { sku: 'TEA', units: 20 + at })
    expect(await roundAt('2026-12-05T10:15:00Z')).toEqual({ maya: 6 })
    expect(readable(inboxOf('maya')[5]!)).toMatch(/^6 deliveries late/)
    expect(await roundAt('2026-12-05T10:30:00Z')).toEqual({ maya: 6 })
  })

  test('more than the tool gives at once are told all the same', async () => {
    await severalLate(24)
    expect(await roundAt(saturday)).toEqual({ maya: 1 })
    expect(readable(inboxOf('maya')[0]!)).toMatch(/^24 deliveries late/)
    expect(await world.db.select().from(slackPosts)).toHaveLength(24)
    // One that puts the least at risk is told too, after all those that are late still.
    const least = await expectedOrder(world.db, { units: 1, sku: 'TEA' })
    expect(await roundAt('2026-12-05T10:15:00Z')).toEqual({ maya: 2 })
    expect(readable(inboxOf('maya')[1]!)).toContain(least)
  })

  test('a summary whose answer is lost is looked for, and stands there once', async () => {
    isReporting = true
    await severalLate(6)
    world.slack.fail('chat.postMessage', { hangUp: true, afterDoing: true })
    expect(await roundAt(saturday)).toEqual({ maya: 1 })
    expect(world.reports).toEqual([expect.any(SlackUncertain)])
    expect(await roundAt('2026-12-05T10:15:00Z')).toEqual({ maya: 1 })
    const rows = await world.db.select().from(slackPosts).orderBy(asc(slackPosts.id))
    expect(rows.map(({ state }) => state)).toEqual(Array(6).fill('closed'))
    expect(rows.filter(({ ts }) => ts !== null)).toHaveLength(1)
  })

  test('a summary that never came is posted with what is late still', async () => {
    isReporting = true
    const [first] = await severalLate(6)
    world.slack.fail('chat.postMessage', { hangUp: true })
    expect(await roundAt(saturday)).toEqual({})
    await changeOrder(world.db, first!, { state: 'received' })
    expect(await roundAt('2026-12-05T10:15:00Z')).toEqual({ maya: 1 })
    expect(readable(inboxOf('maya')[0]!)).toMatch(/^5 deliveries late/)
    expect(await roundAt('2026-12-05T10:30:00Z')).toEqual({ maya: 1 })
  })
})

test('what was begun and is not late any more is not posted', async () => {
  isReporting = true
  await openShop()
  await setting('ben', { state: 'gone' })
  const order = await expectedOrder(world.db)
  world.slack.fail('chat.postMessage', { hangUp: true })
  expect(await roundAt(saturday)).toEqual({})
  await changeOrder(world.db, order, { state: 'received' })
  expect(await roundAt('2026-12-05T10:15:00Z')).toEqual({})
  expect(await world.db.select({ state: slackPosts.state }).from(slackPosts)).toEqual([
    { state: 'closed' },
  ])
})

test('two rounds at once tell it once', async () => {
  await openShop()
  await expectedOrder(world.db)
  const { work } = world.rounds().find(({ name }) => name === 'slack_alerts')!
  await Promise.all([work(), work(), work()])
  expect([inboxOf('maya').length, inboxOf('ben').length]).toEqual([1, 1])
})
