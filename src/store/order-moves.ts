import { and, eq } from 'drizzle-orm'
import type { OrderCommand } from '#purchasing/life-cycle.ts'
import type { StepTaken } from '#purchasing/order-step.ts'
import { QuartermasterError } from '#root/errors.ts'
import { crashpoint } from '#root/crashpoint.ts'
import { appendAudit } from './audit.ts'
import { raiseDataVersion } from './data-version.ts'
import type { Database } from './database.ts'
import { voidApprovals } from './order-approvals.ts'
import type { OrderRow } from './purchase-orders.ts'
import { purchaseOrderRevisions, purchaseOrders } from './schema-orders.ts'

export type OrderMove = {
  order: OrderRow
  command: OrderCommand
  step: StepTaken
  /** Who did it and when; a job says what it is called. */
  actor: string
  at: string
  /** What else changes on the order. */
  set?: Partial<typeof purchaseOrders.$inferInsert>
  /** What the audit row says beside states and revision. */
  detail?: Record<string, unknown>
}

/**
 * Takes one step of the life cycle inside the caller's transaction: the row moves only from the state and revision that
 * were judged, a new revision repeats the content, approvals become void where the table says so, and the audit row and
 * the data version follow. Throws 'conflict' when somebody else moved the order in between.
 */
export async function moveOrder(tx: Database, move: OrderMove): Promise<void> {
  const { order, command, step, actor, at } = move
  const isNew = step.revision !== order.revision
  const moved = await tx
    .update(purchaseOrders)
    .set({
      state: step.state,
      revision: step.revision,
      ...(isNew && { lastEditedBy: actor, submittedAt: null, approvedAt: null }),
      ...move.set,
    })
    .where(
      and(
        eq(purchaseOrders.number, order.number),
        eq(purchaseOrders.state, order.state),
        eq(purchaseOrders.revision, order.revision),
      ),
    )
    .returning({ number: purchaseOrders.number })
  if (moved.length === 0) throw movedMeanwhile(order.number)
  crashpoint(`${command}.after-update`)
  if (isNew) await repeatRevision(tx, order, step.revision, actor, at)
  if (step.voidsApprovals) await voidApprovals(tx, order.number, at)
  await appendAudit(tx, {
    at,
    actor,
    action: `order.${command}`,
    subject: order.number,
    detail: {
      revision: step.revision,
      from: order.state,
      to: step.state,
      contentHash: order.contentHash,
      ...move.detail,
    },
  })
  crashpoint(`${command}.after-audit`)
  await raiseDataVersion(tx)
}

function movedMeanwhile(order: string): QuartermasterError {
  return new QuartermasterError(
    'conflict',
    `${order} was changed by somebody else at the same moment; nothing was done.`,
    'Look at the order as it is now and decide again.',
    { order },
  )
}

/** The content of an order as a further revision, edited by whoever opened it. */
async function repeatRevision(
  tx: Database,
  order: OrderRow,
  revision: number,
  editedBy: string,
  editedAt: string,
): Promise<void> {
  const [before] = await tx
    .select()
    .from(purchaseOrderRevisions)
    .where(
      and(
        eq(purchaseOrderRevisions.orderNumber, order.number),
        eq(purchaseOrderRevisions.revision, order.revision),
      ),
    )
  if (before === undefined) throw new Error(`${order.number} has no revision ${order.revision}`)
  const { orderNumber, content, contentHash } = before
  await tx
    .insert(purchaseOrderRevisions)
    .values({ orderNumber, revision, content, contentHash, editedBy, editedAt })
}
