// The core data model. Codes that people use (SKU, supplier, location ...) are the keys; a rename cascades.
import { sql } from 'drizzle-orm'
import {
  bigint,
  boolean,
  check,
  date,
  foreignKey,
  index,
  integer,
  jsonb,
  numeric,
  pgTable,
  primaryKey,
  smallint,
  text,
  timestamp,
  uniqueIndex,
} from 'drizzle-orm/pg-core'

const instant = (name: string) => timestamp(name, { withTimezone: true, mode: 'string' })
const minor = (name: string) => bigint(name, { mode: 'number' })
const unitPrice = (name: string) => numeric(name, { precision: 18, scale: 6 })
const rate = (name: string) => numeric(name, { precision: 9, scale: 6, mode: 'number' })
/** Every fact says where it came from and when it was true. */
const provenance = () => ({
  source: text('source').notNull(),
  asOf: instant('as_of').notNull(),
})

export const settings = pgTable('setting', {
  key: text('key').primaryKey(),
  value: jsonb('value').notNull(),
})

export const exchangeRates = pgTable('exchange_rate', {
  currency: text('currency').notNull(),
  validFrom: date('valid_from').notNull(),
  rateToBase: numeric('rate_to_base', { precision: 18, scale: 8 }).notNull(),
  ...provenance(),
}, (t) => [primaryKey({ columns: [t.currency, t.validFrom] })])

export const items = pgTable('item', {
  sku: text('sku').primaryKey(),
  name: text('name').notNull(),
  category: text('category').notNull(),
  abcClass: text('abc_class').$type<'A' | 'B' | 'C'>().notNull(),
  lifecycle: text('lifecycle').$type<'new' | 'active' | 'phase_out' | 'discontinued'>().notNull(),
  isKit: boolean('is_kit').notNull().default(false),
  seasonal: boolean('seasonal').notNull().default(false),
  unitOfMeasure: text('unit_of_measure').notNull(),
  packSizeUnits: integer('pack_size_units').notNull().default(1),
  shelfLifeDays: integer('shelf_life_days'),
  launchedOn: date('launched_on'),
  sellPriceMinor: minor('sell_price_minor'),
  stockoutCostMinor: minor('stockout_cost_minor'),
  analogueSku: text('analogue_sku'),
  barcode: text('barcode'),
  note: text('note'),
  ...provenance(),
})

export const itemSubstitutes = pgTable('item_substitute', {
  sku: text('sku').notNull().references(() => items.sku, { onUpdate: 'cascade' }),
  substituteSku: text('substitute_sku').notNull().references(() => items.sku, { onUpdate: 'cascade' }),
  rank: smallint('rank').notNull().default(1),
}, (t) => [primaryKey({ columns: [t.sku, t.substituteSku] })])

export const bundleComponents = pgTable('bundle_component', {
  kitSku: text('kit_sku').notNull().references(() => items.sku, { onUpdate: 'cascade' }),
  componentSku: text('component_sku').notNull().references(() => items.sku, { onUpdate: 'cascade' }),
  units: integer('units').notNull(),
}, (t) => [primaryKey({ columns: [t.kitSku, t.componentSku] }), check('bundle_units', sql`${t.units} > 0`)])

export const locations = pgTable('location', {
  code: text('code').primaryKey(),
  name: text('name').notNull(),
  kind: text('kind').$type<'warehouse' | '3pl' | 'fba'>().notNull(),
  timeZone: text('time_zone').notNull(),
  country: text('country').notNull(),
  parentCode: text('parent_code'),
  transferDays: integer('transfer_days').notNull().default(3),
  ...provenance(),
})

export const channels = pgTable('channel', {
  code: text('code').primaryKey(),
  name: text('name').notNull(),
  ...provenance(),
})

export const suppliers = pgTable('supplier', {
  code: text('code').primaryKey(),
  name: text('name').notNull(),
  status: text('status').$type<'active' | 'unapproved' | 'blocked'>().notNull(),
  currency: text('currency').notNull(),
  country: text('country').notNull(),
  email: text('email'),
  paymentTermsDays: integer('payment_terms_days').notNull(),
  incoterm: text('incoterm').notNull(),
  /** Seven characters, Monday first, 1 = works. */
  workingDays: text('working_days').notNull(),
  minimumOrderMinor: minor('minimum_order_minor').notNull(),
  freightPerOrderMinor: minor('freight_per_order_minor').notNull(),
  freightRate: rate('freight_rate').notNull(),
  contractStartsOn: date('contract_starts_on'),
  contractEndsOn: date('contract_ends_on'),
  slaOtifRate: rate('sla_otif_rate'),
  createdBy: text('created_by'),
  note: text('note'),
  ...provenance(),
})

