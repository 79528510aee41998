import { customerReturns, stock, stockLots } from '#store/schema.ts'
import { column } from './columns.ts'
import type { KindSpec } from './spec.ts'

const {
  required,
  optional,
  text,
  to,
  units,
  choice,
  date,
  money,
  sku,
  location,
  channel,
  supplier,
} = column

const orderNumber = (about: string) =>
  required('order_number', to('order'), {
    examples: ['PO-2026-0001', 'PO-2026-0001'],
    meaning: about,
    aliases: ['order', 'po', 'po_number'],
  })

const lineNumber = () =>
  required('line_number', units(1), {
    examples: ['1', '2'],
    meaning: 'Counts the lines.',
    aliases: ['line'],
  })

const unitPrice = () =>
  required(
    'unit_price',
    { is: 'price', places: 6 },
    {
      examples: ['4.20', '1.185'],
      meaning: 'Price of one unit, at most six decimals.',
      aliases: ['price'],
    },
  )

/** What lies where, what was sold, and the papers of purchasing (one row per line; the head repeats). */
export const stockKinds: KindSpec[] = [
  {
    kind: 'stock',
    about: 'What lies where, as counted.',
    rows: 'table',
    table: stock,
    provenance: 'source',
    key: ['sku', 'location_code'],
    columns: [
      sku(),
      location(),
      required('on_hand_units', units(0), {
        examples: ['60', '35'],
        meaning: 'Physically there.',
        aliases: ['on_hand', 'quantity', 'stock'],
      }),
      optional('allocated_units', units(0), 0, {
        examples: ['4', '0'],
        meaning: 'Promised to customers, not shipped.',
        aliases: ['allocated'],
      }),
      optional('quality_hold_units', units(0), 0, {
        examples: ['0', '0'],
        meaning: 'Held back by quality.',
      }),
      optional('damaged_units', units(0), 0, {
        examples: ['0', '1'],
        meaning: 'There, but not to be sold.',
      }),
      optional('backordered_units', units(0), 0, {
        examples: ['0', '0'],
        meaning: 'Sold and owed to customers.',
      }),
      required(
        'unit_of_measure',
        { is: 'unit' },
        { examples: ['each', 'each'], meaning: 'The unit counted in.', aliases: ['unit', 'uom'] },
      ),
      required(
        'counted_at',
        { is: 'instant' },
        {
          examples: ['2026-11-20T18:00:00Z', '2026-11-20'],
          meaning: 'When the figure was true.',
          aliases: ['as_of', 'counted_on'],
        },
      ),
    ],
  },
  {
    kind: 'stock_lots',
    about: 'Lots with their expiry.',
    rows: 'table',
    table: stockLots,
    provenance: 'none',
    key: ['sku', 'location_code', 'lot_code'],
    columns: [
      sku(['TEA-GRN-100', 'TEA-GRN-100']),
      location(),
      required('lot_code', text(64), { examples: ['L2611', 'L2612'], meaning: 'The lot.' }),
      required('units', units(0), {
        examples: ['20', '15'],
        meaning: 'Units of the lot that are on hand.',
      }),
      optional('expires_on', date('allowed'), null, {
        examples: ['2027-05-01', '2027-06-01'],
        meaning: 'Last day of use.',
      }),
      optional('on_hold', { is: 'flag' }, false, {
        examples: ['no', 'no'],
        meaning: 'yes = held back by quality.',
      }),
    ],
  },
  {
    kind: 'demand',
    about:
      'Units asked for per day, item, location and channel; a day without a row inside the range of its location is a day without sales.',
    rows: 'demand',
    key: ['sku', 'location_code', 'channel_code', 'sold_on'],
    columns: [
      sku(),
      location(),
      channel(),
      required('sold_on', date('refused'), {
        examples: ['2026-11-19', '2026-11-19'],
        meaning: 'The day, in the time zone of the location.',
        aliases: ['date', 'day'],
      }),
      required('units', units(0), {
        examples: ['5', '3'],
        meaning: 'Units asked for, cancelled lines already taken off.',
        aliases: ['quantity', 'sold', 'demand'],
      }),
      optional('cancelled_units', units(0), 0, {
        examples: ['0', '1'],
        meaning: 'Units of lines that were cancelled.',
      }),
      optional('promotion', { is: 'flag' }, false, {
        examples: ['no', 'no'],
        meaning: 'yes = sold under a promotion.',
      }),
      optional('stockout', { is: 'flag' }, false, {
        examples: ['no', 'no'],
        meaning: 'yes = it could not be sold all day, so the figure is a lower bound.',
      }),
    ],
  },
  {
    kind: 'returns',
    about: 'What customers sent back.',
    rows: 'table',
    table: customerReturns,
    provenance: 'none',
    key: ['sku', 'location_code', 'channel_code', 'returned_on'],
    columns: [
      sku(),
      location(),
      channel(),
      required('returned_on', date('refused'), {
        examples: ['2026-11-18', '2026-11-19'],
        meaning: 'The day.',
      }),
      required('units', units(0), { examples: ['2', '1'], meaning: 'Units sent back.' }),
      optional('restocked_units', units(0), 0, {
        examples: ['1', '1'],
        meaning: 'Of these, put back on the shelf.',
      }),
    ],
  },
  {
    kind: 'purchase_orders',
    about:
      'Orders that exist, one row per line; what the head says is the same in each row of an order.',
    rows: 'orders',
    key: ['order_number', 'line_number'],
    columns: [
      required(
        'order_number',
        { is: 'code' },
        {
          examples: ['PO-2026-0001', 'PO-2026-0001'],
          meaning: 'Number of the order.',
          aliases: ['order', 'po', 'po_number'],
        },
      ),
      supplier(),
      location(),
      required(
        'state',
        choice(
          'draft',
          'submitted',
          'approved',
          'sent',
          'acknowledged',
          'partly_received',
          'received',
          'closed',
          'rejected',
          'cancelled',
        ),
        { examples: ['sent', 'sent'], meaning: 'How far it is.' },
      ),
      required(
        'currency',
        { is: 'currency' },
        { examples: ['GBP', 'GBP'], meaning: 'ISO 4217 code.' },
      ),
      optional('rate_to_base', { is: 'price', places: 8 }, null, {
        examples: ['1', '1'],
        meaning:
          'The exchange rate of the day of the order; empty = that of exchange_rates.csv on that day.',
      }),
      required('created_on', date('refused'), {
        examples: ['2026-11-02', '2026-11-02'],
        meaning: 'When it was made.',
      }),
      optional('created_by', text(64), 'import', {
        examples: ['maya', 'maya'],
        meaning: 'Who made it.',
      }),
      optional('approved_on', date('refused'), null, {
        examples: ['2026-11-03', '2026-11-03'],
        meaning: 'When it was approved; lead times count from here.',
      }),
      optional('sent_on', date('refused'), null, {
        examples: ['2026-11-03', '2026-11-03'],
        meaning: 'When it was sent.',
      }),
      optional('acknowledged_on', date('refused'), null, {
        examples: ['', ''],
        meaning: 'When the supplier confirmed it.',
      }),
      optional('note', text(1000), null, {
        examples: ['', ''],
        meaning: 'Free text of the order.',
      }),
      lineNumber(),
      sku(),
      required('ordered_units', units(1), { examples: ['96', '48'], meaning: 'Units ordered.' }),
      optional('received_units', units(0), 0, {
        examples: ['0', '0'],
        meaning: 'Of these, received and booked.',
      }),
      optional('in_transit_units', units(0), 0, {
        examples: ['96', '0'],
        meaning: 'Of these, on the way (shipment notice).',
      }),
      unitPrice(),
      optional('expected_on', date('allowed'), null, {
        examples: ['2026-11-25', '2026-11-25'],
        meaning: 'When the line should arrive.',
      }),
    ],
  },
  {
    kind: 'receipts',
    about: 'What arrived, one row per line.',
    rows: 'receipts',
    key: ['receipt_number', 'line_number'],
    columns: [
      required(
        'receipt_number',
        { is: 'code' },
        { examples: ['GR-0001', 'GR-0001'], meaning: 'Number of the receipt.' },
      ),
      orderNumber('The order it belongs to.'),
      required('received_on', date('refused'), {
        examples: ['2026-11-12', '2026-11-12'],
        meaning: 'When it arrived.',
      }),
      optional('booked_on', date('refused'), null, {
        examples: ['2026-11-12', '2026-11-12'],
        meaning: 'When it was booked; empty = it stands in the yard.',
      }),
      lineNumber(),
      sku(),
      required('received_units', units(0), {
        examples: ['96', '40'],
        meaning: 'Units that arrived.',
      }),
      optional('damaged_units', units(0), 0, {
        examples: ['0', '2'],
        meaning: 'Of these, not usable.',
      }),
    ],
  },
  {
    kind: 'invoices',
    about: 'What suppliers charged, one row per line.',
    rows: 'invoices',
    key: ['supplier_code', 'invoice_number', 'line_number'],
    columns: [
      supplier(),
      required(
        'invoice_number',
        { is: 'code' },
        { examples: ['INV-881', 'INV-881'], meaning: "The supplier's number." },
      ),
      orderNumber('The order it charges.'),
      required('invoiced_on', date('refused'), {
        examples: ['2026-11-13', '2026-11-13'],
        meaning: 'Date of the invoice.',
      }),
      required('due_on', date('allowed'), {
        examples: ['2026-12-13', '2026-12-13'],
        meaning: 'When it is due.',
      }),
      required(
        'currency',
        { is: 'currency' },
        { examples: ['GBP', 'GBP'], meaning: 'ISO 4217 code.' },
      ),
      required('total', money('currency'), {
        examples: ['460.08', '460.08'],
        meaning: 'Total of the invoice.',
        property: 'totalMinor',
      }),
      lineNumber(),
      sku(),
      required('units', units(0), { examples: ['96', '48'], meaning: 'Units charged.' }),
      unitPrice(),
    ],
  },
]
