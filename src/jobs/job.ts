import type { MailServer } from '#dispatch/send-order-mail.ts'
import type { Database, OpenDatabase } from '#store/database.ts'
import type { Enqueue } from '#store/job-queue.ts'

/** The mail server of the shop, and the addresses that its mails carry. */
export type MailSettings = {
  server: MailServer
  from: string
  /** Where suppliers answer to. */
  replyTo: string
}

/** What every job works with. */
export type JobContext = {
  database: OpenDatabase
  db: Database
  /** Null while no mail server is set: messages wait. */
  mail: MailSettings | null
  /** The instant, ISO; and the shop's day. */
  now(): string
  asOf(): Promise<string>
  enqueue: Enqueue
}

/** What the audit calls a job that does what was decided before. */
export const dispatcher = 'job:dispatch'
