// What became of a message, written down with the step that the order takes because of it, in one transaction.
import { takeStep } from '#commands/order-of.ts'
import type { MailResult } from '#dispatch/send-order-mail.ts'
import type { Actor } from '#purchasing/order-step.ts'
import { crashpoint } from '#root/crashpoint.ts'
import { appendAudit } from '#store/audit.ts'
import type { Database } from '#store/database.ts'
import { exclusively } from '#store/exclusive.ts'
import { messageById, moveMessage } from '#store/order-messages.ts'
import type { MessageRow } from '#store/order-messages.ts'
import { moveOrder } from '#store/order-moves.ts'
import type { OrderMove } from '#store/order-moves.ts'
import { purchaseOrder } from '#store/purchase-orders.ts'
import { dispatcher } from './job.ts'
import type { JobContext } from './job.ts'

/** A job as the life cycle sees one: it takes only the steps that follow from what people decided. */
export const jobActing: Actor = { kind: 'job', id: dispatcher, role: 'buyer', active: true }

type Settled = 'accepted' | 'refused' | 'unknown' | 'later'

/** Writes down what the mail server said to a message that is marked as being sent. */
export function settleMessage(
  context: JobContext,
  message: MessageRow,
  result: MailResult,
): Promise<Settled> {
  const at = context.now()
  return exclusively(context.db, async (tx): Promise<Settled> => {
    const current = await messageById(tx, message.id)
    if (current?.state === 'unknown' && current.attemptCount === message.attemptCount) {
      // This process was taken for dead. A person settles it; what the server said helps them.
      const answer = `The mail server said after all: ${saidBy(result)}`
      if (current.settledBy === null) await moveMessage(tx, current, { answer })
      return 'unknown'
    }
    if (result.outcome === 'unknown') {
      await markUnknown(tx, message, result.reason, at)
      return 'unknown'
    }
    if (result.outcome === 'refused') {
      await refuseMessage(tx, message, { answer: result.answer, at })
      return 'refused'
    }
    if (result.outcome === 'try_later') {
      await moveMessage(tx, message, { state: 'waiting', answer: result.reason })
      return 'later'
    }
    await accept(tx, message, result.answer, at)
    return 'accepted'
  })
}

function saidBy(result: MailResult): string {
  return 'answer' in result ? result.answer : result.reason
}

async function accept(tx: Database, message: MessageRow, answer: string, at: string) {
  await moveMessage(tx, message, { state: 'accepted', answer, settledAt: at })
  crashpoint('settle_message.after-row')
  const { id, recipient, attemptCount } = message
  const detail = { message: id, recipient, attemptCount, answer }
  if (message.kind === 'order') await stepBecause(tx, message, 'send', { sentAt: at }, detail, at)
  else await audit(tx, message, 'message.accepted', detail, at)
  crashpoint('settle_message.before-commit')
}

/** Writes down that a message did not go out, and why; a person reads that and decides. A refusal counts as an attempt. */
export async function refuseMessage(
  tx: Database,
  message: MessageRow,
  { answer, at }: { answer: string; at: string },
): Promise<void> {
  const tried = message.state === 'sending' ? message.attemptCount : message.attemptCount + 1
  await moveMessage(tx, message, {
    state: 'refused',
    answer,
    attemptCount: tried,
    attemptedAt: at,
    settledAt: at,
  })
  await audit(tx, message, 'message.refused', { message: message.id, answer }, at)
}

/** As `markUnknown`, in a transaction of its own. */
export function settleUnknown(
  context: JobContext,
  message: MessageRow,
  reason: string,
): Promise<void> {
  return exclusively(context.db, (tx) => markUnknown(tx, message, reason, context.now()))
}

/** The supplier may have it or not: the order shows that, and nothing is sent until a person has found out. */
async function markUnknown(tx: Database, message: MessageRow, reason: string, at: string) {
  await moveMessage(tx, message, { state: 'unknown', answer: reason })
  crashpoint('settle_message.after-unknown')
  const { id, recipient, attemptCount } = message
  const detail = { message: id, recipient, attemptCount, reason }
  if (message.kind === 'order') {
    await stepBecause(tx, message, 'mark_delivery_unknown', {}, detail, at)
  } else await audit(tx, message, 'message.unknown', detail, at)
}

async function stepBecause(
  tx: Database,
  message: MessageRow,
  command: 'send' | 'mark_delivery_unknown',
  set: OrderMove['set'] & object,
  detail: Record<string, unknown>,
  at: string,
): Promise<void> {
  const order = await purchaseOrder(tx, message.orderNumber)
  if (order === null) throw new Error(`${message.id} is about an order that is not there`)
  const step = await takeStep(tx, order, { command }, jobActing, message.revision)
  await moveOrder(tx, { order, command, step, actor: dispatcher, at, set, detail })
}

function audit(
  tx: Database,
  message: MessageRow,
  action: string,
  detail: Record<string, unknown>,
  at: string,
): Promise<void> {
  const subject = message.orderNumber
  return appendAudit(tx, {
    at,
    actor: dispatcher,
    action,
    subject,
    detail: { revision: message.revision, kind: message.kind, ...detail },
  })
}
