import type { Flag } from '#purchasing/order-flags.ts'
import type { GivenApproval } from '#purchasing/order-facts.ts'
import type { StepTaken } from '#purchasing/order-step.ts'
import type { Database } from '#store/database.ts'
import type { Enqueue } from '#store/job-queue.ts'
import { addApproval } from '#store/order-approvals.ts'
import type { ApprovalRow } from '#store/order-approvals.ts'
import { queueMessage } from '#store/order-messages.ts'
import { moveOrder } from '#store/order-moves.ts'
import type { OrderWithLines } from '#store/purchase-orders.ts'

/**
 * Writes down a yes that was judged: the approval, the order's step with its audit row in the name of whoever gave it,
 * and, once nobody else must approve, the message to the supplier. In the caller's transaction.
 */
export async function recordApproval(
  tx: Database,
  given: {
    order: OrderWithLines
    step: StepTaken
    approval: GivenApproval & Pick<ApprovalRow, 'madeBy'>
    /** The instant of this person's lapsed yes that it takes the place of; null = there is none. */
    renews: string | null
    flags: readonly Flag[]
    at: string
    enqueue: Enqueue
  },
): Promise<void> {
  const { order, step, approval, renews, flags, at, enqueue } = given
  const { number, revision, totalMinor, currency } = order
  const complete = step.state === 'approved'
  await addApproval(tx, number, approval, renews)
  await moveOrder(tx, {
    order,
    command: 'approve',
    step,
    actor: approval.by,
    at,
    set: complete ? { approvedAt: at } : {},
    detail: {
      totalMinor,
      currency,
      limitMinor: approval.limitMinor,
      forPerson: approval.forPerson,
      flags: flags.map(({ code }) => code),
      ...(approval.madeBy === 'rule' && { madeBy: 'rule' }),
      ...(renews !== null && { renews }),
    },
  })
  if (complete) {
    const message = { orderNumber: number, revision, kind: 'order' as const, at }
    await queueMessage(tx, message, enqueue)
  }
}
