import { sql } from 'drizzle-orm'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { cancelOrder } from '#commands/cancel-order.ts'
import { handOverOrder } from '#commands/hand-over-order.ts'
import { resolveDelivery } from '#commands/resolve-delivery.ts'
import { sendOrder } from '#commands/send-order.ts'
import { sendMessage } from '#jobs/send-message.ts'
import { auditOf } from '#store/audit.ts'
import type { OpenDatabase } from '#store/database.ts'
import type { Job } from '#store/job-queue.ts'
import { emptyTables, freshDatabase } from '../database.ts'
import { smtpSink } from '../dispatch/smtp-sink.ts'
import type { Script } from '../dispatch/smtp-sink.ts'
import { acme, approved, jobAt, mailTo, messageOf, openMailShop } from '../jobs/mail-world.ts'
import { hoursOn, orderNow, signedIn } from './world.ts'

let open: OpenDatabase
beforeAll(async () => {
  open = await freshDatabase()
})
beforeEach(() => openMailShop(open.db))
afterEach(() => emptyTables(open.db))
afterAll(() => open.close())

const reason = 'asked Mr Clay by telephone'

/** One attempt at a server with this script; gives what went over the wire. */
async function attempt(messageId: string, script: Script = {}, at?: string): Promise<string[]> {
  const sink = await smtpSink(script)
  await sendMessage(jobAt(open, mailTo(sink.port), at), messageId)
  await sink.close()
  return sink.messages
}

/** An approved order whose first attempt ended as the script says. */
async function tried(script: Script) {
  const { order, messageId } = await approved(open.db)
  const [message] = await attempt(messageId, script)
  return { order, messageId, message, seen: { order: order.number, revision: 1, attempt: 1 } }
}

describe('an order that was perhaps delivered', () => {
  test('is sent when the supplier has it', async () => {
    const { order, seen } = await tried({ body: 'drop' })
    const tom = signedIn(open.db, 'tom', hoursOn(2))
    const { result } = await tom(resolveDelivery, { ...seen, delivered: 'yes', reason })
    expect(result).toEqual({ order: order.number, revision: 1, state: 'sent' })
    expect(await messageOf(open.db, order.number)).toMatchObject({
      state: 'accepted',
      settledBy: 'tom',
      answer: `Tom asked the supplier: it arrived. ${reason}`,
    })
    const again = tom(resolveDelivery, { ...seen, delivered: 'yes', reason })
    expect((await again).again).toBe(true)
    expect(await auditOf(open.db, 'order.resolve_delivery')).not.toEqual([])
  })

  test('is approved when it never came, and goes out again under the same message id', async () => {
    const { order, seen, messageId, message } = await tried({ body: 'drop' })
    const ana = signedIn(open.db, 'ana', hoursOn(2))
    await ana(resolveDelivery, { ...seen, delivered: false, reason })
    expect(await orderNow(open.db, order.number)).toMatchObject({ state: 'approved' })
    expect(await attempt(messageId)).toEqual([])
    const jobs: Job[] = []
    await signedIn(open.db, 'ana', hoursOn(3), jobs)(sendOrder, seen)
    expect(jobs).toEqual([{ queue: 'send_message', data: { messageId } }])
    const [second] = await attempt(messageId, {}, hoursOn(3))
    expect(second).toBe(message)
    expect(await orderNow(open.db, order.number)).toMatchObject({ state: 'sent' })
  })

  test('is not sent again before somebody has asked', async () => {
    const { order, seen } = await tried({ body: 'drop' })
    for (const command of [sendOrder, handOverOrder]) {
      const click = signedIn(open.db, 'ana')(command, {
        ...seen,
        ...(command === handOverOrder && { reason }),
      })
      await expect(click).rejects.toMatchObject({
        repair: expect.stringContaining('Ask the supplier whether the message came'),
      })
    }
    expect(await orderNow(open.db, order.number)).toMatchObject({ state: 'unknown_delivery' })
  })

  test('is settled by buyers and approvers only', async () => {
    const { order, seen } = await tried({ body: 'drop' })
    const click = signedIn(open.db, 'sam')(resolveDelivery, { ...seen, delivered: true, reason })
    await expect(click).rejects.toMatchObject({ code: 'forbidden' })
    expect(await orderNow(open.db, order.number)).toMatchObject({ state: 'unknown_delivery' })
  })
})

