import { rules } from '#store/schema-records.ts'
import { events, priceBreaks, supplierClosures, supplierItems } from '#store/schema.ts'
import { budgets } from '#store/schema-people.ts'
import { column } from './columns.ts'
import { suppliersKind } from './kind-suppliers.ts'
import type { KindSpec } from './spec.ts'

const { required, optional, text, to, units, choice, date, money, sku, supplier } = column

/** Who delivers, at what price and on which terms, and the rules people set. */
export const supplyKinds: KindSpec[] = [
  suppliersKind,
  {
    kind: 'supplier_closures',
    about: 'When a supplier does not work.',
    rows: 'table',
    table: supplierClosures,
    provenance: 'none',
    key: ['supplier_code', 'starts_on'],
    columns: [
      supplier(),
      required('starts_on', date('allowed'), {
        examples: ['2026-12-24', '2027-08-02'],
        meaning: 'First day.',
      }),
      required('ends_on', date('allowed'), {
        examples: ['2027-01-02', '2027-08-20'],
        meaning: 'Last day.',
      }),
      optional('reason', text(200), '', {
        examples: ['Christmas', 'Summer shutdown'],
        meaning: 'Why.',
      }),
    ],
  },
  {
    kind: 'supplier_items',
    about: 'Which supplier sells which item, at what price, in which lots, how fast.',
    rows: 'table',
    table: supplierItems,
    provenance: 'sourceAndAsOf',
    key: ['supplier_code', 'sku'],
    columns: [
      supplier(),
      sku(),
      optional('supplier_sku', text(64), null, {
        examples: ['B-350', ''],
        meaning: "The supplier's own code.",
      }),
      required(
        'unit_price',
        { is: 'price', places: 6 },
        {
          examples: ['4.20', '1.185'],
          meaning: 'Price of one unit, at most six decimals.',
          aliases: ['price', 'cost', 'unit_cost'],
        },
      ),
      required(
        'currency',
        { is: 'currency' },
        { examples: ['GBP', 'GBP'], meaning: 'ISO 4217 code.' },
      ),
      required(
        'unit_of_measure',
        { is: 'unit' },
        {
          examples: ['each', 'each'],
          meaning: 'The unit of price, MOQ and multiple.',
          aliases: ['unit', 'uom'],
        },
      ),
      required('moq_units', units(1), {
        examples: ['48', '24'],
        meaning: 'Least units of one order.',
        aliases: ['moq'],
      }),
      required('order_multiple_units', units(1), {
        examples: ['24', '12'],
        meaning: 'Orders are multiples of this.',
        aliases: ['order_multiple', 'multiple', 'case_size'],
      }),
      optional('maximum_units', units(1), null, {
        examples: ['', ''],
        meaning: 'Most units of one order.',
      }),
      optional('pallet_units', units(1), null, {
        examples: ['', '240'],
        meaning: 'Units on a full pallet.',
      }),
      optional('discount_kind', choice('all_units', 'incremental'), 'all_units', {
        examples: ['all_units', 'incremental'],
        meaning:
          'What a price break makes cheaper: every unit, or only the units from the break on.',
      }),
      optional('lead_time_days', units(0), null, {
        examples: ['14', '10'],
        meaning:
          'Calendar days from approval to usable stock; empty = unknown, and the item is withheld until receipts tell it.',
        aliases: ['lead_time', 'lead_days'],
      }),
      optional('duty_rate', { is: 'rate', least: 0 }, 0, {
        examples: ['0', '0.08'],
        meaning: 'Duty as a fraction of the goods value.',
      }),
      optional('capacity_units_per_week', units(1), null, {
        examples: ['', ''],
        meaning: 'What the supplier can make in a week.',
      }),
      optional('preferred_rank', units(1), 1, {
        examples: ['1', '1'],
        meaning: '1 = the first choice.',
      }),
      optional('valid_from', date('allowed'), null, {
        examples: ['', ''],
        meaning: 'First day of the price.',
      }),
      optional('valid_until', date('allowed'), null, {
        examples: ['', ''],
        meaning: 'Last day of the price.',
      }),
    ],
  },
  {
    kind: 'price_breaks',
    about: 'Cheaper from a quantity on; discount_kind of the supplier item says for which units.',
    rows: 'table',
    table: priceBreaks,
    provenance: 'none',
    key: ['supplier_code', 'sku', 'min_units'],
    columns: [
      supplier(),
      sku(),
      required('min_units', units(1), { examples: ['144', '96'], meaning: 'From how many units.' }),
      required(
        'unit_price',
        { is: 'price', places: 6 },
        { examples: ['3.95', '1.1'], meaning: 'Price of one unit from there.' },
      ),
    ],
  },
  {
    kind: 'events',
    about:
      'Promotions, holidays and closures; of an item, a category, a channel, or of the whole shop.',
    rows: 'table',
    table: events,
    provenance: 'none',
    key: ['code'],
    columns: [
      required(
        'code',
        { is: 'code' },
        { examples: ['BF-2026', 'SPRING-27'], meaning: 'Short code.' },
      ),
      required('name', text(120), {
        examples: ['Black Friday', 'Spring sale'],
        meaning: 'Name for people.',
      }),
      optional('kind', choice('promotion', 'holiday', 'closure', 'other'), 'promotion', {
        examples: ['promotion', 'promotion'],
        meaning: 'What it is.',
      }),
      required('starts_on', date('allowed'), {
        examples: ['2026-11-27', '2027-04-01'],
        meaning: 'First day.',
      }),
      required('ends_on', date('allowed'), {
        examples: ['2026-11-30', '2027-04-14'],
        meaning: 'Last day.',
      }),
      optional('sku', to('item'), null, {
        examples: ['', 'MUG-BLU-350'],
        meaning: 'Only this item.',
      }),
      optional('category', text(80), null, {
        examples: ['Mugs', ''],
        meaning: 'Only this category.',
      }),
      optional('channel_code', to('channel'), null, {
        examples: ['', ''],
        meaning: 'Only this channel.',
      }),
      optional('uplift_rate', { is: 'rate', least: -1 }, null, {
        examples: ['0.6', ''],
        meaning: '0.6 = 60 % more than usual, -0.3 = 30 % less; empty = learned from history.',
      }),
    ],
  },
  {
    kind: 'budgets',
    about: 'What may be spent on a category in a period.',
    rows: 'table',
    table: budgets,
    provenance: 'none',
    key: ['category', 'starts_on'],
    columns: [
      required('category', text(80), {
        examples: ['Mugs', 'Tea'],
        meaning: 'A category of items.csv.',
      }),
      required('starts_on', date('allowed'), {
        examples: ['2026-10-01', '2026-10-01'],
        meaning: 'First day.',
      }),
      required('ends_on', date('allowed'), {
        examples: ['2026-12-31', '2026-12-31'],
        meaning: 'Last day.',
      }),
      required('amount', money('currency'), {
        examples: ['20000.00', '8000.00'],
        meaning: 'The budget.',
        property: 'amountMinor',
      }),
      required(
        'currency',
        { is: 'currency' },
        { examples: ['GBP', 'GBP'], meaning: 'ISO 4217 code.' },
      ),
    ],
  },
  {
    kind: 'rules',
    about:
      'What people decided about an item, from a day on; each shows as its own step in the explanation.',
    rows: 'table',
    table: rules,
    provenance: 'none',
    key: ['id'],
    columns: [
      required('id', { is: 'code' }, { examples: ['RULE-1', 'RULE-2'], meaning: 'Short code.' }),
      required(
        'kind',
        choice(
          'do_not_order',
          'minimum_units',
          'maximum_units',
          'min_max',
          'supplier',
          'service_level',
        ),
        { examples: ['maximum_units', 'service_level'], meaning: 'What is decided.' },
      ),
      sku(),
      optional('location_code', to('location'), null, {
        examples: ['LDS', ''],
        meaning: 'Only here; empty = everywhere.',
      }),
      optional('value', text(64), '', {
        examples: ['500', '0.99'],
        meaning: 'The units, the supplier, the service level, or minimum and target (20/60).',
      }),
      required('reason', text(500), {
        examples: ['New version in spring', 'Key item'],
        meaning: 'Why.',
      }),
      required('starts_on', date('allowed'), {
        examples: ['2026-11-01', '2026-11-01'],
        meaning: 'First day.',
      }),
      optional('ends_on', date('allowed'), null, {
        examples: ['2027-02-28', ''],
        meaning: 'Last day; empty = until taken back.',
      }),
      required('made_by', text(64), {
        examples: ['maya', 'maya'],
        meaning: 'A person of people.csv.',
      }),
    ],
  },
]
