// The shop: places, items, suppliers, stock and demand. Codes that people use are the keys; a rename cascades.
import { sql } from 'drizzle-orm'
import {
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
} from 'drizzle-orm/pg-core'
import type { Criticality, Risk } from '#purchasing/policy.ts'
import { instant, minor, provenance, rate, unitPrice } from './schema-columns.ts'

export const settings = pgTable('setting', {
  key: text('key').primaryKey(),
  value: jsonb('value').notNull(),
})

export const exchangeRates = pgTable(
  'exchange_rate',
  {
    currency: text('currency').notNull(),
    validFrom: date('valid_from').notNull(),
    rateToBase: numeric('rate_to_base', { precision: 18, scale: 8 }).notNull(),
    ...provenance(),
  },
  (t) => [primaryKey({ columns: [t.currency, t.validFrom] })],
)

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
  criticality: text('criticality').$type<Criticality>().notNull().default('normal'),
  /** What its receipts must say: a lot, an expiry (where it has a shelf life), a check before use. */
  lotTracked: boolean('lot_tracked').notNull().default(false),
  inspectOnReceipt: boolean('inspect_on_receipt').notNull().default(false),
  note: text('note'),
  ...provenance(),
})

export const itemSubstitutes = pgTable(
  'item_substitute',
  {
    sku: text('sku')
      .notNull()
      .references(() => items.sku, { onUpdate: 'cascade' }),
    substituteSku: text('substitute_sku')
      .notNull()
      .references(() => items.sku, { onUpdate: 'cascade' }),
    rank: smallint('rank').notNull().default(1),
  },
  (t) => [primaryKey({ columns: [t.sku, t.substituteSku] })],
)

export const bundleComponents = pgTable(
  'bundle_component',
  {
    kitSku: text('kit_sku')
      .notNull()
      .references(() => items.sku, { onUpdate: 'cascade' }),
    componentSku: text('component_sku')
      .notNull()
      .references(() => items.sku, { onUpdate: 'cascade' }),
    units: integer('units').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.kitSku, t.componentSku] }),
    check('bundle_units', sql`${t.units} > 0`),
  ],
)

export const locations = pgTable('location', {
  code: text('code').primaryKey(),
  name: text('name').notNull(),
  kind: text('kind').$type<'warehouse' | '3pl' | 'fba'>().notNull(),
  timeZone: text('time_zone').notNull(),
  country: text('country').notNull(),
  /** Street, town and post code, a line each: where orders are delivered. */
  address: text('address'),
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
  address: text('address'),
  risk: text('risk').$type<Risk>().notNull().default('low'),
  /** These three change through a request that a second person confirms; when they last did stands beside them. */
  email: text('email'),
  phone: text('phone'),
  bankAccount: text('bank_account'),
  emailChangedAt: instant('email_changed_at'),
  phoneChangedAt: instant('phone_changed_at'),
  bankChangedAt: instant('bank_changed_at'),
  paymentTermsDays: integer('payment_terms_days').notNull(),
  incoterm: text('incoterm').notNull(),
  /** Seven characters, Monday first, 1 = works. */
  workingDays: text('working_days').notNull(),
  minimumOrderMinor: minor('minimum_order_minor').notNull(),
  freightPerOrderMinor: minor('freight_per_order_minor').notNull(),
  freightRate: rate('freight_rate').notNull(),
  freightPerPalletMinor: minor('freight_per_pallet_minor').notNull().default(0),
  containerPallets: integer('container_pallets'),
  containerUnits: integer('container_units'),
  freightPerContainerMinor: minor('freight_per_container_minor').notNull().default(0),
  capacityUnitsPerWeek: integer('capacity_units_per_week'),
  cancelFeeRate: rate('cancel_fee_rate'),
  expediteRate: rate('expedite_rate'),
  expediteDays: integer('expedite_days'),
  contractStartsOn: date('contract_starts_on'),
  contractEndsOn: date('contract_ends_on'),
  slaOtifRate: rate('sla_otif_rate'),
  createdBy: text('created_by'),
  createdAt: instant('created_at'),
  note: text('note'),
  ...provenance(),
})

export const supplierClosures = pgTable(
  'supplier_closure',
  {
    supplierCode: text('supplier_code')
      .notNull()
      .references(() => suppliers.code, { onUpdate: 'cascade' }),
    startsOn: date('starts_on').notNull(),
    endsOn: date('ends_on').notNull(),
    reason: text('reason').notNull(),
  },
  (t) => [primaryKey({ columns: [t.supplierCode, t.startsOn] })],
)

export const supplierItems = pgTable(
  'supplier_item',
  {
    supplierCode: text('supplier_code')
      .notNull()
      .references(() => suppliers.code, { onUpdate: 'cascade' }),
    sku: text('sku')
      .notNull()
      .references(() => items.sku, { onUpdate: 'cascade' }),
    supplierSku: text('supplier_sku'),
    unitPrice: unitPrice('unit_price').notNull(),
    discountKind: text('discount_kind')
      .$type<'all_units' | 'incremental'>()
      .notNull()
      .default('all_units'),
    currency: text('currency').notNull(),
    /** The unit in which MOQ, multiple and price are stated. */
    unitOfMeasure: text('unit_of_measure').notNull(),
    moqUnits: integer('moq_units').notNull(),
    orderMultipleUnits: integer('order_multiple_units').notNull(),
    maximumUnits: integer('maximum_units'),
    palletUnits: integer('pallet_units'),
    leadTimeDays: integer('lead_time_days'),
    dutyRate: rate('duty_rate').notNull(),
    capacityUnitsPerWeek: integer('capacity_units_per_week'),
    preferredRank: smallint('preferred_rank').notNull(),
    validFrom: date('valid_from'),
    validUntil: date('valid_until'),
    ...provenance(),
  },
  (t) => [primaryKey({ columns: [t.supplierCode, t.sku] }), index('supplier_item_sku').on(t.sku)],
)