export const supplierClosures = pgTable('supplier_closure', {
  supplierCode: text('supplier_code').notNull().references(() => suppliers.code, { onUpdate: 'cascade' }),
  startsOn: date('starts_on').notNull(),
  endsOn: date('ends_on').notNull(),
  reason: text('reason').notNull(),
}, (t) => [primaryKey({ columns: [t.supplierCode, t.startsOn] })])

export const supplierItems = pgTable('supplier_item', {
  supplierCode: text('supplier_code').notNull().references(() => suppliers.code, { onUpdate: 'cascade' }),
  sku: text('sku').notNull().references(() => items.sku, { onUpdate: 'cascade' }),
  supplierSku: text('supplier_sku'),
  unitPrice: unitPrice('unit_price').notNull(),
  currency: text('currency').notNull(),
  /** The unit in which MOQ, multiple and price are stated. */
  unitOfMeasure: text('unit_of_measure').notNull(),
  moqUnits: integer('moq_units').notNull(),
  orderMultipleUnits: integer('order_multiple_units').notNull(),
  maximumUnits: integer('maximum_units'),
  leadTimeDays: integer('lead_time_days'),
  dutyRate: rate('duty_rate').notNull(),
  capacityUnitsPerWeek: integer('capacity_units_per_week'),
  preferredRank: smallint('preferred_rank').notNull(),
  validFrom: date('valid_from'),
  validUntil: date('valid_until'),
  ...provenance(),
}, (t) => [primaryKey({ columns: [t.supplierCode, t.sku] }), index('supplier_item_sku').on(t.sku)])

export const priceBreaks = pgTable('price_break', {
  supplierCode: text('supplier_code').notNull(),
  sku: text('sku').notNull(),
  minUnits: integer('min_units').notNull(),
  unitPrice: unitPrice('unit_price').notNull(),
}, (t) => [
  primaryKey({ columns: [t.supplierCode, t.sku, t.minUnits] }),
  foreignKey({ columns: [t.supplierCode, t.sku], foreignColumns: [supplierItems.supplierCode, supplierItems.sku] }).onUpdate('cascade'),
])

/** Every price a supplier item ever had, written when a price changes: the outlier check reads it. */
export const supplierPrices = pgTable('supplier_price', {
  supplierCode: text('supplier_code').notNull(),
  sku: text('sku').notNull(),
  validFrom: date('valid_from').notNull(),
  unitPrice: unitPrice('unit_price').notNull(),
  source: text('source').notNull(),
}, (t) => [
  primaryKey({ columns: [t.supplierCode, t.sku, t.validFrom] }),
  foreignKey({ columns: [t.supplierCode, t.sku], foreignColumns: [supplierItems.supplierCode, supplierItems.sku] }).onUpdate('cascade'),
])

export const stock = pgTable('stock', {
  sku: text('sku').notNull().references(() => items.sku, { onUpdate: 'cascade' }),
  locationCode: text('location_code').notNull().references(() => locations.code, { onUpdate: 'cascade' }),
  onHandUnits: integer('on_hand_units').notNull(),
  allocatedUnits: integer('allocated_units').notNull(),
  qualityHoldUnits: integer('quality_hold_units').notNull(),
  damagedUnits: integer('damaged_units').notNull(),
  backorderedUnits: integer('backordered_units').notNull(),
  unitOfMeasure: text('unit_of_measure').notNull(),
  countedAt: instant('counted_at').notNull(),
  source: text('source').notNull(),
}, (t) => [
  primaryKey({ columns: [t.sku, t.locationCode] }),
  check('stock_not_negative', sql`least(${t.onHandUnits}, ${t.allocatedUnits}, ${t.qualityHoldUnits}, ${t.damagedUnits}, ${t.backorderedUnits}) >= 0`),
])

