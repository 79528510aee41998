import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { eq } from 'drizzle-orm'
import { bookInvoice } from '#commands/book-invoice.ts'
import { rejectInvoice, releaseInvoice } from '#commands/decide-invoice.ts'
import { releaseHold, scrapHold } from '#commands/settle-hold.ts'
import { auditOf } from '#store/audit.ts'
import type { OpenDatabase } from '#store/database.ts'
import { findingsHash, invoiceOf } from '#store/invoices.ts'
import type { OrderWithLines } from '#store/purchase-orders.ts'
import { suppliers } from '#store/schema.ts'
import { purchaseOrderLines } from '#store/schema-orders.ts'
import { people } from '#store/schema-people.ts'
import { emptyTables, freshDatabase } from '../database.ts'
import { receive, sentByNord, sentOrder } from './delivery-world.ts'
import { openForBusiness, signedIn } from './world.ts'

let open: OpenDatabase
beforeAll(async () => {
  open = await freshDatabase()
})
beforeEach(() => openForBusiness(open.db))
afterEach(() => emptyTables(open.db))
afterAll(() => open.close())

const bill = (order: OrderWithLines, changes: object = {}) => ({
  supplierCode: 'ACME',
  number: 'INV-0012',
  order: order.number,
  invoicedOn: '2026-11-20',
  currency: 'GBP',
  total: '252.00',
  lines: [{ sku: 'MUG', units: 60, unitPrice: '4.20' }],
  ...changes,
})
const book = (order: OrderWithLines, changes: object = {}, who = 'priya') =>
  signedIn(open.db, who)(bookInvoice, bill(order, changes))
const stands = (number = 'INV-0012', supplierCode = 'ACME') =>
  invoiceOf(open.db, { supplierCode, number })
const reasons = (result: unknown) =>
  (result as { findings: { reason: string }[] }).findings.map(({ reason }) => reason).join(' ')

/** 60 mugs that came. */
async function delivered(): Promise<OrderWithLines> {
  const order = await sentOrder(open.db, 60)
  await receive(open.db, order, [{ countedUnits: 60 }])
  return order
}

