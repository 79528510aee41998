import type { OpenDatabase } from '#store/database.ts'
import { openJobQueue } from '#store/job-queue.ts'
import type { Enqueue, Round } from '#store/job-queue.ts'
import { deleteOldSessions } from '#store/old-sessions.ts'
import { activateSupplierChanges } from './activate-supplier-changes.ts'
import { anchorDaily } from './anchor-audit.ts'
import { approveByRule } from './approve-by-rule.ts'
import { expireApprovals } from './expire-approvals.ts'
import type { JobContext, MailSettings } from './job.ts'
import { remindSuppliers } from './remind-suppliers.ts'
import { sendMessage } from './send-message.ts'
import { sweepMessages } from './sweep-messages.ts'

export type RunningJobs = {
  enqueue: Enqueue
  /** Works one more round; a surface that began after the queue has its own. Its failure is reported. */
  goRound(round: Round): Promise<void>
  /** Finishes what is being done and takes no more; the database stays open. */
  stop(): Promise<void>
}

/** Ended sessions are kept so long, so that an administrator can still see them. */
const keptSessionDays = 30

/** What comes round. Each looks at the books and does what is due; a round that was missed is made up by the next. */
function rounds(context: JobContext, sweep: () => Promise<void>): Round[] {
  const round = (name: string, cron: string, work: () => Promise<unknown>): Round => ({
    name,
    cron,
    work: async () => {
      await work()
    },
  })
  const oldest = () => new Date(Date.parse(context.now()) - keptSessionDays * 86_400_000)
  return [
    round('sweep_messages', '* * * * *', sweep),
    round('expire_approvals', '*/5 * * * *', () => expireApprovals(context)),
    round('approve_by_rule', '*/2 * * * *', () => approveByRule(context)),
    round('remind_suppliers', '7 * * * *', () => remindSuppliers(context)),
    round('activate_supplier_changes', '17 * * * *', () => activateSupplierChanges(context)),
    round('delete_old_sessions', '37 * * * *', () =>
      deleteOldSessions(context.db, oldest().toISOString()),
    ),
  ]
}

function anchorRound({ db, now }: JobContext, file: string | null): Round[] {
  if (file === null) return []
  const work = async () => {
    await anchorDaily(db, { file, at: now() })
  }
  return [{ name: 'anchor_audit', cron: '41 * * * *', work }]
}

/** A message that is to be tried again: the queue knows it by a job that throws. */
class TryAgain extends Error {}

/**
 * Opens the job queue of a shop and works it: messages that wait are sent, what a crash left is settled first. Several
 * processes may do so on one Postgres; an embedded database has one owner. `clock` is the queue's own time, for tests.
 */
export async function startJobs(shop: {
  database: OpenDatabase
  mail: MailSettings | null
  now(): string
  asOf(): Promise<string>
  report(error: unknown): void
  /** Where the head of the audit is written down every day; null or absent = nowhere. */
  auditAnchorFile?: string | null
  clock?: Parameters<typeof openJobQueue>[2]
}): Promise<RunningJobs> {
  const { database, mail, now, asOf, report } = shop
  const queue = await openJobQueue(database, report, shop.clock)
  const { enqueue } = queue
  const context: JobContext = { database, db: database.db, mail, now, asOf, enqueue }
  const reported = async (act: () => Promise<unknown>) => {
    try {
      await act()
    } catch (error) {
      if (!(error instanceof TryAgain)) report(error)
      throw error
    }
  }
  const sweep = () => sweepMessages(context, queue)
  await sweep().catch(report)
  await queue.work('send_message', ({ messageId }) =>
    reported(async () => {
      if ((await sendMessage(context, messageId)) === 'later') throw new TryAgain(messageId)
    }),
  )
  const due = [...rounds(context, sweep), ...anchorRound(context, shop.auditAnchorFile ?? null)]
  const goRound = ({ work, ...round }: Round) =>
    queue.goRound({ ...round, work: () => reported(work) })
  for (const round of due) await goRound(round)
  return { enqueue, goRound, stop: queue.stop }
}
