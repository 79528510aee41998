// Orders that were to come and did not, in the small shop that is in Slack.
import { eq } from 'drizzle-orm'
import { raiseDataVersion } from '#store/data-version.ts'
import type { Database } from '#store/database.ts'
import { purchaseOrders } from '#store/schema-orders.ts'
import { draft } from '../commands/world.ts'

/** An order at the supplier's that was to come on 4 December 2026; gives its number. */
export async function expectedOrder(
  db: Database,
  { by = 'maya', units = 60, sku = 'MUG' } = {},
): Promise<string> {
  const { number } = await draft(db, units, { by, sku })
  // Long ago, so that the next one like it is no double.
  await changeOrder(db, number, { state: 'sent', createdAt: '2026-06-01T09:00:00Z' })
  return number
}

/** Writes into the books what became of an order, as far as alerts look at it. */
export async function changeOrder(
  db: Database,
  number: string,
  set: Partial<Pick<typeof purchaseOrders.$inferInsert, 'state' | 'confirmedForOn' | 'createdAt'>>,
): Promise<void> {
  await db.update(purchaseOrders).set(set).where(eq(purchaseOrders.number, number))
  await raiseDataVersion(db)
}