describe('an invoice', () => {
  test('of what came, as ordered, matches', async () => {
    const order = await delivered()
    const { result } = await book(order)
    expect(result).toMatchObject({ state: 'matched', findings: [], already: null })
    expect(await stands()).toMatchObject({
      state: 'matched',
      orderNumber: order.number,
      totalMinor: 25_200,
      dueOn: '2026-12-20',
      bookedBy: 'priya',
      priceVarianceMinor: 0,
    })
    expect((await auditOf(open.db, 'invoice.')).at(-1)).toMatchObject({
      action: 'invoice.book',
      subject: 'ACME INV-0012',
      detail: { to: 'matched' },
    })
  })

  const held: [string, object, string][] = [
    [
      'above the price',
      { total: '258.00', lines: [{ sku: 'MUG', units: 60, unitPrice: '4.30' }] },
      'price_variance',
    ],
    [
      'for more than came',
      { total: '256.20', lines: [{ sku: 'MUG', units: 61, unitPrice: '4.20' }] },
      'quantity_variance',
    ],
    [
      'for something else',
      {
        total: '256.20',
        lines: [
          { sku: 'MUG', units: 60, unitPrice: '4.20' },
          { sku: 'TEA', units: 1, unitPrice: '4.20' },
        ],
      },
      'not_ordered',
    ],
    ['that does not add up', { total: '253.00' }, 'total_variance'],
    ['with freight nobody expected', { total: '264.61', freight: '12.61' }, 'charge_variance'],
    ['in another currency', { currency: 'EUR' }, 'other_currency'],
    ['of another supplier', { supplierCode: 'NORD' }, 'other_supplier'],
    ['of no order', { order: 'PO-1999-0001' }, 'unknown_order'],
    [
      'wrong in every way',
      { total: '1', freight: '90', lines: [{ sku: 'MUG', units: 99, unitPrice: '9' }] },
      'price_variance quantity_variance total_variance charge_variance',
    ],
  ]
  test.each(held)('%s is held with the reason', async (_what, changes, expected) => {
    const order = await delivered()
    // Acme sells DAP: freight is its own matter.
    const { result } = await book(order, changes)
    expect(reasons(result)).toBe(expected)
    const { supplierCode = 'ACME' } = changes as { supplierCode?: string }
    expect(await stands('INV-0012', supplierCode)).toMatchObject({ state: 'held' })
  })

  test('with the freight of the supplier’s terms matches where the buyer bears it', async () => {
    const order = await delivered()
    await open.db
      .update(suppliers)
      .set({ incoterm: 'FOB', freightPerOrderMinor: 1_000 })
      .where(eq(suppliers.code, 'ACME'))
    // 10.00 an order and 5 % of 252.00.
    const { result } = await book(order, { total: '274.60', freight: '22.60' })
    expect(reasons(result)).toBe('')
    const second = await book(order, {
      number: 'INV-13',
      total: '22.60',
      freight: '22.60',
      lines: [{ sku: 'MUG', units: 1, unitPrice: '0' }],
    })
    expect(reasons(second.result)).toContain('charge_variance')
  })

  test('with the charges that the plan reckoned with matches', async () => {
    const order = await delivered()
    await open.db
      .update(purchaseOrderLines)
      .set({ planUnits: 120, plannedLandedMinor: 54_000 })
      .where(eq(purchaseOrderLines.orderNumber, order.number))
    // 270.00 planned for 60 of them, 252.00 are goods.
    const { result } = await book(order, { total: '270.00', freight: '10', duty: '8' })
    expect(reasons(result)).toBe('')
  })

  test('of another currency keeps the rate that its order recorded', async () => {
    const order = await sentByNord(open.db, 24)
    await receive(open.db, order, [{ countedUnits: 24 }])
    await book(order, {
      supplierCode: 'NORD',
      currency: 'EUR',
      total: '100.80',
      lines: [{ sku: 'MUG', units: 24, unitPrice: '4.20' }],
    })
    expect(await stands('INV-0012', 'NORD')).toMatchObject({
      state: 'matched',
      rateToBase: '0.85000000',
    })
  })

  test('is booked once: the same again is nothing, another under the number is refused', async () => {
    const order = await delivered()
    const first = await book(order)
    expect(await book(order)).toEqual({ result: first.result, again: true })
    const alex = await book(order, {}, 'alex')
    expect(alex.result).toMatchObject({ state: 'matched', already: { by: 'priya' } })
    await expect(book(order, { total: '252.01' })).rejects.toMatchObject({
      details: { refusal: 'duplicate_document' },
    })
    const otherwise = await book(order, { number: 'inv 12' })
    expect(reasons(otherwise.result)).toBe('duplicate_document quantity_variance')
  })

  test('that came before the goods matches when they are booked', async () => {
    const order = await sentOrder(open.db, 60)
    const { result } = await book(order)
    expect(reasons(result)).toBe('quantity_variance')
    const first = await receive(open.db, order, [{ countedUnits: 40 }])
    expect(first.result).toMatchObject({ matchedInvoices: [] })
    const last = await receive(open.db, order, [{ countedUnits: 20 }], { documentNumber: 'DN-2' })
    expect(last.result).toMatchObject({ matchedInvoices: ['INV-0012'] })
    expect(await stands()).toMatchObject({ state: 'matched', findings: [] })
  })

  test('of held goods waits until they are released, and for scrapped ones for ever', async () => {
    const order = await sentOrder(open.db, 60)
    await receive(open.db, order, [{ countedUnits: 60, held: true }])
    await book(order)
    const settle = { receipt: 'GR-2026-0001', line: 1, reason: 'looked at them all' }
    const sam = signedIn(open.db, 'sam')
    const some = await sam(releaseHold, { ...settle, units: 50, openUnits: 60 })
    expect(some.result).toMatchObject({ matchedInvoices: [] })
    expect((await stands())?.findings[0]?.sentence).toBe('MUG: 60 invoiced, 50 accepted.')
    await sam(scrapHold, { ...settle, units: 10, openUnits: 10 })
    expect(await stands()).toMatchObject({ state: 'held' })
  })

  test('that came twice does not match when goods come', async () => {
    const order = await sentOrder(open.db, 60)
    await book(order)
    await book(order, { number: 'INV/12' })
    const { result } = await receive(open.db, order, [{ countedUnits: 60 }])
    expect(result).toMatchObject({ matchedInvoices: ['INV-0012'] })
    expect(await stands('INV/12')).toMatchObject({ state: 'held' })
  })

  const refusals: [string, string, object, RegExp][] = [
    ['from the warehouse', 'sam', {}, /role warehouse/],
    ['from a stranger', 'eve', {}, /Nobody/],
    ['of an unknown supplier', 'priya', { supplierCode: 'EVIL' }, /no supplier "EVIL"/],
    [
      'of an unknown item',
      'priya',
      { lines: [{ sku: 'X', units: 1, unitPrice: '1' }] },
      /no item "X"/,
    ],
    ['of a day to come', 'priya', { invoicedOn: '2026-11-21' }, /can not have come/],
    ['with half a penny', 'priya', { total: '252.005' }, /more decimals/],
    ['below zero', 'priya', { total: '-1' }, /amount such as/],
    [
      'for no units',
      'priya',
      { lines: [{ sku: 'MUG', units: 0, unitPrice: '1' }] },
      /at least one/,
    ],
    ['in no currency', 'priya', { currency: 'XXX1' }, /ISO 4217/],
    ['without lines', 'priya', { lines: [] }, /has a line/],
  ]
  test.each(refusals)('%s is refused', async (_what, who, changes, words) => {
    const order = await delivered()
    await expect(book(order, changes, who)).rejects.toThrow(words)
    expect(await stands()).toBeNull()
  })

  test('from somebody who has left is refused', async () => {
    const order = await delivered()
    await open.db.update(people).set({ active: false }).where(eq(people.id, 'priya'))
    await expect(book(order)).rejects.toThrow('no longer active')
  })
})

