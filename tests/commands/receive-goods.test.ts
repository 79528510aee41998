import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { approveOrder } from '#commands/approve-order.ts'
import { cancelOrder } from '#commands/cancel-order.ts'
import { closeOrder } from '#commands/close-order.ts'
import { receiveGoods } from '#commands/receive-goods.ts'
import { auditOf } from '#store/audit.ts'
import { dataVersion } from '#store/data-version.ts'
import type { OpenDatabase } from '#store/database.ts'
import { receiptsOf } from '#store/goods-receipts.ts'
import { people } from '#store/schema-people.ts'
import { supplierItems } from '#store/schema.ts'
import { writeShop } from '#store/shop-write.ts'
import { and, eq } from 'drizzle-orm'
import { emptyTables, freshDatabase } from '../database.ts'
import { receipt } from '../store/small-orders.ts'
import { item, smallShop, supplierItem } from '../store/small-shop.ts'
import {
  delivery,
  lotsOf,
  receive,
  send,
  sentByNord,
  sentOrder,
  stockOf,
} from './delivery-world.ts'
import { card, draft, openForBusiness, orderNow, signedIn, staff, submitted } from './world.ts'

let open: OpenDatabase
beforeAll(async () => {
  open = await freshDatabase()
})
beforeEach(() => openForBusiness(open.db))
afterEach(() => emptyTables(open.db))
afterAll(() => open.close())

const reason = 'the supplier says so'
const received = async (number: string) =>
  (await orderNow(open.db, number)).lines.map((line) => line.receivedUnits)

