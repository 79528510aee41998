// A small shop with people who may and may not decide, and shorthand for what they do.
import { runCommand } from '#commands/command.ts'
import type { Command } from '#commands/command.ts'
import type { Database } from '#store/database.ts'
import type { Job } from '#store/job-queue.ts'
import { writeShopSettings } from '#store/settings.ts'
import { draftOrders, submitOrder } from '#store/purchase-order-writes.ts'
import { purchaseOrder } from '#store/purchase-orders.ts'
import type { OrderWithLines } from '#store/purchase-orders.ts'
import type { ShopRows } from '#store/shop-rows.ts'
import { writeShop } from '#store/shop-write.ts'
import { smallShop } from '../store/small-shop.ts'

export const asOf = '2026-11-20'
export const noon = '2026-11-20T12:00:00.000Z'

/** An instant so many hours after noon of the day. */
export const hoursOn = (hours: number) =>
  new Date(Date.parse(noon) + hours * 3_600_000).toISOString()

type Person = ShopRows['people'][number]

const person = (id: string, role: Person['role'], approvalLimitMinor: number | null = null) => ({
  id,
  name: id[0]!.toUpperCase() + id.slice(1),
  email: `${id}@shop.example`,
  role,
  approvalLimitMinor,
})

/** Ana and Ben buy, Tom decides up to 5,000.00, Ines up to 25,000.00, Sam books goods, Priya invoices, Alex runs it. */
export const staff: Person[] = [
  person('ana', 'buyer'),
  person('ben', 'buyer'),
  person('tom', 'approver', 500_000),
  person('ines', 'approver', 2_500_000),
  person('sam', 'warehouse'),
  person('priya', 'payables'),
  person('alex', 'administrator'),
]

/** Fills an empty database with the shop. */
export async function openForBusiness(
  db: Database,
  changes: Partial<ShopRows> = {},
): Promise<void> {
  await writeShop(db, smallShop({ people: staff, ...changes }))
  await writeShopSettings(db, {
    name: 'Small shop',
    baseCurrency: 'GBP',
    timeZone: 'Europe/London',
    demoAsOf: null,
  })
}

/** A draft of Ana's for mugs from Acme at 4.20 (3.90 from 100 on), as it stands in the books. */
export async function draft(
  db: Database,
  units: number,
  changes: { by?: string; at?: string; sku?: string; unitPrice?: string } = {},
): Promise<OrderWithLines> {
  const { by = 'ana', at = noon, sku = 'MUG', unitPrice = units >= 100 ? '3.9' : '4.2' } = changes
  const [made] = await draftOrders(
    db,
    [
      {
        content: {
          supplierCode: 'ACME',
          locationCode: 'LDS',
          currency: 'GBP',
          expectedOn: '2026-12-04',
          lines: [
            {
              lineNumber: 1,
              sku,
              units,
              unitPrice: Number(unitPrice).toFixed(6),
              expectedOn: '2026-12-04',
            },
          ],
        },
        rateToBase: '1',
        planRunId: null,
        recommendationIds: {},
      },
    ],
    { id: by, at, asOf },
  )
  return orderNow(db, made!.number)
}

/** As `draft`, and submitted by the same person. */
export async function submitted(
  db: Database,
  units: number,
  changes: Parameters<typeof draft>[2] = {},
): Promise<OrderWithLines> {
  const order = await draft(db, units, changes)
  const { by = 'ana', at = noon } = changes
  await submitOrder(db, order, { id: by, at, asOf })
  return orderNow(db, order.number)
}

export async function orderNow(db: Database, number: string): Promise<OrderWithLines> {
  const order = await purchaseOrder(db, number)
  if (order === null) throw new Error(`${number} is not there`)
  return order
}

/** What stands on the approval card of an order. */
export const card = (order: OrderWithLines, typedAmountMinor: string | null = null) => ({
  order: order.number,
  revision: order.revision,
  contentHash: order.contentHash,
  typedAmountMinor,
})

/** A person at a surface: runs commands in their name; `jobs` collects what they set off. */
export function signedIn(db: Database, personId: string, at: string = noon, jobs: Job[] = []) {
  return <Result>(command: Command<never, Result> | Command, input: unknown) =>
    runCommand(command as Command, input, {
      db,
      personId,
      now: at,
      asOf,
      enqueue: (_tx, job) => {
        jobs.push(job)
        return Promise.resolve()
      },
    })
}
