import { sql } from 'drizzle-orm'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { acknowledgeOrder } from '#commands/acknowledge-order.ts'
import { approveByRule } from '#jobs/approve-by-rule.ts'
import { expireApprovals } from '#jobs/expire-approvals.ts'
import { remindSuppliers } from '#jobs/remind-suppliers.ts'
import { sendMessage } from '#jobs/send-message.ts'
import { defaultPolicy } from '#purchasing/policy.ts'
import type { PurchasingPolicy } from '#purchasing/policy.ts'
import { auditOf } from '#store/audit.ts'
import type { OpenDatabase } from '#store/database.ts'
import type { Job } from '#store/job-queue.ts'
import { deleteOldSessions } from '#store/old-sessions.ts'
import { approvalsOf } from '#store/order-approvals.ts'
import { messagesOf, moveMessage } from '#store/order-messages.ts'
import { purchasingPolicies } from '#store/schema-decisions.ts'
import { openIdUses, signInLinks, webSessions } from '#store/schema-people.ts'
import { hoursOn, noon, orderNow, signedIn, submitted } from '../commands/world.ts'
import { emptyTables, freshDatabase } from '../database.ts'
import { smtpSink } from '../dispatch/smtp-sink.ts'
import { acme, approved, jobAt, mailTo, messageOf, openMailShop } from './mail-world.ts'

let open: OpenDatabase
beforeAll(async () => {
  open = await freshDatabase()
})
beforeEach(() =>
  openMailShop(open.db, {
    suppliers: [
      acme({ createdBy: 'alex', createdAt: '2025-01-01T09:00:00Z' }),
      acme({ code: 'NORD', name: 'Nordwind' }),
    ],
  }),
)
afterEach(() => emptyTables(open.db))
afterAll(() => open.close())

const at = (hours: number, jobs: Job[] = []) =>
  jobAt(open, null, hoursOn(hours), (_tx, job) => {
    jobs.push(job)
    return Promise.resolve()
  })

async function setPolicy(changes: Partial<PurchasingPolicy>): Promise<void> {
  const policy = { ...defaultPolicy, ...changes }
  const row = { policy, setBy: 'alex', setAt: noon, reason: 'a test' }
  await open.db.insert(purchasingPolicies).values(row)
}

describe('approvals that nothing came of', () => {
  test('expire after the hours of the policy, to the minute, once', async () => {
    const { order } = await approved(open.db)
    expect(await expireApprovals(at(72))).toEqual([])
    expect(await expireApprovals(at(72.02))).toEqual([order.number])
    expect(await expireApprovals(at(73))).toEqual([])
    expect(await orderNow(open.db, order.number)).toMatchObject({ state: 'expired' })
    expect(await messageOf(open.db, order.number)).toMatchObject({ state: 'withdrawn' })
    expect((await approvalsOf(open.db, order.number))[0]?.voidedAt).not.toBeNull()
    const rows = await auditOf(open.db, 'order.expire')
    expect(rows.at(-1)).toMatchObject({ actor: 'job:dispatch', subject: order.number })
  })

  test('do not expire while the order is being sent', async () => {
    const { order } = await approved(open.db)
    await moveMessage(open.db, await messageOf(open.db, order.number), { state: 'sending' })
    expect(await expireApprovals(at(100))).toEqual([])
    expect(await orderNow(open.db, order.number)).toMatchObject({ state: 'approved' })
  })
})

describe('an order that was mailed', () => {
  async function mailed() {
    const { order, messageId } = await approved(open.db)
    const sink = await smtpSink()
    await sendMessage(jobAt(open, mailTo(sink.port)), messageId)
    await sink.close()
    return order
  }

  test('is reminded of once, after the days of the policy, without a further order', async () => {
    const order = await mailed()
    const jobs: Job[] = []
    expect(await remindSuppliers(at(71.9, jobs))).toEqual([])
    const id = `${order.number}.r1.reminder`
    expect(await remindSuppliers(at(72, jobs))).toEqual([id])
    expect(await remindSuppliers(at(200, jobs))).toEqual([])
    expect(jobs).toEqual([{ queue: 'send_message', data: { messageId: id } }])
    const sink = await smtpSink()
    await sendMessage(jobAt(open, mailTo(sink.port), hoursOn(72)), id)
    await sink.close()
    expect(sink.messages[0]).toContain('not a further order')
    expect(sink.messages[0]).not.toContain('filename=')
    expect(sink.messages[0]).toContain(`In-Reply-To: <order.${order.number}.r1.new@shop.example>`)
    expect(await orderNow(open.db, order.number)).toMatchObject({ state: 'sent' })
  })

  test('is not reminded of when its supplier confirmed while the reminder waited', async () => {
    const order = await mailed()
    await remindSuppliers(at(72))
    const confirmed = {
      order: order.number,
      revision: 1,
      acknowledgedAs: 'A-1',
      confirmedForOn: null,
    }
    await signedIn(open.db, 'ana', hoursOn(73))(acknowledgeOrder, confirmed)
    const sink = await smtpSink()
    const late = jobAt(open, mailTo(sink.port), hoursOn(74))
    expect(await sendMessage(late, `${order.number}.r1.reminder`)).toBe('withdrawn')
    await sink.close()
    expect(sink.messages).toEqual([])
  })

  test('is not reminded of when it was confirmed before that', async () => {
    const order = await mailed()
    const confirmed = { order: order.number, revision: 1, acknowledgedAs: '', confirmedForOn: null }
    await signedIn(open.db, 'ana', hoursOn(1))(acknowledgeOrder, confirmed)
    expect(await remindSuppliers(at(72))).toEqual([])
  })

  test('is never reminded of where the policy says so', async () => {
    await mailed()
    await setPolicy({ sending: { remindAfterDays: null } })
    expect(await remindSuppliers(at(2_000))).toEqual([])
  })
})

