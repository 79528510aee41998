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
} from 'drizzle-orm/pg-core'
import type { OrderState } from '#purchasing/life-cycle.ts'
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
    createdBy: text('created_by').notNull(),
    createdAt: instant('created_at').notNull(),
    lastEditedBy: text('last_edited_by').notNull(),
    submittedAt: instant('submitted_at'),
    approvedAt: instant('approved_at'),
    sentAt: instant('sent_at'),
    acknowledgedAt: instant('acknowledged_at'),
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

export const goodsReceipts = pgTable('goods_receipt', {
  number: text('number').primaryKey(),
  orderNumber: text('order_number')
    .notNull()
    .references(() => purchaseOrders.number),
  receivedOn: date('received_on').notNull(),
  /** Null: the goods are in the yard and nobody has booked them. */
  bookedAt: instant('booked_at'),
  source: text('source').notNull(),
})

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
  },
  (t) => [primaryKey({ columns: [t.receiptNumber, t.lineNumber] })],
)

export const invoices = pgTable(
  'invoice',
  {
    supplierCode: text('supplier_code')
      .notNull()
      .references(() => suppliers.code, { onUpdate: 'cascade' }),
    number: text('number').notNull(),
    orderNumber: text('order_number')
      .notNull()
      .references(() => purchaseOrders.number),
    invoicedOn: date('invoiced_on').notNull(),
    dueOn: date('due_on').notNull(),
    currency: text('currency').notNull(),
    totalMinor: minor('total_minor').notNull(),
    source: text('source').notNull(),
  },
  (t) => [primaryKey({ columns: [t.supplierCode, t.number] })],
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
  },
  (t) => [
    primaryKey({ columns: [t.supplierCode, t.invoiceNumber, t.lineNumber] }),
    foreignKey({
      columns: [t.supplierCode, t.invoiceNumber],
      foreignColumns: [invoices.supplierCode, invoices.number],
    }).onUpdate('cascade'),
  ],
)
