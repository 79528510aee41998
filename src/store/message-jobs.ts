// The jobs of the queue beside the messages that they send: what verify holds against each other.
import { sql } from 'drizzle-orm'
import { selectRows } from './database.ts'
import type { Database } from './database.ts'
import { waitsForMailServer } from './order-messages.ts'

/** What does not fit between messages and jobs: ids, and how many jobs wait for one message. */
export type MessageJobs = {
  /** Messages that wait to be sent or are being sent. */
  openCount: number
  /** Of these, without a job that does it; one that waits for a mail server needs none. */
  jobless: string[]
  /** More jobs of one message than one that were never tried. */
  doubled: { id: string; jobCount: number }[]
  /** What jobs are to send that is not in the books. */
  strays: string[]
}

const shownAtMost = 100

/**
 * Messages and jobs that do not fit, as of one instant, so that a queue at work gives no false alarm; null where no
 * queue was opened on this database yet. A job in its second try beside a new one is what a crash may leave.
 */
export async function messageJobs(db: Database): Promise<MessageJobs | null> {
  const [queue] = await selectRows<{ opened: boolean }>(
    db,
    sql`select to_regclass('pgboss.job') is not null as "opened"`,
  )
  if (queue?.opened !== true) return null
  const [found] = await selectRows<MessageJobs>(
    db,
    sql`with live as materialized (
        select data ->> 'messageId' as id, count(*)::int as jobs,
          count(*) filter (where state = 'created')::int as untried
        from pgboss.job where name = 'send_message' and state in ('created', 'retry', 'active') group by 1),
      open as materialized (select id, answer from order_message where state in ('waiting', 'sending'))
      select (select count(*)::int from open) as "openCount",
        (select coalesce(jsonb_agg(id order by id), '[]') from (
          select open.id from open left join live on live.id = open.id
          where live.id is null and open.answer is distinct from ${waitsForMailServer}
          order by 1 limit ${shownAtMost}) lost) as "jobless",
        (select coalesce(jsonb_agg(jsonb_build_object('id', id, 'jobCount', untried) order by id), '[]') from (
          select id, untried from live where untried > 1 order by 1 limit ${shownAtMost}) more) as "doubled",
        (select coalesce(jsonb_agg(id order by id), '[]') from (
          select coalesce(live.id, '') as id from live left join order_message told on told.id = live.id
          where told.id is null order by 1 limit ${shownAtMost}) stray) as "strays"`,
  )
  return found ?? null
}