describe('goods that came', () => {
  test('are on hand, on the order and on record, in one transaction with the audit', async () => {
    const order = await sentOrder(open.db, 60)
    const before = await dataVersion(open.db)
    const { result } = await receive(open.db, order, [{ countedUnits: 60 }])
    expect(result).toMatchObject({
      receipt: 'GR-2026-0001',
      state: 'received',
      acceptedUnits: 60,
      heldUnits: 0,
      findings: [],
      already: null,
    })
    expect(await orderNow(open.db, order.number)).toMatchObject({ state: 'received' })
    expect(await received(order.number)).toEqual([60])
    expect(await stockOf(open.db)).toBe('100/0')
    expect(await dataVersion(open.db)).toBe(before + 1)
    const steps = await auditOf(open.db, 'order.receive')
    expect(steps.at(-1)).toMatchObject({
      actor: 'sam',
      subject: order.number,
      detail: { from: 'sent', to: 'received', receipt: 'GR-2026-0001', document: 'DN-1' },
    })
    expect(await receiptsOf(open.db, order.number)).toMatchObject([
      { number: 'GR-2026-0001', bookedBy: 'sam', documentNumber: 'DN-1', receivedOn: '2026-11-20' },
    ])
  })

  test('in parts leave the rest open, which the last part or closing ends', async () => {
    const order = await sentOrder(open.db, 60)
    const part = (units: number, documentNumber: string) =>
      receive(open.db, order, [{ countedUnits: units }], { documentNumber })
    expect((await part(20, 'DN-1')).result).toMatchObject({
      state: 'partly_received',
      findings: [{ code: 'short', units: 40 }],
    })
    expect((await part(25, 'DN-2')).result).toMatchObject({ state: 'partly_received' })
    expect(await received(order.number)).toEqual([45])
    const seen = { order: order.number, revision: 1, reason }
    await signedIn(open.db, 'ana')(closeOrder, seen)
    await expect(part(15, 'DN-3')).rejects.toThrow('is closed')
    expect(await stockOf(open.db)).toBe('85/0')
  })

  test('too many, damaged, expired or of another item are findings and never stock', async () => {
    const order = await sentOrder(open.db, 60)
    const { result } = await receive(open.db, order, [
      { countedUnits: 70, damagedUnits: 3 },
      { countedUnits: 5, expiresOn: '2026-11-20' },
      { sku: 'TEA', countedUnits: 4 },
      { sku: 'what is <b>this</b>', countedUnits: 1 },
    ])
    expect(
      (result as { findings: { code: string; units: number }[] }).findings.map(
        ({ code, units }) => `${code} ${units}`,
      ),
    ).toEqual([
      'damaged 3',
      'over_tolerated 1',
      'over 6',
      'expired 5',
      'wrong_item 4',
      'wrong_item 1',
    ])
    expect(await stockOf(open.db)).toBe('101/0')
    expect(await stockOf(open.db, 'TEA')).toBe('10/0')
    expect(await received(order.number)).toEqual([61])
  })

  test('all of them broken change nothing but the record', async () => {
    const order = await sentOrder(open.db, 60)
    const { result } = await receive(open.db, order, [{ countedUnits: 60, damagedUnits: 60 }])
    expect(result).toMatchObject({ state: 'sent', acceptedUnits: 0 })
    expect(await orderNow(open.db, order.number)).toEqual(order)
    expect(await stockOf(open.db)).toBe('40/0')
    expect((await auditOf(open.db, 'receipt.')).at(-1)).toMatchObject({ subject: 'GR-2026-0001' })
    expect((await receiptsOf(open.db, order.number))[0]?.lines).toMatchObject([
      { receivedUnits: 60, damagedUnits: 60 },
    ])
  })

  test('under the code of the supplier are the item that it stands for', async () => {
    const order = await sentOrder(open.db, 60)
    await open.db
      .update(supplierItems)
      .set({ supplierSku: 'AC-4711' })
      .where(and(eq(supplierItems.supplierCode, 'ACME'), eq(supplierItems.sku, 'MUG')))
    await receive(open.db, order, [{ sku: 'AC-4711', countedUnits: 60 }])
    expect(await received(order.number)).toEqual([60])
  })

  test('at a place that counted none of them open its stock record', async () => {
    await writeShop(
      open.db,
      smallShop({
        items: [item('POT', 'Pot')],
        supplierItems: [supplierItem('ACME', 'POT', 1)],
        people: staff,
      }),
    )
    const order = await sentOrder(open.db, 24, { sku: 'POT' })
    await receive(open.db, order, [{ sku: 'POT', countedUnits: 24 }])
    expect(await stockOf(open.db, 'POT')).toBe('24/0')
  })

  test('that stood unbooked in the yard are booked there, not a second time', async () => {
    const order = await sentOrder(open.db, 60)
    const yard = receipt('YARD-7', order.number, {
      sku: 'MUG',
      receivedUnits: 60,
      damagedUnits: 0,
      bookedAt: null,
    })
    await writeShop(open.db, smallShop({ people: staff, ...yard }))
    const elsewhere = await receive(open.db, order, [{ countedUnits: 10 }])
    expect(elsewhere.result).toMatchObject({ inYard: ['YARD-7'] })
    const { result } = await receive(open.db, order, [{ countedUnits: 50 }], {
      documentNumber: 'DN-2',
      fromYard: 'YARD-7',
    })
    expect(result).toMatchObject({ receipt: 'YARD-7', inYard: [], state: 'received' })
    const stands = await receiptsOf(open.db, order.number)
    expect(stands.map(({ number, lines }) => [number, lines[0]?.receivedUnits])).toEqual([
      ['GR-2026-0001', 10],
      ['YARD-7', 50],
    ])
  })
})

