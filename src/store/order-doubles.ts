// Orders that are meant although they repeat another: the copy, and the word that both are meant.
import { and, eq, inArray } from 'drizzle-orm'
import type { OrderContent } from '#purchasing/order-content.ts'
import { QuartermasterError } from '#root/errors.ts'
import { raiseDataVersion } from './data-version.ts'
import type { Database } from './database.ts'
import { insertDrafts, lastSequence } from './purchase-order-writes.ts'
import type { Author } from './purchase-order-writes.ts'
import { purchaseOrders } from './schema-orders.ts'

/** Drafts what an order asked for once more, inside the caller's transaction; the guard against doubles comes at the approval. Returns its number. */
export async function copyDraft(
  tx: Database,
  copy: { from: string; content: OrderContent; rateToBase: string },
  author: Author,
): Promise<string> {
  const { from, content, rateToBase } = copy
  const year = author.asOf.slice(0, 4)
  const number = `PO-${year}-${String((await lastSequence(tx, year)) + 1).padStart(4, '0')}`
  const wanted = { content, rateToBase, planRunId: null, recommendationIds: {} }
  await insertDrafts(tx, [{ number, wanted }], author)
  await tx.update(purchaseOrders).set({ copiedFrom: from }).where(eq(purchaseOrders.number, number))
  await raiseDataVersion(tx)
  return number
}

/** Writes down who says that a draft or submitted order is meant although a nearly equal one stands. 'conflict' when it moved. */
export async function recordDuplicateOverride(
  tx: Database,
  override: { number: string; revision: number; by: string },
): Promise<void> {
  const marked = await tx
    .update(purchaseOrders)
    .set({ duplicateOverrideBy: override.by })
    .where(
      and(
        eq(purchaseOrders.number, override.number),
        eq(purchaseOrders.revision, override.revision),
        inArray(purchaseOrders.state, ['draft', 'submitted']),
      ),
    )
    .returning({ number: purchaseOrders.number })
  if (marked.length > 0) return
  throw new QuartermasterError(
    'conflict',
    `${override.number} is not a draft or submitted order at revision ${override.revision}.`,
    'Look at the order as it is now and decide again.',
    { order: override.number },
  )
}
