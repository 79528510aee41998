// The amount that is held against a limit: ten small orders are one large one.
import { daysBetween } from '#planning/calendar.ts'
import { exactInBase } from './amounts.ts'
import type { OrderState } from './life-cycle.ts'
import type { OrderFacts, RelatedOrder } from './order-facts.ts'
import type { PurchasingPolicy } from './policy.ts'
import { dayOf } from './shop-day.ts'

export type HeldAmount = {
  /** The order alone, and with those it belongs with; minor units of the base currency at the recorded rates. */
  ownMinor: bigint
  heldMinor: bigint
  together: readonly RelatedOrder[]
}

/** Orders that came to nothing are held against no limit; a received one was money all the same. */
const cameToNothing: readonly OrderState[] = ['rejected', 'expired', 'cancelled']

/** Days between the drafting, or between the submission, of two orders, whichever is less: neither can be put off to escape. */
function daysApart(a: RelatedOrder | OrderFacts, b: RelatedOrder | OrderFacts, zone: string) {
  const apart = (from: string, to: string) =>
    Math.abs(daysBetween(dayOf(from, zone), dayOf(to, zone)))
  const drafted = apart(a.createdAt, b.createdAt)
  return a.submittedAt === null || b.submittedAt === null
    ? drafted
    : Math.min(drafted, apart(a.submittedAt, b.submittedAt))
}

/** The other orders to the supplier, by the same requester or cost centre, within the window on either side. */
export function belongingOrders(
  order: OrderFacts,
  related: readonly RelatedOrder[],
  policy: PurchasingPolicy,
): RelatedOrder[] {
  return related.filter(
    (other) =>
      other.number !== order.number &&
      other.supplierCode === order.supplierCode &&
      !cameToNothing.includes(other.state) &&
      (other.createdBy === order.createdBy ||
        (order.costCentre !== null && other.costCentre === order.costCentre)) &&
      daysApart(order, other, policy.timeZone) <= policy.splitWindowDays,
  )
}

/** What is held against a limit when the order is decided. Throws 'conflict' (no_rate) where a rate is missing. */
export function heldAmount(
  order: OrderFacts,
  related: readonly RelatedOrder[],
  policy: PurchasingPolicy,
): HeldAmount {
  const inBase = (each: OrderFacts | RelatedOrder) =>
    exactInBase(
      { minor: each.totalMinor, currency: each.currency },
      each.rateToBase,
      policy.baseCurrency,
    )
  const together = belongingOrders(order, related, policy)
  const ownMinor = inBase(order)
  const heldMinor = together.reduce((sum, other) => sum + inBase(other), ownMinor)
  return { ownMinor, heldMinor, together }
}
