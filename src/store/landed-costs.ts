// What goods cost once they were here, from the invoices that count, beside what was planned for the same units.
import { and, eq, exists, gte, inArray, lte, sql } from 'drizzle-orm'
import { addMinor, currencyDigits, lineTotalMinor } from '#planning/money.ts'
import { exactInBase } from '#purchasing/amounts.ts'
import { plannedFor } from '#purchasing/expected-charges.ts'
import { landedActuals } from '#purchasing/landed-actual.ts'
import type { LandedActual } from '#purchasing/landed-actual.ts'
import type { Database } from './database.ts'
import { countedStates, invoicesWith } from './invoices.ts'
import type { InvoiceWithLines } from './invoices.ts'
import { withLines } from './purchase-orders.ts'
import type { OrderWithLines } from './purchase-orders.ts'
import { invoices, purchaseOrders, purchaseOrderLines } from './schema-orders.ts'
import { items } from './schema.ts'

/** Money in minor units of the base currency. */
export type LandedCostLine = LandedActual & { units: number; plannedMinor: number | null }
export type LandedOrder = {
  orderNumber: string
  lines: LandedCostLine[]
  /** Invoices in a currency without a known rate, which are not in the figures. */
  leftOut: string[]
}

export type LandedFilter = {
  orderNumber?: string
  supplierCode?: string
  locationCode?: string
  category?: string
  /** Days of the invoices, both included. */
  fromOn?: string
  toOn?: string
}

function suits(db: Database, filter: LandedFilter) {
  const { orderNumber, supplierCode, locationCode, category, fromOn, toOn } = filter
  const inCategory = db
    .select({ one: sql`1` })
    .from(purchaseOrderLines)
    .innerJoin(items, eq(items.sku, purchaseOrderLines.sku))
    .where(
      and(
        eq(purchaseOrderLines.orderNumber, purchaseOrders.number),
        eq(items.category, category ?? ''),
      ),
    )
  return and(
    inArray(invoices.state, [...countedStates]),
    orderNumber === undefined ? undefined : eq(invoices.orderNumber, orderNumber),
    supplierCode === undefined ? undefined : eq(purchaseOrders.supplierCode, supplierCode),
    locationCode === undefined ? undefined : eq(purchaseOrders.locationCode, locationCode),
    category === undefined ? undefined : exists(inCategory),
    fromOn === undefined ? undefined : gte(invoices.invoicedOn, fromOn),
    toOn === undefined ? undefined : lte(invoices.invoicedOn, toOn),
  )
}

function rateOf(invoice: InvoiceWithLines, order: OrderWithLines, base: string): string | null {
  if (invoice.currency === base) return '1'
  if (invoice.rateToBase !== null) return invoice.rateToBase
  return invoice.currency === order.currency ? order.rateToBase : null
}

/** What was planned for so many units of an item, over all its lines on the order; null where one is from no plan. */
function plannedOf(order: OrderWithLines, sku: string, units: number): number | null {
  const lines = order.lines.filter((line) => line.sku === sku)
  const total = (key: 'orderedUnits' | 'planUnits' | 'plannedLandedMinor') =>
    lines.reduce<number | null>(
      (sum, line) => (sum === null || line[key] === null ? null : sum + line[key]),
      0,
    )
  if (lines.length === 0) return null
  return plannedFor(
    {
      orderedUnits: total('orderedUnits') ?? 0,
      planUnits: total('planUnits'),
      plannedLandedMinor: total('plannedLandedMinor'),
    },
    units,
  )
}

function landedOrder(
  order: OrderWithLines,
  bills: readonly InvoiceWithLines[],
  base: string,
): LandedOrder {
  const rated = bills.flatMap((invoice) => {
    const rate = rateOf(invoice, order, base)
    if (rate === null) return []
    const { currency } = invoice
    const inBase = (minor: number) => Number(exactInBase({ minor, currency }, rate, base))
    return [{ invoice, inBase }]
  })
  const goods = rated.flatMap(({ invoice, inBase }) =>
    invoice.lines.map(({ sku, units, unitPrice }) => ({
      sku,
      units,
      minor: inBase(lineTotalMinor(unitPrice, units, currencyDigits(invoice.currency))),
    })),
  )
  const lines = [...Map.groupBy(goods, ({ sku }) => sku)].map(([sku, same]) => {
    const units = same.reduce((sum, line) => sum + line.units, 0)
    return {
      sku,
      acceptedUnits: units,
      goodsMinor: addMinor(0, ...same.map(({ minor }) => minor)),
      plannedMinor: plannedOf(order, sku, units),
    }
  })
  const charges = rated.flatMap(({ invoice, inBase }) =>
    invoice.charges.map(({ kind, minor }) => ({ kind, minor: inBase(minor) })),
  )
  const left = bills.filter((bill) => !rated.some(({ invoice }) => invoice === bill))
  return {
    orderNumber: order.number,
    lines: landedActuals(lines, charges).map((actual, at) => ({
      ...actual,
      units: lines[at]!.acceptedUnits,
      plannedMinor: lines[at]!.plannedMinor,
    })),
    leftOut: left.map(({ number }) => number),
  }
}

/**
 * The landed cost of orders as invoiced, at the rate recorded with each invoice, line by line beside the plan pro rata
 * to the units invoiced; orders by number. Held and rejected invoices are not in it.
 */
export async function landedCosts(
  db: Database,
  baseCurrency: string,
  filter: LandedFilter,
): Promise<LandedOrder[]> {
  const rows = await db
    .select({ invoice: invoices, order: purchaseOrders })
    .from(invoices)
    .innerJoin(purchaseOrders, eq(purchaseOrders.number, invoices.orderNumber))
    .where(suits(db, filter))
  const orders = new Map(rows.map(({ order }) => [order.number, order]))
  const bills = Map.groupBy(
    await invoicesWith(
      db,
      rows.map(({ invoice }) => invoice),
    ),
    ({ orderNumber }) => orderNumber ?? '',
  )
  const full = await withLines(
    db,
    [...orders.values()].toSorted((a, b) => (a.number < b.number ? -1 : 1)),
  )
  return full.map((order) => landedOrder(order, bills.get(order.number) ?? [], baseCurrency))
}