describe('lots', () => {
  const perishable = () =>
    writeShop(
      open.db,
      smallShop({
        people: staff,
        items: [item('MUG', 'Blue mug', { lotTracked: true, shelfLifeDays: 90 }), item('TEA', 't')],
      }),
    )

  test('are kept with their dates; what lacks one is held until it is known', async () => {
    await perishable()
    const order = await sentOrder(open.db, 60)
    await receive(open.db, order, [
      { countedUnits: 20, lotCode: 'L1', expiresOn: '2027-01-10' },
      { countedUnits: 30, lotCode: 'L2' },
      { countedUnits: 10, expiresOn: '2027-02-01' },
    ])
    expect(await stockOf(open.db)).toBe('100/40')
    expect(await lotsOf(open.db)).toEqual([
      'GR-2026-0001/3 10/10 2027-02-01',
      'L1 20/0 2027-01-10',
      'L2 30/30 -',
    ])
  })

  test('have one date each', async () => {
    await perishable()
    const order = await sentOrder(open.db, 60)
    await receive(open.db, order, [{ countedUnits: 20, lotCode: 'L1', expiresOn: '2027-01-10' }])
    const other = { countedUnits: 20, lotCode: 'L1', expiresOn: '2027-01-11' }
    await expect(receive(open.db, order, [other], { documentNumber: 'DN-2' })).rejects.toThrow(
      'best before 2027-01-10',
    )
    expect(await received(order.number)).toEqual([20])
  })

  test('that are held as a whole hold what comes of them', async () => {
    await perishable()
    const lot = { sku: 'MUG', locationCode: 'LDS', lotCode: 'L1', units: 5, onHold: true }
    await writeShop(
      open.db,
      smallShop({ people: staff, items: [], stockLots: [{ ...lot, expiresOn: '2027-01-10' }] }),
    )
    const order = await sentOrder(open.db, 60)
    const { result } = await receive(open.db, order, [{ countedUnits: 60, lotCode: 'L1' }])
    expect(result).toMatchObject({ acceptedUnits: 0, heldUnits: 60 })
  })
})

describe('a paper', () => {
  test('is booked once: the same count again is the same, whoever sends it', async () => {
    const order = await sentOrder(open.db, 60)
    const first = await receive(open.db, order, [{ countedUnits: 20 }])
    const again = await receive(open.db, order, [{ countedUnits: 20 }])
    expect(again).toEqual({ result: first.result, again: true })
    const otherwise = { documentNumber: ' dn 01' }
    const alex = await signedIn(open.db, 'alex')(
      receiveGoods,
      delivery(order, [{ countedUnits: 20 }], otherwise),
    )
    expect(alex.result).toMatchObject({
      receipt: 'GR-2026-0001',
      already: { by: 'sam' },
      acceptedUnits: 0,
    })
    expect(await received(order.number)).toEqual([20])
    expect(await stockOf(open.db)).toBe('60/0')
  })

  test('with another count is refused, also once everything came', async () => {
    const order = await sentOrder(open.db, 60)
    await receive(open.db, order, [{ countedUnits: 60 }])
    for (const documentNumber of ['DN-1', 'dn/0001']) {
      await expect(
        receive(open.db, order, [{ countedUnits: 10 }], { documentNumber }),
      ).rejects.toThrow('DN-1 is booked already')
    }
    expect(await received(order.number)).toEqual([60])
  })

  test('of the same number from another supplier is another paper', async () => {
    const order = await sentOrder(open.db, 60)
    await receive(open.db, order, [{ countedUnits: 60 }])
    const nord = await sentByNord(open.db, 24)
    const { result } = await receive(open.db, nord, [{ countedUnits: 24 }])
    expect(result).toMatchObject({ receipt: 'GR-2026-0002', document: 'DN-1', state: 'received' })
  })
})

