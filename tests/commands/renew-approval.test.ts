// The first of two approvals lapses while the order waits: the same person may say yes again, an old click may not.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { approveOrder } from '#commands/approve-order.ts'
import { reopenOrder } from '#commands/reopen-order.ts'
import { expireApprovals } from '#jobs/expire-approvals.ts'
import { orderDesk } from '#operations/order-desk.ts'
import { auditOf } from '#store/audit.ts'
import type { OpenDatabase } from '#store/database.ts'
import { approvalsOf } from '#store/order-approvals.ts'
import { messagesOf } from '#store/order-messages.ts'
import { submitOrder } from '#store/purchase-order-writes.ts'
import type { OrderWithLines } from '#store/purchase-orders.ts'
import { emptyTables, freshDatabase } from '../database.ts'
import { jobAt } from '../jobs/mail-world.ts'
import { failedAfter, verifyAt } from '../operations/broken-books.ts'
import { asOf, card, hoursOn, noon, openForBusiness } from './world.ts'
import { orderNow, signedIn, staff, submitted } from './world.ts'

let shared: OpenDatabase
let open: OpenDatabase
const business = () =>
  openForBusiness(open.db, {
    people: staff.map((each) =>
      each.id === 'ines' ? { ...each, approvalLimitMinor: 9_000_000 } : each,
    ),
  })
beforeAll(async () => {
  shared = await freshDatabase()
})
beforeEach(() => {
  open = shared
  return business()
})
afterEach(() => emptyTables(shared.db))
afterAll(() => shared.close())

/** Does something in a shop of its own where verify is asked: it reads the whole audit, which no test can empty. */
async function inOwnBooks(act: () => Promise<void>): Promise<void> {
  open = await freshDatabase()
  try {
    await business()
    await act()
  } finally {
    await open.close()
  }
}

/** An order of 27,300.00, which two people approve. */
const large = () => submitted(open.db, 7_000)
const typed = (order: OrderWithLines) => card(order, String(order.totalMinor))

const approve = (by: string, hours: number, input: object) =>
  signedIn(open.db, by, hoursOn(hours))(approveOrder, input)

const deskOf = (order: OrderWithLines, by: string, hours: number) =>
  orderDesk(open.db, order.number, { personId: by, now: hoursOn(hours), asOf })

/** Tom's yes at noon has lapsed, and this is his card since. */
async function lapsed(): Promise<{ order: OrderWithLines; anew: object }> {
  const order = await large()
  await approve('tom', 0, typed(order))
  const { lastApprovedAt } = await deskOf(order, 'tom', 73)
  return { order, anew: { ...typed(order), lastApprovedAt } }
}

const standing = async ({ number }: OrderWithLines) =>
  (await approvalsOf(open.db, number)).map(({ personId, approvedAt, voidedAt }) => [
    personId,
    new Date(approvedAt).toISOString(),
    voidedAt,
  ])

describe('a first approval that lapsed', () => {
  test('is named on the card of whoever gave it, and of nobody else', async () => {
    const order = await large()
    await approve('tom', 0, typed(order))
    const shown = async (by: string, hours: number) => {
      const { lastApprovedAt, approval, given } = await deskOf(order, by, hours)
      return { lastApprovedAt, allowed: approval?.allowed, given: given.length }
    }
    expect(await shown('tom', 72)).toEqual({ lastApprovedAt: null, allowed: false, given: 1 })
    expect(await shown('tom', 73)).toEqual({ lastApprovedAt: noon, allowed: true, given: 0 })
    expect(await shown('ines', 73)).toEqual({ lastApprovedAt: null, allowed: true, given: 0 })
  })

  test('is renewed by a new click; then the second person completes it, and the books hold', () =>
    inOwnBooks(async () => {
      const { order, anew } = await lapsed()
      expect(await approve('tom', 73, anew)).toMatchObject({
        again: false,
        result: { state: 'submitted', open: { approvals: 1 } },
      })
      expect(await standing(order)).toEqual([['tom', hoursOn(73), null]])
      const second = await approve('ines', 100, typed(order))
      expect(second.result).toMatchObject({ state: 'approved', open: null })
      expect(await messagesOf(open.db, order.number)).toHaveLength(1)
      const { checks } = await verifyAt(open.db, { now: hoursOn(100) })
      expect(checks.filter(({ ok }) => !ok)).toEqual([])
    }))

  test('stays in the audit beside the one that renews it', async () => {
    const { order, anew } = await lapsed()
    await approve('tom', 73, anew)
    const yeses = (await auditOf(open.db, 'order.approve'))
      .filter(({ subject }) => subject === order.number)
      .slice(-2)
    expect(
      yeses.map(({ actor, detail }) => [actor, (detail as { renews?: string }).renews]),
    ).toEqual([
      ['tom', undefined],
      ['tom', noon],
    ])
  })

  test('without being renewed is no help to the second person', async () => {
    const { order } = await lapsed()
    const { result } = await approve('ines', 73, typed(order))
    expect(result).toMatchObject({ state: 'submitted', open: { approvals: 1 } })
  })
})

