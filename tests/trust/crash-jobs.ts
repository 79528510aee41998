// The jobs that do what people decided before. A job looks for its work itself: it is given nothing but the hour.
import { sql } from 'drizzle-orm'
import { activateSupplierChanges } from '#jobs/activate-supplier-changes.ts'
import { approveByRule } from '#jobs/approve-by-rule.ts'
import { expireApprovals } from '#jobs/expire-approvals.ts'
import type { JobContext } from '#jobs/job.ts'
import { remindSuppliers } from '#jobs/remind-suppliers.ts'
import { addPolicy } from '#store/policy-writes.ts'
import { purchasingPolicy } from '#store/purchasing-policy.ts'
import { noon, submitted } from '../commands/world.ts'
import type { CrashCase } from './command-places.ts'
import { confirmed } from './crash-master.ts'
import { approvedAt, mailed } from './crash-world.ts'
import type { Scene } from './crash-world.ts'

/** By what a case calls them; each says what it did. */
export const jobs: Record<string, (context: JobContext) => Promise<unknown[]>> = {
  approve_by_rule: approveByRule,
  expire_approval: expireApprovals,
  remind_supplier: remindSuppliers,
  activate_supplier_change: activateSupplierChanges,
}

/** A small order as the plan asked for it, under a rule that Tom switched on; nothing else was asked for by its buyer. */
async function small({ db, sku, person }: Scene): Promise<void> {
  const standing = await purchasingPolicy(db)
  if (standing.autoApproval.switchedOnBy === null) {
    const policy = {
      ...standing,
      autoApproval: { switchedOnBy: 'tom', upToMinor: 500_000_000 },
    }
    await addPolicy(db, { policy, setBy: 'alex', setAt: noon, reason: 'small orders' })
  }
  const { number } = await submitted(db, 12, { sku, by: person })
  await db.execute(
    sql`update purchase_order_line set plan_units = ordered_units where order_number = ${number}`,
  )
}

const nothing = async (work: Promise<unknown>): Promise<null> => {
  await work
  return null
}

/** Hours after noon at which each has something to do; what stands there from other scenes is not due then. */
export const jobCases: CrashCase[] = [
  {
    deed: 'approve_by_rule',
    by: null,
    inside: ['approve.after-update', 'approve.after-audit', 'queue.after-job'],
    writes: 'job +1, order_approval +1, order_message +1, purchase_order +1 -1, setting +1 -1',
    prepare: (scene) => nothing(small(scene)),
  },
  {
    deed: 'expire_approval',
    by: null,
    inside: ['expire.after-update', 'expire.after-audit'],
    writes: 'order_approval +1 -1, order_message +1 -1, purchase_order +1 -1, setting +1 -1',
    prepare: (scene) => nothing(approvedAt(scene, -100)),
  },
  {
    deed: 'remind_supplier',
    by: null,
    inside: ['queue.after-job'],
    writes: 'job +1, order_message +1',
    prepare: (scene) => nothing(mailed(scene, {}, -100)),
  },
  {
    deed: 'activate_supplier_change',
    by: null,
    inside: [],
    hours: 11 * 24,
    writes: 'setting +1 -1, supplier +1 -1, supplier_change +1 -1',
    prepare: (scene) => nothing(confirmed(scene)),
  },
]
