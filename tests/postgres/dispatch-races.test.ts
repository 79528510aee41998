import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { cancelOrder } from '#commands/cancel-order.ts'
import { sendMessage } from '#jobs/send-message.ts'
import { startJobs } from '#jobs/start-jobs.ts'
import type { OpenDatabase } from '#store/database.ts'
import { openDatabase } from '#store/database.ts'
import { messagesIn, messagesOf } from '#store/order-messages.ts'
import { asOf, noon, orderNow, signedIn, submitted } from '../commands/world.ts'
import { emptyTables, freshDatabase } from '../database.ts'
import { smtpSink } from '../dispatch/smtp-sink.ts'
import { openCrashShop } from '../jobs/crash-points.ts'
import { approveBy, approved, jobAt, mailTo, until } from '../jobs/mail-world.ts'

/** Two processes on one server, as far as the server can tell: pools of their own. */
let open: OpenDatabase
let other: OpenDatabase
beforeAll(async () => {
  open = await freshDatabase()
  if (open.kind !== 'postgres') throw new Error('this is about a real server')
  const databaseUrl = open.pool.options.connectionString!
  other = await openDatabase({ dataFolder: null, databaseUrl })
})
beforeEach(async () => {
  await emptyTables(open.db)
  await openCrashShop(open.db)
})
afterAll(async () => {
  await other.close()
  await open.close()
})

const reason = 'not this week'

test('sixteen senders of one message in two processes hand it over once', async () => {
  const sink = await smtpSink()
  for (let round = 0; round < 5; round++) {
    const { messageId } = await approved(open.db, 12, { sku: `ITEM-${round}` })
    const results = await Promise.all(
      Array.from({ length: 16 }, (_, at) =>
        sendMessage(jobAt(at % 2 === 0 ? open : other, mailTo(sink.port)), messageId),
      ),
    )
    expect(results.filter((result) => result === 'accepted')).toHaveLength(1)
    const others = results.filter((result) => result !== 'accepted')
    expect(others.every((result) => ['later', 'nothing_to_do'].includes(result))).toBe(true)
    expect(sink.messages).toHaveLength(round + 1)
  }
  await sink.close()
})

test('a message that another process is sending is not taken for one that a crash left', async () => {
  const sink = await smtpSink({ rcpt: 'hang' })
  const { order, messageId } = await approved(open.db)
  const sending = sendMessage(jobAt(open, mailTo(sink.port)), messageId)
  await until(async () => (await messagesIn(other.db, ['sending'])).length === 1)
  expect(await sendMessage(jobAt(other, mailTo(sink.port)), messageId)).toBe('later')
  expect(await messagesOf(other.db, order.number)).toMatchObject([{ state: 'sending' }])
  expect(await sending).toBe('later')
  await sink.close()
})

test('two processes that work the jobs send each of sixteen orders once', async () => {
  const sink = await smtpSink()
  const jobsOn = (database: OpenDatabase) =>
    startJobs({
      database,
      mail: mailTo(sink.port),
      now: () => noon,
      asOf: () => Promise.resolve(asOf),
      report: (error) => {
        throw error
      },
    })
  const [first, second] = await Promise.all([jobsOn(open), jobsOn(other)])
  const numbers: string[] = []
  for (let at = 0; at < 16; at++) {
    const order = await submitted(open.db, 12, { sku: `ITEM-${at}` })
    await approveBy(open.db, order, at % 2 === 0 ? first.enqueue : second.enqueue)
    numbers.push(order.number)
  }
  await until(async () => (await messagesIn(open.db, ['waiting', 'sending'])).length === 0)
  await Promise.all([first.stop(), second.stop()])
  for (const number of numbers) {
    expect(sink.messages.filter((mail) => mail.includes(`<order.${number}.r1`))).toHaveLength(1)
    expect(await orderNow(open.db, number)).toMatchObject({ state: 'sent' })
  }
  expect(sink.messages).toHaveLength(16)
  await sink.close()
}, 300_000)

test('a cancellation and a sending at the same moment leave no supplier with an order that nobody wants', async () => {
  const sink = await smtpSink()
  for (let round = 0; round < 12; round++) {
    const { order, messageId } = await approved(open.db, 12, { sku: `ITEM-${round}` })
    const cancel = signedIn(other.db, 'ana')
    const click = { order: order.number, revision: 1, reason }
    const [sent, cancelled] = await Promise.allSettled([
      sendMessage(jobAt(open, mailTo(sink.port)), messageId),
      // From well before the mail is marked to well after it is settled.
      new Promise((resolve) => setTimeout(resolve, round * 15)).then(() =>
        cancel(cancelOrder, click),
      ),
    ])
    const mails = sink.messages.filter((mail) => mail.includes(`<order.${order.number}.r1.new`))
    const { state } = await orderNow(open.db, order.number)
    const kinds = (await messagesOf(open.db, order.number)).map(({ kind }) => kind)
    const mailed = sent.status === 'fulfilled' && sent.value === 'accepted'
    expect(mails).toHaveLength(mailed ? 1 : 0)
    expect(state).toBe(cancelled.status === 'fulfilled' ? 'cancelled' : 'sent')
    expect(kinds.includes('cancellation')).toBe(mailed && cancelled.status === 'fulfilled')
  }
  await sink.close()
}, 300_000)
