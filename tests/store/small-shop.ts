import type { DemandDay, ShopRows } from '#store/shop-rows.ts'

const provenance = { source: 'test', asOf: '2026-11-20T06:00:00Z' }

/** A shop of two items in two places, bought from two suppliers; tests change what they are about. */
export function smallShop(changes: Partial<ShopRows> = {}): ShopRows {
  return {
    exchangeRates: [
      { currency: 'EUR', validFrom: '2026-01-01', rateToBase: '0.84', ...provenance },
      { currency: 'EUR', validFrom: '2026-11-01', rateToBase: '0.85', ...provenance },
    ],
    locations: [
      {
        code: 'LDS',
        name: 'Leeds',
        kind: 'warehouse',
        timeZone: 'Europe/London',
        country: 'GB',
        transferDays: 2,
        ...provenance,
      },
      {
        code: 'RTM',
        name: 'Rotterdam',
        kind: '3pl',
        timeZone: 'Europe/Amsterdam',
        country: 'NL',
        transferDays: 4,
        ...provenance,
      },
    ],
    channels: [
      { code: 'WEB', name: 'Web shop', ...provenance },
      { code: 'MKT', name: 'Marketplace', ...provenance },
    ],
    people: [{ id: 'ana', name: 'Ana', email: 'ana@example.com', role: 'buyer' }],
    suppliers: [supplier('ACME', 'Acme', 'GBP'), supplier('NORD', 'Nordwind', 'EUR')],
    supplierClosures: [
      { supplierCode: 'NORD', startsOn: '2026-12-24', endsOn: '2027-01-02', reason: 'holidays' },
    ],
    items: [item('MUG', 'Blue mug'), item('TEA', 'Green tea')],
    itemSubstitutes: [],
    bundleComponents: [],
    supplierItems: [
      supplierItem('ACME', 'MUG', 1),
      supplierItem('NORD', 'MUG', 2),
      supplierItem('ACME', 'TEA', 1),
    ],
    priceBreaks: [{ supplierCode: 'ACME', sku: 'MUG', minUnits: 100, unitPrice: '3.9' }],
    supplierPrices: [],
    sellPrices: [],
    stock: [stock('MUG', 'LDS', 40), stock('MUG', 'RTM', 500), stock('TEA', 'LDS', 10)],
    stockLots: [],
    demandFeeds: [
      {
        locationCode: 'LDS',
        knownFromOn: '2026-01-01',
        knownThroughOn: '2026-11-19',
        ...provenance,
      },
      {
        locationCode: 'RTM',
        knownFromOn: '2026-01-01',
        knownThroughOn: '2026-11-19',
        ...provenance,
      },
    ],
    demandDays: [],
    customerReturns: [],
    events: [],
    budgets: [],
    rules: [],
    purchaseOrders: [],
    purchaseOrderLines: [],
    goodsReceipts: [],
    goodsReceiptLines: [],
    invoices: [],
    invoiceLines: [],
    ...changes,
  }
}

export function item(sku: string, name: string, changes: Partial<ShopRows['items'][number]> = {}) {
  return {
    sku,
    name,
    category: 'kitchen',
    abcClass: 'A' as const,
    lifecycle: 'active' as const,
    unitOfMeasure: 'each',
    ...provenance,
    ...changes,
  }
}

export function supplier(code: string, name: string, currency: string) {
  return {
    code,
    name,
    status: 'active' as const,
    currency,
    country: 'GB',
    paymentTermsDays: 30,
    incoterm: 'DAP',
    workingDays: '1111100',
    minimumOrderMinor: 0,
    freightPerOrderMinor: 0,
    freightRate: 0.05,
    ...provenance,
  }
}

export function supplierItem(
  supplierCode: string,
  sku: string,
  preferredRank: number,
  changes: Partial<ShopRows['supplierItems'][number]> = {},
) {
  return {
    supplierCode,
    sku,
    unitPrice: '4.2',
    currency: supplierCode === 'NORD' ? 'EUR' : 'GBP',
    unitOfMeasure: 'each',
    moqUnits: 12,
    orderMultipleUnits: 6,
    leadTimeDays: 14,
    dutyRate: 0,
    preferredRank,
    ...provenance,
    ...changes,
  }
}

export function stock(sku: string, locationCode: string, onHandUnits: number) {
  return {
    sku,
    locationCode,
    onHandUnits,
    allocatedUnits: 0,
    qualityHoldUnits: 0,
    damagedUnits: 0,
    backorderedUnits: 0,
    unitOfMeasure: 'each',
    countedAt: '2026-11-20T06:00:00Z',
    source: 'test',
  }
}

export function day(soldOn: string, units: number, changes: Partial<DemandDay> = {}): DemandDay {
  return {
    sku: 'MUG',
    locationCode: 'LDS',
    channelCode: 'WEB',
    soldOn,
    units,
    cancelledUnits: 0,
    promotion: false,
    stockout: false,
    ...changes,
  }
}
