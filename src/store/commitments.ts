import { and, eq, inArray, isNotNull, sql } from 'drizzle-orm'
import { exactInBase } from '#purchasing/amounts.ts'
import type { Commitment } from '#purchasing/budget-check.ts'
import { boundStates } from '#purchasing/life-cycle.ts'
import type { PurchasingPolicy } from '#purchasing/policy.ts'
import { dayOf } from '#purchasing/shop-day.ts'
import type { Database } from './database.ts'
import { purchaseOrderLines, purchaseOrders } from './schema-orders.ts'
import { items } from './schema.ts'

/**
 * What approved orders take of the budgets that run on a day, minor units of the base currency at each order's recorded
 * rate, one entry a line. Nothing is read where no budget runs.
 */
export async function commitmentsOn(
  db: Database,
  policy: PurchasingPolicy,
  on: string,
): Promise<Commitment[]> {
  const running = policy.budgets.filter(({ startsOn, endsOn }) => startsOn <= on && on <= endsOn)
  if (running.length === 0) return []
  const startsOn = running.map((budget) => budget.startsOn).toSorted()[0] ?? on
  const rows = await db
    .select({
      orderNumber: purchaseOrders.number,
      category: items.category,
      currency: purchaseOrders.currency,
      rateToBase: purchaseOrders.rateToBase,
      approvedAt: purchaseOrders.approvedAt,
      minor: purchaseOrderLines.lineTotalMinor,
    })
    .from(purchaseOrderLines)
    .innerJoin(purchaseOrders, eq(purchaseOrders.number, purchaseOrderLines.orderNumber))
    .innerJoin(items, eq(items.sku, purchaseOrderLines.sku))
    .where(
      and(
        inArray(purchaseOrders.state, [...boundStates]),
        isNotNull(purchaseOrders.approvedAt),
        sql`${purchaseOrders.approvedAt} >= ${startsOn}::date - 1`,
        inArray(items.category, [...new Set(running.map(({ category }) => category))]),
      ),
    )
  return rows.map(({ orderNumber, category, currency, rateToBase, approvedAt, minor }) => ({
    orderNumber,
    category,
    on: dayOf(new Date(approvedAt ?? 0).toISOString(), policy.timeZone),
    minor: Number(exactInBase({ minor, currency }, rateToBase, policy.baseCurrency)),
  }))
}
