// The one job queue, on both databases: a job is a row, written in the transaction of the change that it follows from.
import { sql } from 'drizzle-orm'
import type { SQL } from 'drizzle-orm'
import { fromDrizzle, fromPglite, PgBoss } from 'pg-boss'
import type { Clock, ConstructorOptions } from 'pg-boss'
import { crashpoint } from '#root/crashpoint.ts'
import { QuartermasterError } from '#root/errors.ts'
import { selectRows } from './database.ts'
import type { Database, OpenDatabase } from './database.ts'

/** Work that follows from a committed change. Each is safe to do twice: it looks at what stands before it acts. */
export type Job = { queue: 'send_message'; data: { messageId: string } }

/** Puts a job into the transaction of the change, so that it exists exactly when the change does. */
export type Enqueue = (tx: Database, job: Job) => Promise<void>

/** Work that comes round: five fields of cron, in UTC. */
export type Round = { name: string; cron: string; work: () => Promise<void> }

export type JobQueue = {
  enqueue: Enqueue
  /** The jobs of a kind that wait for their turn or for another try. */
  waiting(queue: Job['queue']): Promise<Job['data'][]>
  /** Does the jobs of a kind from now on. One that throws is tried again, later each time. */
  work(queue: Job['queue'], act: (data: Job['data']) => Promise<void>): Promise<void>
  /** Does this whenever its time comes, in one of the processes that are there. */
  goRound(round: Round): Promise<void>
  /** Waits for what is being done, half a minute at most, and takes no more. */
  stop(): Promise<void>
}

/** First try again after these seconds, then twice as long each time, up to the longest. */
const firstPauseSeconds = 15
const longestPauseSeconds = 600
/** Until a message may no longer go out its approval has long expired; the count is no reason to give up. */
const tries = 10_000
/** Longer than any conversation with a mail server. */
const longestWorkSeconds = 3_600

function connection(database: OpenDatabase): ConstructorOptions {
  if (database.kind === 'pglite') return { db: fromPglite(database.pglite), backend: 'pglite' }
  // Of its own: a page never waits for the queue, and the listener keeps one to itself.
  const { connectionString, ssl } = database.pool.options
  return {
    ...(connectionString !== undefined && { connectionString }),
    ...(ssl !== undefined && { ssl }),
    max: 4,
    application_name: 'quartermaster jobs',
  }
}

/**
 * Opens the queue of a database; its tables are made where they are missing. Errors while it runs are reported, and what
 * failed is tried again. `clock` is the queue's own time; only tests give one.
 */
export async function openJobQueue(
  database: OpenDatabase,
  report: (error: unknown) => void,
  clock?: Clock,
): Promise<JobQueue> {
  const boss = new PgBoss({
    ...connection(database),
    ...(clock !== undefined && { clock }),
    useListenNotify: true,
    cronWorkerIntervalSeconds: 15,
    reindex: false,
    monitorVacuum: false,
  })
  boss.on('error', report)
  await boss.start().catch(async (error: unknown) => {
    await boss.stop({ graceful: false }).catch(() => undefined)
    throw notOpened(error)
  })
  await openQueue(boss, 'send_message', {
    retryLimit: tries,
    retryDelay: firstPauseSeconds,
    retryBackoff: true,
    retryDelayMax: longestPauseSeconds,
    expireInSeconds: longestWorkSeconds,
  })
  return {
    async enqueue(tx, { queue, data }) {
      const rows = (query: unknown) => selectRows<object>(tx, query as SQL)
      await boss.send(queue, data, { db: fromDrizzle({ execute: rows }, sql) })
      crashpoint('queue.after-job')
    },
    async waiting(queue) {
      const jobs = await boss.findJobs<Job['data']>(queue, { queued: true })
      return jobs.map(({ data }) => data)
    },
    async work(queue, act) {
      // Two at a time: a slow mail server does not hold up every other supplier.
      await boss.work<Job['data']>(queue, { localConcurrency: 2 }, async ([job]) => {
        if (job !== undefined) await act(job.data)
      })
    },
    async goRound({ name, cron, work }) {
      await openQueue(boss, name, { retryLimit: 0, deleteAfterSeconds: 3_600 })
      await boss.work(name, { pollingIntervalSeconds: 15 }, work)
      await boss.schedule(name, cron, null, { tz: 'UTC' })
    },
    stop: () => boss.stop({ graceful: true, timeout: 30_000 }),
  }
}

function notOpened(cause: unknown): QuartermasterError {
  return new QuartermasterError(
    'unavailable',
    `The job queue could not be opened: ${cause instanceof Error ? cause.message : String(cause)}.`,
    'It keeps its tables in the schema "pgboss": let the database user create that schema, or create it and make the user its owner.',
    {},
    cause,
  )
}

/** Makes the queue, and has the boss know it: a job sent inside a transaction must ask the database nothing else. */
async function openQueue(
  boss: PgBoss,
  name: string,
  options: Parameters<PgBoss['createQueue']>[1],
): Promise<void> {
  await boss.createQueue(name, { ...options, notify: true })
  await boss.findJobs(name, { key: 'none' })
}
