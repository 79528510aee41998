import type { OrderStanding } from '#purchasing/order-step.ts'
import type { Database } from '#store/database.ts'
import { approvalsOf } from '#store/order-approvals.ts'
import type { OrderRow } from '#store/purchase-orders.ts'

/** The order as the life cycle sees it: where it stands and who approved what it says now, or lent a limit for that. */
export async function standingOf(db: Database, order: OrderRow): Promise<OrderStanding> {
  const { number, state, revision } = order
  const approvals = await approvalsOf(db, number)
  const approvedBy = approvals
    .filter((each) => each.revision === revision && each.voidedAt === null)
    .flatMap(({ personId, forPersonId }) => [personId, forPersonId ?? personId])
  return { number, state, revision, approvedBy: [...new Set(approvedBy)] }
}
