// What verify asks of the order tables, a page or a count at a time.
import { sql } from 'drizzle-orm'
import { onOrderStates } from '#purchasing/life-cycle.ts'
import { selectRows } from './database.ts'
import type { Database } from './database.ts'

/** Rows with a figure that no order, stock record or price may have, by table; all zero in a sound shop. */
export async function impossibleFigures(db: Database): Promise<Record<string, number>> {
  const [row] = await selectRows<Record<string, number>>(
    db,
    sql`select
      (select count(*)::int from purchase_order where total_minor < 0 or rate_to_base = 'NaN' or rate_to_base <= 0) as "purchase_order",
      (select count(*)::int from purchase_order_line where ordered_units <= 0 or received_units < 0 or in_transit_units < 0
        or line_total_minor < 0 or unit_price = 'NaN' or unit_price < 0 or planned_landed_minor < 0) as "purchase_order_line",
      (select count(*)::int from purchase_order_revision where jsonb_path_exists(content,
        '$.lines[*] ? (@.units.type() != "number" || @.units <= 0 || @.units != @.units.floor() || !(@.unitPrice like_regex "^[0-9]+[.][0-9]{6}$"))'))
        as "purchase_order_revision",
      (select count(*)::int from order_approval where limit_minor < 0) as "order_approval",
      (select count(*)::int from goods_receipt_line where received_units < 0 or damaged_units < 0
        or held_units < 0 or damaged_units > received_units or held_units > received_units) as "goods_receipt_line",
      (select count(*)::int from invoice where total_minor < 0) as "invoice",
      (select count(*)::int from invoice_line where units <= 0 or unit_price = 'NaN' or unit_price < 0) as "invoice_line",
      (select count(*)::int from budget where amount_minor < 0) as "budget",
      (select count(*)::int from supplier_item where unit_price = 'NaN' or unit_price < 0 or moq_units < 0 or order_multiple_units < 1) as "supplier_item",
      (select count(*)::int from exchange_rate where rate_to_base = 'NaN' or rate_to_base <= 0) as "exchange_rate",
      (select count(*)::int from stock where least(on_hand_units, allocated_units, quality_hold_units, damaged_units, backordered_units) < 0) as "stock",
      (select count(*)::int from audit_entry where jsonb_typeof(detail -> 'totalMinor') is not null
        and (detail ->> 'totalMinor') !~ '^[0-9]+$') as "audit_entry"`,
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

/**
 * Command results that the books do not bear out, at most ten keys: a revision that is not there, or a command without an
 * audit row of the same person at the same moment, or with another outcome than the audit tells. A command that found its
 * work done before changed nothing and has none.
 */
export async function brokenCommands(db: Database): Promise<string[]> {
  const rows = await selectRows<{ key: string }>(
    db,
    sql`select done.key as "key" from command_result done
      where done.key like 'revise %' and not exists (
        select 1 from purchase_order_revision revised where revised.order_number = done.result ->> 'order'
          and revised.revision = (done.result ->> 'revision')::int
          and revised.content_hash = done.result ->> 'contentHash')
      union
      select done.key from command_result done
      where coalesce(done.result -> 'already', 'null') = 'null' and not exists (
        select 1 from audit_entry told where told.actor = done.actor and told.at = done.created_at
          and (told.action not like 'order.%' or told.subject = done.result ->> 'order')
          and (not done.result ? 'state' or not told.detail ? 'to' or told.detail ->> 'to' = done.result ->> 'state'))
      order by 1 limit 10`,
  )
  return rows.map(({ key }) => key)
}

/** Decisions in the audit that no person's command stands behind, at most ten; what a rule decided has none. */
export async function undoneDecisions(
  db: Database,
): Promise<{ sequence: number; subject: string }[]> {
  const actions = sql.param(
    ['approve', 'reject', 'cancel', 'reopen'].map((each) => `order.${each}`),
  )
  return selectRows(
    db,
    sql`select told.sequence::int as "sequence", told.subject as "subject" from audit_entry told
      where told.action = any(${actions}::text[]) and not coalesce(told.detail ->> 'madeBy' = 'rule', false)
        and not exists (select 1 from command_result done where done.actor = told.actor
          and done.created_at = told.at and done.result ->> 'order' = told.subject)
      order by 1 limit 10`,
  )
}

/** Subjects of the audit rows about orders that are not in the books, at most ten. */
export async function strayAuditSubjects(db: Database): Promise<string[]> {
  const rows = await selectRows<{ subject: string }>(
    db,
    sql`select distinct subject as "subject" from audit_entry told
      where action like 'order.%' and not exists (select 1 from purchase_order where number = told.subject)
      order by 1 limit 10`,
  )
  return rows.map(({ subject }) => subject)
}
