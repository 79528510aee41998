// Every way round "nobody decides about an own order": each ends at another person.
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { approveOrder } from '#commands/approve-order.ts'
import { copyOrder } from '#commands/copy-order.ts'
import { keepBothOrders } from '#commands/keep-both-orders.ts'
import { rejectOrder } from '#commands/reject-order.ts'
import { reopenOrder } from '#commands/reopen-order.ts'
import { submitForApproval } from '#operations/submit-order.ts'
import type { OpenDatabase } from '#store/database.ts'
import { purchaseOrderLines } from '#store/schema-orders.ts'
import { draftOrders, reviseOrder } from '#store/purchase-order-writes.ts'
import { emptyTables, freshDatabase } from '../database.ts'
import {
  asOf,
  card,
  draft,
  noon,
  openForBusiness,
  orderNow,
  signedIn,
  staff,
  submitted,
} from './world.ts'

let open: OpenDatabase
beforeAll(async () => {
  open = await freshDatabase()
})
beforeEach(() => openForBusiness(open.db))
afterEach(() => emptyTables(open.db))
afterAll(() => open.close())

const ines = () => signedIn(open.db, 'ines')
const refusedWith = (refusal: string) => ({ details: { refusal } })
const author = (id: string) => ({ id, at: noon, asOf })
const seenOf = ({ number, revision }: { number: string; revision: number }) => ({
  order: number,
  revision,
  reason: 'a good reason',
})

test('asking for it', async () => {
  const order = await submitted(open.db, 60, { by: 'ines' })
  await expect(ines()(approveOrder, card(order))).rejects.toMatchObject(
    refusedWith('self_approval'),
  )
})

test('editing what another asked for', async () => {
  const order = await draft(open.db, 60)
  const line = { lineNumber: 1, sku: 'MUG', units: 72, unitPrice: '4.200000', expectedOn: null }
  const content = {
    supplierCode: 'ACME',
    locationCode: 'LDS',
    currency: 'GBP',
    expectedOn: null,
    lines: [line],
  }
  const wanted = { content, rateToBase: '1', planRunId: null, recommendationIds: {} }
  await reviseOrder(open.db, { number: order.number, revision: 1, wanted }, author('ines'))
  await submitForApproval(open.db, { number: order.number, revision: 2 }, author('ana'))
  const now = await orderNow(open.db, order.number)
  await expect(ines()(approveOrder, card(now))).rejects.toMatchObject(
    refusedWith('editor_approval'),
  )
})

test('copying it: the copy of an own order is an own order, whoever copied it', async () => {
  const order = await submitted(open.db, 60, { by: 'ines' })
  await signedIn(open.db, 'tom')(rejectOrder, seenOf(order))
  const { result } = await signedIn(open.db, 'ana')(copyOrder, { order: order.number, revision: 1 })
  const copy = (result as { order: string }).order
  await submitForApproval(open.db, { number: copy, revision: 1 }, author('ana'))
  const now = await orderNow(open.db, copy)
  expect(now.copiedFrom).toBe(order.number)
  await expect(ines()(approveOrder, card(now))).rejects.toMatchObject({ code: 'forbidden' })
  const { result: approved } = await signedIn(open.db, 'tom')(approveOrder, card(now))
  expect(approved).toMatchObject({ state: 'approved' })
})

test('a live copy needs somebody to say that both are meant', async () => {
  const order = await submitted(open.db, 60)
  const { result } = await signedIn(open.db, 'ana')(copyOrder, { order: order.number, revision: 1 })
  const copy = (result as { order: string }).order
  await submitForApproval(open.db, { number: copy, revision: 1 }, author('ana'))
  const now = await orderNow(open.db, copy)
  await expect(ines()(approveOrder, card(now))).rejects.toMatchObject(
    refusedWith('duplicate_likely'),
  )
  await signedIn(open.db, 'ana')(keepBothOrders, seenOf(now))
  const { result: approved } = await ines()(approveOrder, card(await orderNow(open.db, copy)))
  expect(approved).toMatchObject({ state: 'approved' })
})

test('copying twice from one page drafts one', async () => {
  const order = await draft(open.db, 60)
  const ana = signedIn(open.db, 'ana')
  const first = await ana(copyOrder, { order: order.number, revision: 1 })
  expect(await ana(copyOrder, { order: order.number, revision: 1 })).toEqual({
    ...first,
    again: true,
  })
})

test('lending the limit to the one who asked', async () => {
  await openForBusiness(open.db, {
    people: staff.map((each) =>
      each.id === 'ines' ? { ...each, delegateId: 'ana', delegateUntilOn: '2026-12-31' } : each,
    ),
  })
  const order = await submitted(open.db, 60)
  const click = signedIn(open.db, 'ana')(approveOrder, card(order))
  await expect(click).rejects.toMatchObject(refusedWith('self_approval'))
})

test('standing in for the one who asked', async () => {
  await openForBusiness(open.db, {
    people: staff.map((each) =>
      each.id === 'ines' ? { ...each, delegateId: 'tom', delegateUntilOn: '2026-12-31' } : each,
    ),
  })
  // Above Tom's own limit, below that of Ines, who asked.
  const order = await submitted(open.db, 2_000, { by: 'ines' })
  const click = signedIn(open.db, 'tom')(approveOrder, card(order))
  await expect(click).rejects.toMatchObject({ code: 'forbidden' })
})

test('splitting it below the limit', async () => {
  const first = await submitted(open.db, 714, { unitPrice: '3.9' })
  const second = await submitted(open.db, 2_000, { sku: 'TEA', unitPrice: '4.2' })
  expect(first.totalMinor).toBeLessThan(500_000)
  const click = signedIn(open.db, 'tom')(approveOrder, card(first))
  await expect(click).rejects.toMatchObject(refusedWith('split_suspected'))
  expect(second.state).toBe('submitted')
})

test('reopening what another rejected', async () => {
  const order = await submitted(open.db, 60)
  await signedIn(open.db, 'tom')(rejectOrder, seenOf(order))
  await ines()(reopenOrder, seenOf(order))
  await submitForApproval(open.db, { number: order.number, revision: 2 }, author('ana'))
  const now = await orderNow(open.db, order.number)
  await expect(ines()(approveOrder, card(now))).rejects.toMatchObject({ code: 'forbidden' })
})

test('writing it in another currency: the recorded rate is held against the limit', async () => {
  const [made] = await draftOrders(
    open.db,
    [
      {
        content: {
          supplierCode: 'NORD',
          locationCode: 'LDS',
          currency: 'EUR',
          expectedOn: null,
          lines: [
            { lineNumber: 1, sku: 'MUG', units: 1_416, unitPrice: '4.200000', expectedOn: null },
          ],
        },
        rateToBase: '0.85',
        planRunId: null,
        recommendationIds: {},
      },
    ],
    author('ana'),
  )
  await submitForApproval(open.db, { number: made!.number, revision: 1 }, author('ana'))
  const order = await orderNow(open.db, made!.number)
  // 5,947.20 EUR are 5,055.12 GBP, above Tom's 5,000.00.
  const click = signedIn(open.db, 'tom')(approveOrder, card(order))
  await expect(click).rejects.toMatchObject(refusedWith('over_limit'))
})

test('changing the lines beside the books: the hash on the card no longer names them', async () => {
  const order = await submitted(open.db, 60)
  await open.db.update(purchaseOrderLines).set({ orderedUnits: 72 })
  const click = ines()(approveOrder, card(order))
  await expect(click).rejects.toMatchObject(refusedWith('changed_since_shown'))
  expect((await orderNow(open.db, order.number)).state).toBe('submitted')
})
