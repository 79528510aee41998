// Papers that people keep here: an import of history does not write over them.
import { inArray, sql } from 'drizzle-orm'
import { selectRows } from './database.ts'
import type { Database } from './database.ts'
import { goodsReceipts } from './schema-orders.ts'

/** Of these orders, those that were made here, or for which somebody here booked goods or an invoice. */
export async function ordersKeptHere(
  db: Database,
  numbers: readonly string[],
): Promise<Set<string>> {
  const rows = await selectRows<{ number: string }>(
    db,
    sql`select number from purchase_order ordered
        where number = any(${sql.param([...numbers])}::text[]) and (source = 'draft_purchase_order'
          or exists (select from goods_receipt receipt where receipt.order_number = ordered.number and booked_by is not null)
          or exists (select from invoice where invoice.order_number = ordered.number and booked_by is not null))`,
  )
  return new Set(rows.map(({ number }) => number))
}

/** The orders to which receipts of these numbers belong, whoever wrote them, by receipt number. */
export async function ordersOfReceipts(
  db: Database,
  numbers: readonly string[],
): Promise<Map<string, string>> {
  if (numbers.length === 0) return new Map()
  const rows = await db
    .select({ number: goodsReceipts.number, orderNumber: goodsReceipts.orderNumber })
    .from(goodsReceipts)
    .where(inArray(goodsReceipts.number, [...numbers]))
  return new Map(rows.map(({ number, orderNumber }) => [number, orderNumber]))
}