describe('a click that comes again', () => {
  test('after its approval lapsed gets its first answer and renews nothing', async () => {
    const { order } = await lapsed()
    expect(await approve('tom', 73, typed(order))).toMatchObject({ again: true })
    expect(await standing(order)).toEqual([['tom', noon, null]])
  })

  test('and renewed one is one renewal, also once that has lapsed in turn', async () => {
    const { order, anew } = await lapsed()
    const first = await approve('tom', 73, anew)
    expect(await approve('tom', 74, anew)).toEqual({ ...first, again: true })
    expect(await approve('tom', 146, anew)).toEqual({ ...first, again: true })
    expect(await standing(order)).toEqual([['tom', hoursOn(73), null]])
    const { lastApprovedAt } = await deskOf(order, 'tom', 146)
    expect(lastApprovedAt).toBe(hoursOn(73))
    const next = await approve('tom', 146, { ...typed(order), lastApprovedAt })
    expect(next.again).toBe(false)
    expect(await standing(order)).toEqual([['tom', hoursOn(146), null]])
  })

  const wrong: [string, string, number, string, RegExp][] = [
    ['before it lapsed', 'tom', 72, noon, /approved .* already/],
    ['in the name of another person', 'ines', 73, noon, /has lapsed/],
    ['with an instant of nobody', 'tom', 73, hoursOn(1), /has lapsed since/],
    ['with an instant in other words', 'tom', 73, '2026-11-20T12:00:00Z', /lastApprovedAt/],
  ]
  test.each(wrong)('%s renews nothing', async (_when, by, hours, lastApprovedAt, words) => {
    const { order } = await lapsed()
    const click = approve(by, hours, { ...typed(order), lastApprovedAt })
    await expect(click).rejects.toThrow(words)
    expect(await standing(order)).toEqual([['tom', noon, null]])
  })
})

test('a single approval that lapsed expires the order; reopened, the same person approves the next revision', () =>
  inOwnBooks(async () => {
    const order = await submitted(open.db, 60)
    await approve('tom', 0, card(order))
    expect(await expireApprovals(jobAt(open, null, hoursOn(73)))).toEqual([order.number])
    await expect(approve('tom', 74, { ...card(order), lastApprovedAt: noon })).rejects.toThrow(
      'is expired',
    )
    const reason = 'still wanted'
    const seen = { order: order.number, revision: 1, reason }
    await signedIn(open.db, 'ana', hoursOn(74))(reopenOrder, seen)
    const ana = { id: 'ana', at: hoursOn(75), asOf }
    await submitOrder(open.db, { number: order.number, revision: 2 }, ana)
    const again = await orderNow(open.db, order.number)
    expect((await deskOf(again, 'tom', 76)).lastApprovedAt).toBeNull()
    const { result } = await approve('tom', 76, card(again))
    expect(result).toMatchObject({ revision: 2, state: 'approved' })
    const { checks } = await verifyAt(open.db, { now: hoursOn(76) })
    expect(checks.filter(({ ok }) => !ok)).toEqual([])
  }))

test('verify does not count a yes that had lapsed when the last one came', () =>
  inOwnBooks(async () => {
    const { order, anew } = await lapsed()
    await approve('tom', 73, anew)
    await approve('ines', 100, typed(order))
    // As if the first yes had never been renewed and somebody had completed the order past the rule.
    const later = hoursOn(300)
    const failed = await failedAfter(
      open.db,
      `update order_approval set approved_at = '${later}' where person_id = 'ines';;
     update purchase_order set approved_at = '${later}' where number = '${order.number}';;
     update audit_entry set at = '${later}' where actor = 'ines' and subject = '${order.number}'`,
    )
    expect(failed.get('approvals')).toMatch(/approved by 1; the rule "large orders" asks for 2/)
  }))