export const priceBreaks = pgTable(
  'price_break',
  {
    supplierCode: text('supplier_code').notNull(),
    sku: text('sku').notNull(),
    minUnits: integer('min_units').notNull(),
    unitPrice: unitPrice('unit_price').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.supplierCode, t.sku, t.minUnits] }),
    foreignKey({
      columns: [t.supplierCode, t.sku],
      foreignColumns: [supplierItems.supplierCode, supplierItems.sku],
    }).onUpdate('cascade'),
  ],
)

/** Every price a supplier item ever had, written when a price changes: the outlier check reads it. */
export const supplierPrices = pgTable(
  'supplier_price',
  {
    supplierCode: text('supplier_code').notNull(),
    sku: text('sku').notNull(),
    validFrom: date('valid_from').notNull(),
    unitPrice: unitPrice('unit_price').notNull(),
    source: text('source').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.supplierCode, t.sku, t.validFrom] }),
    foreignKey({
      columns: [t.supplierCode, t.sku],
      foreignColumns: [supplierItems.supplierCode, supplierItems.sku],
    }).onUpdate('cascade'),
  ],
)

/** What an item sells for from a day on; days to come are planned prices. */
export const sellPrices = pgTable(
  'sell_price',
  {
    sku: text('sku')
      .notNull()
      .references(() => items.sku, { onUpdate: 'cascade' }),
    validFrom: date('valid_from').notNull(),
    priceMinor: minor('price_minor').notNull(),
    currency: text('currency').notNull(),
    ...provenance(),
  },
  (t) => [
    primaryKey({ columns: [t.sku, t.validFrom] }),
    check('sell_price_above_zero', sql`${t.priceMinor} > 0`),
  ],
)

export const stock = pgTable(
  'stock',
  {
    sku: text('sku')
      .notNull()
      .references(() => items.sku, { onUpdate: 'cascade' }),
    locationCode: text('location_code')
      .notNull()
      .references(() => locations.code, { onUpdate: 'cascade' }),
    onHandUnits: integer('on_hand_units').notNull(),
    allocatedUnits: integer('allocated_units').notNull(),
    qualityHoldUnits: integer('quality_hold_units').notNull(),
    damagedUnits: integer('damaged_units').notNull(),
    backorderedUnits: integer('backordered_units').notNull(),
    unitOfMeasure: text('unit_of_measure').notNull(),
    countedAt: instant('counted_at').notNull(),
    source: text('source').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.sku, t.locationCode] }),
    check(
      'stock_not_negative',
      sql`least(${t.onHandUnits}, ${t.allocatedUnits}, ${t.qualityHoldUnits}, ${t.damagedUnits}, ${t.backorderedUnits}) >= 0`,
    ),
  ],
)

export const stockLots = pgTable(
  'stock_lot',
  {
    sku: text('sku')
      .notNull()
      .references(() => items.sku, { onUpdate: 'cascade' }),
    locationCode: text('location_code')
      .notNull()
      .references(() => locations.code, { onUpdate: 'cascade' }),
    lotCode: text('lot_code').notNull(),
    units: integer('units').notNull(),
    expiresOn: date('expires_on'),
    onHold: boolean('on_hold').notNull().default(false),
    /** Of the units, those a receipt put aside for a check; `onHold` holds the whole lot. */
    heldUnits: integer('held_units').notNull().default(0),
  },
  (t) => [primaryKey({ columns: [t.sku, t.locationCode, t.lotCode] })],
)

/**
 * A year of one item at one location in one channel: element d is day d of the year (1 January = 1). A null
 * element is a day without a record. Flags: 1 = promotion, 2 = stockout. README "Decisions" has the measurement
 * against one row per day.
 */
export const demandYears = pgTable(
  'demand_year',
  {
    sku: text('sku')
      .notNull()
      .references(() => items.sku, { onUpdate: 'cascade' }),
    locationCode: text('location_code')
      .notNull()
      .references(() => locations.code, { onUpdate: 'cascade' }),
    channelCode: text('channel_code')
      .notNull()
      .references(() => channels.code, { onUpdate: 'cascade' }),
    year: smallint('year').notNull(),
    units: integer('units').array().notNull(),
    cancelledUnits: integer('cancelled_units').array(),
    flags: smallint('flags').array(),
  },
  (t) => [primaryKey({ columns: [t.sku, t.locationCode, t.channelCode, t.year] })],
)

/** The last day for which the sales feed of a location is complete: days after it are unknown, not zero. */
export const demandFeeds = pgTable('demand_feed', {
  locationCode: text('location_code')
    .primaryKey()
    .references(() => locations.code, { onUpdate: 'cascade' }),
  knownFromOn: date('known_from_on').notNull(),
  knownThroughOn: date('known_through_on').notNull(),
  ...provenance(),
})

export const customerReturns = pgTable(
  'customer_return',
  {
    sku: text('sku')
      .notNull()
      .references(() => items.sku, { onUpdate: 'cascade' }),
    locationCode: text('location_code')
      .notNull()
      .references(() => locations.code, { onUpdate: 'cascade' }),
    channelCode: text('channel_code')
      .notNull()
      .references(() => channels.code, { onUpdate: 'cascade' }),
    returnedOn: date('returned_on').notNull(),
    units: integer('units').notNull(),
    restockedUnits: integer('restocked_units').notNull(),
  },
  (t) => [primaryKey({ columns: [t.sku, t.locationCode, t.channelCode, t.returnedOn] })],
)

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
