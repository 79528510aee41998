import type { DecisionFacts } from '#purchasing/approval-preview.ts'
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
export type Moment = { policy: PurchasingPolicy; now: string; asOf: string }

/** Who and what a decision about an order has to do with. Throws 'not_found' for a number that is not in the books. */
export async function decisionFacts(
  db: Database,
  number: string,
  { policy, now }: Moment,
): Promise<{ order: OrderWithLines; facts: DecisionFacts }> {
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
    },
  }
}

/** As `decisionFacts`, with price, need and rate of today. */
export async function approvalFacts(
  db: Database,
  number: string,
  moment: Moment,
): Promise<{ order: OrderWithLines; facts: ApprovalFacts }> {
  const { order, facts } = await decisionFacts(db, number, moment)
  const { asOf } = moment
  const current = {
    lines: await linesNow(db, order, asOf),
    rateToBase: await rateOn(db, order.currency, asOf),
  }
  return { order, facts: { ...facts, current } }
}

/** What people are told who name an order that is not there. */
export function noSuchOrder(number: string): QuartermasterError {
  return new QuartermasterError(
    'not_found',
    `There is no order "${number.slice(0, 40)}".`,
    'Open Orders to see them all.',
  )
}
