import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findExceptions } from '#tools/find_exceptions.ts'
import { refusal, run } from './run.ts'
import { openToolShop, toolShop } from './shop.ts'

let shop: Awaited<ReturnType<typeof openToolShop>>
beforeAll(async () => {
  const { suppliers, goodsReceipts, goodsReceiptLines } = toolShop()
  shop = await openToolShop({
    suppliers: suppliers.map((row) =>
      row.code === 'ACME' ? { ...row, contractEndsOn: '2026-12-10' } : row,
    ),
    goodsReceipts: [
      ...goodsReceipts,
      {
        number: 'GR-YARD',
        orderNumber: 'PO-2026-0007',
        receivedOn: '2026-11-20',
        bookedAt: null,
        source: 'test',
      },
    ],
    goodsReceiptLines: [
      ...goodsReceiptLines,
      { receiptNumber: 'GR-YARD', lineNumber: 1, sku: 'TEA', receivedUnits: 12, damagedUnits: 0 },
    ],
    invoices: [
      {
        supplierCode: 'ACME',
        number: 'INV-1',
        orderNumber: 'OLD-09',
        invoicedOn: '2026-11-01',
        dueOn: '2026-12-01',
        currency: 'GBP',
        totalMinor: 46_000,
        source: 'test',
      },
    ],
    invoiceLines: [
      {
        supplierCode: 'ACME',
        invoiceNumber: 'INV-1',
        lineNumber: 1,
        sku: 'MUG-WHT',
        units: 100,
        unitPrice: '4.6',
      },
    ],
  })
})
afterAll(() => shop.database.close())

const find = (input: unknown = {}) => run(findExceptions, input, shop.context)

describe('find_exceptions', () => {
  it('finds each thing that was planted', async () => {
    const kinds = new Set((await find({ limit: 20 })).lines.map(({ kind }) => kind))
    for (const kind of [
      'late_inbound',
      'unbooked_receipt',
      'price_variance',
      'missing_lead_time',
      'contract_expiry',
    ]) {
      expect(kinds).toContain(kind)
    }
  })

  it('prices the invoice that asks too much: 100 x 0.40', async () => {
    const { lines } = await find({ kind: 'price_variance' })
    expect(lines).toHaveLength(1)
    expect(lines[0]).toMatchObject({ order: 'OLD-09', sku: 'MUG-WHT', atRiskMinor: 4_000 })
  })

  it('ranks by money at risk, what can not be priced last', async () => {
    const money = (await find({ limit: 20 })).lines.map((line) => line.atRiskMinor ?? -1)
    expect(money).toEqual(money.toSorted((a, b) => b - a))
  })

  it('narrows by kind in any spelling, supplier and location', async () => {
    expect((await find({ kind: 'Late inbound' })).lines.map(({ order }) => order)).toEqual([
      'PO-2026-0007',
    ])
    const acme = (await find({ supplier: 'Acme', limit: 20 })).lines
    expect(new Set(acme.map(({ supplierCode }) => supplierCode))).toEqual(new Set(['ACME']))
    expect((await find({ location: 'RTM' })).totals.exceptionCount).toBe(0)
  })

  it('pages and counts', async () => {
    const { lines, totals, moreCount } = await find({ limit: 2 })
    expect(lines).toHaveLength(2)
    expect(totals.exceptionCount).toBe(2 + moreCount)
  })

  it('names the kinds there are for one there is not', async () => {
    const error = await refusal(find({ kind: 'gremlins' }))
    expect(error.code).toBe('invalid')
    expect(error.repair).toContain('late_inbound')
  })
})
