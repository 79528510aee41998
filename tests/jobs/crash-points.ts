// Kills a process at each named place between a click and a settled message, and looks at what is left.
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { expect } from 'vitest'
import { startJobs } from '#jobs/start-jobs.ts'
import { verifyShop } from '#operations/verify-shop.ts'
import type { OrderState } from '#purchasing/life-cycle.ts'
import type { Database, OpenDatabase } from '#store/database.ts'
import type { Enqueue } from '#store/job-queue.ts'
import { messagesIn, messagesOf } from '#store/order-messages.ts'
import { asOf, noon, orderNow, submitted } from '../commands/world.ts'
import { smtpSink } from '../dispatch/smtp-sink.ts'
import type { Script, Sink } from '../dispatch/smtp-sink.ts'
import { item, supplierItem } from '../store/small-shop.ts'
import type { ChildTask } from './crash-child.ts'
import { approveBy, mailTo, openMailShop, until } from './mail-world.ts'

type Place = { diesAt: string; mails: number; left: OrderState; script?: Script }

const dead: Script = { body: 'drop' }

/** Where the process dies, how many mails went out by then, and how the order stands once the program ran again. */
export const places: Place[] = [
  { diesAt: 'approve.after-update', mails: 0, left: 'submitted' },
  { diesAt: 'approve.after-audit', mails: 0, left: 'submitted' },
  { diesAt: 'approve_order.before-commit', mails: 0, left: 'submitted' },
  { diesAt: 'approve_order.after-commit', mails: 1, left: 'sent' },
  { diesAt: 'send_message.ready', mails: 1, left: 'sent' },
  { diesAt: 'send_message.before-mark', mails: 1, left: 'sent' },
  { diesAt: 'send_message.marked', mails: 0, left: 'unknown_delivery' },
  { diesAt: 'send_message.answered', mails: 1, left: 'unknown_delivery' },
  { diesAt: 'settle_message.after-row', mails: 1, left: 'unknown_delivery' },
  { diesAt: 'send.after-update', mails: 1, left: 'unknown_delivery' },
  { diesAt: 'send.after-audit', mails: 1, left: 'unknown_delivery' },
  { diesAt: 'settle_message.before-commit', mails: 1, left: 'unknown_delivery' },
  { diesAt: 'send_message.settled', mails: 1, left: 'sent' },
  { diesAt: 'settle_message.after-unknown', mails: 1, left: 'unknown_delivery', script: dead },
  {
    diesAt: 'mark_delivery_unknown.after-update',
    mails: 1,
    left: 'unknown_delivery',
    script: dead,
  },
  { diesAt: 'mark_delivery_unknown.after-audit', mails: 1, left: 'unknown_delivery', script: dead },
]

const skuOf = (at: number) => `ITEM-${at}`

/** A shop with one item for each place to die at: orders for different items are different needs. */
export function openCrashShop(db: Database): Promise<void> {
  const skus = places.map((_, at) => skuOf(at))
  return openMailShop(db, {
    items: [item('MUG', 'Blue mug'), item('TEA', 'Tea'), ...skus.map((sku) => item(sku, sku))],
    supplierItems: ['MUG', 'TEA', ...skus].map((sku) => supplierItem('ACME', sku, 1)),
    priceBreaks: [],
  })
}

/** Runs the child; gives the signal that ended it, null when it came to its end. */
function dies(task: ChildTask): Promise<string | null> {
  const script = join(import.meta.dirname, 'crash-child.ts')
  const child = spawn(process.execPath, [script, JSON.stringify(task)], {
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  return new Promise((resolve) => child.once('close', (_code, signal) => resolve(signal)))
}

const mailsAbout = (sink: Sink, order: string) =>
  sink.messages.filter((mail) => mail.includes(`Message-ID: <order.${order}.`)).length

/** Starts the jobs on what a dead process left, until nothing waits. Gives the milliseconds that took. */
async function runAgain(open: OpenDatabase, sink: Sink, act: (enqueue: Enqueue) => Promise<void>) {
  const jobs = await startJobs({
    database: open,
    mail: mailTo(sink.port),
    now: () => noon,
    asOf: () => Promise.resolve(asOf),
    report: (error) => {
      throw error
    },
  })
  try {
    await act(jobs.enqueue)
    const began = performance.now()
    await until(async () => (await messagesIn(open.db, ['waiting', 'sending'])).length === 0)
    return performance.now() - began
  } finally {
    await jobs.stop()
  }
}

/**
 * For every place: one process dies there, the program runs again, and the order is neither lost nor mailed twice, the
 * books hold, and a click that was lost with its process can be made again.
 */
export async function dieAt(
  some: readonly Place[],
  where: ChildTask['where'],
  reopen: () => Promise<OpenDatabase>,
): Promise<void> {
  let open = await reopen()
  await openCrashShop(open.db)
  for (const [at, { diesAt, mails, left, script }] of some.entries()) {
    const sink = await smtpSink(script)
    const { number } = await submitted(open.db, 12, { sku: skuOf(at) })
    await open.close()
    const signal = await dies({ where, port: sink.port, order: number, diesAt })
    open = await reopen()
    const milliseconds = await runAgain(open, sink, () => Promise.resolve())
    const { state } = await orderNow(open.db, number)
    const found = { diesAt, signal, state, mails: mailsAbout(sink, number) }
    expect(found).toEqual({ diesAt, signal: 'SIGKILL', state: left, mails })
    expect(milliseconds).toBeLessThan(2_000)
    if (left === 'submitted') {
      expect(await messagesOf(open.db, number)).toEqual([])
      const order = await orderNow(open.db, number)
      await runAgain(open, sink, async (enqueue) => {
        await approveBy(open.db, order, enqueue)
      })
      expect(mailsAbout(sink, number)).toBe(1)
    }
    const { checks } = await verifyShop({
      db: open.db,
      now: () => new Date(noon),
      auditAnchorFile: null,
    })
    expect(checks.filter(({ ok }) => !ok)).toEqual([])
    await sink.close()
  }
  await open.close()
}
