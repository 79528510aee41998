import { and, asc, eq, inArray, sql } from 'drizzle-orm'
import { QuartermasterError } from '#root/errors.ts'
import type { Database } from './database.ts'
import type { Enqueue } from './job-queue.ts'
import { orderMessages } from './schema-decisions.ts'

export type MessageRow = typeof orderMessages.$inferSelect
type MessageState = MessageRow['state']

/** The answer on a message that waits for a mail server, and not for a job. */
export const waitsForMailServer =
  'No mail server is set. Set SMTP_HOST and MAIL_FROM and start again; it is sent then.'

/** The messages about an order, the first first: what went out, what waits, and what the mail server said. */
export function messagesOf(db: Database, orderNumber: string): Promise<MessageRow[]> {
  return db
    .select()
    .from(orderMessages)
    .where(eq(orderMessages.orderNumber, orderNumber))
    .orderBy(asc(orderMessages.queuedAt), asc(orderMessages.id))
}

/** The message of this id, or null. */
export async function messageById(db: Database, id: string): Promise<MessageRow | null> {
  const [row] = await db.select().from(orderMessages).where(eq(orderMessages.id, id))
  return row ?? null
}

/** Every message in one of these states, the oldest first. */
export function messagesIn(db: Database, states: MessageState[]): Promise<MessageRow[]> {
  return db
    .select()
    .from(orderMessages)
    .where(inArray(orderMessages.state, states))
    .orderBy(asc(orderMessages.queuedAt), asc(orderMessages.id))
}

/** How many messages wait, were refused, or were perhaps delivered. */
export async function messageCounts(
  db: Database,
): Promise<Record<'waiting' | 'refused' | 'unknown', number>> {
  const rows = await db
    .select({ state: orderMessages.state, count: sql<number>`count(*)::int` })
    .from(orderMessages)
    .groupBy(orderMessages.state)
  const count = (...states: MessageState[]) =>
    rows.filter(({ state }) => states.includes(state)).reduce((sum, row) => sum + row.count, 0)
  return {
    waiting: count('waiting', 'sending'),
    refused: count('refused'),
    unknown: count('unknown'),
  }
}

/** What a message of an order is called: there is one for each revision and kind. */
export function messageName(
  orderNumber: string,
  revision: number,
  kind: MessageRow['kind'],
): string {
  return `${orderNumber}.r${revision}.${kind}`
}

/**
 * Puts a message to the supplier into the transaction that decided it, with the job that sends it. One for each order,
 * revision and kind: a second is the first.
 */
export async function queueMessage(
  tx: Database,
  message: { orderNumber: string; revision: number; kind: MessageRow['kind']; at: string },
  enqueue: Enqueue,
): Promise<string> {
  const { orderNumber, revision, kind, at } = message
  const id = messageName(orderNumber, revision, kind)
  const added = await tx
    .insert(orderMessages)
    .values({ id, orderNumber, revision, kind, state: 'waiting', queuedAt: at })
    .onConflictDoNothing()
    .returning({ id: orderMessages.id })
  if (added.length > 0) await enqueue(tx, { queue: 'send_message', data: { messageId: id } })
  return id
}

/**
 * Changes a message that still stands as it was read: same state, same number of attempts. Throws 'conflict' when
 * somebody else changed it meanwhile.
 */
export async function moveMessage(
  tx: Database,
  message: MessageRow,
  set: Partial<Omit<MessageRow, 'id'>>,
): Promise<void> {
  const moved = await tx
    .update(orderMessages)
    .set(set)
    .where(
      and(
        eq(orderMessages.id, message.id),
        eq(orderMessages.state, message.state),
        eq(orderMessages.attemptCount, message.attemptCount),
      ),
    )
    .returning({ id: orderMessages.id })
  if (moved.length > 0) return
  throw new QuartermasterError(
    'conflict',
    `The message about ${message.orderNumber} was changed by somebody else at the same moment; nothing was done.`,
    'Look at the order as it is now and decide again.',
    { order: message.orderNumber },
  )
}

/**
 * Takes back the messages of an order that have not been handed to anybody yet. Throws 'conflict' while one is being
 * handed over: whether the supplier has it is known in a moment, and only then can the order be taken back or not.
 */
export async function withdrawMessages(
  tx: Database,
  orderNumber: string,
  at: string,
): Promise<void> {
  const messages = await messagesOf(tx, orderNumber)
  if (messages.some(({ state }) => state === 'sending')) {
    throw new QuartermasterError(
      'conflict',
      `${orderNumber} is being handed to the mail server at this moment; nothing was done.`,
      'Look again in a minute: it is then sent, not sent, or somebody has to ask the supplier.',
      { order: orderNumber },
    )
  }
  await tx
    .update(orderMessages)
    .set({ state: 'withdrawn', settledAt: at })
    .where(
      and(
        eq(orderMessages.orderNumber, orderNumber),
        inArray(orderMessages.state, ['waiting', 'refused']),
      ),
    )
}
