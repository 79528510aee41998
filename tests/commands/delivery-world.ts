// Orders that suppliers have, and shorthand for what arrives for them.
import { receiveGoods } from '#commands/receive-goods.ts'
import { approveOrder } from '#commands/approve-order.ts'
import type { Database } from '#store/database.ts'
import { moveOrder } from '#store/order-moves.ts'
import type { OrderWithLines } from '#store/purchase-orders.ts'
import { draftOrders } from '#store/purchase-order-writes.ts'
import { purchaseOrders } from '#store/schema-orders.ts'
import { stock, stockLots } from '#store/schema.ts'
import { and, eq } from 'drizzle-orm'
import { asOf, card, hoursOn, noon, orderNow, signedIn, submitted } from './world.ts'

/** Marks an approved order as sent, as the job does. */
export async function send(db: Database, order: OrderWithLines): Promise<OrderWithLines> {
  await db.transaction((tx) =>
    moveOrder(tx, {
      order,
      command: 'send',
      step: { outcome: 'taken', state: 'sent', revision: order.revision, voidsApprovals: false },
      actor: 'job',
      at: noon,
      set: { sentAt: noon },
    }),
  )
  return orderNow(db, order.number)
}

/** An order of Ana's for mugs from Acme to Leeds that Tom approved and Acme has. */
export async function sentOrder(
  db: Database,
  units: number,
  changes: Parameters<typeof submitted>[2] = {},
): Promise<OrderWithLines> {
  const order = await submitted(db, units, changes)
  await signedIn(db, 'tom', changes.at)(approveOrder, card(order))
  return send(db, await orderNow(db, order.number))
}

/** An order of mugs in euros that Nordwind has. */
export async function sentByNord(db: Database, units: number): Promise<OrderWithLines> {
  const line = { lineNumber: 1, sku: 'MUG', units, unitPrice: '4.200000', expectedOn: null }
  const content = {
    supplierCode: 'NORD',
    locationCode: 'LDS',
    currency: 'EUR',
    expectedOn: null,
    lines: [line],
  }
  const wanted = { content, rateToBase: '0.85', planRunId: null, recommendationIds: {} }
  const [made] = await draftOrders(db, [wanted], { id: 'ana', at: hoursOn(1), asOf })
  await db
    .update(purchaseOrders)
    .set({ state: 'sent', approvedAt: noon })
    .where(eq(purchaseOrders.number, made!.number))
  return orderNow(db, made!.number)
}

type Came = {
  sku?: string
  countedUnits: number
  damagedUnits?: number
  lotCode?: string | null
  expiresOn?: string | null
  held?: boolean
}

/** A delivery note with what was counted. */
export const delivery = (
  order: OrderWithLines,
  lines: Came[],
  changes: Record<string, unknown> = {},
) => ({
  order: order.number,
  revision: order.revision,
  documentNumber: 'DN-1',
  receivedOn: '2026-11-20',
  lines: lines.map((line) => ({ sku: 'MUG', ...line })),
  ...changes,
})

/** Sam books it. */
export const receive = (db: Database, order: OrderWithLines, lines: Came[], changes = {}) =>
  signedIn(db, 'sam')(receiveGoods, delivery(order, lines, changes))

/** "on hand / held back" of an item in Leeds. */
export async function stockOf(db: Database, sku = 'MUG'): Promise<string> {
  const [row] = await db
    .select()
    .from(stock)
    .where(and(eq(stock.sku, sku), eq(stock.locationCode, 'LDS')))
  return row === undefined ? 'none' : `${row.onHandUnits}/${row.qualityHoldUnits}`
}

/** "lot units/held expiry" of every lot of an item, by lot. */
export async function lotsOf(db: Database, sku = 'MUG'): Promise<string[]> {
  const rows = await db.select().from(stockLots).where(eq(stockLots.sku, sku))
  return rows
    .map((lot) => `${lot.lotCode} ${lot.units}/${lot.heldUnits} ${lot.expiresOn ?? '-'}`)
    .toSorted()
}
