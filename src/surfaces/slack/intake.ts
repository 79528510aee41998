import { isUnkeepable, recordDelivery } from '#store/slack-deliveries.ts'
import type { Database } from '#store/database.ts'
import { crashpoint } from '#root/crashpoint.ts'
import { deliveryKey, isEcho, keepable, teamOf, type SlackBody } from './delivery.ts'
import type { Journal, JournalEntry } from './journal.ts'
import type { Worker } from './worker.ts'

export type Intake = {
  /** Takes what Slack sent and gives the answer to it; the work follows. Rejects when it could not be written down. */
  take(body: SlackBody): Promise<SlackBody | null>
  /** Brings what stands in the journal into the database: after a start, and while the database was away. */
  drain(): Promise<void>
}

type IntakeOptions = {
  db: Database
  journal: Journal
  worker: Worker
  now(): Date
  /** What Slack must hear at once: what is wrong with a view that was submitted, or that it is being worked on. */
  answer(body: SlackBody): SlackBody | null
  report(error: unknown): void
}

/**
 * The one way in, for both transports. The answer waits for the disk and never for the database, a tool or a model.
 */
export function openIntake(options: IntakeOptions): Intake {
  const { journal } = options
  const inHand = new Set<string>()
  const hand = async (entry: JournalEntry) => {
    if (inHand.has(entry.key)) return
    inHand.add(entry.key)
    await handOver(options, entry).finally(() => inHand.delete(entry.key))
  }
  return {
    async take(sent) {
      const body = keepable(sent)
      if (body['type'] === 'url_verification') return { challenge: body['challenge'] }
      const key = deliveryKey(body)
      const teamId = teamOf(body)
      if (key === null || teamId === null || isEcho(body)) return null
      const answer = options.answer(body)
      // A view with a fault in it was not submitted: it stays open, and comes again under the same name.
      if (answer?.['response_action'] === 'errors') return answer
      const entry = { key, teamId, receivedAt: options.now().toISOString(), body }
      await journal.write(entry)
      crashpoint('slack.journaled')
      void hand(entry).catch(options.report)
      return answer
    },
    async drain() {
      // One after another, and the first that fails ends the round: a database that is away is reported once.
      for (const entry of await journal.entries()) await hand(entry)
    },
  }
}

async function handOver(
  { db, journal, worker }: IntakeOptions,
  entry: JournalEntry,
): Promise<void> {
  const isNew = await recordDelivery(db, entry).catch(async (error: unknown) => {
    // The database is there and will never take it: the others must not wait for it.
    if (isUnkeepable(error)) await journal.setAside(entry.key)
    throw error
  })
  crashpoint('slack.recorded')
  await journal.remove(entry.key)
  if (isNew) void worker.start(entry.key, entry.body)
}
