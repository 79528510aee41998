// One item of VN2 as the planner sees a line, a week of the challenge taken for a day.
import { addDays, toIso } from '#planning/calendar.ts'
import type { PeriodForecast } from '#planning/forecast/period-forecast.ts'
import type { DemandForecast, ItemLocationInput, OpenOrderLine } from '#planning/types.ts'
import type { Vn2Item, Vn2Stock } from './vn2-game.ts'
import { ARRIVAL_WEEKS } from './vn2-game.ts'

/** A forecast of periods as one of days. */
export function forecastInDays(found: PeriodForecast, historyDays: number): DemandForecast {
  return {
    method: found.methods.join(' + '),
    dailyMeanUnits: Array.from(found.path),
    baselinePerDayUnits: found.baseline,
    ...found.spread,
    seasonal: false,
    trendPerDayUnits: 0,
    promotionUplift: null,
    censoredDays: 0,
    historyDays,
    spike: { verdict: 'none', startedOn: null, ratio: null, evidence: '' },
    accuracy: { rmsse: null, pinball95: null, biasUnits: null, folds: 0 },
    candidates: found.candidates,
  }
}

/** The line at the end of the known weeks: its stock, and what arrives next week and the week after. */
export function lineOf(item: Vn2Item, knownWeeks: number, stock: Vn2Stock): ItemLocationInput {
  const asOf = toIso(item.startDay + knownWeeks)
  const provenance = { source: 'VN2', asOf }
  const order = (orderNumber: string, openUnits: number, days: number): OpenOrderLine => ({
    orderNumber,
    lineNumber: 1,
    supplierCode: 'SUPPLIER',
    state: 'sent',
    openUnits,
    inTransitUnits: openUnits,
    expectedOn: addDays(asOf, days),
  })
  return {
    asOf,
    baseCurrency: 'EUR',
    item: {
      sku: item.id,
      name: item.id,
      category: item.groups[0] ?? 'all',
      abcClass: 'A',
      lifecycle: 'active',
      isKit: false,
      seasonal: false,
      unitOfMeasure: 'each',
      packSizeUnits: 1,
      shelfLifeDays: null,
      launchedOn: null,
      sellPriceMinor: null,
      stockoutCostMinor: null,
      analogueSku: null,
    },
    locationCode: 'SHOP',
    history: null,
    analogueHistory: null,
    demandKnownThroughOn: asOf,
    stock: {
      ...provenance,
      onHandUnits: stock.onHandUnits,
      allocatedUnits: 0,
      unavailableUnits: 0,
      backorderedUnits: 0,
      unitOfMeasure: 'each',
      lots: [],
      unbookedUnits: 0,
    },
    openOrders: [order('NEXT', stock.nextWeekUnits, 1), order('AFTER', stock.weekAfterUnits, 2)],
    suppliers: [
      {
        ...provenance,
        supplierCode: 'SUPPLIER',
        supplierName: 'Supplier',
        status: 'active',
        preferredRank: 1,
        currency: 'EUR',
        unitPrice: '1',
        priceHistory: [],
        priceBreaks: [],
        moqUnits: 1,
        orderMultipleUnits: 1,
        maximumUnits: null,
        unitOfMeasure: 'each',
        leadTime: { ...provenance, meanDays: ARRIVAL_WEEKS, sdDays: 0, observations: 20 },
        calendar: { workingDays: Array.from({ length: 7 }, () => true), closures: [] },
        dutyRate: 0,
        freightRate: 0,
        freightPerOrderMinor: 0,
        minimumOrderMinor: 0,
        paymentTermsDays: 0,
        incoterm: 'DDP',
        otifRate: null,
        defectRate: null,
        validUntil: null,
        rateToBase: '1',
        currencyDigits: 2,
      },
    ],
    events: [],
    rules: [],
    transferableUnits: [],
  }
}
