import type { PlanningPolicy } from '../types.ts'

/**
 * The policy of a shop that has set none: weekly review, 98/95/90 % of cycles without a stockout, 20 % holding a year,
 * 2.00 of the base currency for the work of one order line.
 */
export const defaultPolicy: PlanningPolicy = {
  reviewPeriodDays: 7,
  cycleServiceLevel: { A: 0.98, B: 0.95, C: 0.9 },
  serviceTarget: { A: 'cycle', B: 'cycle', C: 'cycle' },
  serviceLevelByClass: {},
  variabilityLimits: { X: 0.5, Y: 1 },
  holdingRate: 0.2,
  orderCostMinor: 200,
  staleStockDays: 7,
  staleDemandDays: 7,
  minimumHistoryDays: 56,
  costOutlierRatio: 3,
  quotedLeadTimeCv: 0.3,
  longTailUnitsPerDay: 0.2,
  horizonDays: 7,
}
