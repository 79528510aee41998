// Many people click on the same orders at once, on a real server: one effect each, nothing lost, nothing twice.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { approveOrder } from '#commands/approve-order.ts'
import { cancelOrder } from '#commands/cancel-order.ts'
import { rejectOrder } from '#commands/reject-order.ts'
import { withdrawOrder } from '#commands/withdraw-order.ts'
import { QuartermasterError } from '#root/errors.ts'
import { auditOf } from '#store/audit.ts'
import type { OpenDatabase } from '#store/database.ts'
import type { Job } from '#store/job-queue.ts'
import type { OrderWithLines } from '#store/purchase-orders.ts'
import { orderMessages, orderApprovals } from '#store/schema-decisions.ts'
import { emptyTables, freshDatabase } from '../database.ts'
import { card, hoursOn, noon, openForBusiness, orderNow } from '../commands/world.ts'
import { signedIn, staff, submitted } from '../commands/world.ts'
import { item, supplierItem } from '../store/small-shop.ts'

/** Orders and clicks of the whole figure: `QM_CLICKS=full`; the check runs a fiftieth of it. */
const isFull = process.env['QM_CLICKS'] === 'full'
const orderCount = isFull ? 100 : 10
const approverCount = isFull ? 200 : 40

const approvers = Array.from({ length: approverCount }, (_, at) => ({
  id: `boss-${at}`,
  name: `Boss ${at}`,
  email: `boss-${at}@shop.example`,
  role: 'approver' as const,
  approvalLimitMinor: 5_000_000,
}))
const skus = Array.from({ length: orderCount }, (_, at) => `SKU-${at}`)

let open: OpenDatabase
beforeAll(async () => {
  open = await freshDatabase()
})
afterAll(() => open.close())
beforeEach(async () => {
  await emptyTables(open.db)
  await openForBusiness(open.db, {
    people: [...staff, ...approvers],
    items: ['MUG', 'TEA', ...skus].map((sku) => item(sku, sku)),
    supplierItems: ['MUG', 'TEA', ...skus].map((sku) => supplierItem('ACME', sku, 1)),
  })
})

/** What came of a click: 'done', 'again', or the refusal's code. Any other error is a defect and fails the test. */
async function outcome(click: Promise<{ again: boolean }>): Promise<string> {
  try {
    return (await click).again ? 'again' : 'done'
  } catch (error) {
    if (error instanceof QuartermasterError) return String(error.details['refusal'] ?? error.code)
    throw error
  }
}

const counted = (outcomes: string[]) =>
  Object.fromEntries(
    [...Map.groupBy(outcomes, (each) => each)].map(([name, all]) => [name, all.length]),
  )

test(
  `${orderCount * approverCount} clicks of ${approverCount} approvers on ${orderCount} orders approve each once`,
  { timeout: isFull ? 1_200_000 : 120_000 },
  async () => {
    const orders: OrderWithLines[] = []
    for (const [at, sku] of skus.entries()) {
      orders.push(await submitted(open.db, 10 + at, { sku, unitPrice: '4.2' }))
    }
    const jobs: Job[] = []
    const before = (await auditOf(open.db, 'order.approve')).length
    const clicks = approvers.flatMap(({ id }) => orders.map((order) => ({ id, order })))
    const outcomes = await Promise.all(
      clicks.map(({ id, order }) =>
        outcome(signedIn(open.db, id, undefined, jobs)(approveOrder, card(order))),
      ),
    )
    expect(counted(outcomes)).toEqual({
      done: orderCount,
      wrong_state: orderCount * (approverCount - 1),
    })
    expect(await open.db.select().from(orderApprovals)).toHaveLength(orderCount)
    expect(await open.db.select().from(orderMessages)).toHaveLength(orderCount)
    expect(jobs).toHaveLength(orderCount)
    expect(await auditOf(open.db, 'order.approve')).toHaveLength(before + orderCount)
    for (const { number } of orders) {
      expect((await orderNow(open.db, number)).state).toBe('approved')
    }
  },
)

