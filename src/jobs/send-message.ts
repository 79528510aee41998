// Sends one message to its supplier, once. What may happen at any line is a crash: the row says beforehand that it is
// being sent, and a row that nobody has in hand any more is 'unknown', for a person to find out, and never sent blind.
import { orderMail } from '#dispatch/order-mail.ts'
import type { OrderMail } from '#dispatch/order-mail.ts'
import { reminderMail } from '#dispatch/reminder-mail.ts'
import { sendOrderMail } from '#dispatch/send-order-mail.ts'
import { crashpoint } from '#root/crashpoint.ts'
import { QuartermasterError } from '#root/errors.ts'
import { contentHash } from '#store/content-hash.ts'
import type { Database } from '#store/database.ts'
import { exclusively } from '#store/exclusive.ts'
import { holding } from '#store/hold.ts'
import { messageById, moveMessage, waitsForMailServer } from '#store/order-messages.ts'
import type { MessageRow } from '#store/order-messages.ts'
import { expireOrder } from './expire-approvals.ts'
import type { JobContext, MailSettings } from './job.ts'
import { judgeMessage, unwritable } from './judge-message.ts'
import type { Judged } from './judge-message.ts'
import { refuseMessage, settleMessage, settleUnknown } from './settle-message.ts'

/** What became of it. 'later': it waits, and is to be tried again. */
export type Sent =
  | 'accepted'
  | 'refused'
  | 'unknown'
  | 'later'
  | 'waits_for_mail_server'
  | 'withdrawn'
  | 'nothing_to_do'

type Ready = Extract<Judged, { outcome: 'send' }> & { mail: OrderMail }
type NotReady = Exclude<Judged, { outcome: 'send' }>

/** Sends the message of this id if it waits, and settles it if a crash left it in the middle. Safe to call at any time. */
export async function sendMessage(context: JobContext, id: string): Promise<Sent> {
  const sent = await holding(context.database, id, () => sendHeld(context, id))
  // Another process has it in hand; it is looked at again, in case that one dies.
  return sent === 'held' ? 'later' : sent
}

async function sendHeld(context: JobContext, id: string): Promise<Sent> {
  const message = await messageById(context.db, id)
  // It is in hand here, so whoever marked it as being sent is gone.
  if (message?.state === 'sending') {
    await settleUnknown(context, message, 'The program ended while it was being sent.')
    return 'unknown'
  }
  if (message?.state !== 'waiting') return 'nothing_to_do'
  const { mail: settings } = context
  if (settings === null) {
    await exclusively(context.db, (tx) => moveMessage(tx, message, { answer: waitsForMailServer }))
    return 'waits_for_mail_server'
  }
  const moment = { now: context.now(), replyTo: settings.replyTo }
  const ready = await mailFor(await judgeMessage(context.db, message, moment), settings, message)
  crashpoint('send_message.ready')
  const claimed = await claim(context, message, ready, settings)
  if ('sent' in claimed) return claimed.sent
  crashpoint('send_message.marked')
  const result = await sendOrderMail(settings.server, claimed.mail)
  crashpoint('send_message.answered')
  const settled = await settleMessage(context, claimed.message, result)
  crashpoint('send_message.settled')
  return settled
}

/** Writes the mail before anything is marked: a paper that can not be written is refused, and nothing was sent. */
async function mailFor(
  judged: Judged,
  settings: MailSettings,
  { kind }: MessageRow,
): Promise<Ready | NotReady> {
  if (judged.outcome !== 'send') return judged
  const { document, to, order } = judged
  const addresses = { from: settings.from, replyTo: settings.replyTo, to }
  try {
    const written = kind === 'reminder' ? reminderMail : orderMail
    return { ...judged, mail: await written(document, addresses) }
  } catch (error) {
    if (error instanceof QuartermasterError) return { ...unwritable(error), order }
    throw error
  }
}

type Claimed = { sent: Sent } | { message: MessageRow; mail: OrderMail }

/**
 * Judges again while nobody else decides, and marks the message as being sent: from that commit on, an order can not be
 * taken back before it is known what became of the message.
 */
function claim(
  context: JobContext,
  message: MessageRow,
  ready: Ready | NotReady,
  { replyTo }: MailSettings,
): Promise<Claimed> {
  return exclusively(context.db, async (tx): Promise<Claimed> => {
    const current = await messageById(tx, message.id)
    if (current?.state !== 'waiting') return { sent: 'nothing_to_do' }
    const now = context.now()
    const judged =
      ready.outcome === 'send' ? await judgeMessage(tx, current, { now, replyTo }) : ready
    if (judged.outcome !== 'send') return { sent: await settleUnsent(tx, current, judged, now) }
    // Something changed while the paper was being written: it is written again.
    if (ready.outcome !== 'send' || !sameMail(ready, judged)) return { sent: 'later' }
    const attemptCount = current.attemptCount + 1
    const marked = {
      state: 'sending',
      attemptCount,
      attemptedAt: now,
      recipient: judged.to,
    } as const
    await moveMessage(tx, current, marked)
    crashpoint('send_message.before-mark')
    return { message: { ...current, ...marked }, mail: ready.mail }
  })
}

function sameMail(a: Extract<Judged, { outcome: 'send' }>, b: typeof a): boolean {
  return a.to === b.to && contentHash(a.document) === contentHash(b.document)
}

/** What becomes of a message that may not go out now. */
async function settleUnsent(
  tx: Database,
  message: MessageRow,
  judged: NotReady,
  now: string,
): Promise<Sent> {
  if (judged.outcome === 'moot') {
    await moveMessage(tx, message, { state: 'withdrawn', settledAt: now })
    return 'withdrawn'
  }
  // Clocks of two servers may be a moment apart.
  if (judged.code === 'clock_skew') return 'later'
  if (judged.code === 'approval_expired') {
    await expireOrder(tx, judged.order, now)
    return 'withdrawn'
  }
  await refuseMessage(tx, message, { answer: `${judged.sentence} ${judged.repair}`, at: now })
  return 'refused'
}