describe('small reorders', () => {
  /** An order of Ana's that asks for what the plan asked for. */
  async function asPlanned(units = 60) {
    const order = await submitted(open.db, units)
    await open.db.execute(
      sql`update purchase_order_line set plan_units = ordered_units where order_number = ${order.number}`,
    )
    return order
  }
  const rule = (switchedOnBy: string | null, upToMinor = 50_000) =>
    setPolicy({ autoApproval: { switchedOnBy, upToMinor } })

  test('are approved by the rule in the name of who switched it on, with their message', async () => {
    const order = await asPlanned()
    await rule('tom')
    const jobs: Job[] = []
    expect(await approveByRule(at(1, jobs))).toEqual([order.number])
    expect(await approveByRule(at(2, jobs))).toEqual([])
    expect(await orderNow(open.db, order.number)).toMatchObject({ state: 'approved' })
    expect(await approvalsOf(open.db, order.number)).toMatchObject([
      { personId: 'tom', madeBy: 'rule', contentHash: order.contentHash },
    ])
    const rows = await auditOf(open.db, 'order.approve')
    expect(rows.findLast(({ subject }) => subject === order.number)).toMatchObject({
      actor: 'tom',
      detail: { madeBy: 'rule' },
    })
    expect(jobs).toHaveLength(1)
    expect(await messagesOf(open.db, order.number)).toMatchObject([{ state: 'waiting' }])
  })

  test.each([
    ['the rule is switched off', () => rule(null)],
    ['the amount is above the rule', () => rule('tom', 25_199)],
    ['whoever switched it on asked for the order', () => rule('ana')],
    ['whoever switched it on may not approve', () => rule('sam')],
    [
      'whoever switched it on has left',
      async () => {
        await rule('tom')
        await open.db.execute(sql`update person set active = false where id = 'tom'`)
      },
    ],
    [
      'the order is not as planned',
      async () => {
        await rule('tom')
        await open.db.execute(sql`update purchase_order_line set plan_units = 59`)
      },
    ],
    [
      'the price has moved',
      async () => {
        await rule('tom')
        await open.db.execute(sql`update supplier_item set unit_price = 5.2`)
      },
    ],
  ])('wait for a person when %s', async (_what, happens) => {
    const order = await asPlanned()
    await happens()
    expect(await approveByRule(at(1))).toEqual([])
    expect(await orderNow(open.db, order.number)).toMatchObject({ state: 'submitted' })
    expect(await approvalsOf(open.db, order.number)).toEqual([])
    expect(await messagesOf(open.db, order.number)).toEqual([])
  })
})

test('sessions and links that ended long ago are deleted, living ones stay', async () => {
  const session = (tokenHash: string, expiresAt: string, endedAt: string | null = null) => ({
    tokenHash,
    personId: 'ana',
    createdAt: '2026-01-01T00:00:00Z',
    lastSeenAt: '2026-01-01T00:00:00Z',
    expiresAt,
    endedAt,
    begunBy: 'link' as const,
  })
  await open.db
    .insert(webSessions)
    .values([
      session('old', '2026-10-01T00:00:00Z'),
      session('ended', '2027-01-01T00:00:00Z', '2026-10-01T00:00:00Z'),
      session('living', '2027-01-01T00:00:00Z'),
    ])
  const link = { personId: 'ana', madeBy: 'alex', createdAt: '2026-01-01T00:00:00Z' }
  await open.db.insert(signInLinks).values([
    { ...link, tokenHash: 'old', expiresAt: '2026-10-01T00:00:00Z' },
    { ...link, tokenHash: 'new', expiresAt: '2026-11-21T00:00:00Z' },
  ])
  await open.db.insert(openIdUses).values([
    { stateHash: 'old', usedAt: '2026-10-01T00:00:00Z' },
    { stateHash: 'new', usedAt: '2026-11-20T00:00:00Z' },
  ])
  expect(await deleteOldSessions(open.db, '2026-10-21T00:00:00Z')).toBe(4)
  const left = await open.db.select({ hash: webSessions.tokenHash }).from(webSessions)
  expect(left).toEqual([{ hash: 'living' }])
})
