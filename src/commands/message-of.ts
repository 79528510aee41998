import { z } from 'zod'
import { QuartermasterError } from '#root/errors.ts'
import type { Database } from '#store/database.ts'
import { messageById, messageName } from '#store/order-messages.ts'
import type { MessageRow } from '#store/order-messages.ts'
import { orderNumber, seenRevision } from './fields.ts'

/** Which message of an order a person means, and as of which attempt they saw it. */
export const seenMessage = {
  order: orderNumber,
  revision: seenRevision,
  kind: z.enum(['order', 'cancellation']).default('order'),
  /** How many attempts the page showed: a click counts for what was seen. */
  attempt: z.coerce.number().int().min(0, 'send the number of attempts that was shown'),
}

export type SeenMessage = {
  order: string
  revision: number
  kind: 'order' | 'cancellation'
  attempt: number
}

/** A key for what is done to a message after an attempt. */
export function messageKey(verb: string, { order, revision, kind, attempt }: SeenMessage): string {
  return `${verb} ${order} revision ${revision} ${kind} attempt ${attempt}`
}

const standings: Record<MessageRow['state'], string> = {
  waiting: 'waits to be sent',
  sending: 'is being sent at this moment',
  accepted: 'was taken over by the mail server',
  refused: 'was refused',
  unknown: 'was perhaps delivered',
  withdrawn: 'was taken back',
  handed_over: 'was handed over by hand',
}

/** The message a person saw, if it stands in one of the states and nobody tried since. Throws 'not_found' or 'conflict'. */
export async function messageSeen(
  tx: Database,
  seen: SeenMessage,
  states: readonly MessageRow['state'][],
): Promise<MessageRow> {
  const message = await messageById(tx, messageName(seen.order, seen.revision, seen.kind))
  if (message === null) {
    throw new QuartermasterError(
      'not_found',
      `No message about revision ${seen.revision} of ${seen.order} was ever to be sent.`,
      'Look at the order: approving it, or cancelling it after it was sent, makes one.',
    )
  }
  if (states.includes(message.state) && message.attemptCount === seen.attempt) return message
  throw new QuartermasterError(
    'conflict',
    `The message about ${seen.order} ${standings[message.state]} after ${message.attemptCount} attempts; nothing was done.`,
    'Look at the order as it is now and decide about that.',
    { order: seen.order, state: message.state, attempt: message.attemptCount },
  )
}
