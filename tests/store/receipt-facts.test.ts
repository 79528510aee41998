import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { releaseHold, scrapHold } from '#commands/settle-hold.ts'
import { deliveriesOf } from '#planning/sourcing/delivery.ts'
import type { ReceiptFact } from '#planning/sourcing/delivery.ts'
import type { OpenDatabase } from '#store/database.ts'
import { supplierRecords } from '#store/lead-times.ts'
import { receiptFacts } from '#store/receipts.ts'
import { purchaseOrders } from '#store/schema-orders.ts'
import { writeShop } from '#store/shop-write.ts'
import { runTool } from '#agent/run-tool.ts'
import { getSupplierPerformance } from '#tools/get_supplier_performance.ts'
import { eq } from 'drizzle-orm'
import { receive, sentOrder } from '../commands/delivery-world.ts'
import { asOf, noon, openForBusiness, signedIn, staff } from '../commands/world.ts'
import { emptyTables, freshDatabase } from '../database.ts'
import { order, receipt } from './small-orders.ts'
import { smallShop } from './small-shop.ts'

let open: OpenDatabase
beforeAll(async () => {
  open = await freshDatabase()
})
beforeEach(() => openForBusiness(open.db))
afterEach(() => emptyTables(open.db))
afterAll(() => open.close())

const quoted = { days: 14, source: 'test', asOf }

/** Two deliveries of the past that each took 20 days, and an order of mugs approved ten days before today. */
async function past() {
  const orders = ['H1', 'H2'].map((number, at) =>
    order(number, {
      sku: 'MUG',
      orderedUnits: 50,
      receivedUnits: 50,
      state: 'received',
      approvedOn: `2026-0${at + 6}-01`,
      expectedOn: `2026-0${at + 6}-21`,
    }),
  )
  const receipts = ['H1', 'H2'].map((number, at) =>
    receipt(`R${number}`, number, {
      sku: 'MUG',
      receivedUnits: 50,
      damagedUnits: 0,
      receivedOn: `2026-0${at + 6}-21`,
    }),
  )
  await writeShop(
    open.db,
    smallShop({
      people: staff,
      purchaseOrders: orders.flatMap((each) => each.purchaseOrders),
      purchaseOrderLines: orders.flatMap((each) => each.purchaseOrderLines),
      goodsReceipts: receipts.flatMap((each) => each.goodsReceipts),
      goodsReceiptLines: receipts.flatMap((each) => each.goodsReceiptLines),
    }),
  )
  const sent = await sentOrder(open.db, 60)
  await open.db
    .update(purchaseOrders)
    .set({ approvedAt: '2026-11-10T12:00:00.000Z', createdAt: '2026-11-10T12:00:00.000Z' })
    .where(eq(purchaseOrders.number, sent.number))
  return sent
}

async function learnt(on = asOf): Promise<string> {
  const record = (await supplierRecords(open.db, ['ACME'], on)).get('ACME')
  const lead = record?.leadTimeOf('MUG', quoted)
  return `${lead?.observations} deliveries, defects ${record?.defectRate}`
}
const performance = async () => {
  const person = { id: 'ana', name: 'Ana', role: 'buyer' }
  const answer = await runTool(
    getSupplierPerformance,
    { supplier: 'ACME' },
    { db: open.db, person, asOf, now: noon },
  )
  return answer as { leadTimeDays?: number; deliveryCount?: number }
}

describe('a receipt that was booked', () => {
  test('is a delivery of the supplier: its score and the learned lead time follow', async () => {
    const sent = await past()
    expect(await learnt()).toBe('0 deliveries, defects 0')
    const before = await performance()
    await receive(open.db, sent, [{ countedUnits: 66, damagedUnits: 6 }])
    expect(await learnt()).toBe(`3 deliveries, defects ${6 / 166}`)
    const after = await performance()
    expect(after).not.toEqual(before)
    // (20 + 20 + 10) / 3, approval to receipt.
    const record = (await supplierRecords(open.db, ['ACME'], asOf)).get('ACME')
    expect(record?.leadTimeOf('MUG', quoted)?.meanDays).toBeCloseTo(
      (3 / 8) * (50 / 3) + (5 / 8) * (14 + 50 / 3 - 14),
      3,
    )
  })

  test('of held goods counts for the supplier at once, for the lead time when they are released', async () => {
    const sent = await past()
    const day = '2026-11-18'
    await receive(open.db, sent, [{ countedUnits: 60, held: true }], { receivedOn: day })
    const facts = () => receiptFacts(open.db, { sinceOn: '2026-11-01', asOf })
    const delivery = async () => deliveriesOf(await facts(), asOf)[0]
    expect(await delivery()).toMatchObject({ leadTimeDays: null, inFull: true, onTime: true })
    const settle = { receipt: 'GR-2026-0001', line: 1, reason: 'looked at them all' }
    const sam = signedIn(open.db, 'sam')
    await sam(releaseHold, { ...settle, units: 40, openUnits: 60 })
    expect(await delivery()).toMatchObject({
      leadTimeDays: null,
      receipts: [{ days: 10, share: 40 / 60 }],
    })
    await sam(releaseHold, { ...settle, units: 20, openUnits: 20 })
    expect(await delivery()).toMatchObject({ leadTimeDays: 10, damagedUnits: 0 })
    // Two days before they were all held.
    const earlier = await receiptFacts(open.db, { sinceOn: '2026-11-01', asOf: '2026-11-20' })
    expect(deliveriesOf(earlier, '2026-11-19')).toMatchObject([{ leadTimeDays: null }])
  })

  test('of goods that were scrapped after a check is neither in full nor sound', async () => {
    const sent = await past()
    await receive(open.db, sent, [{ countedUnits: 60, held: true }], { receivedOn: '2026-11-18' })
    const settle = { receipt: 'GR-2026-0001', line: 1, reason: 'all of them cracked' }
    await signedIn(open.db, 'sam')(scrapHold, { ...settle, units: 60, openUnits: 60 })
    const facts = await receiptFacts(open.db, { sinceOn: '2026-11-01', asOf })
    expect(facts).toMatchObject([{ receivedUnits: 60, damagedUnits: 60 }])
    expect(await learnt()).toBe('0 deliveries, defects 0')
  })
})

test('a delivery without a day of use counts from the day it came', () => {
  const fact: ReceiptFact = {
    orderNumber: 'PO-1',
    supplierCode: 'ACME',
    sku: 'MUG',
    approvedOn: '2026-11-01',
    promisedOn: null,
    receivedOn: '2026-11-11',
    orderedUnits: 5,
    receivedUnits: 5,
    damagedUnits: 0,
    unitPrice: '1',
    invoicedUnitPrice: null,
  }
  expect(deliveriesOf([fact], asOf)).toMatchObject([{ leadTimeDays: 10 }])
  expect(deliveriesOf([{ ...fact, usableOn: '2026-11-15' }], asOf)).toMatchObject([
    { leadTimeDays: 14, receipts: [{ days: 14, share: 1 }] },
  ])
  expect(deliveriesOf([{ ...fact, usableOn: '2026-11-15' }], '2026-11-12')).toMatchObject([
    { leadTimeDays: null, receipts: [], inFull: true },
  ])
})
