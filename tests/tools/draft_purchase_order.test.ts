import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { writeShopSettings } from '#store/settings.ts'
import { writeShop } from '#store/shop-write.ts'
import { draftPurchaseOrder } from '#tools/draft_purchase_order.ts'
import { explainRecommendation } from '#tools/explain_recommendation.ts'
import { getPurchaseOrder } from '#tools/get_purchase_order.ts'
import { recommendReorders } from '#tools/recommend_reorders.ts'
import { emptyTables } from '../database.ts'
import { refusal, run } from './run.ts'
import { openToolShop, toolShop, will } from './shop.ts'

let shop: Awaited<ReturnType<typeof openToolShop>>
beforeAll(async () => {
  shop = await openToolShop()
})
afterAll(() => shop.database.close())

beforeEach(async () => {
  const { db } = shop.context
  await emptyTables(db)
  const settings = { name: 'Test', baseCurrency: 'GBP', timeZone: 'Europe/London', demoAsOf: null }
  await writeShopSettings(db, settings)
  await writeShop(db, toolShop())
})

const draft = (input: unknown) => run(draftPurchaseOrder, input, shop.context)
const list = (input: unknown = {}) => run(recommendReorders, input, shop.context)
const orderCount = async () => (await run(getPurchaseOrder, {}, shop.context)).totals.orderCount

describe('drafting what is recommended', () => {
  it('takes quantity, price and supplier from the plan', async () => {
    const [line] = (await list({ item: 'blue mug' })).lines
    const { orders } = await draft({ recommendations: [line!.recommendation] })
    expect(orders).toHaveLength(1)
    expect(orders[0]).toMatchObject({
      order: 'PO-2026-0008',
      revision: 1,
      state: 'draft',
      created: true,
      supplierCode: 'ACME',
      locationCode: 'LDS',
      currency: 'GBP',
    })
    expect(orders[0]?.lines).toHaveLength(1)
    // 144 and more cost 3.90 each: the price break of the supplier.
    expect(orders[0]?.lines[0]).toMatchObject({ units: line!.units, unitPrice: '3.900000' })
    expect(orders[0]?.totalMinor).toBe(line!.units * 390)
  })

  it('drafts what a budget buys, once', async () => {
    const { lines, totals } = await list({ budget: '£600' })
    const first = await draft({ due: true, budget: '£600' })
    const drafted = first.orders.flatMap((order) => order.lines)
    const units = (all: { sku: string; units: number }[]) =>
      all.map((line) => `${line.sku} ${line.units}`).toSorted()
    expect(units(drafted)).toEqual(units(lines))
    const total = first.orders.reduce((sum, order) => sum + order.base.totalMinor, 0)
    expect(total).toBeLessThanOrEqual(totals.landedCostMinor)
    const count = await orderCount()
    const again = await draft({ due: true, budget: '£600' })
    expect(again.warnings.join()).toMatch(/Drafts of today are there already/)
    expect(await orderCount()).toBe(count)
    expect((await refusal(draft({ items: [{ item: 'TEA' }], budget: '£600' }))).code).toBe(
      'invalid',
    )
  })

  it('gives the same draft for the same handles, and plans the need no more', async () => {
    const [line] = (await list({ item: 'TEA' })).lines
    const first = await draft({ recommendations: [line!.recommendation] })
    const count = await orderCount()
    const again = await draft({ recommendations: [line!.recommendation] })
    expect(again.orders[0]).toMatchObject({ order: first.orders[0]?.order, created: false })
    expect(again.warnings).toEqual([])
    expect(await orderCount()).toBe(count)
    expect((await list({ item: 'TEA' })).lines).toEqual([])
    const told = await run(explainRecommendation, { item: 'TEA' }, shop.context)
    expect(told).toMatchObject({ decision: 'enough', question: 'why_not' })
  })

  it('drafts everything due as one order for each supplier and place', async () => {
    const { orders, display } = await draft({ due: true })
    expect(orders.map((each) => [each.supplierCode, each.currency, each.lines.length])).toEqual([
      ['ACME', 'GBP', 2],
      ['NORD', 'EUR', 1],
    ])
    expect(orders[1]?.base).toEqual({
      currency: 'GBP',
      totalMinor: Math.round(orders[1]!.totalMinor * 0.85),
    })
    expect(display).toContain('2 orders drafted')
    const again = await draft({ due: true })
    expect(again.orders.map(({ order, created }) => [order, created])).toEqual([
      ['PO-2026-0008', false],
      ['PO-2026-0009', false],
    ])
  })

  it('narrows what is due by supplier or location', async () => {
    const { orders } = await draft({ due: true, supplier: 'Nordwind' })
    expect(orders.map(({ supplierCode }) => supplierCode)).toEqual(['NORD'])
    expect((await refusal(draft({ due: true, location: 'RTM' }))).code).toBe('conflict')
  })

  it('makes one draft of eight calls at once', async () => {
    const [line] = (await list({ item: 'TEA' })).lines
    const calls = Array.from({ length: 8 }, () =>
      draft({ recommendations: [line!.recommendation] }),
    )
    const drafted = (await Promise.all(calls)).flatMap(({ orders }) => orders)
    expect(new Set(drafted.map(({ order }) => order)).size).toBe(1)
    expect(drafted.filter(({ created }) => created)).toHaveLength(1)
  })

  it('leaves out a handle that is no longer due, and says so', async () => {
    const handles = (await list()).lines.map(({ recommendation }) => recommendation)
    const tea = (await list({ item: 'TEA' })).lines[0]!.recommendation
    await draft({ items: [{ item: 'TEA', units: 600 }] })
    const { orders, warnings } = await draft({ recommendations: handles })
    expect(orders.map(({ supplierCode }) => supplierCode)).toEqual(['ACME'])
    expect(warnings).toEqual([`${tea} (TEA at LDS) is no longer due and is left out.`])
    expect((await refusal(draft({ recommendations: [tea] }))).message).toContain('no longer due')
  })
})

