import { TestClock } from 'pg-boss'
import { expect, test } from 'vitest'
import { startJobs } from '#jobs/start-jobs.ts'
import { asOf, noon, orderNow, submitted } from '../commands/world.ts'
import { freshDatabase } from '../database.ts'
import { smtpSink } from '../dispatch/smtp-sink.ts'
import { approveBy, mailTo, messageOf, openMailShop, until } from './mail-world.ts'

// The clock of the queue is the injected one too, which an embedded database lets it be.
test('a mail server that is down for an hour delays an order, and it is sent exactly once', async () => {
  const open = await freshDatabase()
  await openMailShop(open.db)
  const gone = await smtpSink()
  await gone.close()
  const clock = new TestClock(noon)
  const jobs = await startJobs({
    database: open,
    mail: mailTo(gone.port),
    now: () => new Date(clock.now()).toISOString(),
    asOf: () => Promise.resolve(asOf),
    report: (error) => {
      throw error
    },
    clock,
  })
  const order = await submitted(open.db, 60)
  await approveBy(open.db, order, jobs.enqueue)
  const pass = async (minutes: number) => {
    for (let minute = 0; minute < minutes; minute += 0.5) {
      await clock.tick(30_000)
      await until(async () => (await messageOf(open.db, order.number)).state !== 'sending')
    }
  }
  await pass(60)
  const waiting = await messageOf(open.db, order.number)
  expect(waiting.state).toBe('waiting')
  expect(waiting.attemptCount).toBeGreaterThan(5)
  expect(waiting.attemptCount).toBeLessThan(20)
  expect((await orderNow(open.db, order.number)).state).toBe('approved')
  const back = await smtpSink({}, gone.port)
  await pass(12)
  expect((await orderNow(open.db, order.number)).state).toBe('sent')
  await pass(20)
  expect(back.messages).toHaveLength(1)
  await jobs.stop()
  await back.close()
  await open.close()
})
