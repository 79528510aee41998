import { suppliers } from '#store/schema.ts'
import { column } from './columns.ts'
import type { KindSpec } from './spec.ts'

const { required, optional, text, units, choice, date, money } = column

/** Who delivers; what of it a file writes only for a supplier that is new, `write-suppliers.ts` knows. */
export const suppliersKind: KindSpec = {
  kind: 'suppliers',
  about: 'Who delivers, in which currency and on which terms.',
  rows: 'table',
  table: suppliers,
  provenance: 'sourceAndAsOf',
  key: ['code'],
  columns: [
    required(
      'code',
      { is: 'code' },
      {
        examples: ['ACME', 'NORTHWIND'],
        meaning: 'Short code.',
        aliases: ['supplier_code', 'supplier'],
      },
    ),
    required('name', text(120), {
      examples: ['Acme Ceramics', 'Northwind'],
      meaning: 'Name for people.',
    }),
    optional('status', choice('active', 'unapproved', 'blocked'), 'active', {
      examples: ['active', 'active'],
      meaning: 'Only active suppliers are ordered from.',
    }),
    optional('risk', choice('low', 'medium', 'high'), 'low', {
      examples: ['low', 'medium'],
      meaning: 'Orders from a supplier of high risk are flagged and may need more people.',
    }),
    required(
      'currency',
      { is: 'currency' },
      { examples: ['GBP', 'EUR'], meaning: 'ISO 4217 code; prices and minimums are in it.' },
    ),
    optional('country', text(2), 'GB', {
      examples: ['GB', 'NL'],
      meaning: 'ISO 3166 code of two letters.',
    }),
    optional('address', text(300), null, {
      examples: ['9 Kiln Road; Stoke-on-Trent; ST1 2AB', ''],
      meaning: 'Printed on orders: street; town; post code.',
    }),
    optional('email', text(254), null, {
      examples: ['orders@acme.example.com', ''],
      meaning: 'Where orders are sent; of a supplier in the books it changes on its page only.',
    }),
    optional('phone', text(40), null, {
      examples: ['+44 1782 496 0000', ''],
      meaning: 'Called back about changes; of a supplier in the books it changes on its page only.',
    }),
    optional('bank_account', text(64), null, {
      examples: ['', 'NL91 ABNA 0417 1643 00'],
      meaning: 'Where invoices are paid; of a supplier in the books it changes on its page only.',
    }),
    optional('payment_terms_days', units(0), 30, {
      examples: ['30', '60'],
      meaning: 'Days until an invoice is due.',
    }),
    optional(
      'incoterm',
      choice('EXW', 'FCA', 'FAS', 'FOB', 'CFR', 'CIF', 'CPT', 'CIP', 'DAP', 'DPU', 'DDP'),
      'DAP',
      { examples: ['DDP', 'FCA'], meaning: 'Incoterms 2020: decides who pays freight and duty.' },
    ),
    optional('working_days', { is: 'workingDays' }, '1111100', {
      examples: ['1111100', '1111100'],
      meaning: 'Seven characters, Monday first; 1 = works.',
    }),
    optional('minimum_order', money('currency'), 0, {
      examples: ['250.00', '0'],
      meaning: 'Least goods value of one order, supplier currency.',
      property: 'minimumOrderMinor',
    }),
    optional('freight_per_order', money('currency'), 0, {
      examples: ['15.00', '45.00'],
      meaning: 'Freight of one order, supplier currency.',
      property: 'freightPerOrderMinor',
    }),
    optional('freight_rate', { is: 'rate', least: 0 }, 0, {
      examples: ['0', '0.04'],
      meaning: 'Freight as a fraction of the goods value: 0.05 = 5 %.',
    }),
    optional('freight_per_pallet', money('currency'), 0, {
      examples: ['', '60.00'],
      meaning: 'Freight of every pallet begun, supplier currency; needs pallet_units of the items.',
      property: 'freightPerPalletMinor',
    }),
    optional('container_pallets', units(1), null, {
      examples: ['', '20'],
      meaning: 'Pallets in a container; needs pallet_units of the items.',
    }),
    optional('container_units', units(1), null, {
      examples: ['', ''],
      meaning: 'Units in a container, of items without pallet_units.',
    }),
    optional('freight_per_container', money('currency'), 0, {
      examples: ['', '1800.00'],
      meaning: 'Freight of every container begun, supplier currency.',
      property: 'freightPerContainerMinor',
    }),
    optional('capacity_units_per_week', units(1), null, {
      examples: ['', ''],
      meaning: 'What the supplier can make of all items together in a week.',
    }),
    optional('cancel_fee_rate', { is: 'rate', least: 0 }, null, {
      examples: ['0.1', ''],
      meaning: 'Fee for cancelling what was sent, as a fraction of the goods value.',
    }),
    optional('expedite_rate', { is: 'rate', least: 0 }, null, {
      examples: ['0.08', ''],
      meaning: 'Price of a rush, as a fraction of the goods value.',
    }),
    optional('expedite_days', units(1), null, {
      examples: ['5', ''],
      meaning: 'Days that a rush saves.',
    }),
    optional('contract_starts_on', date('allowed'), null, {
      examples: ['2025-01-01', ''],
      meaning: 'First day of the contract.',
    }),
    optional('contract_ends_on', date('allowed'), null, {
      examples: ['2026-12-31', ''],
      meaning: 'Last day of the contract.',
    }),
    optional('sla_otif_rate', { is: 'rate', least: 0 }, null, {
      examples: ['0.95', ''],
      meaning: 'Agreed share on time and in full.',
    }),
    optional('created_by', text(64), null, {
      examples: ['', ''],
      meaning:
        'Who entered the supplier; may not approve its orders. Of one in the books it stays.',
    }),
    optional('note', text(1000), null, {
      examples: ['', ''],
      meaning: 'Free text; models see it as quoted data.',
    }),
  ],
}
