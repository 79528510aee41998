// The submitted orders, as the person who opens the page may or may not decide about them.
import { previewApproval } from '#purchasing/approval-preview.ts'
import { judgeApproval } from '#purchasing/judge-approval.ts'
import type { Flag } from '#purchasing/order-flags.ts'
import type { PurchasingPolicy } from '#purchasing/policy.ts'
import type { Database } from '#store/database.ts'
import { everyPerson } from '#store/people.ts'
import type { PersonRow } from '#store/people.ts'
import { orderList } from '#store/purchase-orders.ts'
import { purchasingPolicy } from '#store/purchasing-policy.ts'
import { suppliersByCode } from '#store/suppliers.ts'
import { decisionFacts } from './approval-facts.ts'
import type { DecisionFacts } from '#purchasing/approval-preview.ts'

export type InboxOrder = {
  number: string
  supplierName: string
  locationCode: string
  currency: string
  totalMinor: number
  /** Held against a limit, base currency. */
  heldMinor: number
  requestedBy: string
  submittedAt: string | null
  lineCount: number
  flags: Flag[]
  missingCount: number
  /** Why the person may not decide; null = may. */
  barredBecause: string | null
}

export type ApprovalInbox = {
  baseCurrency: string
  /** What waits for this person, the oldest first; then what waits for others. */
  mine: InboxOrder[]
  others: InboxOrder[]
  moreCount: number
}

const shownOrders = 50

/** Whether the person could approve the order if everything still is as it was written. */
function barOf(facts: DecisionFacts, person: PersonRow): string | null {
  const { revision, contentHash, totalMinor, lines, rateToBase } = facts.order
  const asWritten = lines.map(({ sku, unitPrice }) => ({
    sku,
    unitPrice,
    neededUnits: null,
    neededBeforeUnits: null,
  }))
  const decision = judgeApproval({
    ...facts,
    clicker: { kind: 'person', person },
    seen: { revision, contentHash, typedAmountMinor: totalMinor },
    current: { lines: asWritten, rateToBase },
  })
  return decision.outcome === 'refused' ? decision.sentence : null
}

async function inboxOrder(
  db: Database,
  number: string,
  asks: { policy: PurchasingPolicy; now: string; asOf: string; person: PersonRow },
): Promise<InboxOrder> {
  const { order, facts } = await decisionFacts(db, number, asks)
  const supplier = (await suppliersByCode(db, [order.supplierCode])).get(order.supplierCode)
  const { held, flags, open } = previewApproval(facts)
  const requester = facts.people.find(({ id }) => id === order.createdBy)
  return {
    number,
    supplierName: supplier?.name ?? order.supplierCode,
    locationCode: order.locationCode,
    currency: order.currency,
    totalMinor: order.totalMinor,
    heldMinor: Number(held.heldMinor),
    requestedBy: requester?.name ?? order.createdBy,
    submittedAt: facts.order.submittedAt,
    lineCount: order.lines.length,
    flags,
    missingCount: open?.approvals ?? 0,
    barredBecause: barOf(facts, asks.person),
  }
}

/** What waits for a decision, at most fifty orders, the oldest first; reads only. */
export async function approvalInbox(
  db: Database,
  desk: { personId: string; now: string; asOf: string },
): Promise<ApprovalInbox> {
  const policy = await purchasingPolicy(db)
  const person = (await everyPerson(db)).find(({ id }) => id === desk.personId)
  const { orders, count } = await orderList(
    db,
    { state: 'submitted', asOf: desk.asOf },
    Number.MAX_SAFE_INTEGER,
  )
  const waiting = orders
    .toSorted((a, b) => ((a.submittedAt ?? '') < (b.submittedAt ?? '') ? -1 : 1))
    .slice(0, shownOrders)
  const shown: InboxOrder[] = []
  if (person !== undefined) {
    for (const { number } of waiting) {
      shown.push(await inboxOrder(db, number, { policy, ...desk, person }))
    }
  }
  return {
    baseCurrency: policy.baseCurrency,
    mine: shown.filter(({ barredBecause }) => barredBecause === null),
    others: shown.filter(({ barredBecause }) => barredBecause !== null),
    moreCount: count - shown.length,
  }
}
