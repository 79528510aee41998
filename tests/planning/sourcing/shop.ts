import type {
  DemandForecast,
  Item,
  ItemLocationInput,
  LeadTime,
  OpenOrderLine,
  PlanningPolicy,
  StockFacts,
  SupplierOption,
} from '#planning/types.ts'

// Plain facts for the tests of sourcing, scenario and watch; each test says only what it is about.

export const asOf = '2026-11-23'
const provenance = { source: 'test', asOf }

export const policy: PlanningPolicy = {
  reviewPeriodDays: 7,
  cycleServiceLevel: { A: 0.98, B: 0.95, C: 0.9 },
  serviceTarget: { A: 'cycle', B: 'cycle', C: 'cycle' },
  serviceLevelByClass: {},
  variabilityLimits: { X: 0.5, Y: 1 },
  holdingRate: 0.2,
  orderCostMinor: 0,
  staleStockDays: 3,
  staleDemandDays: 7,
  minimumHistoryDays: 56,
  costOutlierRatio: 3,
  quotedLeadTimeCv: 0.3,
  longTailUnitsPerDay: 0.2,
  horizonDays: 7,
}

export function item(changes: Partial<Item> = {}): Item {
  return {
    sku: 'MUG-1',
    name: 'Blue mug',
    category: 'mugs',
    abcClass: 'B',
    lifecycle: 'active',
    isKit: false,
    seasonal: false,
    unitOfMeasure: 'each',
    packSizeUnits: 1,
    shelfLifeDays: null,
    launchedOn: null,
    sellPriceMinor: 1000,
    stockoutCostMinor: null,
    analogueSku: null,
    ...changes,
  }
}

export function leadTime(meanDays: number, sdDays = 0, observations = 20): LeadTime {
  return { ...provenance, meanDays, sdDays, observations }
}

export function option(changes: Partial<SupplierOption> = {}): SupplierOption {
  return {
    ...provenance,
    supplierCode: 'ACME',
    supplierName: 'Acme',
    status: 'active',
    preferredRank: 1,
    currency: 'GBP',
    unitPrice: '4',
    priceHistory: [],
    priceBreaks: [],
    moqUnits: 1,
    orderMultipleUnits: 1,
    maximumUnits: null,
    unitOfMeasure: 'each',
    leadTime: leadTime(14),
    calendar: { workingDays: Array.from({ length: 7 }, () => true), closures: [] },
    dutyRate: 0,
    freightRate: 0,
    freightPerOrderMinor: 0,
    minimumOrderMinor: 0,
    paymentTermsDays: 0,
    incoterm: 'FOB',
    otifRate: 1,
    defectRate: 0,
    validUntil: null,
    rateToBase: '1',
    currencyDigits: 2,
    ...changes,
  }
}

export function stock(onHandUnits: number, changes: Partial<StockFacts> = {}): StockFacts {
  return {
    ...provenance,
    onHandUnits,
    allocatedUnits: 0,
    unavailableUnits: 0,
    backorderedUnits: 0,
    unitOfMeasure: 'each',
    lots: [],
    unbookedUnits: 0,
    ...changes,
  }
}

export function openOrder(changes: Partial<OpenOrderLine> = {}): OpenOrderLine {
  return {
    orderNumber: 'PO-1',
    lineNumber: 1,
    supplierCode: 'ACME',
    state: 'sent',
    openUnits: 100,
    inTransitUnits: 0,
    expectedOn: '2026-12-03',
    ...changes,
  }
}

/** A year of the same demand every day, ending on the as-of day. */
export function steadyHistory(unitsPerDay: number) {
  const days = 365
  return {
    startsOn: '2025-11-24',
    units: Array.from({ length: days }, () => unitsPerDay),
    stockout: Array.from({ length: days }, () => false),
    promotion: Array.from({ length: days }, () => false),
  }
}

export function input(changes: Partial<ItemLocationInput> = {}): ItemLocationInput {
  return {
    asOf,
    baseCurrency: 'GBP',
    item: item(),
    locationCode: 'LEEDS',
    history: steadyHistory(10),
    analogueHistory: null,
    demandKnownThroughOn: asOf,
    stock: stock(100),
    openOrders: [],
    suppliers: [option()],
    events: [],
    rules: [],
    transferableUnits: [],
    ...changes,
  }
}

/** A forecast of so many units every day; variances per day and shared by all days. */
export function forecast(
  perDayUnits: number,
  variance: { perDay?: number; shared?: number } = {},
  days = 180,
): DemandForecast {
  return {
    method: 'test',
    dailyMeanUnits: Array.from({ length: days }, () => perDayUnits),
    baselinePerDayUnits: perDayUnits,
    sumVariance: {
      constant: 0,
      perDay: variance.perDay ?? 0,
      perDaySquared: variance.shared ?? 0,
    },
    family: 'negative_binomial',
    seasonal: false,
    trendPerDayUnits: 0,
    promotionUplift: null,
    censoredDays: 0,
    historyDays: 365,
    spike: { verdict: 'none', startedOn: null, ratio: null, evidence: '' },
    accuracy: { rmsse: null, pinball95: null, biasUnits: null, folds: 0 },
    candidates: [],
  }
}
