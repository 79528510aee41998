import type { KpiFacts, KpiLine } from './kpi-facts.ts'
import { ratioOf } from './kpi-figure.ts'
import type { KpiFigure } from './kpi-figure.ts'

type Window = NonNullable<KpiLine['window']>

/** Units that would have been sold on stockout days, at the mean of the other days; null = every day was a stockout. */
function lostUnits(window: Window): number | null {
  if (window.stockoutDays === 0) return 0
  const openDays = window.days - window.stockoutDays
  if (openDays === 0) return null
  const perDay = (window.soldUnits - window.soldOnStockoutDays) / openDays
  return Math.max(0, perDay * window.stockoutDays - window.soldOnStockoutDays)
}

/** Fill rate and stockout rate of the window, over the lines with a demand record. */
export function serviceFigures(facts: KpiFacts): Record<'fillRate' | 'stockoutRate', KpiFigure> {
  const windows = facts.lines.flatMap(({ window }) => (window === null ? [] : [window]))
  const told = windows.flatMap((window) => {
    const lost = lostUnits(window)
    return lost === null ? [] : [{ soldUnits: window.soldUnits, lost }]
  })
  const sold = told.reduce((sum, one) => sum + one.soldUnits, 0)
  const lost = told.reduce((sum, one) => sum + one.lost, 0)
  const days = windows.reduce((sum, one) => sum + one.days, 0)
  const stockoutDays = windows.reduce((sum, one) => sum + one.stockoutDays, 0)
  const missing = facts.lines.length - windows.length
  const noRecord = 'there is no demand record of the window'
  const fillRate = ratioOf(sold, sold + lost)
  const stockoutRate = ratioOf(stockoutDays, days)
  const untold = facts.lines.length - told.length
  return {
    fillRate: {
      label: 'Fill rate',
      value: fillRate,
      measure: 'rate',
      definition:
        'Units sold over units sold and lost; what was lost on a stockout day is estimated by the mean of the other days of the line.',
      reason:
        fillRate === null
          ? 'nothing was sold in the window'
          : untold > 0
            ? 'no demand record, or out of stock on every day'
            : null,
      leftOutCount: untold,
    },
    stockoutRate: {
      label: 'Stockout rate',
      value: stockoutRate,
      measure: 'rate',
      definition:
        'Days on which an item could not be sold at a location, over all its days of the window.',
      reason: stockoutRate === null || missing > 0 ? noRecord : null,
      leftOutCount: missing,
    },
  }
}
