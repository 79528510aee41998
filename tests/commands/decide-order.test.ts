import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { approveOrder } from '#commands/approve-order.ts'
import { cancelOrder } from '#commands/cancel-order.ts'
import { rejectOrder } from '#commands/reject-order.ts'
import { reopenOrder } from '#commands/reopen-order.ts'
import { withdrawOrder } from '#commands/withdraw-order.ts'
import { auditOf } from '#store/audit.ts'
import type { OpenDatabase } from '#store/database.ts'
import type { Job } from '#store/job-queue.ts'
import { approvalsOf } from '#store/order-approvals.ts'
import { messagesOf } from '#store/order-messages.ts'
import { emptyTables, freshDatabase } from '../database.ts'
import { card, draft, openForBusiness, orderNow, signedIn, staff, submitted } from './world.ts'

let open: OpenDatabase
beforeAll(async () => {
  open = await freshDatabase()
})
beforeEach(() => openForBusiness(open.db))
afterEach(() => emptyTables(open.db))
afterAll(() => open.close())

const reason = 'not this week'

describe('approving', () => {
  test('moves the order, keeps who said yes to what, and queues one message', async () => {
    const order = await submitted(open.db, 60)
    const jobs: Job[] = []
    const tom = signedIn(open.db, 'tom', undefined, jobs)
    const { result, again } = await tom(approveOrder, card(order))
    expect({ result, again }).toMatchObject({
      result: { state: 'approved', open: null },
      again: false,
    })
    expect(await orderNow(open.db, order.number)).toMatchObject({ state: 'approved' })
    expect(await approvalsOf(open.db, order.number)).toMatchObject([
      {
        personId: 'tom',
        revision: 1,
        contentHash: order.contentHash,
        limitMinor: 500_000,
        madeBy: 'click',
      },
    ])
    const id = `${order.number}.r1.order`
    expect(await messagesOf(open.db, order.number)).toMatchObject([{ id, state: 'waiting' }])
    expect(jobs).toEqual([{ queue: 'send_message', data: { messageId: id } }])
    const steps = (await auditOf(open.db, 'order.')).filter(
      ({ subject }) => subject === order.number,
    )
    expect(steps.map(({ action, actor }) => `${action} ${actor}`)).toEqual([
      'order.draft ana',
      'order.submit ana',
      'order.approve tom',
    ])
  })

  test('the same click again is the same one', async () => {
    const order = await submitted(open.db, 60)
    const jobs: Job[] = []
    const tom = signedIn(open.db, 'tom', undefined, jobs)
    const first = await tom(approveOrder, card(order))
    const second = await tom(approveOrder, card(order))
    expect(second).toEqual({ result: first.result, again: true })
    expect(jobs).toHaveLength(1)
    expect(await approvalsOf(open.db, order.number)).toHaveLength(1)
  })

  test('above 25,000.00 takes two people, the second with the limit', async () => {
    await emptyTables(open.db)
    await openForBusiness(open.db, {
      people: staff.map((each) =>
        each.id === 'ines' ? { ...each, approvalLimitMinor: 9_000_000 } : each,
      ),
    })
    const order = await submitted(open.db, 7_000)
    const typed = card(order, String(order.totalMinor))
    const first = await signedIn(open.db, 'tom')(approveOrder, typed)
    expect(first.result).toMatchObject({ state: 'submitted', open: { approvals: 1 } })
    expect(await messagesOf(open.db, order.number)).toEqual([])
    const second = await signedIn(open.db, 'ines')(approveOrder, typed)
    expect(second.result).toMatchObject({ state: 'approved' })
    expect(await messagesOf(open.db, order.number)).toHaveLength(1)
  })

  const refusals: [string, string, object, string][] = [
    ['its requester', 'ana', {}, 'ana'],
    ['somebody without the limit', 'tom', { units: 2_000 }, 'limit of Tom'],
    ['the warehouse', 'sam', {}, 'role warehouse'],
    ['a stranger', 'eve', {}, 'Nobody of this shop'],
    ['an old card', 'tom', { revision: 7 }, 'revision 7'],
    ['another content', 'tom', { contentHash: 'f'.repeat(64) }, 'not what was shown'],
  ]
  test.each(refusals)('%s is refused and nothing changes', async (_who, id, changes, words) => {
    const { units = 60, ...seen } = changes as { units?: number }
    const order = await submitted(open.db, units)
    const click = signedIn(open.db, id)(approveOrder, { ...card(order), ...seen })
    await expect(click).rejects.toThrow(new RegExp(words, 'i'))
    expect(await orderNow(open.db, order.number)).toEqual(order)
    expect(await approvalsOf(open.db, order.number)).toEqual([])
  })

  test('a price that moved since is shown instead of being approved', async () => {
    const order = await submitted(open.db, 60, { unitPrice: '4.0' })
    const click = signedIn(open.db, 'tom')(approveOrder, card(order))
    await expect(click).rejects.toMatchObject({
      details: { refusal: 'difference', differences: [{ kind: 'price', to: '4.200000' }] },
    })
    expect(await approvalsOf(open.db, order.number)).toEqual([])
  })
})

