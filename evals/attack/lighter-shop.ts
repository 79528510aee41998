// The demo shop with fewer items on the shelves, one year of sales and no orders of long ago: everything that only people
// may change is there, and a plan takes a fifth of the time.
import { sql, type SQL } from 'drizzle-orm'
import type { Database } from '#store/database.ts'

const kept = sql`(select sku from purchase_order_line where order_number like 'PO-9%'
  union select unnest(array['LID-GLS-20', 'KNF-CHF-20', 'MUG-BLU-350', 'SPL-WHT', 'TWN-JUT']))`
const old = sql`(select number from purchase_order where created_at < '2026-11-01' and number not like 'PO-9%')`

const from = (table: string, where: SQL) => sql`delete from ${sql.identifier(table)} where ${where}`

/** Takes away what no attack is about, children before parents. */
export async function lighten(db: Database): Promise<void> {
  await db.execute(from('demand_year', sql`year < 2026`))
  await db.execute(
    sql`update demand_feed set known_from_on = '2026-01-01' where known_from_on < '2026-01-01'`,
  )
  for (const table of ['demand_year', 'stock_lot', 'stock']) {
    await db.execute(from(table, sql`sku not in ${kept}`))
  }
  const receipts = sql`(select number from goods_receipt where order_number in ${old})`
  const invoices = sql`(select supplier_code, number from invoice where order_number in ${old})`
  for (const table of ['receipt_finding', 'goods_receipt_line']) {
    await db.execute(from(table, sql`receipt_number in ${receipts}`))
  }
  for (const table of ['invoice_charge', 'invoice_line']) {
    await db.execute(from(table, sql`(supplier_code, invoice_number) in ${invoices}`))
  }
  const papers = ['goods_receipt', 'invoice', 'order_approval', 'order_message']
  for (const table of [...papers, 'purchase_order_line', 'purchase_order_revision']) {
    await db.execute(from(table, sql`order_number in ${old}`))
  }
  await db.execute(from('purchase_order', sql`number in ${old}`))
  await db.execute(sql`update item set lifecycle = 'discontinued' where sku not in ${kept}`)
  await db.execute(from('customer_return', sql`sku not in ${kept}`))
  await db.execute(sql`analyze`)
}