export const stockLots = pgTable('stock_lot', {
  sku: text('sku').notNull().references(() => items.sku, { onUpdate: 'cascade' }),
  locationCode: text('location_code').notNull().references(() => locations.code, { onUpdate: 'cascade' }),
  lotCode: text('lot_code').notNull(),
  units: integer('units').notNull(),
  expiresOn: date('expires_on'),
  onHold: boolean('on_hold').notNull().default(false),
}, (t) => [primaryKey({ columns: [t.sku, t.locationCode, t.lotCode] })])

/**
 * A year of one item at one location in one channel: element d is day d of the year (1 January = 1). A null
 * element is a day without a record. Flags: 1 = promotion, 2 = stockout. README "Decisions" has the measurement
 * against one row per day.
 */
export const demandYears = pgTable('demand_year', {
  sku: text('sku').notNull().references(() => items.sku, { onUpdate: 'cascade' }),
  locationCode: text('location_code').notNull().references(() => locations.code, { onUpdate: 'cascade' }),
  channelCode: text('channel_code').notNull().references(() => channels.code, { onUpdate: 'cascade' }),
  year: smallint('year').notNull(),
  units: integer('units').array().notNull(),
  cancelledUnits: integer('cancelled_units').array(),
  flags: smallint('flags').array(),
}, (t) => [primaryKey({ columns: [t.sku, t.locationCode, t.channelCode, t.year] })])

/** The last day for which the sales feed of a location is complete: days after it are unknown, not zero. */
export const demandFeeds = pgTable('demand_feed', {
  locationCode: text('location_code').primaryKey().references(() => locations.code, { onUpdate: 'cascade' }),
  knownFromOn: date('known_from_on').notNull(),
  knownThroughOn: date('known_through_on').notNull(),
  ...provenance(),
})

export const customerReturns = pgTable('customer_return', {
  sku: text('sku').notNull().references(() => items.sku, { onUpdate: 'cascade' }),
  locationCode: text('location_code').notNull().references(() => locations.code, { onUpdate: 'cascade' }),
  channelCode: text('channel_code').notNull().references(() => channels.code, { onUpdate: 'cascade' }),
  returnedOn: date('returned_on').notNull(),
  units: integer('units').notNull(),
  restockedUnits: integer('restocked_units').notNull(),
}, (t) => [primaryKey({ columns: [t.sku, t.locationCode, t.channelCode, t.returnedOn] })])

export const events = pgTable('event', {
  code: text('code').primaryKey(),
  name: text('name').notNull(),
  kind: text('kind').$type<'promotion' | 'holiday' | 'closure' | 'other'>().notNull(),
  startsOn: date('starts_on').notNull(),
  endsOn: date('ends_on').notNull(),
  /** Exactly one of the three, or none for the whole shop. */
  sku: text('sku').references(() => items.sku, { onUpdate: 'cascade' }),
  category: text('category'),
  channelCode: text('channel_code').references(() => channels.code, { onUpdate: 'cascade' }),
  upliftRate: rate('uplift_rate'),
})

export const people = pgTable('person', {
  id: text('id').primaryKey(),
  name: text('name').notNull(),
  email: text('email').notNull(),
  role: text('role').$type<'buyer' | 'approver' | 'warehouse' | 'payables' | 'administrator'>().notNull(),
  /** What this person may approve in one order, base currency; null = may not approve. */
  approvalLimitMinor: minor('approval_limit_minor'),
  active: boolean('active').notNull().default(true),
  delegateId: text('delegate_id'),
  delegateUntilOn: date('delegate_until_on'),
}, (t) => [uniqueIndex('person_email').on(t.email)])

export const budgets = pgTable('budget', {
  category: text('category').notNull(),
  startsOn: date('starts_on').notNull(),
  endsOn: date('ends_on').notNull(),
  amountMinor: minor('amount_minor').notNull(),
  currency: text('currency').notNull(),
}, (t) => [primaryKey({ columns: [t.category, t.startsOn] })])

export type OrderState =
  | 'draft' | 'submitted' | 'approved' | 'sent' | 'acknowledged' | 'partly_received' | 'received' | 'closed'
  | 'rejected' | 'cancelled'

