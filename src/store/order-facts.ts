// An order, its supplier and its neighbours as the rules of purchasing look at them.
import { and, desc, eq, gte, inArray, lte, ne, sql } from 'drizzle-orm'
import type {
  OrderFacts,
  OrderLineFacts,
  OtherOption,
  RelatedOrder,
  SupplierFacts,
} from '#purchasing/order-facts.ts'
import type { QuantityTerms } from '#purchasing/judge-submission.ts'
import { boundStates } from '#purchasing/life-cycle.ts'
import type { PurchasingPolicy } from '#purchasing/policy.ts'
import { selectRows } from './database.ts'
import type { Database } from './database.ts'
import { purchaseOrder, withLines } from './purchase-orders.ts'
import type { OrderWithLines } from './purchase-orders.ts'
import { purchaseOrderLines, purchaseOrders } from './schema-orders.ts'
import { items, supplierItems, suppliers } from './schema.ts'

/** Who wrote any revision of these orders, or of the ones they were copied from, by order number. */
async function preparersOf(db: Database, numbers: string[]): Promise<Map<string, string[]>> {
  if (numbers.length === 0) return new Map()
  const rows = await selectRows<{ number: string; people: string[] }>(
    db,
    sql`with recursive line(number, ancestor) as (
        select number, number from purchase_order where number = any(${sql.param(numbers)}::text[])
        union
        select line.number, ordered.copied_from from line
        join purchase_order ordered on ordered.number = line.ancestor where ordered.copied_from is not null)
      select line.number as "number", array_agg(distinct who.id) as "people" from line
      join lateral (
        select edited_by as id from purchase_order_revision where order_number = line.ancestor
        union select created_by from purchase_order where number = line.ancestor) who on true
      group by 1`,
  )
  return new Map(rows.map(({ number, people }) => [number, people.toSorted()]))
}

/** What the last order from the supplier in the currency paid for each item, this order apart. */
async function lastPrices(db: Database, order: OrderWithLines): Promise<Map<string, string>> {
  const since = sql`coalesce(${purchaseOrders.approvedAt}, ${purchaseOrders.createdAt})`
  const rows = await db
    .selectDistinctOn([purchaseOrderLines.sku], {
      sku: purchaseOrderLines.sku,
      unitPrice: purchaseOrderLines.unitPrice,
    })
    .from(purchaseOrderLines)
    .innerJoin(purchaseOrders, eq(purchaseOrders.number, purchaseOrderLines.orderNumber))
    .where(
      and(
        eq(purchaseOrders.supplierCode, order.supplierCode),
        eq(purchaseOrders.currency, order.currency),
        ne(purchaseOrders.number, order.number),
        inArray(purchaseOrders.state, [...boundStates]),
        inArray(
          purchaseOrderLines.sku,
          order.lines.map(({ sku }) => sku),
        ),
      ),
    )
    .orderBy(purchaseOrderLines.sku, desc(since), desc(purchaseOrders.number))
  return new Map(rows.map(({ sku, unitPrice }) => [sku, unitPrice]))
}

async function lineFacts(db: Database, order: OrderWithLines): Promise<OrderLineFacts[]> {
  const skus = order.lines.map(({ sku }) => sku)
  const known = await db
    .select({ sku: items.sku, category: items.category, criticality: items.criticality })
    .from(items)
    .where(inArray(items.sku, skus))
  const itemOf = new Map(known.map((item) => [item.sku, item]))
  const paid = await lastPrices(db, order)
  return order.lines.map((line) => ({
    sku: line.sku,
    category: itemOf.get(line.sku)?.category ?? '',
    criticality: itemOf.get(line.sku)?.criticality ?? 'normal',
    units: line.orderedUnits,
    unitPrice: line.unitPrice,
    lastUnitPrice: paid.get(line.sku) ?? null,
    planUnits: line.planUnits,
  }))
}

/** The order of this number with everything that judging it needs, or null. */
export async function orderFacts(
  db: Database,
  number: string,
): Promise<{ order: OrderWithLines; facts: OrderFacts } | null> {
  const order = await purchaseOrder(db, number)
  if (order === null) return null
  const { createdBy, lastEditedBy, costCentre, duplicateOverrideBy } = order
  const people = (await preparersOf(db, [number])).get(number) ?? []
  const facts: OrderFacts = {
    number,
    state: order.state,
    revision: order.revision,
    contentHash: order.contentHash,
    supplierCode: order.supplierCode,
    locationCode: order.locationCode,
    currency: order.currency,
    rateToBase: order.rateToBase,
    totalMinor: order.totalMinor,
    createdBy,
    lastEditedBy,
    preparedBy: people,
    costCentre,
    createdAt: asIso(order.createdAt),
    submittedAt: order.submittedAt === null ? null : asIso(order.submittedAt),
    duplicateOverrideBy,
    lines: await lineFacts(db, order),
  }
  return { order, facts }
}