describe('one order', () => {
  test('of many decisions at once takes exactly one', async () => {
    const order = await submitted(open.db, 60)
    const seen = { order: order.number, revision: order.revision, reason: 'not this week' }
    const before = (await auditOf(open.db, 'order.')).length
    const outcomes = await Promise.all([
      ...approvers
        .slice(0, 8)
        .map(({ id }) => outcome(signedIn(open.db, id)(approveOrder, card(order)))),
      outcome(signedIn(open.db, 'tom')(rejectOrder, seen)),
      outcome(signedIn(open.db, 'ana')(withdrawOrder, seen)),
      outcome(signedIn(open.db, 'ines')(cancelOrder, seen)),
    ])
    const done = outcomes.filter((each) => each === 'done')
    // An approved order may still be cancelled; everything else ends the others.
    expect(done.length).toBeGreaterThanOrEqual(1)
    expect(done.length).toBeLessThanOrEqual(2)
    expect(await auditOf(open.db, 'order.')).toHaveLength(before + done.length)
  })

  test('double-clicked by one person is approved once, and both clicks hear so', async () => {
    const order = await submitted(open.db, 60)
    const clicks = Array.from({ length: 10 }, () =>
      outcome(signedIn(open.db, 'tom')(approveOrder, card(order))),
    )
    expect(counted(await Promise.all(clicks))).toEqual({ done: 1, again: 9 })
  })

  test('whose first approval lapsed is renewed once, however often old and new clicks come', async () => {
    const order = await submitted(open.db, 7_000)
    const typed = card(order, String(order.totalMinor))
    await signedIn(open.db, 'boss-0')(approveOrder, typed)
    const anew = { ...typed, lastApprovedAt: noon }
    const clicks = Array.from({ length: 20 }, (_, at) =>
      outcome(signedIn(open.db, 'boss-0', hoursOn(73))(approveOrder, at % 2 === 0 ? typed : anew)),
    )
    expect(counted(await Promise.all(clicks))).toEqual({ done: 1, again: 19 })
    const rows = await open.db.select().from(orderApprovals)
    expect(rows.map(({ approvedAt }) => new Date(approvedAt).toISOString())).toEqual([hoursOn(73)])
    expect((await orderNow(open.db, order.number)).state).toBe('submitted')
  })
})

describe('a budget', () => {
  test('that covers five of ten orders lets five through, whoever clicks first', async () => {
    const budget = {
      category: 'kitchen',
      startsOn: '2026-10-01',
      endsOn: '2026-12-31',
      // Five orders of 20 at 4.20.
      amountMinor: 5 * 8_400,
      currency: 'GBP',
    }
    await openForBusiness(open.db, {
      people: [...staff, ...approvers],
      budgets: [budget],
      items: skus.map((sku) => ({ ...item(sku, sku), category: 'kitchen' })),
      supplierItems: skus.map((sku) => supplierItem('ACME', sku, 1)),
    })
    const orders: OrderWithLines[] = []
    for (const sku of skus.slice(0, 10)) orders.push(await submitted(open.db, 20, { sku }))
    const outcomes = await Promise.all(
      orders.map((order, at) =>
        outcome(signedIn(open.db, `boss-${at}`)(approveOrder, card(order))),
      ),
    )
    expect(counted(outcomes)).toEqual({ done: 5, over_budget: 5 })
  })
})

test('the split window is summed under a race: of three that together are too large none is approved', async () => {
  // Three orders of 2,000.00; Tom may decide up to 5,000.00 for one requester and supplier in a week.
  const orders: OrderWithLines[] = []
  for (const [at, sku] of skus.slice(0, 3).entries()) {
    orders.push(await submitted(open.db, 476 + at, { sku, unitPrice: '4.2' }))
  }
  const outcomes = await Promise.all(
    orders.map((order) => outcome(signedIn(open.db, 'tom')(approveOrder, card(order)))),
  )
  // All three are held together against the limit, so none of them is Tom's to approve.
  expect(counted(outcomes)).toEqual({ split_suspected: 3 })
})
