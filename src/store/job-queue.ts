import type { Database } from './database.ts'

/** Work that follows from a committed change. Each is safe to do twice: it looks at what stands before it acts. */
export type Job = { queue: 'send_message'; data: { messageId: string } }

/** Puts a job into the transaction of the change, so that it exists exactly when the change does. */
export type Enqueue = (tx: Database, job: Job) => Promise<void>