describe('is refused, and nothing changes:', () => {
  const wrong: [string, string, object, RegExp][] = [
    ['nobody of the shop', 'eve', {}, /Nobody of this shop/],
    ['a buyer', 'ana', {}, /role buyer/],
    ['payables', 'priya', {}, /role payables/],
    ['an old revision', 'sam', { revision: 7 }, /revision 7/],
    ['an unknown order', 'sam', { order: 'PO-1999-1' }, /no order "PO-1999-1"/],
    ['a day to come', 'sam', { receivedOn: '2026-11-21' }, /can not have come/],
    ['no day at all', 'sam', { receivedOn: '2026-02-30' }, /YYYY-MM-DD/],
    ['a paper without a number', 'sam', { documentNumber: ' -- ' }, /letter or a digit/],
    ['a paper with a control character', 'sam', { documentNumber: 'DN\u00001' }, /control/],
    ['nothing counted', 'sam', { lines: [] }, /count what came/],
    ['zero of everything', 'sam', { lines: [{ sku: 'MUG', countedUnits: 0 }] }, /nothing on it/],
    ['less than nothing', 'sam', { lines: [{ sku: 'MUG', countedUnits: -5 }] }, /can not be/],
    ['a part of a unit', 'sam', { lines: [{ sku: 'MUG', countedUnits: 1.5 }] }, /can not be/],
    ['a huge count', 'sam', { lines: [{ sku: 'MUG', countedUnits: 1e12 }] }, /nine digits/],
    [
      'more damaged than came',
      'sam',
      { lines: [{ sku: 'MUG', countedUnits: 5, damagedUnits: 6 }] },
      /can not be/,
    ],
    ['a yard receipt that is not there', 'sam', { fromYard: 'YARD-1' }, /No unbooked receipt/],
  ]
  test.each(wrong)('%s', async (_what, who, changes, words) => {
    const order = await sentOrder(open.db, 60)
    const before = await dataVersion(open.db)
    const input = { ...delivery(order, [{ countedUnits: 60 }]), ...changes }
    await expect(signedIn(open.db, who)(receiveGoods, input)).rejects.toThrow(words)
    expect(await orderNow(open.db, order.number)).toEqual(order)
    expect(await stockOf(open.db)).toBe('40/0')
    expect(await receiptsOf(open.db, order.number)).toEqual([])
    expect(await dataVersion(open.db)).toBe(before)
  })

  test('whoever approved it, also as an administrator', async () => {
    await open.db.update(people).set({ approvalLimitMinor: 9_000_000 }).where(eq(people.id, 'alex'))
    const waiting = await submitted(open.db, 60)
    await signedIn(open.db, 'alex')(approveOrder, card(waiting))
    const order = await send(open.db, await orderNow(open.db, waiting.number))
    const input = delivery(order, [{ countedUnits: 60 }])
    await expect(signedIn(open.db, 'alex')(receiveGoods, input)).rejects.toThrow('alex approved')
    expect(await received(order.number)).toEqual([0])
  })

  test('somebody who has left', async () => {
    const order = await sentOrder(open.db, 60)
    await open.db.update(people).set({ active: false }).where(eq(people.id, 'sam'))
    await expect(receive(open.db, order, [{ countedUnits: 60 }])).rejects.toThrow(
      'no longer active',
    )
  })

  test('goods of an order that was never sent, or was cancelled', async () => {
    const order = await draft(open.db, 60)
    await expect(receive(open.db, order, [{ countedUnits: 60 }])).rejects.toMatchObject({
      details: { refusal: 'wrong_state' },
    })
    await signedIn(open.db, 'ana')(cancelOrder, { order: order.number, revision: 1, reason })
    await expect(receive(open.db, order, [{ countedUnits: 60 }])).rejects.toMatchObject({
      repair: expect.stringContaining('Return the goods') as string,
    })
    expect(await stockOf(open.db)).toBe('40/0')
  })

  test('a place whose stock is counted in another unit', async () => {
    const order = await sentOrder(open.db, 60)
    const stock = smallShop().stock.map((row) => ({ ...row, unitOfMeasure: 'case' }))
    await writeShop(open.db, smallShop({ people: staff, stock }))
    await expect(receive(open.db, order, [{ countedUnits: 60 }])).rejects.toThrow(
      'counted in "case"',
    )
    expect(await received(order.number)).toEqual([0])
  })
})
