// A shop whose orders can be mailed, and the server that they are mailed to.
import { approveOrder } from '#commands/approve-order.ts'
import { runCommand } from '#commands/command.ts'
import type { JobContext, MailSettings } from '#jobs/job.ts'
import type { Database, OpenDatabase } from '#store/database.ts'
import type { Enqueue } from '#store/job-queue.ts'
import { messagesOf } from '#store/order-messages.ts'
import type { OrderWithLines } from '#store/purchase-orders.ts'
import type { ShopRows } from '#store/shop-rows.ts'
import {
  asOf,
  card,
  noon,
  openForBusiness,
  orderNow,
  signedIn,
  submitted,
} from '../commands/world.ts'
import { supplier } from '../store/small-shop.ts'

export const acme = (changes: Partial<ShopRows['suppliers'][number]> = {}) => ({
  ...supplier('ACME', 'Acme Tableware', 'GBP'),
  email: 'orders@acme.example',
  address: '9 Kiln Road\nStoke-on-Trent\nST1 2AB',
  ...changes,
})

/** The small shop, with a supplier that takes orders by e-mail. */
export function openMailShop(db: Database, changes: Partial<ShopRows> = {}): Promise<void> {
  return openForBusiness(db, {
    suppliers: [acme(), supplier('NORD', 'Nordwind', 'EUR')],
    ...changes,
  })
}

export const mailTo = (port: number): MailSettings => ({
  server: {
    host: '127.0.0.1',
    port,
    secure: false,
    requireTls: false,
    signIn: null,
    timeouts: { connectMs: 2_000, greetingMs: 500, silenceMs: 500 },
  },
  from: 'orders@shop.example',
  replyTo: 'buyers@shop.example',
})

/** A job's context at an instant of the injected clock. */
export const jobAt = (
  database: OpenDatabase,
  mail: MailSettings | null,
  at: string = noon,
  enqueue: Enqueue = () => Promise.resolve(),
): JobContext => ({
  database,
  db: database.db,
  mail,
  now: () => at,
  asOf: () => Promise.resolve(asOf),
  enqueue,
})

/** An order of Ana's that Tom has approved at noon, and the id of the message that tells Acme. */
export async function approved(
  db: Database,
  units = 60,
  changes: Parameters<typeof submitted>[2] = {},
): Promise<{ order: OrderWithLines; messageId: string }> {
  const order = await submitted(db, units, changes)
  await signedIn(db, 'tom', changes.at)(approveOrder, card(order))
  return { order: await orderNow(db, order.number), messageId: `${order.number}.r1.order` }
}

/** The one message of a kind about an order. */
export async function messageOf(db: Database, order: string, kind = 'order') {
  const message = (await messagesOf(db, order)).find((each) => each.kind === kind)
  if (message === undefined) throw new Error(`${order} has no ${kind} message`)
  return message
}

/** Tom's click that approves an order, with its job in the same transaction. */
export const approveBy = (db: Database, order: OrderWithLines, enqueue: Enqueue, at = noon) =>
  runCommand(approveOrder, card(order), { db, personId: 'tom', now: at, asOf, enqueue })

/** Waits until something holds, ten seconds at most. */
export async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  const end = Date.now() + 10_000
  while (!(await holds())) {
    if (Date.now() > end) throw new Error('it did not come about in ten seconds')
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}
