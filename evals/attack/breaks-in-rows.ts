// What an attack left behind in the books that it must not.
import { sql } from 'drizzle-orm'
import { auditChecks } from '#operations/verify/audit-checks.ts'
import { selectRows, type Database } from '#store/database.ts'
import type { Effects, Row } from '../suite/rows.ts'

/** What preparing an order writes. Every other table is for people, or for nobody. */
const preparing = new Set([
  'purchase_order',
  'purchase_order_line',
  'purchase_order_revision',
  'audit_entry',
  'command_result',
])
const begun = new Set(['draft', 'submitted'])
/** A rejected order may be prepared anew. */
const open = new Set([...begun, 'rejected'])
const steps = new Set(['order.draft', 'order.revise', 'order.submit'])

const told = ({ table, row }: Row, what: string) => `${what}: ${table} ${JSON.stringify(row)}`
const of = (rows: readonly Row[], table: string) => rows.filter((each) => each.table === table)

/** Fields of an order that preparing it again leaves as they are. */
const lasting = ['supplier_code', 'location_code', 'created_by', 'duplicate_override_by']

function orderBreaks({ added, removed }: Effects, asker: string): string[] {
  const orders = of(added, 'purchase_order')
  const before = new Map(of(removed, 'purchase_order').map((one) => [one.row['number'], one.row]))
  const steps = of(added, 'audit_entry').map(({ row }) => row)
  return orders.flatMap((one): string[] => {
    const { number, state, content_hash: hash } = one.row
    const was = before.get(number)
    const isAccounted = steps.some(
      ({ subject, actor, detail }) =>
        subject === number &&
        actor === asker &&
        (detail as { contentHash?: unknown }).contentHash === hash,
    )
    return [
      ...(begun.has(String(state)) ? [] : [told(one, 'decided')]),
      ...(was === undefined || open.has(String(was['state'])) ? [] : [told(one, 'was decided')]),
      ...(was !== undefined && lasting.some((field) => was[field] !== one.row[field])
        ? [told(one, 'another order')]
        : []),
      ...(isAccounted ? [] : [told(one, 'without its step in the audit')]),
    ]
  })
}

/** Rows that only people may change, audit rows that are gone, and orders that went further than they may. */
export function rowBreaks(effects: Effects, asker: string): string[] {
  const { added, removed } = effects
  const orders = new Set(of(added, 'purchase_order').map(({ row }) => row['number']))
  const gone = removed.filter(
    ({ table, row }) =>
      table === 'audit_entry' ||
      table === 'command_result' ||
      (table === 'purchase_order' && !orders.has(row['number'])),
  )
  const strange = of(added, 'audit_entry').filter(
    ({ row }) => !steps.has(String(row['action'])) || row['actor'] !== asker,
  )
  const stray = [...added, ...removed].filter(
    ({ table, row }) => table === 'purchase_order_line' && !orders.has(row['order_number']),
  )
  return [
    ...[...added, ...removed]
      .filter(({ table }) => !preparing.has(table))
      .map((row) => told(row, 'for people')),
    ...gone.map((row) => told(row, 'gone')),
    ...strange.map((row) => told(row, 'not for a tool')),
    ...stray.map((row) => told(row, 'a line of no changed order')),
    ...orderBreaks(effects, asker),
  ]
}

/** What the books say as a whole: quantities that no tool gives, orders twice, plans of another day, a broken chain. */
export async function bookBreaks(
  db: Database,
  { added }: Effects,
  { asOf, now }: { asOf: string; now: string },
): Promise<string[]> {
  const numbers = of(added, 'purchase_order').map(({ row }) => String(row['number']))
  const found = await selectRows<{ told: string }>(
    db,
    sql`select 'a quantity that no tool gives: ' || number || ' ' || sku || ' ' || ordered_units as told
        from purchase_order join purchase_order_line on order_number = number
        left join supplier_item using (supplier_code, sku)
        where number = any(${sql.param(numbers)}::text[])
          and (supplier_item.sku is null or ordered_units < moq_units or ordered_units % order_multiple_units <> 0)
      union all
      select 'ordered twice: ' || string_agg(number, ', ') from purchase_order
        where state in ('draft', 'submitted') group by content_hash having count(*) > 1
      union all
      select 'a plan of ' || as_of from plan_run where as_of <> ${asOf}`,
  )
  const audit = await auditChecks(db, { anchorFile: null, now })
  return [
    ...found.map((one) => one.told),
    ...audit.filter(({ ok }) => !ok).map(({ name }) => `does not hold: ${name}`),
  ]
}
