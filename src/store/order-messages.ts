import { and, asc, eq, inArray } from 'drizzle-orm'
import type { Database } from './database.ts'
import type { Enqueue } from './job-queue.ts'
import { orderMessages } from './schema-decisions.ts'

export type MessageRow = typeof orderMessages.$inferSelect

/** The messages about an order, the first first. */
export function messagesOf(db: Database, orderNumber: string): Promise<MessageRow[]> {
  return db
    .select()
    .from(orderMessages)
    .where(eq(orderMessages.orderNumber, orderNumber))
    .orderBy(asc(orderMessages.queuedAt), asc(orderMessages.id))
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
  const id = `${orderNumber}.r${revision}.${kind}`
  const added = await tx
    .insert(orderMessages)
    .values({ id, orderNumber, revision, kind, state: 'waiting', queuedAt: at })
    .onConflictDoNothing()
    .returning({ id: orderMessages.id })
  if (added.length > 0) await enqueue(tx, { queue: 'send_message', data: { messageId: id } })
  return id
}

/** Takes back the messages of an order that have not been handed to anybody yet. */
export async function withdrawMessages(
  tx: Database,
  orderNumber: string,
  at: string,
): Promise<void> {
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
