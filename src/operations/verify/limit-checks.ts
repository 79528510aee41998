// What no single order shows: sums over a window, and over a budget.
import { exactInBase } from '#purchasing/amounts.ts'
import { belongingOrders } from '#purchasing/held-amount.ts'
import type { OrderFacts, RelatedOrder } from '#purchasing/order-facts.ts'
import type { Budget, PurchasingPolicy } from '#purchasing/policy.ts'
import { commitmentsOn } from '#store/commitments.ts'
import type { Database } from '#store/database.ts'
import { approvedBySupplier, decidedAtOf } from '#store/order-records.ts'
import type { LimitedOrder } from '#store/order-records.ts'
import type { PolicyAt } from '#store/policy-history.ts'
import { faultList, verifyCheck } from './verify-check.ts'
import type { VerifyCheck } from './verify-check.ts'

const millisecondsPerDay = 86_400_000
const iso = (at: string) => new Date(at).toISOString()

function asRelated(order: LimitedOrder): RelatedOrder {
  return {
    ...order,
    createdAt: iso(order.createdAt),
    submittedAt: order.submittedAt === null ? null : iso(order.submittedAt),
    preparedBy: [],
    lines: [],
  }
}

function asFacts(order: LimitedOrder): OrderFacts {
  const unread = { revision: 0, contentHash: '', lastEditedBy: '', duplicateOverrideBy: null }
  return { ...asRelated(order), ...unread, lines: [] }
}

/** Whether two orders can lie in one window at all; which they do is for the rule to say. */
function near(a: LimitedOrder, b: LimitedOrder, days: number): boolean {
  const apart = (one: string, other: string) => Math.abs(Date.parse(one) - Date.parse(other))
  const widest = (days + 2) * millisecondsPerDay
  return (
    apart(a.createdAt, b.createdAt) <= widest ||
    (a.submittedAt !== null &&
      b.submittedAt !== null &&
      apart(a.submittedAt, b.submittedAt) <= widest)
  )
}

/** An order that, with those of its window approved before it, is above what its approvers may approve. */
function windowFault(
  order: LimitedOrder,
  others: readonly LimitedOrder[],
  policyAt: PolicyAt,
): string | null {
  const policy = policyAt(order.decidedAt)
  const before = others.filter(
    (other) =>
      other.number !== order.number &&
      Date.parse(other.decidedAt) <= Date.parse(order.decidedAt) &&
      near(order, other, policy.splitWindowDays),
  )
  const together = belongingOrders(asFacts(order), before.map(asRelated), policy)
  const inBase = ({ totalMinor, currency, rateToBase }: RelatedOrder | LimitedOrder) =>
    exactInBase({ minor: totalMinor, currency }, rateToBase, policy.baseCurrency)
  const heldMinor = together.reduce((sum, other) => sum + inBase(other), inBase(order))
  if (order.limitMinor === null || BigInt(order.limitMinor) >= heldMinor) return null
  const numbers = [...together.map(({ number }) => number), order.number].join(', ')
  return `${numbers} belong together and are worth ${heldMinor} in base; the limit of who approved was ${order.limitMinor}`
}

/** Orders of one requester to one supplier within the window are together within the limit of who approved the last. */
export async function windowCheck(db: Database, policyAt: PolicyAt): Promise<VerifyCheck> {
  const faults = faultList()
  let count = 0
  for await (const orders of approvedBySupplier(db)) {
    for (const order of orders) {
      count += 1
      faults.add(windowFault(order, orders, policyAt))
    }
  }
  const sound = `${count} approved orders are within the limits, also together with those around them`
  return verifyCheck('limits over a window', faults, sound)
}

/** The first order approved here that took a budget beyond its amount while the policy refused that, or null. */
async function budgetFault(
  db: Database,
  budget: Budget,
  policy: PurchasingPolicy,
  policyAt: PolicyAt,
): Promise<string | null> {
  const { category, startsOn, endsOn, amountMinor } = budget
  const taken = await commitmentsOn(db, { ...policy, budgets: [budget] }, endsOn)
  const inPeriod = taken.filter(({ on }) => startsOn <= on && on <= endsOn)
  const total = inPeriod.reduce((sum, { minor }) => sum + BigInt(minor), 0n)
  if (total <= BigInt(amountMinor)) return null
  const byOrder = Map.groupBy(inPeriod, ({ orderNumber }) => orderNumber)
  const decidedAt = await decidedAtOf(db, [...byOrder.keys()])
  const inTurn = [...byOrder].toSorted(([a, as], [b, bs]) => {
    const key = (number: string, on: string) => decidedAt.get(number) ?? on
    const [first, second] = [key(a, as[0]?.on ?? ''), key(b, bs[0]?.on ?? '')]
    return first < second ? -1 : 1
  })
  let sum = 0n
  for (const [number, commitments] of inTurn) {
    sum = commitments.reduce((so, { minor }) => so + BigInt(minor), sum)
    const at = decidedAt.get(number)
    if (sum <= BigInt(amountMinor) || at === undefined) continue
    if (policyAt(at).beyondBudget === 'flag') continue
    return `the budget of ${category} from ${startsOn} is ${amountMinor}, and with ${number} ${sum} of it were approved; unless it was lowered since, somebody went around the policy`
  }
  return null
}

/** No budget is exceeded by an order that was approved while the policy refuses that. */
export async function budgetCheck(
  db: Database,
  policy: PurchasingPolicy,
  policyAt: PolicyAt,
): Promise<VerifyCheck> {
  const faults = faultList()
  for (const budget of policy.budgets) {
    faults.add(await budgetFault(db, budget, policy, policyAt))
  }
  const sound = `${policy.budgets.length} budgets hold what was approved`
  return verifyCheck('budgets', faults, sound)
}
