import { nearDuplicate } from '#purchasing/duplicates.ts'
import type { LiveOrder } from '#purchasing/duplicates.ts'
import { shapeOf } from '#store/purchase-orders.ts'
import type { OrderRecord } from '#store/order-records.ts'
import type { PolicyAt } from '#store/policy-history.ts'
import { stepsOf } from './order-standing-in-books.ts'

const millisecondsPerDay = 86_400_000

export type LiveOrderInBooks = Omit<LiveOrder, 'ageDays'> & {
  createdAt: string
  /** Somebody said that it is meant, or it was reopened and waits for an approval, at which it is looked at again. */
  mayRepeat: boolean
}

/** What the search for doubles needs of a live order. */
export function asLive(record: OrderRecord): LiveOrderInBooks {
  const { order } = record
  const undecided = order.state === 'draft' || order.state === 'submitted'
  return {
    ...shapeOf(order),
    createdAt: order.createdAt,
    mayRepeat:
      order.duplicateOverrideBy !== null || (undecided && stepsOf(record, 'reopen').length > 0),
  }
}

/** A word of somebody that an order is meant which is not in the audit. */
export function overrideFault(record: OrderRecord): string | null {
  const { number, duplicateOverrideBy } = record.order
  if (duplicateOverrideBy === null) return null
  const said = stepsOf(record, 'keep_both').some(({ actor }) => actor === duplicateOverrideBy)
  return said
    ? null
    : `${number} is kept beside another in the name of ${duplicateOverrideBy}; the audit does not say so`
}

/** Pairs of live orders that ask one supplier for nearly the same, by the policy of the day of the later one. */
export function doubleOrders(live: readonly LiveOrderInBooks[], policyAt: PolicyAt): string[] {
  const groups = Map.groupBy(live, (order) => `${order.supplierCode} ${order.locationCode}`)
  return [...groups.values()].flatMap((group) => {
    const byAge = group.toSorted((a, b) => Date.parse(a.createdAt) - Date.parse(b.createdAt))
    return byAge.flatMap((order, at) => {
      if (order.mayRepeat) return []
      const earlier = byAge
        .slice(0, at)
        .filter(({ mayRepeat }) => !mayRepeat)
        .map((other) => ({
          ...other,
          ageDays: (Date.parse(order.createdAt) - Date.parse(other.createdAt)) / millisecondsPerDay,
        }))
      const near = nearDuplicate(order, earlier, policyAt(order.createdAt).duplicates)
      return near === null ? [] : [`${near.number} and ${order.number} ask for nearly the same`]
    })
  })
}