describe('drafting items that a person names', () => {
  it('raises the quantity to the smallest legal one and says why', async () => {
    const { orders } = await draft({ items: [{ item: 'blue mug', units: 100, location: 'Leeds' }] })
    expect(orders[0]?.lines[0]).toMatchObject({ units: 144, askedUnits: 100 })
    expect(orders[0]?.lines[0]?.display).toContain(
      'asked 100, the smallest legal quantity is 144: ACME sells in multiples of 48',
    )
  })

  it('takes the supplier named, in its own currency', async () => {
    const items = [{ item: 'blue mug', units: 60, location: 'Leeds' }]
    const { orders } = await draft({ items, supplier: 'Nordwind' })
    expect(orders[0]).toMatchObject({ supplierCode: 'NORD', currency: 'EUR', totalMinor: 25_200 })
  })

  it('warns below the minimum of the supplier and on what the plan withholds', async () => {
    const { orders, warnings } = await draft({ items: [{ item: 'lamp', units: 6 }] })
    expect(orders[0]?.lines[0]).toMatchObject({ units: 12 })
    expect(warnings[0]).toContain('withholds LAMP')
    const small = await draft({ items: [{ item: 'white mug', units: 12 }] })
    expect(small.orders[0]?.warnings[0]).toContain('takes no order below £200.00')
  })

  it('takes the quantity of the plan when none is named', async () => {
    const due = (await list({ item: 'TEA' })).lines[0]!
    const { orders } = await draft({ items: [{ item: 'green tea' }] })
    expect(orders[0]?.lines[0]?.units).toBe(due.units)
    expect((await refusal(draft({ items: [{ item: 'gift box' }] }))).code).toBe('conflict')
  })

  it('refuses a second, nearly equal order and names the first', async () => {
    await draft({ items: [{ item: 'blue mug', units: 288, location: 'LDS' }] })
    const error = await refusal(
      draft({ items: [{ item: 'blue mug', units: 300, location: 'LDS' }] }),
    )
    expect(error).toMatchObject({ code: 'conflict', details: { order: 'PO-2026-0008' } })
  })
})

describe('bad input', () => {
  it.each([
    [{}, 'invalid'],
    [{ due: true, items: [{ item: 'TEA' }] }, 'invalid'],
    [{ due: false }, 'invalid'],
    [{ recommendations: ['R99-1'] }, 'not_found'],
    [{ recommendations: ['drop table'] }, 'invalid'],
    [{ items: [{ item: 'unicorn', units: 1 }] }, 'not_found'],
    [{ items: [{ item: 'mugs', units: 1 }] }, 'ambiguous'],
    [{ items: [{ item: 'blue mug', units: 10 }] }, 'ambiguous'],
    [{ items: [{ item: 'TEA', units: 10, location: 'RTM' }] }, 'not_found'],
    [{ items: [{ item: 'TEA', units: 10 }], supplier: 'Acme' }, 'not_found'],
    [{ items: [{ item: 'lamp', units: 10 }], supplier: 'Shady' }, 'conflict'],
    [
      {
        items: [
          { item: 'TEA', units: 10 },
          { item: 'tea', units: 5 },
        ],
      },
      'invalid',
    ],
  ])('%j is refused as %s and writes nothing', async (input, code) => {
    const before = await orderCount()
    expect((await refusal(draft(input))).code).toBe(code)
    expect(await orderCount()).toBe(before)
  })

  it('has no field for a price, a total or a state', () => {
    const line = { item: 'TEA', units: 10 }
    for (const extra of [{ unitPrice: '0.01' }, { price: 1 }]) {
      expect(draftPurchaseOrder.input.safeParse({ items: [{ ...line, ...extra }] }).success).toBe(
        false,
      )
    }
    for (const extra of [{ state: 'approved' }, { createdBy: 'cara' }, { approve: true }]) {
      expect(draftPurchaseOrder.input.safeParse({ items: [line], ...extra }).success).toBe(false)
    }
  })

  it('is for people who may draft', async () => {
    const asked = run(draftPurchaseOrder, { due: true }, { ...shop.context, person: will })
    expect((await refusal(asked)).code).toBe('forbidden')
  })
})
