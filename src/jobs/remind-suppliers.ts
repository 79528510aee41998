import { crashpoint } from '#root/crashpoint.ts'
import { exclusively } from '#store/exclusive.ts'
import { messageById, messageName, messagesIn, queueMessage } from '#store/order-messages.ts'
import type { MessageRow } from '#store/order-messages.ts'
import { purchaseOrder } from '#store/purchase-orders.ts'
import { purchasingPolicy } from '#store/purchasing-policy.ts'
import type { JobContext } from './job.ts'

const millisecondsPerDay = 86_400_000

/** Whether an order that the mail server took is due for a reminder at an instant. */
function isDue({ kind, settledAt }: MessageRow, days: number, now: string): boolean {
  if (kind !== 'order' || settledAt === null) return false
  return Date.parse(now) - Date.parse(settledAt) >= days * millisecondsPerDay
}

/**
 * Queues one reminder for every order that was mailed and that its supplier has not confirmed within the policy's days.
 * An order that was imported, or handed over by hand, is not reminded of. Returns the ids of the new messages.
 */
export async function remindSuppliers({ db, now, enqueue }: JobContext): Promise<string[]> {
  const { remindAfterDays } = (await purchasingPolicy(db)).sending
  if (remindAfterDays === null) return []
  const queued: string[] = []
  for (const sent of await messagesIn(db, ['accepted'])) {
    const at = now()
    if (!isDue(sent, remindAfterDays, at)) continue
    const { orderNumber, revision } = sent
    const reminder = { orderNumber, revision, kind: 'reminder' as const, at }
    const isNew = await exclusively(db, async (tx) => {
      const order = await purchaseOrder(tx, orderNumber)
      if (order?.state !== 'sent' || order.revision !== revision) return false
      const id = messageName(orderNumber, revision, 'reminder')
      if ((await messageById(tx, id)) !== null) return false
      await queueMessage(tx, reminder, enqueue)
      crashpoint('remind_supplier.before-commit')
      return true
    })
    if (isNew) queued.push(messageName(orderNumber, revision, 'reminder'))
  }
  return queued
}
