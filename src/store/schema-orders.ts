// The papers of purchasing: orders with their lines and revisions, receipts, invoices.
import { sql } from 'drizzle-orm'
import {
  check,
  date,
  foreignKey,
  index,
  integer,
  jsonb,
  numeric,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
} from 'drizzle-orm/pg-core'
import type { MatchFinding } from '#purchasing/invoice-match.ts'
import type { ChargeKind } from '#purchasing/landed-actual.ts'
import type { OrderState } from '#purchasing/life-cycle.ts'
import type { FindingCode } from '#purchasing/receipt.ts'
import { items, locations, suppliers } from './schema.ts'
import { instant, minor, unitPrice } from './schema-columns.ts'

export const purchaseOrders = pgTable(
  'purchase_order',
  {
    number: text('number').primaryKey(),
    revision: integer('revision').notNull().default(1),
    state: text('state').$type<OrderState>().notNull(),
    supplierCode: text('supplier_code')
      .notNull()
      .references(() => suppliers.code, { onUpdate: 'cascade' }),
    locationCode: text('location_code')
      .notNull()
      .references(() => locations.code, { onUpdate: 'cascade' }),
    currency: text('currency').notNull(),
    /** The rate of the day the order was made: thresholds use it, not today's. */
    rateToBase: numeric('rate_to_base', { precision: 18, scale: 8 }).notNull(),
    totalMinor: minor('total_minor').notNull(),
    contentHash: text('content_hash').notNull(),
    planRunId: integer('plan_run_id'),
    costCentre: text('cost_centre'),
    /** The order it was copied from: whoever wrote that one had a hand in this one. */
    copiedFrom: text('copied_from'),
    /** Who said, on record, that it is meant although a nearly equal order exists. */
    duplicateOverrideBy: text('duplicate_override_by'),
    createdBy: text('created_by').notNull(),
    createdAt: instant('created_at').notNull(),
    lastEditedBy: text('last_edited_by').notNull(),
    submittedAt: instant('submitted_at'),
    approvedAt: instant('approved_at'),
    sentAt: instant('sent_at'),
    acknowledgedAt: instant('acknowledged_at'),
    /** The supplier's own number for it. */
    acknowledgedAs: text('acknowledged_as'),
    /** The day the supplier confirmed; null = as ordered. Apart from the content, which an approval is bound to. */
    confirmedForOn: date('confirmed_for_on'),
    closedAt: instant('closed_at'),
    expectedOn: date('expected_on'),
    note: text('note'),
    source: text('source').notNull(),
  },
  (t) => [index('purchase_order_state').on(t.state)],
)

export const purchaseOrderLines = pgTable(
  'purchase_order_line',
  {
    orderNumber: text('order_number')
      .notNull()
      .references(() => purchaseOrders.number, { onDelete: 'cascade' }),
    lineNumber: integer('line_number').notNull(),
    sku: text('sku')
      .notNull()
      .references(() => items.sku, { onUpdate: 'cascade' }),
    orderedUnits: integer('ordered_units').notNull(),
    receivedUnits: integer('received_units').notNull().default(0),
    inTransitUnits: integer('in_transit_units').notNull().default(0),
    unitPrice: unitPrice('unit_price').notNull(),
    lineTotalMinor: minor('line_total_minor').notNull(),
    expectedOn: date('expected_on'),
    recommendationId: text('recommendation_id'),
    /** What the plan proposed when the line was written; null = it is from no plan. */
    planUnits: integer('plan_units'),
    /** Goods and what they cost to land as planned when it was written, minor units of the base currency. */
    plannedLandedMinor: minor('planned_landed_minor'),
  },
  (t) => [
    primaryKey({ columns: [t.orderNumber, t.lineNumber] }),
    index('purchase_order_line_sku').on(t.sku),
    check('line_units_positive', sql`${t.orderedUnits} > 0 and ${t.receivedUnits} >= 0`),
  ],
)

