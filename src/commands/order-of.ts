import type { Actor } from '#purchasing/order-step.ts'
import { judgeStep } from '#purchasing/order-step.ts'
import type { StepTaken } from '#purchasing/order-step.ts'
import type { OrderStep } from '#purchasing/life-cycle.ts'
import { refusalError } from '#purchasing/refusal.ts'
import { noSuchOrder } from '#operations/approval-facts.ts'
import { standingOf } from '#operations/order-standing.ts'
import type { Database } from '#store/database.ts'
import type { PersonRow } from '#store/people.ts'
import { purchaseOrder } from '#store/purchase-orders.ts'
import type { OrderWithLines } from '#store/purchase-orders.ts'

/** The order of a number. Throws 'not_found'. */
export async function orderOf(db: Database, number: string): Promise<OrderWithLines> {
  const order = await purchaseOrder(db, number)
  if (order === null) throw noSuchOrder(number)
  return order
}

/** A person as the life cycle sees one. */
export function personActing({ id, role, active }: PersonRow): Actor {
  return { kind: 'person', id, role, active }
}

/** The step an actor takes on an order as they saw it. Throws 'forbidden' or 'conflict' with the way out. */
export async function takeStep(
  db: Database,
  order: OrderWithLines,
  step: OrderStep,
  actor: Actor,
  seenRevision: number,
): Promise<StepTaken> {
  const judged = judgeStep(await standingOf(db, order), step, actor, seenRevision)
  if (judged.outcome === 'taken') return judged
  throw refusalError(judged, { order: order.number, state: order.state, revision: order.revision })
}
