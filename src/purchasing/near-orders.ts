import type { OrderState } from './life-cycle.ts'
import { nearDuplicate } from './duplicates.ts'
import type { LiveOrder } from './duplicates.ts'
import type { OrderFacts, RelatedOrder } from './order-facts.ts'
import type { DuplicateRule } from './policy.ts'
import { hoursBetween } from './shop-day.ts'

const deadStates: readonly OrderState[] = ['rejected', 'expired', 'cancelled']

function asLive(other: RelatedOrder, order: OrderFacts): LiveOrder & { source: RelatedOrder } {
  return {
    number: other.number,
    state: other.state,
    supplierCode: other.supplierCode,
    locationCode: other.locationCode,
    lines: [...other.lines],
    createdOn: other.createdAt.slice(0, 10),
    ageDays: Math.abs(hoursBetween(other.createdAt, order.createdAt)) / 24,
    source: other,
  }
}

/** Another order that stands and asks the supplier for nearly the same, or null. Orders that came to nothing do not count. */
export function nearOrder(
  order: OrderFacts,
  related: readonly RelatedOrder[],
  rule: DuplicateRule,
): RelatedOrder | null {
  const standing = related.filter(
    (other) => other.number !== order.number && !deadStates.includes(other.state),
  )
  const wanted = { ...order, lines: [...order.lines] }
  return (
    nearDuplicate(
      wanted,
      standing.map((other) => asLive(other, order)),
      rule,
    )?.source ?? null
  )
}

/** The order, dead or alive, that this one repeats and that the person had a hand in; null where there is none. */
export function ownOrderBehind(
  order: OrderFacts,
  related: readonly RelatedOrder[],
  personId: string,
  rule: DuplicateRule,
): RelatedOrder | null {
  const own = related.filter(
    (other) =>
      other.number !== order.number &&
      (other.createdBy === personId || other.preparedBy.includes(personId)),
  )
  const wanted = { ...order, lines: [...order.lines] }
  return (
    nearDuplicate(
      wanted,
      own.map((other) => asLive(other, order)),
      rule,
    )?.source ?? null
  )
}
