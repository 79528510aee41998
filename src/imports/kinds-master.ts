import {
  bundleComponents,
  channels,
  exchangeRates,
  itemSubstitutes,
  items,
  locations,
  sellPrices,
} from '#store/schema.ts'
import { people } from '#store/schema-people.ts'
import { column } from './columns.ts'
import type { KindSpec } from './spec.ts'

const { required, optional, text, to, units, choice, date, money, sku } = column

/** The shop itself, its places, people and items, in the order in which they can be read. */
export const masterKinds: KindSpec[] = [
  {
    kind: 'shop',
    about:
      'One row: what the shop is called, the currency it counts in, its time zone, and what its orders say of it.',
    rows: 'shop',
    key: ['name'],
    columns: [
      required('name', text(120), { examples: ['My shop'], meaning: 'Shown on every page.' }),
      required(
        'base_currency',
        { is: 'currency' },
        {
          examples: ['GBP'],
          meaning: 'ISO 4217 code; limits, margins and landed cost are in it.',
        },
      ),
      required(
        'time_zone',
        { is: 'timeZone' },
        { examples: ['Europe/London'], meaning: 'IANA name; decides which day is today.' },
      ),
      optional('address', text(300), null, {
        examples: ['9 Mill Lane; Leeds; LS1 4AP'],
        meaning: 'For invoices: street; town; post code.',
      }),
      optional('country', text(2), null, {
        examples: ['GB'],
        meaning: 'ISO 3166 code of two letters.',
      }),
      optional('tax_number', text(40), null, {
        examples: ['GB 123 4567 89'],
        meaning: 'Printed on orders.',
      }),
    ],
  },
  {
    kind: 'exchange_rates',
    about: 'What one unit of a foreign currency is worth in the base currency, from a day on.',
    rows: 'table',
    table: exchangeRates,
    provenance: 'sourceAndAsOf',
    key: ['currency', 'valid_from'],
    columns: [
      required(
        'currency',
        { is: 'currency' },
        { examples: ['EUR', 'USD'], meaning: 'ISO 4217 code.' },
      ),
      required('valid_from', date('allowed'), {
        examples: ['2026-11-01', '2026-11-01'],
        meaning: 'First day of the rate.',
      }),
      required(
        'rate_to_base',
        { is: 'price', places: 8 },
        { examples: ['0.86', '0.79'], meaning: 'One unit of the currency in the base currency.' },
      ),
    ],
  },
  {
    kind: 'locations',
    about: 'Where stock lies: own warehouses, 3PL, marketplace fulfilment.',
    rows: 'table',
    table: locations,
    provenance: 'sourceAndAsOf',
    key: ['code'],
    columns: [
      required(
        'code',
        { is: 'code' },
        {
          examples: ['LDS', 'FBA'],
          meaning: 'Short code.',
          aliases: ['location_code', 'location'],
        },
      ),
      required('name', text(120), {
        examples: ['Leeds warehouse', 'Amazon FBA UK'],
        meaning: 'Name for people.',
      }),
      optional('kind', choice('warehouse', '3pl', 'fba'), 'warehouse', {
        examples: ['warehouse', 'fba'],
        meaning: 'What sort of place it is.',
      }),
      optional('time_zone', { is: 'timeZone' }, 'UTC', {
        examples: ['Europe/London', 'Europe/London'],
        meaning: 'IANA name; days of sale are days there.',
      }),
      optional('country', text(2), 'GB', {
        examples: ['GB', 'GB'],
        meaning: 'ISO 3166 code of two letters.',
      }),
      optional('address', text(300), null, {
        examples: ['Gate 3, 9 Mill Lane; Leeds; LS1 4AP', ''],
        meaning: 'Where orders are delivered: street; town; post code.',
      }),
      optional('parent_code', text(64), null, {
        examples: ['', ''],
        meaning: 'The group this location belongs to.',
      }),
      optional('transfer_days', units(0), 3, {
        examples: ['2', '4'],
        meaning: 'Days a transfer to it takes.',
      }),
    ],
  },
  {
    kind: 'channels',
    about: 'Where the shop sells.',
    rows: 'table',
    table: channels,
    provenance: 'sourceAndAsOf',
    key: ['code'],
    columns: [
      required(
        'code',
        { is: 'code' },
        { examples: ['WEB', 'MKT'], meaning: 'Short code.', aliases: ['channel_code', 'channel'] },
      ),
      required('name', text(120), {
        examples: ['Web shop', 'Marketplace'],
        meaning: 'Name for people.',
      }),
    ],
  },
  {
    kind: 'people',
    about: 'Who buys, approves, receives and pays.',
    rows: 'table',
    table: people,
    provenance: 'none',
    key: ['id'],
    columns: [
      required('id', { is: 'code' }, { examples: ['maya', 'tom'], meaning: 'Short name.' }),
      required('name', text(120), { examples: ['Maya Okafor', 'Tom Reid'], meaning: 'Full name.' }),
      required('email', text(254), {
        examples: ['maya@example.com', 'tom@example.com'],
        meaning: 'One address, one person.',
      }),
      required('role', choice('buyer', 'approver', 'warehouse', 'payables', 'administrator'), {
        examples: ['buyer', 'approver'],
        meaning: 'What the person does.',
      }),
      optional('approval_limit', money(null), null, {
        examples: ['', '10000.00'],
        meaning:
          'The largest order the person may approve, base currency; empty = may not approve.',
        property: 'approvalLimitMinor',
      }),
      optional('active', { is: 'flag' }, true, {
        examples: ['yes', 'yes'],
        meaning: 'no = may not do anything.',
      }),
      optional('delegate_id', text(64), null, { examples: ['', ''], meaning: 'Who stands in.' }),
      optional('delegate_until_on', date('allowed'), null, {
        examples: ['', ''],
        meaning: 'Last day of the delegation.',
      }),
      optional('cost_centre', text(64), null, {
        examples: ['', ''],
        meaning: 'Orders of one cost centre are held against a limit together.',
      }),
    ],
  },
  {
    kind: 'items',
    about: 'What the shop sells and buys.',
    rows: 'table',
    table: items,
    provenance: 'sourceAndAsOf',
    key: ['sku'],
    columns: [
      required(
        'sku',
        { is: 'code' },
        {
          examples: ['MUG-BLU-350', 'TEA-GRN-100', 'SET-TEA'],
          meaning: 'The code of the item.',
          aliases: ['item', 'item_code', 'article', 'product_code', 'stock_code'],
        },
      ),
      required('name', text(200), {
        examples: ['Blue mug 350 ml', 'Green tea 100 g', 'Tea set: two mugs and tea'],
        meaning: 'Name for people.',
        aliases: ['description', 'title'],
      }),
      optional('category', text(80), 'Uncategorised', {
        examples: ['Mugs', 'Tea', 'Sets'],
        meaning: 'Budgets, events and questions use it.',
      }),
      optional('abc_class', choice('A', 'B', 'C'), 'B', {
        examples: ['A', 'B', 'B'],
        meaning: 'Importance; sets the service level.',
      }),
      optional('lifecycle', choice('new', 'active', 'phase_out', 'discontinued'), 'active', {
        examples: ['active', 'active', 'active'],
        meaning: 'phase_out and discontinued items are not planned.',
      }),
      optional('is_kit', { is: 'flag' }, false, {
        examples: ['no', 'no', 'yes'],
        meaning: 'yes = sold as a set of the items in bundles.csv, never bought.',
      }),
      optional('seasonal', { is: 'flag' }, false, {
        examples: ['no', 'no'],
        meaning: 'yes = the time of the year matters.',
      }),
      required(
        'unit_of_measure',
        { is: 'unit' },
        {
          examples: ['each', 'each', 'each'],
          meaning: 'The unit in which stock and demand are counted.',
          aliases: ['unit', 'uom'],
        },
      ),
      optional('pack_size_units', units(1), 1, {
        examples: ['1', '6'],
        meaning: 'Units in one retail pack.',
      }),
      optional('shelf_life_days', units(1), null, {
        examples: ['', '540'],
        meaning: 'Days from receipt to expiry.',
      }),
      optional('launched_on', date('allowed'), null, {
        examples: ['2024-03-01', ''],
        meaning: 'First day of sale.',
      }),
      optional('sell_price', money(null), null, {
        examples: ['12.50', '6.95', '29.00'],
        meaning: 'Price of one unit, base currency.',
        property: 'sellPriceMinor',
        aliases: ['price'],
      }),
      optional('stockout_cost', money(null), null, {
        examples: ['', ''],
        meaning: 'What one unit short costs; empty = its margin.',
        property: 'stockoutCostMinor',
      }),
      optional('analogue_sku', text(64), null, {
        examples: ['', ''],
        meaning: 'An older item that sells alike, for new items.',
      }),
      optional('barcode', text(64), null, {
        examples: ['5012345678900', ''],
        meaning: 'EAN or UPC.',
      }),
      optional('criticality', choice('low', 'normal', 'critical'), 'normal', {
        examples: ['normal', 'normal', 'critical'],
        meaning: 'What the shop does without it; the policy may ask for further approvals.',
      }),
      optional('lot_tracked', { is: 'flag' }, false, {
        examples: ['no', 'no'],
        meaning: 'yes = a delivery must name its lot.',
      }),
      optional('inspect_on_receipt', { is: 'flag' }, false, {
        examples: ['no', 'no'],
        meaning: 'yes = delivered units are held until somebody has checked them.',
      }),
      optional('note', text(1000), null, {
        examples: ['', ''],
        meaning: 'Free text; models see it as quoted data.',
      }),
    ],
  },
  {
    kind: 'item_substitutes',
    about: 'What customers take instead.',
    rows: 'table',
    table: itemSubstitutes,
    provenance: 'none',
    key: ['sku', 'substitute_sku'],
    columns: [
      sku(),
      required('substitute_sku', to('item'), {
        examples: ['TEA-GRN-100', 'MUG-BLU-350'],
        meaning: 'The substitute.',
      }),
      optional('rank', units(1), 1, { examples: ['1', '1'], meaning: '1 = the best.' }),
    ],
  },
  {
    kind: 'bundles',
    about: 'What a kit consists of; its sales are demand for these items.',
    rows: 'table',
    table: bundleComponents,
    provenance: 'none',
    key: ['kit_sku', 'component_sku'],
    columns: [
      required('kit_sku', to('item'), {
        examples: ['SET-TEA', 'SET-TEA'],
        meaning: 'An item with is_kit = yes.',
      }),
      required('component_sku', to('item'), {
        examples: ['MUG-BLU-350', 'TEA-GRN-100'],
        meaning: 'An item in it.',
      }),
      required('units', units(1), {
        examples: ['2', '1'],
        meaning: 'How many of it are in one kit.',
      }),
    ],
  },
  {
    kind: 'sell_prices',
    about:
      'What an item sells for from a day on, in every channel; days to come are planned prices. Demand is forecast with what earlier changes of price have shown. A price of one channel or of few days is a promotion: see events.csv.',
    rows: 'table',
    table: sellPrices,
    provenance: 'sourceAndAsOf',
    key: ['sku', 'valid_from'],
    columns: [
      sku(['MUG-BLU-350', 'MUG-BLU-350']),
      required('valid_from', date('allowed'), {
        examples: ['2026-03-01', '2026-12-01'],
        meaning: 'First day of the price; it holds until the next one.',
        aliases: ['from', 'starts_on'],
      }),
      required(
        'price',
        { is: 'money', currencyColumn: null, least: 'one' },
        {
          examples: ['9.99', '8.99'],
          meaning: 'What one unit is offered at; not what single orders paid.',
          property: 'priceMinor',
          aliases: ['sell_price', 'unit_price'],
        },
      ),
      required(
        'currency',
        { is: 'currency', only: 'base' },
        { examples: ['GBP', 'GBP'], meaning: 'The base currency of shop.csv.' },
      ),
    ],
  },
]
