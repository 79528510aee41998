import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { eq } from 'drizzle-orm'
import { bookInvoice } from '#commands/book-invoice.ts'
import { rejectInvoice } from '#commands/decide-invoice.ts'
import type { OpenDatabase } from '#store/database.ts'
import { findingsHash, invoiceOf } from '#store/invoices.ts'
import { landedCosts } from '#store/landed-costs.ts'
import type { OrderWithLines } from '#store/purchase-orders.ts'
import { invoices, purchaseOrderLines } from '#store/schema-orders.ts'
import { receive, sentByNord, sentOrder } from '../commands/delivery-world.ts'
import { openForBusiness, signedIn } from '../commands/world.ts'
import { emptyTables, freshDatabase } from '../database.ts'

let open: OpenDatabase
beforeAll(async () => {
  open = await freshDatabase()
})
beforeEach(() => openForBusiness(open.db))
afterEach(() => emptyTables(open.db))
afterAll(() => open.close())

async function planned(order: OrderWithLines, planUnits: number, plannedLandedMinor: number) {
  await open.db
    .update(purchaseOrderLines)
    .set({ planUnits, plannedLandedMinor })
    .where(eq(purchaseOrderLines.orderNumber, order.number))
}
const book = (order: OrderWithLines, changes: object) =>
  signedIn(open.db, 'priya')(bookInvoice, {
    supplierCode: order.supplierCode,
    number: 'INV-1',
    order: order.number,
    invoicedOn: '2026-11-20',
    currency: order.currency,
    ...changes,
  })

describe('landed costs', () => {
  test('are goods and charges as invoiced beside the plan for the same units', async () => {
    const order = await sentOrder(open.db, 60)
    await planned(order, 120, 54_000)
    await receive(open.db, order, [{ countedUnits: 60 }])
    const line = { sku: 'MUG', units: 40, unitPrice: '4.20' }
    await book(order, { total: '178.00', freight: '10', lines: [line] })
    expect(await landedCosts(open.db, 'GBP', { orderNumber: order.number })).toEqual([
      {
        orderNumber: order.number,
        leftOut: [],
        lines: [
          {
            sku: 'MUG',
            units: 40,
            goodsMinor: 16_800,
            freightMinor: 1_000,
            dutyMinor: 0,
            otherMinor: 0,
            totalMinor: 17_800,
            plannedMinor: 18_000,
            varianceMinor: -200,
            varianceRate: -200 / 18_000,
          },
        ],
      },
    ])
    const rest = { total: '84.00', lines: [{ ...line, units: 20 }], number: 'INV-2' }
    await book(order, rest)
    expect((await landedCosts(open.db, 'GBP', {}))[0]?.lines).toMatchObject([
      { units: 60, totalMinor: 26_200, plannedMinor: 27_000 },
    ])
  })

  test('are in the base currency at the rate of the order', async () => {
    const order = await sentByNord(open.db, 24)
    await receive(open.db, order, [{ countedUnits: 24 }])
    const lines = [{ sku: 'MUG', units: 24, unitPrice: '4.20' }]
    await book(order, { total: '110.88', freight: '10.08', lines })
    // Nordwind sells DAP: the freight is held, so nothing is in the figures yet.
    expect(await landedCosts(open.db, 'GBP', {})).toEqual([])
    await open.db.update(invoices).set({ state: 'released' })
    const [nord] = await landedCosts(open.db, 'GBP', { supplierCode: 'NORD' })
    expect(nord?.lines).toMatchObject([
      { goodsMinor: 8_568, freightMinor: 857, plannedMinor: null, varianceMinor: null },
    ])
  })

  test('leave out what is held or rejected, and what has no rate', async () => {
    const order = await sentOrder(open.db, 60)
    await receive(open.db, order, [{ countedUnits: 60 }])
    const lines = [{ sku: 'MUG', units: 60, unitPrice: '9' }]
    await book(order, { total: '540', lines })
    expect(await landedCosts(open.db, 'GBP', {})).toEqual([])
    const key = { supplierCode: 'ACME', number: 'INV-1' }
    const seen = findingsHash((await invoiceOf(open.db, key))?.findings ?? [])
    await signedIn(open.db, 'priya')(rejectInvoice, { ...key, seen, reason: 'not agreed' })
    expect(await landedCosts(open.db, 'GBP', {})).toEqual([])
    await open.db.update(invoices).set({ state: 'released', currency: 'CHF', rateToBase: null })
    expect(await landedCosts(open.db, 'GBP', {})).toEqual([
      { orderNumber: order.number, lines: [], leftOut: ['INV-1'] },
    ])
    const none = { fromOn: '2026-11-21' }
    expect(await landedCosts(open.db, 'GBP', none)).toEqual([])
    expect(await landedCosts(open.db, 'GBP', { category: 'garden' })).toEqual([])
    expect(
      await landedCosts(open.db, 'GBP', { category: 'kitchen', locationCode: 'LDS' }),
    ).toHaveLength(1)
  })
})
