import { messagesIn } from '#store/order-messages.ts'
import type { JobQueue } from '#store/job-queue.ts'
import type { JobContext } from './job.ts'
import { sendMessage } from './send-message.ts'

/**
 * Finds what a crash left: a message in the middle of being sent is settled at once, one that waits without a job gets
 * one. Without a mail server the ones that wait are told so.
 */
export async function sweepMessages(
  context: JobContext,
  queue: Pick<JobQueue, 'waiting'>,
): Promise<void> {
  const { db, mail, enqueue } = context
  for (const { id } of await messagesIn(db, ['sending'])) await sendMessage(context, id)
  const queued = new Set((await queue.waiting('send_message')).map(({ messageId }) => messageId))
  for (const { id, answer } of await messagesIn(db, ['waiting'])) {
    if (mail === null && answer === null) await sendMessage(context, id)
    if (mail === null || queued.has(id)) continue
    await enqueue(db, { queue: 'send_message', data: { messageId: id } })
  }
}
