// A line to plan, with everything in order; a test says only what is different about its own.

import { defaultPolicy } from '#planning/policy/default-policy.ts'
import type {
  DemandForecast,
  ItemLocationInput,
  OpenOrderLine,
  PlanningRule,
  SupplierOption,
} from '#planning/types.ts'

/** Orders that cost nothing, so that quantities are the need alone; economic-lot.test.ts is about the rest. */
export const policy = { ...defaultPolicy, orderCostMinor: 0 }

export const asOf = '2026-11-23'
const provenance = { source: 'test', asOf }

/** Every weekday of the supplier is a working day, so that dates in tests count plainly. */
export const everyDay = { workingDays: Array.from({ length: 7 }, () => true), closures: [] }

export function supplier(changes: Partial<SupplierOption> = {}): SupplierOption {
  return {
    ...provenance,
    supplierCode: 'ACME',
    supplierName: 'Acme',
    status: 'active',
    preferredRank: 1,
    currency: 'GBP',
    unitPrice: '2.00',
    priceHistory: [],
    priceBreaks: [],
    moqUnits: 1,
    orderMultipleUnits: 1,
    maximumUnits: null,
    unitOfMeasure: 'each',
    leadTime: { ...provenance, meanDays: 14, sdDays: 0, observations: 20 },
    calendar: everyDay,
    dutyRate: 0,
    freightRate: 0,
    freightPerOrderMinor: 0,
    minimumOrderMinor: 0,
    paymentTermsDays: 0,
    incoterm: 'DDP',
    otifRate: 0.95,
    defectRate: 0,
    validUntil: null,
    rateToBase: '1',
    currencyDigits: 2,
    ...changes,
  }
}

export function openOrder(changes: Partial<OpenOrderLine>): OpenOrderLine {
  return {
    orderNumber: 'PO-1',
    lineNumber: 1,
    supplierCode: 'ACME',
    state: 'approved',
    openUnits: 0,
    inTransitUnits: 0,
    expectedOn: null,
    ...changes,
  }
}

export function rule(changes: Partial<PlanningRule>): PlanningRule {
  return {
    ruleId: 'R1',
    kind: 'do_not_order',
    value: '',
    reason: 'trial',
    startsOn: '2026-11-01',
    endsOn: null,
    madeBy: 'Ada',
    ...changes,
  }
}

type Changes = Partial<Omit<ItemLocationInput, 'item' | 'stock'>> & {
  item?: Partial<ItemLocationInput['item']>
  stock?: Partial<NonNullable<ItemLocationInput['stock']>> | null
}

export function line(changes: Changes = {}): ItemLocationInput {
  const { item, stock, ...rest } = changes
  return {
    asOf,
    baseCurrency: 'GBP',
    item: {
      sku: 'MUG',
      name: 'Mug',
      category: 'kitchen',
      abcClass: 'B',
      lifecycle: 'active',
      isKit: false,
      seasonal: false,
      unitOfMeasure: 'each',
      packSizeUnits: 1,
      shelfLifeDays: null,
      launchedOn: null,
      sellPriceMinor: 500,
      stockoutCostMinor: null,
      analogueSku: null,
      ...item,
    },
    locationCode: 'LDS',
    history: null,
    analogueHistory: null,
    demandKnownThroughOn: '2026-11-22',
    stock:
      stock === null
        ? null
        : {
            ...provenance,
            onHandUnits: 0,
            allocatedUnits: 0,
            unavailableUnits: 0,
            backorderedUnits: 0,
            unitOfMeasure: 'each',
            lots: [],
            unbookedUnits: 0,
            ...stock,
          },
    openOrders: [],
    suppliers: [supplier()],
    events: [],
    rules: [],
    transferableUnits: [],
    ...rest,
  }
}

/** The same demand every day; `variancePerDay` 0 makes the forecast certain, so that tests count by hand. */
export function demand(perDay: number, variancePerDay = 0): DemandForecast {
  return {
    method: 'test',
    dailyMeanUnits: Array.from({ length: 120 }, () => perDay),
    baselinePerDayUnits: perDay,
    sumVariance: { constant: 0, perDay: variancePerDay, perDaySquared: 0 },
    family: variancePerDay > perDay ? 'negative_binomial' : 'gamma',
    seasonal: false,
    trendPerDayUnits: 0,
    promotionUplift: null,
    censoredDays: 0,
    historyDays: 400,
    spike: { verdict: 'none', startedOn: null, ratio: null, evidence: '' },
    accuracy: { rmsse: null, pinball95: null, biasUnits: null, folds: 0 },
    candidates: [],
  }
}
