import { previewApproval } from '#purchasing/approval-preview.ts'
import type { OrderState } from '#purchasing/life-cycle.ts'
import type { Database } from '#store/database.ts'
import { purchaseOrder } from '#store/purchase-orders.ts'
import { purchasingPolicy } from '#store/purchasing-policy.ts'
import { decisionFacts } from './approval-facts.ts'

/** Whom an order concerns now. */
export type OrderAudience = {
  state: OrderState
  revision: number
  contentHash: string
  requesterId: string
  /** Who may decide while it waits, delegates included; nobody in any other state. */
  deciderIds: string[]
}

/** Whom an order concerns, read now; null for a number that is not in the books. */
export async function orderAudience(
  db: Database,
  number: string,
  moment: { now: string; asOf: string },
): Promise<OrderAudience | null> {
  const order = await purchaseOrder(db, number)
  if (order === null) return null
  const { state, revision, contentHash, createdBy: requesterId } = order
  const audience = { state, revision, contentHash, requesterId }
  if (state !== 'submitted') return { ...audience, deciderIds: [] }
  const policy = await purchasingPolicy(db)
  const { facts } = await decisionFacts(db, number, { policy, ...moment })
  return { ...audience, deciderIds: previewApproval(facts).route.deciders.map(({ id }) => id) }
}