/** The two databases write instants differently; the rules read ISO. */
const asIso = (at: string) => new Date(at).toISOString()
const asIsoOrNull = (at: string | null) => (at === null ? null : asIso(at))

/** What the rules know of a supplier. A supplier without its own date of entry is as old as its first order here. */
export async function supplierFacts(db: Database, code: string): Promise<SupplierFacts | null> {
  const [row] = await db.select().from(suppliers).where(eq(suppliers.code, code))
  if (row === undefined) return null
  return {
    code,
    status: row.status,
    risk: row.risk,
    createdBy: row.createdBy,
    createdAt: asIsoOrNull(row.createdAt),
    email: row.email,
    bankChangedAt: asIsoOrNull(row.bankChangedAt),
    emailChangedAt: asIsoOrNull(row.emailChangedAt),
  }
}

const dayMs = 86_400_000

/** The other orders to the supplier that may belong with this one by the policy's windows, dead ones too, by number. */
export async function relatedOrders(
  db: Database,
  order: OrderFacts,
  policy: PurchasingPolicy,
): Promise<RelatedOrder[]> {
  const days = Math.max(policy.splitWindowDays, policy.duplicates.windowDays) + 1
  const instants = [order.createdAt, order.submittedAt ?? order.createdAt].map((at) =>
    Date.parse(at),
  )
  const from = new Date(Math.min(...instants) - days * dayMs).toISOString()
  const to = new Date(Math.max(...instants) + days * dayMs).toISOString()
  const submitted = sql`coalesce(${purchaseOrders.submittedAt}, ${purchaseOrders.createdAt})`
  const rows = await db
    .select()
    .from(purchaseOrders)
    .where(
      and(
        eq(purchaseOrders.supplierCode, order.supplierCode),
        ne(purchaseOrders.number, order.number),
        gte(sql`greatest(${purchaseOrders.createdAt}, ${submitted})`, from),
        lte(sql`least(${purchaseOrders.createdAt}, ${submitted})`, to),
      ),
    )
    .orderBy(purchaseOrders.number)
  const people = await preparersOf(
    db,
    rows.map(({ number }) => number),
  )
  return (await withLines(db, rows)).map((other) => ({
    number: other.number,
    state: other.state,
    supplierCode: other.supplierCode,
    locationCode: other.locationCode,
    currency: other.currency,
    rateToBase: other.rateToBase,
    totalMinor: other.totalMinor,
    createdBy: other.createdBy,
    preparedBy: people.get(other.number) ?? [],
    costCentre: other.costCentre,
    createdAt: asIso(other.createdAt),
    submittedAt: asIsoOrNull(other.submittedAt),
    lines: other.lines.map((line) => ({ sku: line.sku, units: line.orderedUnits })),
  }))
}

/** The other suppliers that sell an item of the order. */
export async function otherOptions(db: Database, order: OrderFacts): Promise<OtherOption[]> {
  return db
    .select({
      sku: supplierItems.sku,
      supplierCode: supplierItems.supplierCode,
      status: suppliers.status,
      preferredRank: supplierItems.preferredRank,
      validUntil: supplierItems.validUntil,
    })
    .from(supplierItems)
    .innerJoin(suppliers, eq(suppliers.code, supplierItems.supplierCode))
    .where(
      and(
        ne(supplierItems.supplierCode, order.supplierCode),
        inArray(
          supplierItems.sku,
          order.lines.map(({ sku }) => sku),
        ),
      ),
    )
    .orderBy(supplierItems.sku, supplierItems.preferredRank, supplierItems.supplierCode)
}

/** What the order's supplier sells of its items: multiples, minimum, maximum, stock units. */
export async function quantityTerms(db: Database, order: OrderFacts): Promise<QuantityTerms[]> {
  return db
    .select({
      sku: supplierItems.sku,
      moqUnits: supplierItems.moqUnits,
      orderMultipleUnits: supplierItems.orderMultipleUnits,
      maximumUnits: supplierItems.maximumUnits,
    })
    .from(supplierItems)
    .where(
      and(
        eq(supplierItems.supplierCode, order.supplierCode),
        inArray(
          supplierItems.sku,
          order.lines.map(({ sku }) => sku),
        ),
      ),
    )
}
