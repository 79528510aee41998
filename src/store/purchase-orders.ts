import { and, asc, desc, eq, exists, inArray, lt, sql } from 'drizzle-orm'
import type { SQL } from 'drizzle-orm'
import type { LiveOrder } from '#purchasing/duplicates.ts'
import { liveStates, onOrderStates } from '#purchasing/life-cycle.ts'
import type { OrderState } from '#purchasing/life-cycle.ts'
import type { Database } from './database.ts'
import { oneMatch } from './name-match.ts'
import { purchaseOrderLines, purchaseOrderRevisions, purchaseOrders } from './schema-orders.ts'
import { planRuns } from './schema-records.ts'
import { items } from './schema.ts'

export type OrderRow = typeof purchaseOrders.$inferSelect
export type OrderLineRow = typeof purchaseOrderLines.$inferSelect & { name: string }
export type OrderWithLines = OrderRow & { lines: OrderLineRow[] }
export type RevisionRow = typeof purchaseOrderRevisions.$inferSelect

/** Puts the lines, in their order, to orders. */
export async function withLines(db: Database, orders: OrderRow[]): Promise<OrderWithLines[]> {
  if (orders.length === 0) return []
  const rows = await db
    .select({ line: purchaseOrderLines, name: items.name })
    .from(purchaseOrderLines)
    .innerJoin(items, eq(items.sku, purchaseOrderLines.sku))
    .where(
      sql`${purchaseOrderLines.orderNumber} = any(${sql.param(orders.map(({ number }) => number))}::text[])`,
    )
    .orderBy(asc(purchaseOrderLines.orderNumber), asc(purchaseOrderLines.lineNumber))
  const linesOf = Map.groupBy(rows, ({ line }) => line.orderNumber)
  return orders.map((order) => ({
    ...order,
    lines: (linesOf.get(order.number) ?? []).map(({ line, name }) => ({ ...line, name })),
  }))
}

/** The order of this number with its lines, or null. */
export async function purchaseOrder(db: Database, number: string): Promise<OrderWithLines | null> {
  return (await ordersByNumber(db, [number])).get(number) ?? null
}

/** Orders with their lines by number; numbers nobody gave are left out. */
export async function ordersByNumber(
  db: Database,
  numbers: string[],
): Promise<Map<string, OrderWithLines>> {
  const rows = await db
    .select()
    .from(purchaseOrders)
    .where(sql`${purchaseOrders.number} = any(${sql.param(numbers)}::text[])`)
  return new Map((await withLines(db, rows)).map((order) => [order.number, order]))
}

/**
 * The order a person means by its number, in any case, or by the digits at its end ("PO-7", "7"); throws 'not_found'
 * with the nearest numbers, or 'ambiguous'.
 */
