import { sql } from 'drizzle-orm'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { cancelOrder } from '#commands/cancel-order.ts'
import { reopenOrder } from '#commands/reopen-order.ts'
import { sendMessage } from '#jobs/send-message.ts'
import { auditOf } from '#store/audit.ts'
import type { Database, OpenDatabase } from '#store/database.ts'
import { approvalsOf } from '#store/order-approvals.ts'
import { moveMessage } from '#store/order-messages.ts'
import { hoursOn, orderNow, signedIn } from '../commands/world.ts'
import { emptyTables, freshDatabase } from '../database.ts'
import { smtpSink } from '../dispatch/smtp-sink.ts'
import type { Script, Sink } from '../dispatch/smtp-sink.ts'
import { approved, jobAt, mailTo, messageOf, openMailShop } from './mail-world.ts'

let open: OpenDatabase
let sink: Sink
beforeAll(async () => {
  open = await freshDatabase()
})
beforeEach(() => openMailShop(open.db))
afterEach(async () => {
  await emptyTables(open.db)
  await sink.close()
})
afterAll(() => open.close())

async function sent(messageId: string, script: Script = {}, at?: string) {
  sink = await smtpSink(script)
  return sendMessage(jobAt(open, mailTo(sink.port), at), messageId)
}

const reason = 'not this week'

describe('an approved order', () => {
  test('goes to the address of the supplier master once, with its three papers, and is sent', async () => {
    const { order, messageId } = await approved(open.db)
    expect(await sent(messageId)).toBe('accepted')
    expect(await sendMessage(jobAt(open, mailTo(sink.port)), messageId)).toBe('nothing_to_do')
    expect(sink.messages).toHaveLength(1)
    expect(sink.commands).toContain('RCPT TO:<orders@acme.example>')
    for (const ending of ['pdf', 'csv', 'xml']) {
      expect(sink.messages[0]).toContain(`filename=${order.number}-r1.${ending}`)
    }
    expect(sink.messages[0]).toContain(`Message-ID: <order.${order.number}.r1.new@shop.example>`)
    expect(await orderNow(open.db, order.number)).toMatchObject({ state: 'sent' })
    expect(await messageOf(open.db, order.number)).toMatchObject({
      state: 'accepted',
      recipient: 'orders@acme.example',
      attemptCount: 1,
      answer: '250 2.0.0 queued as 4711',
    })
    const rows = (await auditOf(open.db, 'order.send')).filter(
      ({ subject }) => subject === order.number,
    )
    expect(rows).toMatchObject([
      { actor: 'job:dispatch', detail: { recipient: 'orders@acme.example', to: 'sent' } },
    ])
  })

  test('that a busy server puts off waits, and the same message goes out later', async () => {
    const { order, messageId } = await approved(open.db)
    expect(await sent(messageId, { rcpt: '450 4.7.1 come back later' })).toBe('later')
    expect(await messageOf(open.db, order.number)).toMatchObject({
      state: 'waiting',
      attemptCount: 1,
      answer: '450 4.7.1 come back later',
    })
    expect(await orderNow(open.db, order.number)).toMatchObject({ state: 'approved' })
    await sink.close()
    expect(await sent(messageId, {}, hoursOn(1))).toBe('accepted')
    expect(sink.messages).toHaveLength(1)
    expect(await messageOf(open.db, order.number)).toMatchObject({ attemptCount: 2 })
  })

  test('that the server refuses stays approved, and people read why', async () => {
    const { order, messageId } = await approved(open.db)
    expect(await sent(messageId, { rcpt: '550 5.1.1 no such box' })).toBe('refused')
    expect(await messageOf(open.db, order.number)).toMatchObject({
      state: 'refused',
      answer: '550 5.1.1 no such box',
    })
    expect(await orderNow(open.db, order.number)).toMatchObject({ state: 'approved' })
    expect(await sendMessage(jobAt(open, mailTo(sink.port)), messageId)).toBe('nothing_to_do')
  })

  test('whose line went dead after the message is perhaps delivered, and is never sent again', async () => {
    const { order, messageId } = await approved(open.db)
    expect(await sent(messageId, { body: 'drop' })).toBe('unknown')
    expect(sink.messages).toHaveLength(1)
    expect(await messageOf(open.db, order.number)).toMatchObject({ state: 'unknown' })
    expect(await orderNow(open.db, order.number)).toMatchObject({ state: 'unknown_delivery' })
    await sink.close()
    expect(await sent(messageId)).toBe('nothing_to_do')
    expect(sink.messages).toEqual([])
  })

  test('found in the middle of being sent after a crash is perhaps delivered', async () => {
    const { order, messageId } = await approved(open.db)
    const message = await messageOf(open.db, order.number)
    await moveMessage(open.db, message, { state: 'sending', attemptCount: 1 })
    expect(await sent(messageId)).toBe('unknown')
    expect(sink.messages).toEqual([])
    expect(await orderNow(open.db, order.number)).toMatchObject({ state: 'unknown_delivery' })
  })

  test('waits for a mail server, and says so', async () => {
    const { order, messageId } = await approved(open.db)
    sink = await smtpSink()
    expect(await sendMessage(jobAt(open, null), messageId)).toBe('waits_for_mail_server')
    expect(await messageOf(open.db, order.number)).toMatchObject({
      state: 'waiting',
      answer: expect.stringContaining('No mail server is set'),
    })
    expect(await sendMessage(jobAt(open, mailTo(sink.port)), messageId)).toBe('accepted')
  })
})

