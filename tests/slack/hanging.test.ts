// The database hangs, the disk is full, the process is told to stop: what Slack hears, and what becomes of it.
import { readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { afterEach, expect, it } from 'vitest'
import { slackDeliveries } from '#store/schema-slack.ts'
import type { Database } from '#store/database.ts'
import { openJournal } from '#surfaces/slack/journal.ts'
import type { Act, Listeners } from '#surfaces/slack/router.ts'
import { channelId, slackShop, type SlackShop, type Transport } from './world.ts'

let world: SlackShop
afterEach(() => world.close())

function noting() {
  const done: string[] = []
  const note =
    (what: string): Act =>
    async ({ who }) => {
      done.push(`${what} of ${who.person.id}`)
    }
  const listeners: Listeners = {
    events: { app_mention: note('mention'), message: note('message') },
    notices: {},
    commands: { '/reorder': note('command') },
    clicks: {},
    views: {},
  }
  return { done, parts: { listeners, feedEveryMs: 3_600_000 } }
}

/** Holds the database as a migration or a runaway query does; gives what lets go. */
async function hang(db: Database): Promise<() => Promise<void>> {
  let letGo = () => undefined as void
  let held = () => undefined as void
  const isHeld = new Promise<void>((resolve) => (held = resolve))
  const over = db.transaction(async (tx) => {
    // On Postgres the lock hangs it; on the embedded database everything waits for any transaction.
    await tx.execute(sql`lock table slack_delivery in access exclusive mode`)
    await new Promise<void>((resolve) => {
      letGo = resolve
      held()
    })
  })
  await isHeld
  return async () => {
    letGo()
    await over
  }
}

it.each<[Transport]>([['http'], ['socket']])(
  'over %s Slack is answered within half a second while the database hangs, and then all is done',
  async (transport) => {
    const { done, parts } = noting()
    world = await slackShop({ transport, parts })
    const { slack } = world
    await slack.say('U_MAYA', slack.im('U_MAYA'), 'the first of a program may take longer')
    await world.settled()
    done.length = 0
    const letGo = await hang(world.db)
    const took: number[] = []
    for (let at = 0; at < 10; at += 1) {
      const said = await slack.say('U_MAYA', slack.im('U_MAYA'), `question ${at}`)
      const ordered = await slack.slash('U_BEN', channelId, '/reorder', `${at}`)
      for (const { status, milliseconds, trouble } of [said, ordered]) {
        expect({ status, trouble }).toEqual({ status: 200, trouble: null })
        took.push(milliseconds)
      }
    }
    expect(done).toEqual([])
    expect(Math.max(...took)).toBeLessThan(500)
    await letGo()
    await world.settled()
    expect(done.toSorted()).toEqual([
      ...Array<string>(10).fill('command of ben'),
      ...Array<string>(10).fill('message of maya'),
    ])
    expect(world.reports).toEqual([])
  },
)

it('what was answered while the database was away is done by the next process', async () => {
  const { done, parts } = noting()
  let isAway = true
  const away = () => Promise.reject(new Error('no connection'))
  const broken = {
    insert: () => ({ values: () => ({ onConflictDoNothing: () => ({ returning: away }) }) }),
  }
  world = await slackShop({
    transport: 'http',
    parts,
    program: (program) => ({
      ...program,
      get database() {
        const db = new Proxy(program.database.db, {
          get: (real, name) =>
            isAway && name === 'insert' ? broken.insert : real[name as 'insert'],
        })
        return { ...program.database, db }
      },
    }),
  })
  const { slack } = world
  for (const text of ['one', 'two', 'three']) {
    expect((await slack.say('U_MAYA', slack.im('U_MAYA'), text)).status).toBe(200)
  }
  await world.stop()
  expect(done).toEqual([])
  expect(world.reports.map(String)).toContain('Error: no connection')
  isAway = false
  await world.start()
  await world.settled()
  expect(done).toEqual(Array(3).fill('message of maya'))
})

it('the program can be ended while the database hangs', async () => {
  const { done, parts } = noting()
  world = await slackShop({ transport: 'http', parts: { ...parts, stopWithinMs: 300 } })
  const { slack } = world
  const letGo = await hang(world.db)
  await slack.say('U_MAYA', slack.im('U_MAYA'), 'hello')
  // By now a round waits for the database too.
  await new Promise((resolve) => setTimeout(resolve, 100))
  const started = performance.now()
  await world.stop()
  expect(performance.now() - started).toBeLessThan(2_000)
  expect(world.reports.map(String).join()).toContain(
    'was not over when the program was told to end',
  )
  await letGo()
  await world.start()
  await world.settled()
  expect(done).toEqual(['message of maya'])
})

it('what can not be written down is not taken, and Slack is told to send it again', async () => {
  const { done, parts } = noting()
  world = await slackShop({ transport: 'http', parts })
  const { slack, settings } = world
  // As a full disk does, a file in place of the folder refuses every write.
  await rm(settings.journalFolder, { recursive: true })
  await writeFile(settings.journalFolder, 'in the way')
  const said = await slack.say('U_MAYA', slack.im('U_MAYA'), 'hello')
  expect(said).toMatchObject({ status: 503, retries: [{ status: 503 }] })
  expect(world.reports.map(String).join()).toContain('ENOTDIR')
  await rm(settings.journalFolder)
  await world.stop()
  await world.start()
  expect((await slack.retryNow()).map(({ status }) => status)).toEqual([200])
  await world.settled()
  expect(done).toEqual(['message of maya'])
})

it('a broken file of the journal is reported, and what stands beside it is done', async () => {
  const { done, parts } = noting()
  world = await slackShop({ transport: 'http', parts })
  const { slack, settings } = world
  const letGo = await hang(world.db)
  await slack.say('U_MAYA', slack.im('U_MAYA'), 'hello')
  await writeFile(join(settings.journalFolder, `${'0'.repeat(64)}.json`), '{"key":')
  await letGo()
  await world.settled()
  expect(done).toEqual(['message of maya'])
  expect(world.reports.map(String).join()).toContain('is no delivery; it is kept as')
  expect(await readdir(settings.journalFolder)).toEqual([`${'0'.repeat(64)}.json.unread`])
})

it('what the database never takes is set aside, and what comes after it is done', async () => {
  const { done, parts } = noting()
  world = await slackShop({ transport: 'http', parts })
  const { slack, settings, db } = world
  await world.stop()
  const body = { type: 'event_callback', said: 'a\0b' }
  const entry = { key: 'event T0HOME bad', teamId: 'T0HOME', receivedAt: '2026-11-20', body }
  const journal = await openJournal(settings.journalFolder, (error) => world.reports.push(error))
  await journal.write(entry)
  await world.start()
  await slack.say('U_MAYA', slack.im('U_MAYA'), 'hello\0 \ud800')
  await expect.poll(() => done).toEqual(['message of maya'])
  await world.settled()
  expect(await readdir(settings.journalFolder)).toEqual([expect.stringMatching(/\.unread$/)])
  expect(world.reports.length).toBe(1)
  const [kept] = await db.select({ body: slackDeliveries.body }).from(slackDeliveries)
  expect(kept?.body).toMatchObject({ event: { text: 'hello\ufffd \ufffd' } })
})
