// Works what came in, each delivery to its end once: at once, again after a failure, and again after a crash.
import { crashpoint } from '#root/crashpoint.ts'
import type { OpenDatabase } from '#store/database.ts'
import {
  endLeases,
  failDelivery,
  idleDeliveries,
  leaseDelivery,
  releaseDelivery,
  renewLease,
  settleDelivery,
} from '#store/slack-deliveries.ts'
import type { SlackDelivery } from '#store/slack-deliveries.ts'
import { laneOf, type SlackBody } from './delivery.ts'
import { inTime } from './in-time.ts'
import { openLane } from './lanes.ts'

export type Worker = {
  /** Begins with a delivery that the database has; resolves when this attempt is over. */
  start(key: string, body: SlackBody): Promise<void>
  /** Begins with everything that is in nobody's hand. */
  sweep(): Promise<void>
  /** Takes no more and waits a while for what is being done; what is not done by then is done after the next start. */
  stop(): Promise<void>
}

const renewEveryMs = 10_000
/** After so many attempts somebody must look: a delivery that ends the process each time is not tried for ever. */
const mostAttempts = 5

/** A question to a model may take minutes; whoever stops the program does not wait for it. */
const stopWithinMs = 8_000

type WorkOptions = {
  database: OpenDatabase
  now(): Date
  /** Does what the delivery asks for; a rejection is tried again. */
  act(delivery: SlackDelivery): Promise<void>
  /** Between the attempts; as many as there are pauses, and one more. */
  pauseSeconds: readonly number[]
  /** Tells whoever waits for it that it was given up. */
  giveUp(delivery: SlackDelivery): Promise<void>
  report(error: unknown): void
  /** For tests. */
  stopWithinMs?: number
}

/** Opens the worker; on an embedded database what an earlier process had in hand is free again. */
export async function openWorker(options: WorkOptions): Promise<Worker> {
  const { db, kind } = options.database
  if (kind === 'pglite') await endLeases(db)
  const lanes = { question: openLane(8), click: openLane(8) }
  // What waits in a lane is in nobody's hand for the database: a sweep must not queue it again.
  const begun = new Map<string, Promise<void>>()
  let stopped = false
  const start = (key: string, body: SlackBody): Promise<void> => {
    const known = begun.get(key)
    if (known !== undefined) return known
    const work = lanes[laneOf(body)](async () => {
      if (!stopped) await attempt(options, key)
    })
      .catch(options.report)
      .finally(() => begun.delete(key))
    begun.set(key, work)
    return work
  }
  return {
    start,
    async sweep() {
      for (const { key, body } of await idleDeliveries(db)) void start(key, body as SlackBody)
    },
    async stop() {
      stopped = true
      await inTime(options.stopWithinMs ?? stopWithinMs, Promise.allSettled(begun.values()))
    },
  }
}

async function attempt(options: WorkOptions, key: string): Promise<void> {
  const { db } = options.database
  const delivery = await leaseDelivery(db, key)
  if (delivery === null) return
  const at = () => options.now().toISOString()
  const fail = async () => {
    if (await failDelivery(db, delivery, at())) await options.giveUp(delivery)
  }
  if (delivery.attemptCount > mostAttempts) return fail()
  const renew = setInterval(() => void renewLease(db, delivery).catch(options.report), renewEveryMs)
  renew.unref()
  try {
    crashpoint('slack.leased')
    await options.act(delivery)
    crashpoint('slack.acted')
    await settleDelivery(db, key, at())
  } catch (error) {
    options.report(error)
    const pause = options.pauseSeconds[delivery.attemptCount - 1]
    if (pause === undefined) await fail()
    else await releaseDelivery(db, delivery, pause)
  } finally {
    clearInterval(renew)
  }
}
