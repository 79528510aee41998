// What verify asks of the order tables, a page or a count at a time.
import { and, asc, eq, gt, inArray, sql } from 'drizzle-orm'
import { onOrderStates } from '#purchasing/life-cycle.ts'
import { selectRows } from './database.ts'
import type { Database } from './database.ts'
import { withLines } from './purchase-orders.ts'
import type { OrderWithLines, RevisionRow } from './purchase-orders.ts'
import { purchaseOrderRevisions, purchaseOrders } from './schema-orders.ts'
import { commandResults } from './schema-records.ts'

const pageSize = 500

/** Every order with its lines and the revision it stands at (null for an imported one), by number. */
export async function* everyOrder(
  db: Database,
): AsyncGenerator<{ order: OrderWithLines; revision: RevisionRow | null }> {
  let after = ''
  for (;;) {
    const rows = await db
      .select()
      .from(purchaseOrders)
      .where(gt(purchaseOrders.number, after))
      .orderBy(asc(purchaseOrders.number))
      .limit(pageSize)
    const revisions = await currentRevisions(db, rows)
    for (const order of await withLines(db, rows)) {
      yield { order, revision: revisions.get(order.number) ?? null }
    }
    after = rows.at(-1)?.number ?? after
    if (rows.length < pageSize) return
  }
}

async function currentRevisions(
  db: Database,
  orders: { number: string }[],
): Promise<Map<string, RevisionRow>> {
  if (orders.length === 0) return new Map()
  const rows = await db
    .select({ revision: purchaseOrderRevisions })
    .from(purchaseOrderRevisions)
    .innerJoin(
      purchaseOrders,
      and(
        eq(purchaseOrders.number, purchaseOrderRevisions.orderNumber),
        eq(purchaseOrders.revision, purchaseOrderRevisions.revision),
      ),
    )
    .where(
      inArray(
        purchaseOrders.number,
        orders.map(({ number }) => number),
      ),
    )
  return new Map(rows.map(({ revision }) => [revision.orderNumber, revision]))
}

/** Rows with a figure that no order, stock record or price may have, by table; all zero in a sound shop. */
export async function impossibleFigures(db: Database): Promise<Record<string, number>> {
  const [row] = await selectRows<Record<string, number>>(
    db,
    sql`select
      (select count(*)::int from purchase_order where total_minor < 0 or rate_to_base = 'NaN' or rate_to_base <= 0) as "purchase_order",
      (select count(*)::int from purchase_order_line where ordered_units <= 0 or received_units < 0 or in_transit_units < 0
        or line_total_minor < 0 or unit_price = 'NaN' or unit_price < 0) as "purchase_order_line",
      (select count(*)::int from goods_receipt_line where received_units < 0 or damaged_units < 0) as "goods_receipt_line",
      (select count(*)::int from supplier_item where unit_price = 'NaN' or unit_price < 0 or moq_units < 0 or order_multiple_units < 1) as "supplier_item",
      (select count(*)::int from exchange_rate where rate_to_base = 'NaN' or rate_to_base <= 0) as "exchange_rate",
      (select count(*)::int from stock where least(on_hand_units, allocated_units, quality_hold_units, damaged_units, backordered_units) < 0) as "stock"`,
  )
  return row ?? {}
}

/** Places where the on-order figure of a run differs from the open units of the orders, at most ten. */
export async function nettingDifferences(
  db: Database,
  planRunId: number,
): Promise<{ sku: string; locationCode: string; planUnits: number; openUnits: number }[]> {
  const states = sql.param([...onOrderStates])
  return selectRows(
    db,
    sql`with open as (
        select line.sku, ordered.location_code,
          sum(greatest(line.ordered_units - line.received_units, 0))::int as units
        from purchase_order_line line join purchase_order ordered on ordered.number = line.order_number
        where ordered.state = any(${states}::text[]) group by 1, 2)
      select planned.sku as "sku", planned.location_code as "locationCode",
        (planned.position ->> 'onOrderUnits')::int as "planUnits", coalesce(open.units, 0) as "openUnits"
      from plan_line planned left join open on open.sku = planned.sku and open.location_code = planned.location_code
      where planned.plan_run_id = ${planRunId} and planned.position is not null
        and (planned.position ->> 'onOrderUnits')::int <> coalesce(open.units, 0)
      order by 1, 2 limit 10`,
  )
}

/** Revisions that a stored command result promises and that are not there, at most ten command keys. */
export async function brokenCommands(db: Database): Promise<string[]> {
  const rows = await db
    .select({ key: commandResults.key })
    .from(commandResults)
    .leftJoin(
      purchaseOrderRevisions,
      and(
        eq(purchaseOrderRevisions.orderNumber, sql`${commandResults.result} ->> 'order'`),
        eq(purchaseOrderRevisions.revision, sql`(${commandResults.result} ->> 'revision')::int`),
        eq(purchaseOrderRevisions.contentHash, sql`${commandResults.result} ->> 'contentHash'`),
      ),
    )
    .where(
      and(
        sql`${commandResults.key} like 'revise %'`,
        sql`${purchaseOrderRevisions.orderNumber} is null`,
      ),
    )
    .limit(10)
  return rows.map(({ key }) => key)
}
