import { takeStep } from '#commands/order-of.ts'
import { approvalRefusal } from '#purchasing/judge-sending.ts'
import type { Database } from '#store/database.ts'
import { crashpoint } from '#root/crashpoint.ts'
import { exclusively } from '#store/exclusive.ts'
import { givenApprovals } from '#store/order-approvals.ts'
import { orderFacts, supplierFacts } from '#store/order-facts.ts'
import { messagesOf, withdrawMessages } from '#store/order-messages.ts'
import { moveOrder } from '#store/order-moves.ts'
import { ordersIn } from '#store/purchase-orders.ts'
import type { OrderWithLines } from '#store/purchase-orders.ts'
import { purchasingPolicy } from '#store/purchasing-policy.ts'
import { dispatcher } from './job.ts'
import type { JobContext } from './job.ts'
import { jobActing } from './settle-message.ts'

/** Marks an approved order as expired and takes its message back; it must be reopened and approved anew. */
export async function expireOrder(tx: Database, order: OrderWithLines, at: string): Promise<void> {
  const step = await takeStep(tx, order, { command: 'expire' }, jobActing, order.revision)
  await withdrawMessages(tx, order.number, at)
  await moveOrder(tx, { order, command: 'expire', step, actor: dispatcher, at })
}

/** Expires one order if its approval is older than the policy says and it is not being sent at this moment. */
async function expireIfOld(tx: Database, number: string, now: string): Promise<boolean> {
  const found = await orderFacts(tx, number)
  if (found?.order.state !== 'approved') return false
  const supplier = await supplierFacts(tx, found.order.supplierCode)
  if (supplier === null) throw new Error(`the supplier of ${number} vanished`)
  const messages = await messagesOf(tx, number)
  if (messages.some(({ state }) => state === 'sending')) return false
  const given = await givenApprovals(tx, number)
  const policy = await purchasingPolicy(tx)
  const refusal = approvalRefusal({ policy, now, order: found.facts, supplier, given })
  if (refusal?.code !== 'approval_expired') return false
  await expireOrder(tx, found.order, now)
  crashpoint('expire_approval.before-commit')
  return true
}

/** Expires every approved order that was not sent within the policy's hours. Returns the numbers of those. */
export async function expireApprovals({ db, now }: JobContext): Promise<string[]> {
  const expired: string[] = []
  for (const number of await ordersIn(db, 'approved')) {
    if (await exclusively(db, (tx) => expireIfOld(tx, number, now()))) expired.push(number)
  }
  return expired
}
