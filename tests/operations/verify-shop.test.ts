import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { verifyShop } from '#operations/verify-shop.ts'
import { approvePurchaseOrder } from '#tools/approve_purchase_order.ts'
import { draftPurchaseOrder } from '#tools/draft_purchase_order.ts'
import { revisePurchaseOrder } from '#tools/revise_purchase_order.ts'
import { recommendReorders } from '#tools/recommend_reorders.ts'
import { selectRows } from '#store/database.ts'
import { tamperBody } from '../tools/tamper.ts'
import { run } from '../tools/run.ts'
import { now, openToolShop } from '../tools/shop.ts'

let shop: Awaited<ReturnType<typeof openToolShop>>
beforeAll(async () => {
  shop = await openToolShop()
  const { context } = shop
  await run(draftPurchaseOrder, { due: true }, context)
  const changes = [{ item: 'white mug', units: 240 }]
  await run(revisePurchaseOrder, { order: 'PO-2026-0008', revision: 1, changes }, context)
  await run(approvePurchaseOrder, { order: 'PO-2026-0008' }, context)
  await run(recommendReorders, {}, context)
})
afterAll(() => shop.database.close())

const verify = () =>
  verifyShop({ db: shop.context.db, now: () => new Date(now), auditAnchorFile: null })
const failed = async () => (await verify()).checks.filter(({ ok }) => !ok).map(({ name }) => name)

/** Does something to the books that no part of Quartermaster would, and takes it back after the test. */
let undo: (() => Promise<unknown>) | null = null
beforeEach(async () => {
  await undo?.()
  undo = null
})

async function tamper(statement: string, back: string) {
  const { db } = shop.context
  const write = async (text: string) => {
    // Someone with the keys of the database: the trigger that guards the audit is off.
    await db.execute(sql`alter table audit_entry disable trigger all`)
    for (const one of text.split('; ')) await db.execute(sql.raw(one))
    await db.execute(sql`alter table audit_entry enable trigger all`)
  }
  await write(statement)
  undo = () => write(back)
}

describe('verify', () => {
  it('finds nothing wrong with books that only the tools wrote', async () => {
    const report = await verify()
    expect(report.checks.filter(({ ok }) => !ok)).toEqual([])
    expect(report.ok).toBe(true)
    expect(report.checks.map(({ name }) => name)).toEqual([
      'order totals',
      'order content',
      'order transitions',
      'approvals',
      'approved content',
      'one message for one order',
      'amounts sent',
      'received goods',
      'one order for one need',
      'one job for one message',
      'limits over a window',
      'budgets',
      'audit chain',
      'audit anchors',
      'audit guard',
      'possible figures',
      'command results',
      'answers',
      'open orders and plan',
      'plan replay',
    ])
  })

  // name of the check | what is done | how it is taken back
  it.each([
    [
      'order totals',
      `update purchase_order set total_minor = total_minor + 1 where number = 'PO-2026-0009'`,
      `update purchase_order set total_minor = total_minor - 1 where number = 'PO-2026-0009'`,
    ],
    [
      'order totals',
      `update purchase_order_line set line_total_minor = line_total_minor + 1 where order_number = 'OLD-04'`,
      `update purchase_order_line set line_total_minor = line_total_minor - 1 where order_number = 'OLD-04'`,
    ],
    [
      'order content',
      `update purchase_order set expected_on = '2027-01-01' where number = 'PO-2026-0009'`,
      `update purchase_order set expected_on = (select content ->> 'expectedOn' from purchase_order_revision where order_number = 'PO-2026-0009')::date where number = 'PO-2026-0009'`,
    ],
    [
      'order content',
      `update purchase_order_revision set content_hash = 'x' where order_number = 'PO-2026-0009'`,
      `update purchase_order_revision r set content_hash = o.content_hash from purchase_order o where o.number = r.order_number and r.order_number = 'PO-2026-0009'`,
    ],
    [
      'order transitions',
      `update purchase_order set state = 'approved' where number = 'PO-2026-0009'`,
      `update purchase_order set state = 'draft' where number = 'PO-2026-0009'`,
    ],
    [
      'order transitions',
      `update purchase_order set source = 'draft_purchase_order' where number = 'OLD-04'`,
      `update purchase_order set source = 'orders.csv' where number = 'OLD-04'`,
    ],
    [
      'one order for one need',
      `insert into purchase_order select 'PO-2026-0099', revision, state, supplier_code, location_code, currency, rate_to_base, total_minor, content_hash, plan_run_id, created_by, created_at, last_edited_by, submitted_at, approved_at, sent_at, acknowledged_at, expected_on, note, source from purchase_order where number = 'PO-2026-0009'; insert into purchase_order_line select 'PO-2026-0099', line_number, sku, ordered_units, received_units, in_transit_units, unit_price, line_total_minor, expected_on, recommendation_id from purchase_order_line where order_number = 'PO-2026-0009'`,
      `delete from purchase_order where number = 'PO-2026-0099'`,
    ],
    [
      'audit chain',
      `update audit_entry set actor = 'eve' where sequence = 2`,
      `update audit_entry set actor = 'ana' where sequence = 2`,
    ],
    [
      'possible figures',
      `update purchase_order set rate_to_base = 'NaN' where number = 'PO-2026-0009'`,
      `update purchase_order set rate_to_base = 0.85 where number = 'PO-2026-0009'`,
    ],
    [
      'command results',
      `update command_result set result = jsonb_set(result, '{revision}', '9')`,
      `update command_result set result = jsonb_set(result, '{revision}', '2')`,
    ],
    [
      'open orders and plan',
      `update purchase_order_line set received_units = 5 where order_number = 'PO-2026-0007'`,
      `update purchase_order_line set received_units = 0 where order_number = 'PO-2026-0007'`,
    ],
  ])('finds %s broken by: %s', async (name, statement, back) => {
    await tamper(statement, back)
    expect(await failed()).toContain(name)
  })

  it('finds plan replay broken by a result that was changed behind it', async () => {
    const { db } = shop.context
    const [box] = await selectRows<{ id: string }>(
      db,
      sql`select id from plan_line where plan_run_id = (select max(id) from plan_run) and sku = 'BOX'`,
    )
    const reorderAt = (units: number) =>
      tamperBody(db, box!.id, 'result', (result) => {
        before ??= result['reorderPointUnits'] as number
        result['reorderPointUnits'] = units
      })
    let before: number | undefined
    await reorderAt(1)
    undo = () => reorderAt(before!)
    expect(await failed()).toContain('plan replay')
  })

  it('finds nothing wrong once all of it is taken back', async () => {
    expect(await failed()).toEqual([])
  })
})
