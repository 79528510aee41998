import { eq } from 'drizzle-orm'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { Shop } from '#operations/shop.ts'
import type { OpenDatabase } from '#store/database.ts'
import { people } from '#store/schema-people.ts'
import { slackPosts } from '#store/schema-slack.ts'
import { changeSlackPerson } from '#store/slack-people.ts'
import type { SlackPerson } from '#store/slack-people.ts'
import { SlackUncertain } from '#surfaces/slack/web-api.ts'
import { emptyTables, freshDatabase } from '../database.ts'
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

const openAt = (at: string, shop: Partial<Shop> = {}) =>
  slackShop({ transport: 'http', startsAt: Date.parse(at), database, shop })

/** The shop at an instant, everybody without the digest but those who are named, with what they set. */
async function openShop(at: string, who: Record<string, Partial<SlackPerson>>) {
  world = await openAt(at)
  for (const { id } of crew) await setting(id, { digest: false, ...who[id] })
  return world
}

async function setting(personId: string, set: Partial<SlackPerson>) {
  const user = { teamId: world.slack.teamId, userId: userOf(personId) }
  expect(await changeSlackPerson(world.db, user, set)).toBe(true)
}

const goTo = (at: string) => world.advance(Date.parse(at) - world.now().getTime())

/** A round of the digest, at an instant; gives who has how many messages then. */
async function roundAt(at: string): Promise<Record<string, number>> {
  goTo(at)
  await world
    .rounds()
    .find(({ name }) => name === 'slack_digest')!
    .work()
  return told()
}

function told(): Record<string, number> {
  const counts = crew.map(({ id }) => [id, inboxOf(id).length] as const)
  return Object.fromEntries(counts.filter(([, count]) => count > 0))
}

const inboxOf = (personId: string) => world.slack.messages(world.slack.im(userOf(personId)))

const on = { digest: true }

describe('on Monday morning', () => {
  test('everybody gets it at eight by their own clock, once', async () => {
    await openShop('2026-11-22T18:00:00Z', {
      maya: { digest: true, timeZone: 'Pacific/Auckland' },
      ben: { digest: true, timeZone: 'America/Los_Angeles' },
      ines: on,
    })
    expect(await roundAt('2026-11-22T18:45:00Z')).toEqual({})
    expect(await roundAt('2026-11-22T19:00:00Z')).toEqual({ maya: 1 })
    expect(await roundAt('2026-11-23T07:45:00Z')).toEqual({ maya: 1 })
    expect(await roundAt('2026-11-23T08:00:00Z')).toEqual({ maya: 1, ines: 1 })
    expect(await roundAt('2026-11-23T15:45:00Z')).toEqual({ maya: 1, ines: 1 })
    expect(await roundAt('2026-11-23T16:00:00Z')).toEqual({ maya: 1, ines: 1, ben: 1 })
    expect(await roundAt('2026-11-23T18:00:00Z')).toEqual({ maya: 1, ines: 1, ben: 1 })
  })

  test('it says of which week it is and as of which day, which may be the day of the books', async () => {
    world = await openAt('2026-11-23T08:00:00Z', { fixedAsOf: '2026-11-20' })
    await roundAt('2026-11-23T08:00:00Z')
    const [message] = inboxOf('maya')
    const page = readable(message!)
    expect(page).toMatch(/^Week of 23 Nov 2026/)
    expect(page).toContain('As of 20 Nov 2026.')
    expect(page).toContain('Reorder this week')
    expect(message).toMatchObject({ unfurl_links: false, unfurl_media: false })
  })

  test('only buyers and approvers who want it, and are there', async () => {
    world = await openAt('2026-11-23T08:00:00Z')
    expect(await roundAt('2026-11-23T08:00:00Z')).toEqual({ maya: 1, ben: 1, ines: 1 })
    await setting('maya', { digest: false })
    await setting('ines', { state: 'gone' })
    await world.db.update(people).set({ active: false }).where(eq(people.id, 'ben'))
    await setting('sam', { digest: true })
    expect(await roundAt('2026-11-30T09:00:00Z')).toEqual({ maya: 1, ben: 1, ines: 1 })
    await setting('ines', { state: 'confirmed' })
    expect(await roundAt('2026-11-30T09:15:00Z')).toEqual({ maya: 1, ben: 1, ines: 2 })
  })
})

