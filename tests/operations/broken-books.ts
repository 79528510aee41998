// Books in which people decided, and what somebody with the keys of the database does to them.
import { sql } from 'drizzle-orm'
import { approveOrder } from '#commands/approve-order.ts'
import { cancelOrder } from '#commands/cancel-order.ts'
import { receiveGoods } from '#commands/receive-goods.ts'
import { rejectOrder } from '#commands/reject-order.ts'
import { settleMessage } from '#jobs/settle-message.ts'
import { verifyShop } from '#operations/verify-shop.ts'
import type { Database, OpenDatabase } from '#store/database.ts'
import { moveMessage } from '#store/order-messages.ts'
import type { OrderWithLines } from '#store/purchase-orders.ts'
import { card, noon, openForBusiness, orderNow, signedIn, submitted } from '../commands/world.ts'
import { jobAt, messageOf } from '../jobs/mail-world.ts'
import { smallShop } from '../store/small-shop.ts'
import { importedOrder } from '../tools/shop.ts'

/** The mail server took the message of an approved order. */
export async function mailed(open: OpenDatabase, number: string): Promise<OrderWithLines> {
  const message = await messageOf(open.db, number)
  const marked = {
    state: 'sending',
    attemptCount: 1,
    attemptedAt: noon,
    recipient: 'a@acme.example',
  } as const
  await moveMessage(open.db, message, marked)
  await settleMessage(
    jobAt(open, null),
    { ...message, ...marked },
    { outcome: 'accepted', answer: '250 ok' },
  )
  return orderNow(open.db, number)
}

/** PO-0001 came, PO-0002 is with its supplier, PO-0003 is approved, then one rejected, one cancelled, one submitted, one imported. */
export async function decidedBooks(open: OpenDatabase): Promise<void> {
  const { db } = open
  const budget = {
    category: smallShop().items[0]!.category,
    startsOn: '2026-11-01',
    endsOn: '2026-11-30',
  }
  await openForBusiness(db, {
    budgets: [{ ...budget, amountMinor: 300_000, currency: 'GBP' }],
    purchaseOrders: [importedOrder('OLD-1', { state: 'sent' })],
    purchaseOrderLines: [
      {
        orderNumber: 'OLD-1',
        lineNumber: 1,
        sku: 'MUG',
        orderedUnits: 100,
        unitPrice: '4.2',
        lineTotalMinor: 42_000,
      },
    ],
  })
  const tom = signedIn(db, 'tom')
  const approved = async (units: number, sku: string, by: string) => {
    const order = await submitted(db, units, { sku, by, unitPrice: '4.2' })
    await tom(approveOrder, card(order))
    return order.number
  }
  const came = await mailed(open, await approved(60, 'MUG', 'ana'))
  await signedIn(db, 'sam')(receiveGoods, {
    order: came.number,
    revision: 1,
    documentNumber: 'DN-1',
    receivedOn: '2026-11-20',
    lines: [{ sku: 'MUG', countedUnits: 60 }],
  })
  await mailed(open, await approved(60, 'TEA', 'ana'))
  await approved(20, 'MUG', 'ben')
  const { number: rejected } = await submitted(db, 200, { sku: 'TEA', unitPrice: '4.2' })
  await tom(rejectOrder, { order: rejected, revision: 1, reason: 'not this week' })
  const { number: cancelled } = await submitted(db, 500, { sku: 'TEA', unitPrice: '4.2' })
  await signedIn(db, 'ana')(cancelOrder, { order: cancelled, revision: 1, reason: 'not this week' })
  await submitted(db, 300, { sku: 'TEA', by: 'ben', unitPrice: '4.2' })
}

export const verifyAt = (db: Database, changes: { auditAnchorFile?: string; now?: string } = {}) =>
  verifyShop({
    db,
    now: () => new Date(changes.now ?? noon),
    auditAnchorFile: changes.auditAnchorFile ?? null,
  })

/** The checks that fail once the statements were run past every guard of the database; nothing of it stays. */
export async function failedAfter(
  db: Database,
  statements: string,
  changes: Parameters<typeof verifyAt>[1] = {},
): Promise<Map<string, string>> {
  const undo = new Error('taken back')
  let failed = new Map<string, string>()
  await db
    .transaction(async (tx) => {
      await tx.execute(sql`set local session_replication_role = replica`)
      for (const one of statements.split(';;')) await tx.execute(sql.raw(one))
      await tx.execute(sql`set local session_replication_role = origin`)
      const { checks } = await verifyAt(tx, changes)
      failed = new Map(checks.filter(({ ok }) => !ok).map(({ name, detail }) => [name, detail]))
      throw undo
    })
    .catch((error: unknown) => {
      if (error !== undo) throw error
    })
  return failed
}
