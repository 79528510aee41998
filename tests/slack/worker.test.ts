// The work of deliveries: each once, by one of several processes, again after a failure, and not for ever.
import { eq, sql } from 'drizzle-orm'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { OpenDatabase } from '#store/database.ts'
import { slackDeliveries } from '#store/schema-slack.ts'
import {
  failDelivery,
  forgetDeliveries,
  leaseDelivery,
  recordDelivery,
  releaseDelivery,
  renewLease,
  settleDelivery,
} from '#store/slack-deliveries.ts'
import { openWorker } from '#surfaces/slack/worker.ts'
import { noon } from '../commands/world.ts'
import { emptyTables, freshDatabase } from '../database.ts'

let open: OpenDatabase
let acted: string[]
let gaveUp: string[]
let reports: unknown[]
beforeAll(async () => {
  open = await freshDatabase()
})
beforeEach(() => {
  acted = []
  gaveUp = []
  reports = []
})
afterEach(() => emptyTables(open.db))
afterAll(() => open.close())

const body = { type: 'block_actions' }
const record = (key: string, more: object = body) =>
  recordDelivery(open.db, { key, teamId: 'T1', body: more, receivedAt: noon })

type Changes = Partial<Parameters<typeof openWorker>[0]>

const work = (changes: Changes = {}) =>
  openWorker({
    database: open,
    now: () => new Date(noon),
    act: async ({ key }) => void acted.push(key),
    giveUp: async ({ key }) => void gaveUp.push(key),
    report: (error) => reports.push(error),
    pauseSeconds: [0, 0],
    ...changes,
  })

async function rowOf(key: string) {
  const [row] = await open.db.select().from(slackDeliveries).where(eq(slackDeliveries.key, key))
  return row!
}

it('several processes on one database do each delivery once', async () => {
  const keys = Array.from({ length: 40 }, (_, at) => `click ${at}`)
  for (const key of keys) expect(await record(key)).toBe(true)
  expect(await record(keys[0]!)).toBe(false)
  const workers = await Promise.all([work(), work(), work()])
  await Promise.all(
    workers.flatMap((worker) => [...keys.map((key) => worker.start(key, body)), worker.sweep()]),
  )
  for (const worker of workers) await worker.stop()
  expect(acted.toSorted()).toEqual(keys.toSorted())
  expect(reports).toEqual([])
  expect((await rowOf('click 7')).state).toBe('done')
})

it('what fails is tried again after a pause, and given up after as many attempts as are meant', async () => {
  await record('bad')
  const act = async () => {
    acted.push('attempt')
    throw new Error('broken')
  }
  const worker = await work({ act })
  for (let at = 0; at < 6; at += 1) await worker.start('bad', body)
  expect(acted).toHaveLength(3)
  expect(reports.map(String)).toEqual(Array(3).fill('Error: broken'))
  expect(gaveUp).toEqual(['bad'])
  expect((await rowOf('bad')).state).toBe('failed')

  await record('paused')
  const patient = await work({ act, pauseSeconds: [60] })
  await patient.start('paused', body)
  await patient.start('paused', body)
  await patient.sweep()
  await patient.stop()
  expect(acted).toHaveLength(4)
})

it('a delivery that ends the process at each attempt is given up in the end', async () => {
  await record('deadly')
  const db = open.db
  for (let at = 0; at < 5; at += 1) {
    expect((await leaseDelivery(db, 'deadly'))?.attemptCount).toBe(at + 1)
    await db.update(slackDeliveries).set({ leasedUntil: null })
  }
  const worker = await work({ pauseSeconds: [0, 0, 0, 0] })
  await worker.start('deadly', body)
  expect(acted).toEqual([])
  expect(gaveUp).toEqual(['deadly'])
})

it('sweeps queue nothing twice that waits in a lane', async () => {
  let letGo = () => undefined as void
  const gate = new Promise<void>((resolve) => (letGo = resolve))
  const keys = Array.from({ length: 30 }, (_, at) => `slow ${at}`)
  for (const key of keys) await record(key)
  let leases = 0
  const db = new Proxy(open.db, {
    get: (real, name) => {
      if (name === 'update') leases += 1
      return real[name as 'update']
    },
  })
  const database = { ...open, db }
  const worker = await work({
    database,
    act: async ({ key }) => {
      await gate
      acted.push(key)
    },
  })
  for (let at = 0; at < 10; at += 1) await worker.sweep()
  letGo()
  await expect.poll(() => acted.length).toBe(30)
  await worker.stop()
  // One to take each in hand and one to settle it; at the start of an embedded database, one to free them all.
  expect(leases).toBeLessThanOrEqual(61)
})

it('clicks do not wait behind questions', async () => {
  const question = { type: 'event_callback' }
  const keys = Array.from({ length: 12 }, (_, at) => `question ${at}`)
  for (const key of keys) await record(key, question)
  await record('click')
  let letGo = () => undefined as void
  const gate = new Promise<void>((resolve) => (letGo = resolve))
  const worker = await work({
    act: async ({ key }) => {
      if (key.startsWith('question')) await gate
      acted.push(key)
    },
  })
  for (const key of keys) void worker.start(key, question)
  await worker.start('click', body)
  expect(acted).toEqual(['click'])
  letGo()
  await worker.stop()
})

it('stops in finite time whatever is being done, and takes nothing more', async () => {
  await record('endless')
  await record('next')
  const worker = await work({ act: () => new Promise(() => undefined), stopWithinMs: 50 })
  void worker.start('endless', body)
  await expect.poll(async () => (await rowOf('endless')).attemptCount).toBe(1)
  const started = performance.now()
  await worker.stop()
  expect(performance.now() - started).toBeLessThan(1_000)
  await worker.start('next', body)
  expect((await rowOf('next')).attemptCount).toBe(0)
})

describe('an attempt whose lease is over', () => {
  async function overtaken() {
    await record('slow')
    const first = (await leaseDelivery(open.db, 'slow'))!
    expect(await leaseDelivery(open.db, 'slow')).toBeNull()
    await open.db.update(slackDeliveries).set({ leasedUntil: sql`now() - interval '1 second'` })
    const second = (await leaseDelivery(open.db, 'slow'))!
    return { first, second }
  }

  it('neither prolongs nor ends the lease of the next one', async () => {
    const { first } = await overtaken()
    const { leasedUntil } = await rowOf('slow')
    await renewLease(open.db, first)
    await releaseDelivery(open.db, first, 0)
    expect((await rowOf('slow')).leasedUntil).toEqual(leasedUntil)
    expect(await failDelivery(open.db, first, noon)).toBe(false)
    expect((await rowOf('slow')).state).toBe('waiting')
  })

  it('that did the work is believed, and nobody gives it up after that', async () => {
    const { second } = await overtaken()
    await settleDelivery(open.db, 'slow', noon)
    expect(await failDelivery(open.db, second, noon)).toBe(false)
    expect((await rowOf('slow')).state).toBe('done')
  })
})

it('settled deliveries are forgotten after their days, waiting ones never', async () => {
  await record('old and done')
  await record('old and waiting')
  await settleDelivery(open.db, 'old and done', noon)
  await forgetDeliveries(open.db, noon)
  expect(await open.db.select().from(slackDeliveries)).toHaveLength(2)
  await forgetDeliveries(open.db, '2026-11-21T00:00:00.000Z')
  expect((await open.db.select().from(slackDeliveries)).map(({ key }) => key)).toEqual([
    'old and waiting',
  ])
})
