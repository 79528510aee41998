// Two people at once at the door and at the desk: one paper is booked once, and no unit twice.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { bookInvoice } from '#commands/book-invoice.ts'
import { receiveGoods } from '#commands/receive-goods.ts'
import { releaseHold, scrapHold } from '#commands/settle-hold.ts'
import type { OpenDatabase } from '#store/database.ts'
import { receiptsOf } from '#store/goods-receipts.ts'
import { invoicesOfOrder } from '#store/invoices.ts'
import { people } from '#store/schema-people.ts'
import { delivery, sentOrder, stockOf } from '../commands/delivery-world.ts'
import { hoursOn, openForBusiness, orderNow, signedIn } from '../commands/world.ts'
import { emptyTables, freshDatabase } from '../database.ts'

let open: OpenDatabase
beforeAll(async () => {
  open = await freshDatabase()
})
beforeEach(async () => {
  await emptyTables(open.db)
  await openForBusiness(open.db)
  const porter = (id: string) => ({
    id,
    name: id,
    email: `${id}@shop.example`,
    role: 'warehouse' as const,
  })
  await open.db.insert(people).values(['w1', 'w2', 'w3', 'w4', 'w5', 'w6'].map(porter))
})
afterAll(() => open.close())

const porters = ['w1', 'w2', 'w3', 'w4', 'w5', 'w6']
const settled = <Result>(results: PromiseSettledResult<Result>[]) => ({
  done: results.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : [])),
  refused: results.flatMap((each) =>
    each.status === 'rejected' ? [(each.reason as Error).message] : [],
  ),
})
const received = async (number: string) => (await orderNow(open.db, number)).lines[0]?.receivedUnits

describe('at the same moment', () => {
  test('one paper counted alike by six people is one receipt', async () => {
    const order = await sentOrder(open.db, 60)
    const count = delivery(order, [{ countedUnits: 20 }])
    const { done, refused } = settled(
      await Promise.allSettled(porters.map((who) => signedIn(open.db, who)(receiveGoods, count))),
    )
    expect(refused).toEqual([])
    const own = done.map(({ result }) => result as { already: unknown })
    expect(own.filter(({ already }) => already === null)).toHaveLength(1)
    expect(await receiptsOf(open.db, order.number)).toHaveLength(1)
    expect(await received(order.number)).toBe(20)
    expect(await stockOf(open.db)).toBe('60/0')
  })

  test('one paper counted otherwise by each is one receipt and five refusals', async () => {
    const order = await sentOrder(open.db, 60)
    const { done, refused } = settled(
      await Promise.allSettled(
        porters.map((who, at) =>
          signedIn(open.db, who)(receiveGoods, delivery(order, [{ countedUnits: 20 + at }])),
        ),
      ),
    )
    expect(done).toHaveLength(1)
    expect(refused).toEqual(Array(5).fill('DN-1 is booked already; a document is booked once.'))
    expect(await stockOf(open.db)).toBe(`${40 + ((await received(order.number)) ?? 0)}/0`)
  })

  test('the last units on six papers are taken in once', async () => {
    const order = await sentOrder(open.db, 60)
    const { done, refused } = settled(
      await Promise.allSettled(
        porters.map((who, at) =>
          signedIn(open.db, who)(
            receiveGoods,
            delivery(order, [{ countedUnits: 60 }], { documentNumber: `DN-${at}` }),
          ),
        ),
      ),
    )
    expect(done).toHaveLength(1)
    expect(refused.every((message) => message.includes('is received'))).toBe(true)
    expect(await received(order.number)).toBe(60)
    expect(await stockOf(open.db)).toBe('100/0')
  })

  test('an invoice and the goods it bills end up matched, whichever was first', async () => {
    for (let round = 0; round < 5; round++) {
      await emptyTables(open.db)
      await openForBusiness(open.db)
      const order = await sentOrder(open.db, 60, { at: hoursOn(0) })
      const bill = {
        supplierCode: 'ACME',
        number: 'INV-1',
        order: order.number,
        invoicedOn: '2026-11-20',
        currency: 'GBP',
        total: '252',
        lines: [{ sku: 'MUG', units: 60, unitPrice: '4.20' }],
      }
      const both = [
        () => signedIn(open.db, 'priya')(bookInvoice, bill) as Promise<unknown>,
        () => signedIn(open.db, 'sam')(receiveGoods, delivery(order, [{ countedUnits: 60 }])),
      ]
      await Promise.all((round % 2 === 0 ? both : both.toReversed()).map((act) => act()))
      expect(await invoicesOfOrder(open.db, order.number)).toMatchObject([{ state: 'matched' }])
    }
  })

  test('the same invoice from two desks is one, another under its number is refused', async () => {
    const order = await sentOrder(open.db, 60)
    const bill = (total: string) => ({
      supplierCode: 'ACME',
      number: 'INV-1',
      order: order.number,
      invoicedOn: '2026-11-20',
      currency: 'GBP',
      total,
      lines: [{ sku: 'MUG', units: 60, unitPrice: '4.20' }],
    })
    const { done, refused } = settled(
      await Promise.allSettled(
        ['priya', 'alex', 'priya', 'alex'].map((who, at) =>
          signedIn(open.db, who)(bookInvoice, bill(at < 2 ? '252' : '253')),
        ),
      ),
    )
    expect(done).toHaveLength(2)
    expect(refused).toHaveLength(2)
    expect(await invoicesOfOrder(open.db, order.number)).toHaveLength(1)
  })

  test('held units are settled once', async () => {
    const order = await sentOrder(open.db, 60)
    await signedIn(open.db, 'sam')(
      receiveGoods,
      delivery(order, [{ countedUnits: 60, held: true }]),
    )
    const settle = {
      receipt: 'GR-2026-0001',
      line: 1,
      units: 60,
      openUnits: 60,
      reason: 'looked at',
    }
    const { done } = settled(
      await Promise.allSettled(
        porters.map((who, at) =>
          signedIn(open.db, who)((at % 2 === 0 ? releaseHold : scrapHold) as never, settle),
        ),
      ),
    )
    expect(done).toHaveLength(1)
    expect(['100/0', '40/0']).toContain(await stockOf(open.db))
  })
})