export async function resolveOrder(db: Database, text: string): Promise<OrderWithLines> {
  const wanted = text.trim()
  const rows = await db
    .select({ code: purchaseOrders.number, name: purchaseOrders.supplierCode })
    .from(purchaseOrders)
    .orderBy(desc(purchaseOrders.createdAt), desc(purchaseOrders.number))
  const exact = rows.filter(({ code }) => code.toLowerCase() === wanted.toLowerCase())
  const [, letters = '', digits] = /^([a-z]*)[\s#-]*(\d{1,9})$/i.exec(wanted) ?? []
  const sequence = /^([a-z]*)\b.*?(\d+)$/i
  const numbered = rows.filter(({ code }) => {
    const [, prefix = '', last] = sequence.exec(code) ?? []
    const named = letters === '' || prefix.toLowerCase() === letters.toLowerCase()
    return digits !== undefined && named && Number(last) === Number(digits)
  })
  const own = numbered.filter(({ code }) => code.startsWith('PO-'))
  const byDigits = own.length > 0 ? own : numbered
  const match = oneMatch('purchase order', wanted, exact.length > 0 ? exact : byDigits, rows)
  const order = await purchaseOrder(db, match.code)
  if (order === null) throw new Error(`order ${match.code} vanished while it was read`)
  return order
}

export type OrderFilter = {
  supplierCode?: string
  /** A state; 'open' = approved and not finished, or waiting for a decision; 'late' = on order and past its date. */
  state?: OrderState | 'open' | 'late'
  sku?: string
  asOf: string
}

function suits(db: Database, filter: OrderFilter): SQL | undefined {
  const { supplierCode, state, sku, asOf } = filter
  const holds = db
    .select({ one: sql`1` })
    .from(purchaseOrderLines)
    .where(
      and(
        eq(purchaseOrderLines.orderNumber, purchaseOrders.number),
        eq(purchaseOrderLines.sku, sku ?? ''),
      ),
    )
  return and(
    supplierCode === undefined ? undefined : eq(purchaseOrders.supplierCode, supplierCode),
    sku === undefined ? undefined : exists(holds),
    stateCondition(state, asOf),
  )
}

function stateCondition(state: OrderFilter['state'], asOf: string): SQL | undefined {
  if (state === undefined) return undefined
  if (state === 'open') return inArray(purchaseOrders.state, [...liveStates])
  if (state !== 'late') return eq(purchaseOrders.state, state)
  return and(
    inArray(purchaseOrders.state, [...onOrderStates]),
    lt(sql`coalesce(${purchaseOrders.confirmedForOn}, ${purchaseOrders.expectedOn})`, asOf),
  )
}

/** Orders by filter, the newest first, without lines, and how many there are. */
export async function orderList(
  db: Database,
  filter: OrderFilter,
  limit: number,
): Promise<{ orders: OrderRow[]; count: number }> {
  const where = suits(db, filter)
  const [counted] = await db
    .select({ count: sql<number>`count(*)::int` })
    .from(purchaseOrders)
    .where(where)
  const orders = await db
    .select()
    .from(purchaseOrders)
    .where(where)
    .orderBy(desc(purchaseOrders.createdAt), desc(purchaseOrders.number))
    .limit(limit)
  return { orders, count: counted?.count ?? 0 }
}

/** Orders in these states with their lines, the one that is due first first, and how many there are. */
export async function ordersToReceive(
  db: Database,
  states: readonly OrderState[],
  limit: number,
): Promise<{ orders: OrderWithLines[]; count: number }> {
  const where = inArray(purchaseOrders.state, [...states])
  const rows = await db
    .select()
    .from(purchaseOrders)
    .where(where)
    .orderBy(
      asc(sql`coalesce(${purchaseOrders.confirmedForOn}, ${purchaseOrders.expectedOn})`),
      asc(purchaseOrders.number),
    )
    .limit(limit)
  return { orders: await withLines(db, rows), count: await db.$count(purchaseOrders, where) }
}

/** Orders that count against a need at suppliers and places, with lines, the newest first. */
export async function liveOrders(
  db: Database,
  places: readonly { supplierCode: string; locationCode: string }[],
): Promise<OrderWithLines[]> {
  const list = (values: string[]) => sql`${sql.param(values)}::text[]`
  const suppliers = list(places.map(({ supplierCode }) => supplierCode))
  const locations = list(places.map(({ locationCode }) => locationCode))
  const rows = await db
    .select()
    .from(purchaseOrders)
    .where(
      and(
        sql`(${purchaseOrders.supplierCode}, ${purchaseOrders.locationCode}) in (select * from unnest(${suppliers}, ${locations}))`,
        inArray(purchaseOrders.state, [...liveStates]),
      ),
    )
    .orderBy(desc(purchaseOrders.createdAt), desc(purchaseOrders.number))
  return withLines(db, rows)
}

/** Live orders that were drafted from any of these recommendation handles. */
export async function liveOrdersFrom(
  db: Database,
  recommendationIds: string[],
): Promise<OrderWithLines[]> {
  if (recommendationIds.length === 0) return []
  const rows = await db
    .selectDistinct({ number: purchaseOrderLines.orderNumber })
    .from(purchaseOrderLines)
    .innerJoin(purchaseOrders, eq(purchaseOrders.number, purchaseOrderLines.orderNumber))
    .where(
      and(
        inArray(purchaseOrderLines.recommendationId, recommendationIds),
        inArray(purchaseOrders.state, [...liveStates]),
      ),
    )
  if (rows.length === 0) return []
  const numbers = rows.map(({ number }) => number)
  return withLines(
    db,
    await db
      .select()
      .from(purchaseOrders)
      .where(inArray(purchaseOrders.number, numbers))
      .orderBy(asc(purchaseOrders.number)),
  )
}

/** The numbers of the orders in a state, in order. */
export async function ordersIn(db: Database, state: OrderState): Promise<string[]> {
  const rows = await db
    .select({ number: purchaseOrders.number })
    .from(purchaseOrders)
    .where(eq(purchaseOrders.state, state))
    .orderBy(asc(purchaseOrders.number))
  return rows.map(({ number }) => number)
}

/** Every revision of an order, the first first. */
export function revisionsOf(db: Database, number: string): Promise<RevisionRow[]> {
  return db
    .select()
    .from(purchaseOrderRevisions)
    .where(eq(purchaseOrderRevisions.orderNumber, number))
    .orderBy(asc(purchaseOrderRevisions.revision))
}

/** The drafts that were made by Quartermaster on a day, of a supplier or for a place when these are named. */
export async function draftsOfDay(
  db: Database,
  where: { asOf: string; supplierCode?: string; locationCode?: string },
): Promise<OrderWithLines[]> {
  const { asOf, supplierCode, locationCode } = where
  const rows = await db
    .select({ order: purchaseOrders })
    .from(purchaseOrders)
    .innerJoin(planRuns, eq(planRuns.id, purchaseOrders.planRunId))
    .where(
      and(
        eq(purchaseOrders.state, 'draft'),
        eq(planRuns.asOf, asOf),
        supplierCode === undefined ? undefined : eq(purchaseOrders.supplierCode, supplierCode),
        locationCode === undefined ? undefined : eq(purchaseOrders.locationCode, locationCode),
      ),
    )
    .orderBy(asc(purchaseOrders.number))
  return withLines(
    db,
    rows.map(({ order }) => order),
  )
}

/** An order as the duplicate guard compares it. */
export function shapeOf(order: OrderWithLines): Omit<LiveOrder, 'ageDays'> {
  const { number, state, supplierCode, locationCode, createdAt } = order
  return {
    number,
    state,
    supplierCode,
    locationCode,
    createdOn: createdAt.slice(0, 10),
    lines: order.lines.map((line) => ({ sku: line.sku, units: line.orderedUnits })),
  }
}