export const purchaseOrders = pgTable('purchase_order', {
  number: text('number').primaryKey(),
  revision: integer('revision').notNull().default(1),
  state: text('state').$type<OrderState>().notNull(),
  supplierCode: text('supplier_code').notNull().references(() => suppliers.code, { onUpdate: 'cascade' }),
  locationCode: text('location_code').notNull().references(() => locations.code, { onUpdate: 'cascade' }),
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
}, (t) => [index('purchase_order_state').on(t.state)])

export const purchaseOrderLines = pgTable('purchase_order_line', {
  orderNumber: text('order_number').notNull().references(() => purchaseOrders.number, { onDelete: 'cascade' }),
  lineNumber: integer('line_number').notNull(),
  sku: text('sku').notNull().references(() => items.sku, { onUpdate: 'cascade' }),
  orderedUnits: integer('ordered_units').notNull(),
  receivedUnits: integer('received_units').notNull().default(0),
  inTransitUnits: integer('in_transit_units').notNull().default(0),
  unitPrice: unitPrice('unit_price').notNull(),
  lineTotalMinor: minor('line_total_minor').notNull(),
  expectedOn: date('expected_on'),
  recommendationId: text('recommendation_id'),
}, (t) => [
  primaryKey({ columns: [t.orderNumber, t.lineNumber] }),
  index('purchase_order_line_sku').on(t.sku),
  check('line_units_positive', sql`${t.orderedUnits} > 0 and ${t.receivedUnits} >= 0`),
])

/** What the order said at each revision: an approval is bound to one of these. */
export const purchaseOrderRevisions = pgTable('purchase_order_revision', {
  orderNumber: text('order_number').notNull().references(() => purchaseOrders.number, { onDelete: 'cascade' }),
  revision: integer('revision').notNull(),
  content: jsonb('content').notNull(),
  contentHash: text('content_hash').notNull(),
  editedBy: text('edited_by').notNull(),
  editedAt: instant('edited_at').notNull(),
}, (t) => [primaryKey({ columns: [t.orderNumber, t.revision] })])

export const goodsReceipts = pgTable('goods_receipt', {
  number: text('number').primaryKey(),
  orderNumber: text('order_number').notNull().references(() => purchaseOrders.number),
  receivedOn: date('received_on').notNull(),
  /** Null: the goods are in the yard and nobody has booked them. */
  bookedAt: instant('booked_at'),
  source: text('source').notNull(),
})

export const goodsReceiptLines = pgTable('goods_receipt_line', {
  receiptNumber: text('receipt_number').notNull().references(() => goodsReceipts.number, { onDelete: 'cascade' }),
  lineNumber: integer('line_number').notNull(),
  sku: text('sku').notNull().references(() => items.sku, { onUpdate: 'cascade' }),
  receivedUnits: integer('received_units').notNull(),
  damagedUnits: integer('damaged_units').notNull(),
}, (t) => [primaryKey({ columns: [t.receiptNumber, t.lineNumber] })])

export const invoices = pgTable('invoice', {
  supplierCode: text('supplier_code').notNull().references(() => suppliers.code, { onUpdate: 'cascade' }),
  number: text('number').notNull(),
  orderNumber: text('order_number').notNull().references(() => purchaseOrders.number),
  invoicedOn: date('invoiced_on').notNull(),
  dueOn: date('due_on').notNull(),
  currency: text('currency').notNull(),
  totalMinor: minor('total_minor').notNull(),
  source: text('source').notNull(),
}, (t) => [primaryKey({ columns: [t.supplierCode, t.number] })])

export const invoiceLines = pgTable('invoice_line', {
  supplierCode: text('supplier_code').notNull(),
  invoiceNumber: text('invoice_number').notNull(),
  lineNumber: integer('line_number').notNull(),
  sku: text('sku').notNull().references(() => items.sku, { onUpdate: 'cascade' }),
  units: integer('units').notNull(),
  unitPrice: unitPrice('unit_price').notNull(),
}, (t) => [
  primaryKey({ columns: [t.supplierCode, t.invoiceNumber, t.lineNumber] }),
  foreignKey({ columns: [t.supplierCode, t.invoiceNumber], foreignColumns: [invoices.supplierCode, invoices.number] }).onUpdate('cascade'),
])