describe('between approval and sending', () => {
  const change = async (field: string, value: string | null) => {
    await open.db.execute(
      sql`update supplier set ${sql.identifier(field)} = ${value} where code = 'ACME'`,
    )
  }

  test('the address changed: only the new one gets it', async () => {
    const { messageId } = await approved(open.db)
    await change('email', 'sales@acme.example')
    expect(await sent(messageId)).toBe('accepted')
    expect(sink.commands.filter((command) => command.startsWith('RCPT'))).toEqual([
      'RCPT TO:<sales@acme.example>',
    ])
  })

  test('the address changed while the paper was being written: it is written again', async () => {
    const { messageId } = await approved(open.db)
    sink = await smtpSink()
    const context = jobAt(open, mailTo(sink.port))
    const db: Database = Object.create(open.db)
    db.transaction = async (...claim) => {
      await change('email', 'sales@acme.example')
      return open.db.transaction(...claim)
    }
    expect(await sendMessage({ ...context, db }, messageId)).toBe('later')
    expect(sink.commands).toEqual([])
    await sink.close()
    expect(await sent(messageId)).toBe('accepted')
    expect(sink.commands).toContain('RCPT TO:<sales@acme.example>')
  })

  const refusals: [string, string, string | null, RegExp][] = [
    ['the supplier was blocked', 'status', 'blocked', /ACME is blocked/],
    ['the address was taken away', 'email', null, /no e-mail address/],
    ['the address became two', 'email', 'a@b.example, thief@evil.example', /not one plain address/],
  ]
  test.each(refusals)(
    '%s: nothing goes out, and people read why',
    async (_what, field, value, words) => {
      const { order, messageId } = await approved(open.db)
      await change(field, value)
      expect(await sent(messageId)).toBe('refused')
      expect(sink.commands).toEqual([])
      const message = await messageOf(open.db, order.number)
      expect(message).toMatchObject({ state: 'refused', attemptCount: 1 })
      expect(message.answer).toMatch(words)
      expect(await orderNow(open.db, order.number)).toMatchObject({ state: 'approved' })
    },
  )

  test('the approval expired: the order is expired and its message taken back', async () => {
    const { order, messageId } = await approved(open.db)
    expect(await sent(messageId, {}, hoursOn(72))).toBe('accepted')
    const late = await approved(open.db, 12, { sku: 'TEA' })
    await sink.close()
    expect(await sent(late.messageId, {}, hoursOn(72.1))).toBe('withdrawn')
    expect(sink.commands).toEqual([])
    expect(await orderNow(open.db, late.order.number)).toMatchObject({ state: 'expired' })
    expect(await messageOf(open.db, late.order.number)).toMatchObject({ state: 'withdrawn' })
    expect((await approvalsOf(open.db, late.order.number))[0]?.voidedAt).not.toBeNull()
    expect(order.number).not.toBe(late.order.number)
  })

  test.each([
    ['reopened', reopenOrder],
    ['cancelled', cancelOrder],
  ])('the order was %s: its message is not sent', async (_what, command) => {
    const { order, messageId } = await approved(open.db)
    await signedIn(open.db, 'ana')(command, { order: order.number, revision: 1, reason })
    expect(await sent(messageId)).toBe('nothing_to_do')
    expect(sink.commands).toEqual([])
    expect(await messageOf(open.db, order.number)).toMatchObject({ state: 'withdrawn' })
  })

  test('a line was changed behind the books: nothing goes out', async () => {
    const { order, messageId } = await approved(open.db)
    await open.db.execute(
      sql`update purchase_order_line set sku = 'TEA' where order_number = ${order.number}`,
    )
    expect(await sent(messageId)).toBe('refused')
    expect(sink.commands).toEqual([])
  })

  test('a clock that runs behind puts it off', async () => {
    const { order, messageId } = await approved(open.db)
    expect(await sent(messageId, {}, hoursOn(-1))).toBe('later')
    expect(await messageOf(open.db, order.number)).toMatchObject({ state: 'waiting' })
  })
})

test('while it is being handed over, nobody takes the order back', async () => {
  const { order } = await approved(open.db)
  sink = await smtpSink()
  await moveMessage(open.db, await messageOf(open.db, order.number), { state: 'sending' })
  for (const command of [reopenOrder, cancelOrder]) {
    const click = signedIn(open.db, 'ana')(command, { order: order.number, revision: 1, reason })
    await expect(click).rejects.toThrow('being handed to the mail server')
  }
  expect(await orderNow(open.db, order.number)).toMatchObject({ state: 'approved' })
})

describe('a cancellation', () => {
  test('of an order that the supplier has goes out, and names the order it takes back', async () => {
    const { order, messageId } = await approved(open.db)
    await sent(messageId)
    const click = { order: order.number, revision: 1, reason }
    await signedIn(open.db, 'ana', hoursOn(1))(cancelOrder, click)
    await sink.close()
    expect(await sent(`${order.number}.r1.cancellation`, {}, hoursOn(1))).toBe('accepted')
    expect(sink.messages[0]).toContain(`In-Reply-To: <order.${order.number}.r1.new@shop.example>`)
    expect(sink.messages[0]).toContain(`${order.number}-r1-cancelled.pdf`)
    expect(await orderNow(open.db, order.number)).toMatchObject({ state: 'cancelled' })
  })
})
