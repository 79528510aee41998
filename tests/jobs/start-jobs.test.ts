import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { MailSettings } from '#jobs/job.ts'
import { startJobs } from '#jobs/start-jobs.ts'
import type { RunningJobs } from '#jobs/start-jobs.ts'
import type { OpenDatabase } from '#store/database.ts'
import { messagesOf, moveMessage } from '#store/order-messages.ts'
import type { OrderWithLines } from '#store/purchase-orders.ts'
import { asOf, noon, orderNow, submitted } from '../commands/world.ts'
import { emptyTables, freshDatabase } from '../database.ts'
import { smtpSink } from '../dispatch/smtp-sink.ts'
import type { Sink } from '../dispatch/smtp-sink.ts'
import { approveBy, approved, mailTo, messageOf, openMailShop, until } from './mail-world.ts'

let open: OpenDatabase
let sink: Sink
let running: RunningJobs | null = null
const reports: unknown[] = []
beforeAll(async () => {
  open = await freshDatabase()
})
beforeEach(async () => {
  await openMailShop(open.db)
  sink = await smtpSink()
})
afterEach(async () => {
  await running?.stop()
  running = null
  await sink.close()
  await emptyTables(open.db)
  if (reports.length > 0) throw new AggregateError(reports.splice(0), 'the jobs reported defects')
})
afterAll(() => open.close())

async function start(mail: MailSettings | null) {
  running = await startJobs({
    database: open,
    mail,
    now: () => noon,
    asOf: () => Promise.resolve(asOf),
    report: (error) => reports.push(error),
  })
  return running
}

const approve = (order: OrderWithLines, { enqueue }: RunningJobs) =>
  approveBy(open.db, order, enqueue)

const stateOf = async ({ number }: OrderWithLines) => (await orderNow(open.db, number)).state

describe('a click that approves', () => {
  test('sends the order, once, in the process that runs the jobs', async () => {
    const jobs = await start(mailTo(sink.port))
    const order = await submitted(open.db, 60)
    await approve(order, jobs)
    await until(async () => (await stateOf(order)) === 'sent')
    await approve(order, jobs)
    await jobs.stop()
    expect(sink.messages).toHaveLength(1)
  })

  test('that is undone leaves no job and no message', async () => {
    const jobs = await start(mailTo(sink.port))
    const order = await submitted(open.db, 60)
    const failing: RunningJobs['enqueue'] = async (tx, job) => {
      await jobs.enqueue(tx, job)
      throw new Error('the power went')
    }
    await expect(approve(order, { ...jobs, enqueue: failing })).rejects.toThrow('the power went')
    expect(await messagesOf(open.db, order.number)).toEqual([])
    await approve(order, jobs)
    await until(async () => (await stateOf(order)) === 'sent')
    expect(sink.messages).toHaveLength(1)
  })
})

describe('when the program starts again', () => {
  test('a message whose job was lost is sent, one in the middle is perhaps delivered', async () => {
    const lost = await approved(open.db)
    const middle = await approved(open.db, 12, { sku: 'TEA' })
    const message = await messageOf(open.db, middle.order.number)
    await moveMessage(open.db, message, { state: 'sending', attemptCount: 1 })
    await start(mailTo(sink.port))
    await until(async () => (await stateOf(lost.order)) === 'sent')
    expect(await stateOf(middle.order)).toBe('unknown_delivery')
    expect(sink.messages).toHaveLength(1)
  })

  test('without a mail server messages wait and say so; with one they go out', async () => {
    const jobs = await start(null)
    const order = await submitted(open.db, 60)
    await approve(order, jobs)
    await until(async () => (await messageOf(open.db, order.number)).answer !== null)
    expect(await messageOf(open.db, order.number)).toMatchObject({
      state: 'waiting',
      attemptCount: 0,
      answer: expect.stringContaining('No mail server is set'),
    })
    await jobs.stop()
    await start(mailTo(sink.port))
    await until(async () => (await stateOf(order)) === 'sent')
    expect(sink.messages).toHaveLength(1)
  })
})