describe('an order that the server refused', () => {
  test('is sent again by a person, once for each click on what was seen', async () => {
    const { order, seen, messageId } = await tried({ rcpt: '550 5.1.1 no such box' })
    const ben = signedIn(open.db, 'ben', hoursOn(1))
    await ben(sendOrder, seen)
    expect((await ben(sendOrder, seen)).again).toBe(true)
    expect(await messageOf(open.db, order.number)).toMatchObject({ state: 'waiting' })
    const other = signedIn(open.db, 'ana', hoursOn(1))(sendOrder, seen)
    await expect(other).rejects.toThrow('waits to be sent')
    expect(await attempt(messageId, { rcpt: '550 5.1.1 no such box' }, hoursOn(1))).toEqual([])
    await ben(sendOrder, { ...seen, attempt: 2 })
    expect(await attempt(messageId, {}, hoursOn(1))).toHaveLength(1)
  })

  test.each([
    ['the supplier was blocked', sql`update supplier set status = 'blocked'`, 0, 'is blocked'],
    ['the address is gone', sql`update supplier set email = null`, 0, 'no e-mail address'],
    ['the approval is too old', sql`select 1`, 100, 'older than 72 hours'],
  ])('is not sent again when %s', async (_what, statement, hours, words) => {
    const { order, seen } = await tried({ rcpt: '550 5.1.1 no such box' })
    await open.db.execute(statement)
    const click = signedIn(open.db, 'ana', hoursOn(hours))(sendOrder, seen)
    await expect(click).rejects.toThrow(words)
    expect(await messageOf(open.db, order.number)).toMatchObject({ state: 'refused' })
  })
})

describe('a supplier without e-mail', () => {
  beforeEach(async () => {
    await emptyTables(open.db)
    await openMailShop(open.db, { suppliers: [acme({ email: null }), acme({ code: 'NORD' })] })
  })

  test('gets the paper by hand: the order is sent, and no mail ever goes out', async () => {
    const { order, messageId, seen } = await tried({})
    expect((await messageOf(open.db, order.number)).answer).toContain('hand the PDF over')
    const { result } = await signedIn(open.db, 'ana')(handOverOrder, { ...seen, reason })
    expect(result).toMatchObject({ state: 'sent' })
    expect(await messageOf(open.db, order.number)).toMatchObject({
      state: 'handed_over',
      settledBy: 'ana',
    })
    await open.db.execute(sql`update supplier set email = 'orders@acme.example'`)
    expect(await attempt(messageId)).toEqual([])
    const rows = await auditOf(open.db, 'order.send')
    expect(rows.findLast(({ subject }) => subject === order.number)).toMatchObject({
      actor: 'ana',
      detail: { handedOver: true, reason },
    })
  })

  test.each([
    ['the supplier was blocked', sql`update supplier set status = 'blocked'`, 0],
    ['the approval is too old', sql`select 1`, 100],
  ])('but not when %s', async (_what, statement, hours) => {
    const { order, seen } = await tried({})
    await open.db.execute(statement)
    const click = signedIn(open.db, 'ana', hoursOn(hours))(handOverOrder, { ...seen, reason })
    await expect(click).rejects.toMatchObject({ code: 'conflict' })
    expect(await orderNow(open.db, order.number)).toMatchObject({ state: 'approved' })
  })
})

test('a cancellation that was perhaps delivered is settled without moving the order', async () => {
  const { order, seen } = await tried({})
  const ana = signedIn(open.db, 'ana', hoursOn(1))
  await ana(cancelOrder, { order: order.number, revision: 1, reason })
  await attempt(`${order.number}.r1.cancellation`, { body: 'drop' }, hoursOn(1))
  expect(await messageOf(open.db, order.number, 'cancellation')).toMatchObject({ state: 'unknown' })
  const about = { ...seen, kind: 'cancellation' }
  await ana(resolveDelivery, { ...about, delivered: false, reason })
  await ana(sendOrder, about)
  expect(await attempt(`${order.number}.r1.cancellation`, {}, hoursOn(1))).toHaveLength(1)
  expect(await orderNow(open.db, order.number)).toMatchObject({ state: 'cancelled' })
})
