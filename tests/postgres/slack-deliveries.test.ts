// Two processes of one shop work what Slack sent: on a real server, where they really meet.
import { eq, sql } from 'drizzle-orm'
import { expect, inject, it } from 'vitest'
import { openDatabase, selectRows } from '#store/database.ts'
import { idleDeliveries, leaseDelivery, recordDelivery } from '#store/slack-deliveries.ts'
import { slackDeliveries } from '#store/schema-slack.ts'
import { openWorker } from '#surfaces/slack/worker.ts'
import { noon } from '../commands/world.ts'
import { freshDatabase } from '../database.ts'
import { databaseUrl } from './administer.ts'

it('two processes on one Postgres do each of 300 deliveries once', async () => {
  const open = await freshDatabase()
  expect(open.kind).toBe('postgres')
  const [named] = await selectRows<{ name: string }>(
    open.db,
    sql`select current_database() as name`,
  )
  const url = databaseUrl(inject('postgresUrl')!, named!.name)
  const other = await openDatabase({ dataFolder: null, databaseUrl: url })
  const acted: string[] = []
  const reports: unknown[] = []
  const workers = await Promise.all(
    [open, other].map((database) =>
      openWorker({
        database,
        now: () => new Date(noon),
        act: async ({ key }) => {
          await database.db.execute(sql`select pg_sleep(0.002)`)
          acted.push(key)
        },
        giveUp: async () => undefined,
        report: (error) => reports.push(error),
        pauseSeconds: [1],
      }),
    ),
  )
  const keys = Array.from({ length: 300 }, (_, at) => `click ${at}`)
  const body = { type: 'block_actions' }
  const entry = (key: string) => ({ key, teamId: 'T1', body, receivedAt: noon })
  // Each arrives at both, as a retry does that another process takes.
  const isNew = await Promise.all(
    keys.flatMap((key) => [
      recordDelivery(open.db, entry(key)),
      recordDelivery(other.db, entry(key)),
    ]),
  )
  expect(isNew.filter(Boolean)).toHaveLength(300)
  await Promise.all(
    workers.flatMap((worker) => [...keys.map((key) => worker.start(key, body)), worker.sweep()]),
  )
  for (const worker of workers) await worker.stop()
  expect(acted.toSorted()).toEqual(keys.toSorted())
  expect(reports).toEqual([])
  await other.close()
  await open.close()
})

it('what a process that died had in hand is free when its half minute is over', async () => {
  const { db, close } = await freshDatabase()
  await recordDelivery(db, { key: 'click', teamId: 'T1', body: {}, receivedAt: noon })
  expect((await leaseDelivery(db, 'click'))?.attemptCount).toBe(1)
  expect(await leaseDelivery(db, 'click')).toBeNull()
  expect(await idleDeliveries(db)).toEqual([])
  const [row] = await selectRows<{ seconds: number }>(
    db,
    sql`select extract(epoch from leased_until - now())::int as seconds from slack_delivery`,
  )
  expect(row!.seconds).toBeGreaterThan(20)
  expect(row!.seconds).toBeLessThanOrEqual(30)
  await db
    .update(slackDeliveries)
    .set({ leasedUntil: sql`now() - interval '1 second'` })
    .where(eq(slackDeliveries.key, 'click'))
  expect(await idleDeliveries(db)).toHaveLength(1)
  expect((await leaseDelivery(db, 'click'))?.attemptCount).toBe(2)
  await close()
})