/** What the order said at each revision: an approval is bound to one of these. */
export const purchaseOrderRevisions = pgTable(
  'purchase_order_revision',
  {
    orderNumber: text('order_number')
      .notNull()
      .references(() => purchaseOrders.number, { onDelete: 'cascade' }),
    revision: integer('revision').notNull(),
    content: jsonb('content').notNull(),
    contentHash: text('content_hash').notNull(),
    editedBy: text('edited_by').notNull(),
    editedAt: instant('edited_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.orderNumber, t.revision] })],
)

export const goodsReceipts = pgTable(
  'goods_receipt',
  {
    number: text('number').primaryKey(),
    orderNumber: text('order_number')
      .notNull()
      .references(() => purchaseOrders.number),
    receivedOn: date('received_on').notNull(),
    /** Null: the goods are in the yard and nobody has booked them. */
    bookedAt: instant('booked_at'),
    /** Null: it was imported, or stands in the yard. */
    bookedBy: text('booked_by'),
    /** What a person booked, apart from imports: the supplier, its paper and that number as it is compared. */
    supplierCode: text('supplier_code').references(() => suppliers.code, { onUpdate: 'cascade' }),
    documentNumber: text('document_number'),
    documentKey: text('document_key'),
    /** The hash of what was counted: the same paper with the same count again is no second receipt. */
    contentHash: text('content_hash'),
    source: text('source').notNull(),
  },
  (t) => [
    uniqueIndex('goods_receipt_document').on(t.supplierCode, t.documentKey),
    index('goods_receipt_order').on(t.orderNumber),
  ],
)

export const goodsReceiptLines = pgTable(
  'goods_receipt_line',
  {
    receiptNumber: text('receipt_number')
      .notNull()
      .references(() => goodsReceipts.number, { onDelete: 'cascade' }),
    lineNumber: integer('line_number').notNull(),
    sku: text('sku')
      .notNull()
      .references(() => items.sku, { onUpdate: 'cascade' }),
    receivedUnits: integer('received_units').notNull(),
    damagedUnits: integer('damaged_units').notNull(),
    /** The order line they were booked on; null = of a receipt that was imported, or on none. */
    orderLineNumber: integer('order_line_number'),
    /** Of the received ones, those put aside for a check. */
    heldUnits: integer('held_units').notNull().default(0),
    lotCode: text('lot_code'),
    expiresOn: date('expires_on'),
  },
  (t) => [primaryKey({ columns: [t.receiptNumber, t.lineNumber] })],
)

/** Held units that somebody let into stock or threw away, and why. */
export const holdSettlements = pgTable(
  'hold_settlement',
  {
    receiptNumber: text('receipt_number').notNull(),
    lineNumber: integer('line_number').notNull(),
    position: integer('position').notNull(),
    outcome: text('outcome').$type<'released' | 'scrapped'>().notNull(),
    units: integer('units').notNull(),
    reason: text('reason').notNull(),
    /** The shop's day: released units are usable from it on. */
    settledOn: date('settled_on').notNull(),
    settledBy: text('settled_by').notNull(),
    settledAt: instant('settled_at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.receiptNumber, t.lineNumber, t.position] }),
    foreignKey({
      columns: [t.receiptNumber, t.lineNumber],
      foreignColumns: [goodsReceiptLines.receiptNumber, goodsReceiptLines.lineNumber],
    }).onDelete('cascade'),
    check('hold_settlement_units', sql`${t.units} > 0`),
  ],
)

/** What was wrong with a delivery: short, over, damaged, the wrong item, a lot without its number. */
export const receiptFindings = pgTable(
  'receipt_finding',
  {
    receiptNumber: text('receipt_number')
      .notNull()
      .references(() => goodsReceipts.number, { onDelete: 'cascade' }),
    position: integer('position').notNull(),
    code: text('code').$type<FindingCode>().notNull(),
    sku: text('sku').notNull(),
    units: integer('units').notNull(),
    sentence: text('sentence').notNull(),
  },
  (t) => [primaryKey({ columns: [t.receiptNumber, t.position] })],
)

export const invoices = pgTable(
  'invoice',
  {
    supplierCode: text('supplier_code')
      .notNull()
      .references(() => suppliers.code, { onUpdate: 'cascade' }),
    number: text('number').notNull(),
    /** Null: the supplier names an order that is not in the books. */
    orderNumber: text('order_number').references(() => purchaseOrders.number),
    /** The order as the invoice names it; null = as `orderNumber`. */
    orderAsWritten: text('order_as_written'),
    invoicedOn: date('invoiced_on').notNull(),
    dueOn: date('due_on').notNull(),
    currency: text('currency').notNull(),
    /** The order's recorded rate, for another currency that of the invoice's day; null = imported, or no rate is known. */
    rateToBase: numeric('rate_to_base', { precision: 18, scale: 8 }),
    totalMinor: minor('total_minor').notNull(),
    /** 'imported': it was in the books before matching began. 'released': a person let it be paid in spite of a finding. */
    state: text('state')
      .$type<'imported' | 'matched' | 'held' | 'released' | 'rejected'>()
      .notNull()
      .default('imported'),
    findings: jsonb('findings').$type<MatchFinding[]>().notNull().default([]),
    priceVarianceMinor: minor('price_variance_minor'),
    bookedBy: text('booked_by'),
    bookedAt: instant('booked_at'),
    decidedBy: text('decided_by'),
    decidedAt: instant('decided_at'),
    decisionReason: text('decision_reason'),
    /** The hash of what was booked: the same again is no second invoice. */
    contentHash: text('content_hash'),
    source: text('source').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.supplierCode, t.number] }),
    index('invoice_order').on(t.orderNumber),
  ],
)

/** Freight, duty and the like on an invoice, minor units of its currency. */
export const invoiceCharges = pgTable(
  'invoice_charge',
  {
    supplierCode: text('supplier_code').notNull(),
    invoiceNumber: text('invoice_number').notNull(),
    kind: text('kind').$type<ChargeKind>().notNull(),
    minor: minor('minor').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.supplierCode, t.invoiceNumber, t.kind] }),
    foreignKey({
      columns: [t.supplierCode, t.invoiceNumber],
      foreignColumns: [invoices.supplierCode, invoices.number],
    }).onUpdate('cascade'),
  ],
)

export const invoiceLines = pgTable(
  'invoice_line',
  {
    supplierCode: text('supplier_code').notNull(),
    invoiceNumber: text('invoice_number').notNull(),
    lineNumber: integer('line_number').notNull(),
    sku: text('sku')
      .notNull()
      .references(() => items.sku, { onUpdate: 'cascade' }),
    units: integer('units').notNull(),
    unitPrice: unitPrice('unit_price').notNull(),
    /** The order line that the invoice names; null = it names none. */
    orderLineNumber: integer('order_line_number'),
  },
  (t) => [
    primaryKey({ columns: [t.supplierCode, t.invoiceNumber, t.lineNumber] }),
    foreignKey({
      columns: [t.supplierCode, t.invoiceNumber],
      foreignColumns: [invoices.supplierCode, invoices.number],
    }).onUpdate('cascade'),
  ],
)
