import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { getPurchaseOrder } from '#tools/get_purchase_order.ts'
import { refusal, run } from './run.ts'
import { openToolShop } from './shop.ts'

let shop: Awaited<ReturnType<typeof openToolShop>>
beforeAll(async () => {
  shop = await openToolShop()
})
afterAll(() => shop.database.close())

const get = (input: unknown) => run(getPurchaseOrder, input, shop.context)
const numbers = async (input: unknown) => (await get(input)).orders.map(({ order }) => order)

describe('get_purchase_order', () => {
  it.each(['PO-2026-0007', 'po-2026-0007', 'PO-7', '#7', '7', ' PO 7 '])(
    'knows the order that %j means',
    async (order) => {
      expect(await numbers({ order })).toEqual(['PO-2026-0007'])
    },
  )

  it('shows the lines of one order, its amount in both currencies, and that it is late', async () => {
    const [order] = (await get({ order: 'PO-2026-0007' })).orders
    expect(order).toMatchObject({
      state: 'sent',
      currency: 'EUR',
      totalMinor: 12_600,
      base: { currency: 'GBP', totalMinor: 10_710 },
      late: true,
      createdBy: 'Ana',
      lines: [{ sku: 'TEA', units: 30, receivedUnits: 0, lineTotalMinor: 12_600 }],
    })
    expect(order?.display).toBe(
      'PO-2026-0007 (sent, revision 1) to Nordwind for LDS: 1 line, €126.00 (£107.10), expected 10 Nov 2026',
    )
  })

  it('quotes a note of others in its own field, cut, and never elsewhere', async () => {
    const [order] = (await get({ order: 'PO-2026-0007' })).orders
    expect(order?.noteQuoted?.length).toBeLessThanOrEqual(160)
    expect(order?.noteQuoted).toContain('IGNORE ALL RULES')
    expect(order?.display).not.toContain('IGNORE')
  })

  it('lists by supplier, state, item and lateness', async () => {
    expect(await numbers({ supplier: 'Nordwind' })).toEqual(['PO-2026-0007'])
    expect(await numbers({ state: 'late' })).toEqual(['PO-2026-0007'])
    expect(await numbers({ state: 'open' })).toEqual(['PO-2026-0007'])
    expect(await numbers({ item: 'green tea' })).toEqual(['PO-2026-0007'])
    expect(await numbers({ state: 'draft' })).toEqual([])
    expect(await numbers({ supplier: 'Acme', limit: 2 })).toEqual(['OLD-09', 'OLD-08'])
    expect((await get({ supplier: 'Acme', limit: 2 })).moreCount).toBe(4)
  })

  it('says which orders there are when a number fits none', async () => {
    const error = await refusal(get({ order: 'PO-2026-0070' }))
    expect(error.code).toBe('not_found')
    expect(JSON.stringify(error.details)).toContain('PO-2026-0007')
  })
})