describe('a held invoice', () => {
  const decision = (seen: string) => ({
    supplierCode: 'ACME',
    number: 'INV-0012',
    seen,
    reason: 'agreed with the supplier',
  })
  const dear = { total: '258.00', lines: [{ sku: 'MUG', units: 60, unitPrice: '4.30' }] }
  const seen = findingsHash([
    {
      reason: 'price_variance',
      sku: 'MUG',
      sentence: 'MUG: invoiced at 4.30, ordered at 4.20.',
    },
  ])

  test('is released by another person, once, with the reason', async () => {
    await book(await delivered(), dear)
    await expect(signedIn(open.db, 'priya')(releaseInvoice, decision(seen))).rejects.toThrow(
      'somebody else releases',
    )
    const alex = signedIn(open.db, 'alex')
    const first = await alex(releaseInvoice, decision(seen))
    expect(await alex(releaseInvoice, decision(seen))).toEqual({
      result: first.result,
      again: true,
    })
    expect(await stands()).toMatchObject({
      state: 'released',
      decidedBy: 'alex',
      decisionReason: 'agreed with the supplier',
    })
    await expect(signedIn(open.db, 'priya')(rejectInvoice, decision(seen))).rejects.toThrow(
      'is released',
    )
  })

  test('is rejected, also by who booked it, and counts for nothing', async () => {
    const order = await delivered()
    await book(order, dear)
    await signedIn(open.db, 'priya')(rejectInvoice, decision(seen))
    expect(await stands()).toMatchObject({ state: 'rejected' })
    const corrected = await book(order, { number: 'INV-0012-B' })
    expect(corrected.result).toMatchObject({ state: 'matched' })
    await expect(book(order)).rejects.toThrow('(rejected)')
  })

  const refusals: [string, string, object, RegExp][] = [
    ['by a buyer', 'ana', {}, /role buyer/],
    ['by the warehouse', 'sam', {}, /role warehouse/],
    ['seen otherwise', 'alex', { seen: findingsHash([]) }, /has changed since/],
    ['that nobody sent', 'alex', { number: 'INV-9' }, /no invoice "INV-9"/],
    ['without a reason', 'alex', { reason: 'ok' }, /say why/],
  ]
  test.each(refusals)('%s is not settled', async (_what, who, changes, words) => {
    await book(await delivered(), dear)
    for (const command of [releaseInvoice, rejectInvoice]) {
      const click = signedIn(open.db, who)(command as never, { ...decision(seen), ...changes })
      await expect(click).rejects.toThrow(words)
    }
    expect(await stands()).toMatchObject({ state: 'held', decidedBy: null })
  })
})