export const rules = pgTable('rule', {
  id: text('id').primaryKey(),
  kind: text('kind').$type<'do_not_order' | 'minimum_units' | 'maximum_units' | 'supplier' | 'service_level'>().notNull(),
  sku: text('sku').notNull().references(() => items.sku, { onUpdate: 'cascade' }),
  locationCode: text('location_code').references(() => locations.code, { onUpdate: 'cascade' }),
  value: text('value').notNull(),
  reason: text('reason').notNull(),
  startsOn: date('starts_on').notNull(),
  endsOn: date('ends_on'),
  madeBy: text('made_by').notNull(),
})

/** One planning job. `inputs_hash` names what it saw, `plan_hash` what it said: the same inputs give the same plan. */
export const planRuns = pgTable('plan_run', {
  id: integer('id').primaryKey().generatedAlwaysAsIdentity(),
  asOf: date('as_of').notNull(),
  engineVersion: text('engine_version').notNull(),
  policy: jsonb('policy').notNull(),
  /** The shop's data version the run was made from; see store/data-version.ts. */
  dataVersion: integer('data_version').notNull(),
  inputsHash: text('inputs_hash').notNull(),
  planHash: text('plan_hash').notNull(),
  summary: jsonb('summary').notNull(),
  createdAt: instant('created_at').notNull(),
}, (t) => [uniqueIndex('plan_run_inputs').on(t.inputsHash)])

/** One item at one location in one run, on the list or not; `inputs` replays to `result` byte for byte. */
export const planLines = pgTable('plan_line', {
  /** R<run>-<line>: the handle people and models use. */
  id: text('id').primaryKey(),
  planRunId: integer('plan_run_id').notNull().references(() => planRuns.id, { onDelete: 'cascade' }),
  sku: text('sku').notNull(),
  locationCode: text('location_code').notNull(),
  decision: text('decision').$type<'order' | 'enough' | 'withheld' | 'not_planned'>().notNull(),
  urgencyRank: smallint('urgency_rank').notNull(),
  supplierCode: text('supplier_code'),
  units: integer('units').notNull(),
  landedCostMinor: minor('landed_cost_minor'),
  /** A later run whose line has the same inputs takes this line's result. */
  inputsHash: text('inputs_hash').notNull(),
  inputs: jsonb('inputs').notNull(),
  result: jsonb('result').notNull(),
}, (t) => [index('plan_line_run').on(t.planRunId, t.decision, t.urgencyRank), index('plan_line_item').on(t.sku, t.locationCode)])

export const conversations = pgTable('conversation', {
  id: text('id').primaryKey(),
  personId: text('person_id').notNull(),
  surface: text('surface').notNull(),
  createdAt: instant('created_at').notNull(),
})

export const conversationMessages = pgTable('conversation_message', {
  conversationId: text('conversation_id').notNull().references(() => conversations.id, { onDelete: 'cascade' }),
  sequence: integer('sequence').notNull(),
  role: text('role').$type<'user' | 'assistant'>().notNull(),
  /** The text as shown, and for answers the tool calls that back it. */
  content: jsonb('content').notNull(),
  createdAt: instant('created_at').notNull(),
}, (t) => [primaryKey({ columns: [t.conversationId, t.sequence] })])

/** Same key, same body: the stored result again. Same key, other body: refused. */
export const commandResults = pgTable('command_result', {
  key: text('key').primaryKey(),
  actor: text('actor').notNull(),
  bodyHash: text('body_hash').notNull(),
  result: jsonb('result').notNull(),
  createdAt: instant('created_at').notNull(),
})

/** Append only (a trigger refuses update and delete); each row carries the hash of the one before. */
export const auditEntries = pgTable('audit_entry', {
  sequence: bigint('sequence', { mode: 'number' }).primaryKey(),
  at: instant('at').notNull(),
  actor: text('actor').notNull(),
  action: text('action').notNull(),
  subject: text('subject').notNull(),
  detail: jsonb('detail').notNull(),
  previousHash: text('previous_hash').notNull(),
  hash: text('hash').notNull(),
})

export const importedFiles = pgTable('imported_file', {
  id: integer('id').primaryKey().generatedAlwaysAsIdentity(),
  name: text('name').notNull(),
  kind: text('kind').notNull(),
  sha256: text('sha256').notNull(),
  rowCount: integer('row_count').notNull(),
  changedCount: integer('changed_count').notNull(),
  importedAt: instant('imported_at').notNull(),
})
