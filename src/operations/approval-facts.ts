import type { ApprovalRequest } from '#purchasing/judge-approval.ts'
import type { PurchasingPolicy } from '#purchasing/policy.ts'
import { dayOf } from '#purchasing/shop-day.ts'
import { QuartermasterError } from '#root/errors.ts'
import { commitmentsOn } from '#store/commitments.ts'
import type { Database } from '#store/database.ts'
import { rateOn } from '#store/exchange-rates.ts'
import { givenApprovals } from '#store/order-approvals.ts'
import { orderFacts, otherOptions, relatedOrders, supplierFacts } from '#store/order-facts.ts'
import { everyPerson } from '#store/people.ts'
import type { OrderWithLines } from '#store/purchase-orders.ts'
import { linesNow } from './need-now.ts'

/** Everything that a decision about an order is judged by, read at one moment. */
export type ApprovalFacts = Omit<ApprovalRequest, 'clicker' | 'seen'>

/** The facts of an order that is up for a decision. Throws 'not_found' for a number that is not in the books. */
export async function approvalFacts(
  db: Database,
  number: string,
  when: { policy: PurchasingPolicy; now: string; asOf: string },
): Promise<{ order: OrderWithLines; facts: ApprovalFacts }> {
  const { policy, now, asOf } = when
  const found = await orderFacts(db, number)
  if (found === null) throw noSuchOrder(number)
  const { order, facts } = found
  const supplier = await supplierFacts(db, order.supplierCode)
  if (supplier === null) throw new Error(`the supplier of ${number} vanished`)
  return {
    order,
    facts: {
      policy,
      now,
      order: facts,
      supplier,
      options: await otherOptions(db, facts),
      people: await everyPerson(db),
      related: await relatedOrders(db, facts, policy),
      given: await givenApprovals(db, number),
      commitments: await commitmentsOn(db, policy, dayOf(now, policy.timeZone)),
      current: {
        lines: await linesNow(db, order, asOf),
        rateToBase: await rateOn(db, order.currency, asOf),
      },
    },
  }
}

/** What people are told who name an order that is not there. */
export function noSuchOrder(number: string): QuartermasterError {
  return new QuartermasterError(
    'not_found',
    `There is no order "${number.slice(0, 40)}".`,
    'Open Orders to see them all.',
  )
}
