import { orderOf, personActing, takeStep } from '#commands/order-of.ts'
import { recordApproval } from '#commands/record-approval.ts'
import { approvalFacts } from '#operations/approval-facts.ts'
import { judgeAutoApproval } from '#purchasing/auto-approval.ts'
import { lapsedApprovalAt } from '#purchasing/lapsed-approval.ts'
import { crashpoint } from '#root/crashpoint.ts'
import type { Database } from '#store/database.ts'
import { exclusively } from '#store/exclusive.ts'
import { personById } from '#store/people.ts'
import { ordersIn } from '#store/purchase-orders.ts'
import { purchasingPolicy } from '#store/purchasing-policy.ts'
import type { JobContext } from './job.ts'

/** Approves one submitted order by the rule, if the rule and everything that holds for a click allow it. */
async function approveIfAllowed(
  tx: Database,
  number: string,
  { now, asOf, enqueue }: { now: string; asOf: string } & Pick<JobContext, 'enqueue'>,
): Promise<boolean> {
  const policy = await purchasingPolicy(tx)
  const { switchedOnBy } = policy.autoApproval
  const person = switchedOnBy === null ? null : await personById(tx, switchedOnBy)
  const before = await orderOf(tx, number)
  if (person === null || before.state !== 'submitted') return false
  const { order, facts } = await approvalFacts(tx, number, { policy, now, asOf })
  const judged = judgeAutoApproval(facts)
  if (judged.outcome !== 'approved') return false
  const taken = { command: 'approve', complete: true } as const
  const step = await takeStep(tx, order, taken, personActing(person), order.revision)
  const approval = { ...judged.approval, madeBy: 'rule' as const }
  const renews = lapsedApprovalAt(facts, person.id)
  await recordApproval(tx, { order, step, approval, renews, flags: [], at: now, enqueue })
  crashpoint('approve_by_rule.before-commit')
  return true
}

/**
 * Approves the submitted orders that the shop's rule for small reorders covers, in the name of the person who switched it
 * on; whatever the rule does not cover waits for a person. Returns the numbers of the approved orders.
 */
export async function approveByRule(context: JobContext): Promise<string[]> {
  const { db, enqueue } = context
  if ((await purchasingPolicy(db)).autoApproval.switchedOnBy === null) return []
  const asOf = await context.asOf()
  const approved: string[] = []
  for (const number of await ordersIn(db, 'submitted')) {
    const now = context.now()
    const done = await exclusively(db, (tx) => approveIfAllowed(tx, number, { now, asOf, enqueue }))
    if (done) approved.push(number)
  }
  return approved
}
