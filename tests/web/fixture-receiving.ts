// The warehouse and the desk of payables of the made-up shop.
import type { ExpectedInvoice } from '#purchasing/expected-invoice.ts'
import type { InvoiceDesk } from '#operations/invoice-desk.ts'
import type { DeliveryDesk, ReceivingDesk } from '#operations/receiving-desk.ts'

const asOf = '2026-11-20'
const at = '2026-11-20T09:30:00.000Z'

const receivingDesk: ReceivingDesk = {
  asOf,
  orders: [
    {
      number: 'PO-2026-0031',
      state: 'sent',
      supplierName: 'Northwind Pottery',
      locationCode: 'LDS',
      expectedOn: '2026-11-18',
      late: true,
      lineCount: 2,
      openUnits: 168,
    },
  ],
  moreCount: 0,
  holds: [
    {
      receiptNumber: 'GR-2026-0004',
      lineNumber: 2,
      orderNumber: 'PO-2026-0031',
      supplierCode: 'NORTHWIND',
      locationCode: 'LDS',
      sku: 'TEA-GRN',
      name: 'Green tea',
      lotTracked: true,
      expires: true,
      lotCode: null,
      expiresOn: null,
      receivedOn: '2026-11-19',
      heldUnits: 40,
      openUnits: 24,
    },
  ],
  mayReceive: true,
}

const deliveryDesk: DeliveryDesk = {
  asOf,
  number: 'PO-2026-0031',
  revision: 2,
  state: 'partly_received',
  supplierName: 'Northwind Pottery',
  locationCode: 'LDS',
  lines: [
    {
      lineNumber: 1,
      sku: 'MUG-BLU',
      name: 'Stoneware mug, ocean blue',
      orderedUnits: 144,
      receivedUnits: 0,
      openUnits: 144,
      lotTracked: false,
      expires: false,
    },
    {
      lineNumber: 2,
      sku: 'TEA-GRN',
      name: 'Green tea',
      orderedUnits: 64,
      receivedUnits: 40,
      openUnits: 24,
      lotTracked: true,
      expires: true,
    },
  ],
  inYard: ['YARD-7'],
  receipts: [
    {
      number: 'GR-2026-0004',
      orderNumber: 'PO-2026-0031',
      receivedOn: '2026-11-19',
      bookedAt: at,
      bookedBy: 'sam',
      supplierCode: 'NORTHWIND',
      documentNumber: 'LS 77-12',
      documentKey: 'LS7712',
      contentHash: 'a'.repeat(64),
      source: 'receive_goods',
      lines: [
        {
          receiptNumber: 'GR-2026-0004',
          lineNumber: 2,
          sku: 'TEA-GRN',
          receivedUnits: 40,
          damagedUnits: 0,
          orderLineNumber: 2,
          heldUnits: 40,
          lotCode: null,
          expiresOn: null,
          settlements: [],
        },
      ],
      findings: [
        {
          receiptNumber: 'GR-2026-0004',
          position: 1,
          code: 'no_lot',
          sku: 'TEA-GRN',
          units: 40,
          sentence: 'TEA-GRN: 40 held until their lot is known.',
        },
      ],
    },
  ],
  baseCurrency: 'GBP',
  landed: {
    orderNumber: 'PO-2026-0031',
    leftOut: [],
    lines: [
      {
        sku: 'TEA-GRN',
        units: 40,
        goodsMinor: 16_800,
        freightMinor: 1_000,
        dutyMinor: 0,
        otherMinor: 0,
        totalMinor: 17_800,
        plannedMinor: 17_000,
        varianceMinor: 800,
        varianceRate: 800 / 17_000,
      },
    ],
  },
  barred: null,
}

const invoiceDesk: InvoiceDesk = {
  asOf,
  heldCount: 1,
  moreCount: 0,
  mayBook: true,
  invoices: [
    {
      supplierCode: 'NORTHWIND',
      number: 'INV-0012',
      orderNumber: 'PO-2026-0031',
      orderAsWritten: null,
      invoicedOn: '2026-11-19',
      dueOn: '2026-12-19',
      currency: 'GBP',
      rateToBase: '1',
      totalMinor: 25_800,
      state: 'held',
      findings: [
        {
          reason: 'price_variance',
          sku: 'TEA-GRN',
          sentence: 'TEA-GRN: invoiced at 4.30, ordered at 4.20.',
        },
      ],
      priceVarianceMinor: 600,
      bookedBy: 'priya',
      bookedAt: at,
      decidedBy: null,
      decidedAt: null,
      decisionReason: null,
      contentHash: 'b'.repeat(64),
      source: 'book_invoice',
      lines: [
        {
          supplierCode: 'NORTHWIND',
          invoiceNumber: 'INV-0012',
          lineNumber: 1,
          sku: 'TEA-GRN',
          units: 60,
          unitPrice: '4.300000',
          orderLineNumber: null,
        },
      ],
      charges: [{ kind: 'freight', minor: 900 }],
      supplierName: 'Northwind Pottery',
      bookedByName: 'Priya',
      decidedByName: null,
      seen: 'c'.repeat(64),
      mayRelease: true,
      mayReject: true,
    },
  ],
}

const expectedInvoice: ExpectedInvoice = {
  order: 'PO-2026-0031',
  supplierCode: 'NORTHWIND',
  currency: 'GBP',
  lines: [{ sku: 'TEA-GRN', units: 60, unitPrice: '4.20' }],
}

/** What the pages of the warehouse and of payables read. */
export function receivingDesks(told: <Answer>(answer: Answer) => Answer) {
  return {
    readReceiving: () => Promise.resolve(told(receivingDesk)),
    readDelivery: (order: string) => Promise.resolve(told({ ...deliveryDesk, number: order })),
    readInvoices: () => Promise.resolve(told(invoiceDesk)),
    readExpectedInvoice: (order: string) => Promise.resolve(told({ ...expectedInvoice, order })),
  }
}
