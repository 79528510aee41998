// Whatever arrives in whatever parts: the books agree with one another.
import * as fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { and, eq } from 'drizzle-orm'
import { closeOrder } from '#commands/close-order.ts'
import { releaseHold, scrapHold } from '#commands/settle-hold.ts'
import { ensurePlan } from '#operations/plan-shop.ts'
import { verifyShop } from '#operations/verify-shop.ts'
import type { VerifyReport } from '#operations/verify-shop.ts'
import type { OpenDatabase } from '#store/database.ts'
import { openHolds } from '#store/quality-holds.ts'
import { purchaseOrderLines, purchaseOrders } from '#store/schema-orders.ts'
import { stock } from '#store/schema.ts'
import { freshDatabase } from '../database.ts'
import { receive, sentOrder } from './delivery-world.ts'
import { hoursOn, openForBusiness, orderNow, signedIn } from './world.ts'

let open: OpenDatabase
beforeAll(async () => {
  open = await freshDatabase()
  await openForBusiness(open.db)
})
afterAll(() => open.close())

type Part = { counted: number; damaged: number; held: boolean }
const part = fc.record({
  counted: fc.integer({ min: 1, max: 90 }),
  damaged: fc.integer({ min: 0, max: 20 }),
  held: fc.boolean(),
})

async function onHand(): Promise<{ onHandUnits: number; qualityHoldUnits: number }> {
  const [row] = await open.db
    .select()
    .from(stock)
    .where(and(eq(stock.sku, 'MUG'), eq(stock.locationCode, 'LDS')))
  return row!
}

/** Books the parts of one order and settles some of what is held; what may not be is refused. */
async function live(parts: Part[], at: number): Promise<void> {
  // Orders far apart and of other sizes: no two ask for nearly the same.
  const order = await sentOrder(open.db, 60 + at * 30, { at: hoursOn(at * 400) })
  const before = await onHand()
  let taken = 0
  for (const [index, { counted, damaged, held }] of parts.entries()) {
    const line = { countedUnits: counted, damagedUnits: Math.min(counted, damaged), held }
    const done = await receive(open.db, order, [line], {
      documentNumber: `DN-${at}-${index}`,
    }).catch(() => null)
    const result = done?.result as { acceptedUnits: number; heldUnits: number } | undefined
    taken += (result?.acceptedUnits ?? 0) + (result?.heldUnits ?? 0)
  }
  const now = await orderNow(open.db, order.number)
  const ordered = now.lines[0]!.orderedUnits
  expect(now.lines[0]!.receivedUnits).toBe(taken)
  expect(taken).toBeLessThanOrEqual(Math.floor(ordered * 1.02))
  expect(now.state).toBe(taken >= ordered ? 'received' : taken > 0 ? 'partly_received' : 'sent')
  expect((await onHand()).onHandUnits - before.onHandUnits).toBe(taken)
  const holds = await openHolds(open.db, 100)
  expect((await onHand()).qualityHoldUnits).toBe(
    holds.reduce((sum, { openUnits }) => sum + openUnits, 0),
  )
  for (const [index, hold] of holds.entries()) {
    const { receiptNumber: receipt, lineNumber: line, openUnits } = hold
    const units = Math.max(1, Math.floor(openUnits / 2))
    const settle = { receipt, line, units, openUnits, reason: 'looked at them' }
    await signedIn(open.db, 'sam')((index % 2 === 0 ? releaseHold : scrapHold) as never, settle)
  }
  if (now.state !== 'sent') {
    const seen = { order: now.number, revision: 1, reason: 'nothing more comes' }
    if (at % 2 === 0) await signedIn(open.db, 'ana')(closeOrder, seen)
  }
}

const now = () => new Date(hoursOn(9_000))
const failed = ({ checks }: VerifyReport) =>
  checks.filter(({ ok }) => !ok).map(({ name, detail }) => `${name}: ${detail}`)

test('received never passes what may come, stock follows, the plan nets what is open, verify agrees', async () => {
  let at = 0
  await fc.assert(
    fc.asyncProperty(fc.array(part, { minLength: 1, maxLength: 4 }), async (parts) => {
      await live(parts, at)
      at += 1
    }),
    { numRuns: 8, endOnFailure: true },
  )
  await ensurePlan(open.db, { asOf: '2026-11-20', now: hoursOn(0) })
  const report = await verifyShop({ db: open.db, now, auditAnchorFile: null })
  expect(failed(report)).toEqual([])
})

test('books that were tampered with are found', async () => {
  const [line] = await open.db
    .select()
    .from(purchaseOrderLines)
    .innerJoin(purchaseOrders, eq(purchaseOrders.number, purchaseOrderLines.orderNumber))
  const { orderNumber, receivedUnits } = line!.purchase_order_line
  const own = eq(purchaseOrderLines.orderNumber, orderNumber)
  await open.db
    .update(purchaseOrderLines)
    .set({ receivedUnits: receivedUnits + 1 })
    .where(own)
  const report = await verifyShop({ db: open.db, now, auditAnchorFile: null })
  expect(failed(report)).toContainEqual(
    expect.stringContaining(`received goods: ${orderNumber} line 1 says`),
  )
})