describe('other decisions', () => {
  test('a rejected order is reopened as a new revision, and only that one can be approved', async () => {
    const order = await submitted(open.db, 60)
    const seen = { order: order.number, revision: 1, reason }
    await signedIn(open.db, 'tom')(rejectOrder, seen)
    await signedIn(open.db, 'ana')(reopenOrder, seen)
    expect(await orderNow(open.db, order.number)).toMatchObject({ state: 'draft', revision: 2 })
    await expect(signedIn(open.db, 'tom')(approveOrder, card(order))).rejects.toThrow('revision 2')
  })

  test('reopening an approved order voids the approval and takes its message back', async () => {
    const order = await submitted(open.db, 60)
    await signedIn(open.db, 'tom')(approveOrder, card(order))
    await signedIn(open.db, 'ana')(reopenOrder, { order: order.number, revision: 1, reason })
    expect(await approvalsOf(open.db, order.number)).toMatchObject([
      { personId: 'tom', revision: 1 },
    ])
    expect((await approvalsOf(open.db, order.number))[0]?.voidedAt).not.toBeNull()
    expect(await messagesOf(open.db, order.number)).toMatchObject([{ state: 'withdrawn' }])
  })

  test('whoever reopened it had a hand in it and does not approve it', async () => {
    const order = await submitted(open.db, 60)
    await signedIn(open.db, 'tom')(withdrawOrder, { order: order.number, revision: 1, reason })
    const { submitOrder } = await import('#store/purchase-order-writes.ts')
    await submitOrder(
      open.db,
      { number: order.number, revision: 2 },
      { id: 'ana', at: '2026-11-20T13:00:00.000Z', asOf: '2026-11-20' },
    )
    const now = await orderNow(open.db, order.number)
    const click = signedIn(open.db, 'tom', '2026-11-20T14:00:00.000Z')(approveOrder, card(now))
    await expect(click).rejects.toMatchObject({ code: 'forbidden' })
  })

  test('a cancelled draft tells nobody', async () => {
    const order = await draft(open.db, 60)
    await signedIn(open.db, 'ana')(cancelOrder, { order: order.number, revision: 1, reason })
    expect(await orderNow(open.db, order.number)).toMatchObject({ state: 'cancelled' })
    expect(await messagesOf(open.db, order.number)).toEqual([])
  })

  test('a reason that says nothing is refused with the field', async () => {
    const order = await submitted(open.db, 60)
    const click = signedIn(open.db, 'tom')(rejectOrder, {
      order: order.number,
      revision: 1,
      reason: ' ',
    })
    await expect(click).rejects.toThrow('say why')
  })
})
