// The item of an inventory game as the planner sees a line, a period of the game taken for a day.
import type { PeriodForecast } from '#planning/forecast/period-forecast.ts'
import { plainLine, plainOption, plainStock } from '../plain-line.ts'
import type { DemandForecast, ItemLocationInput, LeadTime, OpenOrderLine } from '#planning/types.ts'

/** One item of a game on the day before its next period; money in units of 1. */
export type GameItem = {
  sku: string
  asOf: string
  onHandUnits: number
  arriving: { units: number; expectedOn: string }[]
  leadTime: Pick<LeadTime, 'meanDays' | 'sdDays' | 'observations' | 'receipts' | 'overdue'>
  /** What a unit short costs. */
  shortageCost: number
}

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

/** The line of that item: one supplier that takes any order, goods at a price of 1, nothing else in the way. */
export function gameLine(of: GameItem): ItemLocationInput {
  const { sku, asOf, shortageCost } = of
  const openOrders = of.arriving.map(({ units, expectedOn }, at): OpenOrderLine => ({
    orderNumber: `ORDER-${at}`,
    lineNumber: 1,
    supplierCode: 'SUPPLIER',
    state: 'sent',
    openUnits: units,
    inTransitUnits: units,
    expectedOn,
  }))
  return plainLine(
    asOf,
    { sku, stockoutCostMinor: shortageCost * 100 },
    {
      stock: plainStock(asOf, of.onHandUnits),
      openOrders,
      suppliers: [plainOption(asOf, of.leadTime, {})],
    },
  )
}
