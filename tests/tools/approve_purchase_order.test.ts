import { eq } from 'drizzle-orm'
import { runCommand } from '#commands/command.ts'
import { rejectOrder } from '#commands/reject-order.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { auditOf } from '#store/audit.ts'
import { budgets } from '#store/schema-people.ts'
import { items } from '#store/schema.ts'
import { approvePurchaseOrder } from '#tools/approve_purchase_order.ts'
import { draftPurchaseOrder } from '#tools/draft_purchase_order.ts'
import { refusal, run } from './run.ts'
import { openToolShop, will } from './shop.ts'

let shop: Awaited<ReturnType<typeof openToolShop>>
beforeAll(async () => {
  shop = await openToolShop()
  const items = [{ item: 'white mug', units: 60 }]
  await run(draftPurchaseOrder, { items }, shop.context)
})
afterAll(() => shop.database.close())

const submit = (order: string, context = shop.context) =>
  run(approvePurchaseOrder, { order }, context)

// 60 x 4.20 = 252.00: within the limit of Ben (1,000.00) and of Cara (50,000.00).
describe('asking for approval', () => {
  it('submits and names who may decide, the smallest sufficient limit first', async () => {
    const told = await submit('PO-2026-0008')
    expect(told).toMatchObject({ state: 'submitted', submitted: true, deciderCount: 2 })
    expect(told.deciders).toEqual([
      { name: 'Ben', role: 'approver', currency: 'GBP', limitMinor: 100_000 },
      { name: 'Cara', role: 'approver', currency: 'GBP', limitMinor: 5_000_000 },
    ])
    expect(told.display).toContain('until then it is not approved')
  })

  it('is one effect: asked again it changes nothing', async () => {
    const told = await submit('PO-2026-0008')
    expect(told).toMatchObject({ state: 'submitted', submitted: false })
    const rows = await auditOf(shop.context.db, 'order.submit')
    expect(rows).toHaveLength(1)
  })

  it('sums the orders of a week to one supplier against the limit: no splitting', async () => {
    const items = [{ item: 'gift box', units: 600 }]
    await run(draftPurchaseOrder, { items }, shop.context)
    const told = await submit('PO-2026-0009')
    // 252.00 + 600 x 1.50 = 1,152.00, above Ben's limit although 900.00 alone is not.
    expect(told.totalMinor).toBe(90_000)
    expect(told.deciders.map(({ name }) => name)).toEqual(['Cara'])
    expect(told.excluded).toEqual([{ name: 'Ben', reason: 'has a lower limit' }])
    expect(told.display).toContain('£1,152.00')
  })

  it('tells all that an approver will see, whatever the submission itself found unusual', async () => {
    const { db } = shop.context
    const [lamp] = await db.select().from(items).where(eq(items.sku, 'LAMP'))
    const year = { startsOn: '2026-01-01', endsOn: '2026-12-31' }
    await db
      .insert(budgets)
      .values({ ...year, category: lamp!.category!, amountMinor: 100, currency: 'GBP' })
    const lamps = [{ item: 'LAMP', units: 12 }]
    const { orders } = await run(draftPurchaseOrder, { items: lamps }, shop.context)
    const { order } = orders[0]!
    const first = await submit(order)
    const again = await submit(order)
    expect(first.submitted).toBe(true)
    expect(again.flags.filter((flag) => !first.flags.includes(flag))).toEqual([])
    expect(first.flags.join(' ')).toMatch(/budget/i)
    await db.delete(budgets)
  })

  it('never lets the requester decide, whatever the limit', async () => {
    const cara = { id: 'cara', name: 'Cara', role: 'approver' }
    const context = { ...shop.context, person: cara }
    const items = [{ item: 'TEA', units: 60 }]
    const { orders } = await run(draftPurchaseOrder, { items }, context)
    const told = await submit(orders[0]!.order, context)
    expect(told.deciders.map(({ name }) => name)).toEqual(['Ben'])
    expect(told.excluded).toEqual([{ name: 'Cara', reason: 'asked for this order' }])
  })

  it('holds no link and no word that approves', async () => {
    const text = JSON.stringify(await submit('PO-2026-0008'))
    expect(text).not.toMatch(/https?:|token|nonce/i)
    expect(text).not.toContain('"state":"approved"')
  })

  it('tells where an order past its draft stands, and changes nothing', async () => {
    const told = await submit('PO-2026-0007')
    expect(told).toMatchObject({ submitted: false, deciders: [], approvalsMissing: 0 })
    expect(told.display).toBe('PO-2026-0007 is sent.')
  })

  it('reports what people decided, and why', async () => {
    const { orders } = await run(
      draftPurchaseOrder,
      { items: [{ item: 'TEA', units: 60 }] },
      shop.context,
    )
    const number = orders[0]!.order
    await submit(number)
    const { asOf, now } = shop.context
    const context = {
      db: shop.context.db,
      personId: 'ben',
      now,
      asOf,
      enqueue: () => Promise.resolve(),
    }
    await runCommand(
      rejectOrder,
      { order: number, revision: 1, reason: 'wait for the fair' },
      context,
    )
    const told = await submit(number)
    expect(told).toMatchObject({
      submitted: false,
      state: 'rejected',
      reasonQuoted: 'wait for the fair',
    })
    expect(told.decided).toMatch(/was rejected by Ben on .*; it is rejected now\.$/)
  })

  it('refuses unknown orders, and people who may not', async () => {
    expect((await refusal(submit('PO-2026-4711'))).code).toBe('not_found')
    const context = { ...shop.context, person: will }
    expect((await refusal(submit('PO-2026-0008', context))).code).toBe('forbidden')
  })
})
