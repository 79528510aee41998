import { addDays } from '#planning/calendar.ts'
import { addMinor } from '#planning/money.ts'
import { approvalRoute, splitWindowDays, type ApprovalRoute } from '#purchasing/approval.ts'
import { totalInBase } from '#purchasing/order-content.ts'
import { formatMoney } from '#render/figures.ts'
import type { Database } from '#store/database.ts'
import { everyPerson } from '#store/people.ts'
import { ordersInWindow, type OrderWithLines } from '#store/purchase-orders.ts'
import type { SupplierRow } from '#store/suppliers.ts'
import { listOf, nameOf } from './answer.ts'

/** What is held against a limit, minor units of the base currency, and how many other orders are in it. */
export type DecisionAmount = { totalMinor: number; otherCount: number }

/** Who may decide about an order as it stands, and about how much; reads only. */
export async function decisionOn(
  db: Database,
  order: OrderWithLines,
  supplier: SupplierRow,
  baseCurrency: string,
  asOf: string,
): Promise<{ route: ApprovalRoute; amount: DecisionAmount }> {
  const amount = await windowAmount(db, order, baseCurrency, asOf)
  const route = approvalRoute(await everyPerson(db), {
    amountMinor: amount.totalMinor,
    createdBy: order.createdBy,
    lastEditedBy: order.lastEditedBy,
    supplierCreatedBy: supplier.createdBy,
    asOf,
  })
  return { route, amount }
}

/** This order and the requester's other live orders to the same supplier in the window, in the base currency. */
async function windowAmount(
  db: Database,
  order: OrderWithLines,
  baseCurrency: string,
  asOf: string,
): Promise<DecisionAmount> {
  const { supplierCode, createdBy } = order
  const sinceAt = `${addDays(asOf, -splitWindowDays)}T00:00:00Z`
  const others = (await ordersInWindow(db, { supplierCode, createdBy, sinceAt })).filter(
    ({ number }) => number !== order.number,
  )
  const totals = [order, ...others].map((each) => totalInBase(each, baseCurrency))
  return { totalMinor: addMinor(...totals), otherCount: others.length }
}

/** Names those who may decide and the amount that their limit is held against, ready to quote. */
export function decisionSentence(
  route: ApprovalRoute,
  amount: DecisionAmount,
  baseCurrency: string,
): string {
  const money = formatMoney(amount.totalMinor, baseCurrency)
  const counted =
    amount.otherCount === 0
      ? money
      : `${money} together with ${amount.otherCount} more to the same supplier in the last week`
  const names = listOf(route.deciders.slice(0, 3).map(({ name }) => nameOf(name)))
  if (route.deciders.length === 0) {
    return `Nobody in the books may decide about ${counted}; a person with a higher limit is needed.`
  }
  return `${names} may decide about ${counted}; until then it is not approved.`
}