describe('a Monday that was missed', () => {
  test('at eight is made up until it ends, and not on Tuesday', async () => {
    await openShop('2026-11-23T07:00:00Z', {
      maya: { ...on, quietFrom: '00:00', quietUntil: '00:00' },
    })
    await world.stop()
    goTo('2026-11-23T23:45:00Z')
    await world.start()
    expect(await roundAt('2026-11-23T23:45:00Z')).toEqual({ maya: 1 })
    expect(await roundAt('2026-12-01T00:00:00Z')).toEqual({ maya: 1 })
    expect(await roundAt('2026-12-01T09:00:00Z')).toEqual({ maya: 1 })
  })

  test('is not repeated after a restart', async () => {
    await openShop('2026-11-23T08:00:00Z', { maya: on })
    expect(await roundAt('2026-11-23T08:00:00Z')).toEqual({ maya: 1 })
    await world.stop()
    await world.start()
    expect(await roundAt('2026-11-23T08:15:00Z')).toEqual({ maya: 1 })
    // Whoever was told is not even looked up again.
    expect(world.slack.calls('conversations.open')).toHaveLength(1)
    expect(await roundAt('2026-11-30T08:00:00Z')).toEqual({ maya: 2 })
  })
})

describe('in quiet hours', () => {
  test('it waits until they end', async () => {
    await openShop('2026-11-23T07:00:00Z', {
      maya: { ...on, quietFrom: '22:00', quietUntil: '10:30' },
    })
    expect(await roundAt('2026-11-23T10:15:00Z')).toEqual({})
    expect(await roundAt('2026-11-23T10:30:00Z')).toEqual({ maya: 1 })
  })

  test('that last all Monday it does not come at all', async () => {
    await openShop('2026-11-23T07:00:00Z', {
      maya: { ...on, quietFrom: '07:00', quietUntil: '06:00' },
    })
    expect(await roundAt('2026-11-23T08:00:00Z')).toEqual({})
    expect(await roundAt('2026-11-24T06:00:00Z')).toEqual({})
  })
})

describe('when Slack or the program fails', () => {
  const monday = '2026-11-23T08:00:00Z'
  const states = () => world.db.select({ state: slackPosts.state }).from(slackPosts)

  test.each([
    ['was posted', true],
    ['was not posted', false],
  ])(
    'an answer that is lost: it %s, and stands there once in the end',
    async (_what, afterDoing) => {
      isReporting = true
      await openShop(monday, { maya: on })
      world.slack.fail('chat.postMessage', { hangUp: true, afterDoing })
      expect(await roundAt(monday)).toEqual(afterDoing ? { maya: 1 } : {})
      expect(world.reports).toEqual([expect.any(SlackUncertain)])
      expect(await states()).toEqual([{ state: 'posting' }])
      expect(await roundAt('2026-11-23T08:15:00Z')).toEqual({ maya: 1 })
      expect(await states()).toEqual([{ state: 'closed' }])
      expect(await roundAt('2026-11-23T08:30:00Z')).toEqual({ maya: 1 })
      expect(world.slack.calls('chat.postMessage')).toHaveLength(afterDoing ? 1 : 2)
    },
  )

  test('one that nobody could finish on Monday is not posted on Tuesday', async () => {
    isReporting = true
    await openShop(monday, { maya: { ...on, quietFrom: '00:00', quietUntil: '00:00' } })
    world.slack.fail('chat.postMessage', { hangUp: true })
    expect(await roundAt('2026-11-23T23:45:00Z')).toEqual({})
    expect(await roundAt('2026-11-24T00:00:00Z')).toEqual({})
    expect(await states()).toEqual([{ state: 'closed' }])
  })

  test('one person whose zone nobody knows does not cost the others theirs', async () => {
    isReporting = true
    await openShop(monday, { ben: { ...on, timeZone: 'Mars/Olympus' }, maya: on })
    expect(await roundAt(monday)).toEqual({ maya: 1 })
    expect(world.reports).toEqual([expect.any(RangeError)])
  })

  test('a refused message is tried again', async () => {
    isReporting = true
    await openShop(monday, { maya: on })
    world.slack.fail('chat.postMessage', { error: 'internal_error' })
    expect(await roundAt(monday)).toEqual({})
    expect(await roundAt('2026-11-23T08:15:00Z')).toEqual({ maya: 1 })
  })
})

test('two rounds at once tell it once', async () => {
  await openShop('2026-11-23T08:00:00Z', { maya: on, ines: on })
  const { work } = world.rounds().find(({ name }) => name === 'slack_digest')!
  await Promise.all([work(), work(), work()])
  expect(told()).toEqual({ maya: 1, ines: 1 })
})

test('one that is just being posted is not taken for one that a crash left', async () => {
  await openShop('2026-11-23T08:00:00Z', { maya: on })
  const { work } = world.rounds().find(({ name }) => name === 'slack_digest')!
  world.slack.fail('chat.postMessage', { delayMs: 2_000 })
  const posting = work()
  await expect
    .poll(() => world.db.select({ state: slackPosts.state }).from(slackPosts), { timeout: 20_000 })
    .toEqual([{ state: 'posting' }])
  await work()
  await posting
  expect(told()).toEqual({ maya: 1 })
})
