import type {
  DemandForecast,
  ItemLocationInput,
  PlanningPolicy,
  Recommendation,
  StockPosition,
} from '../types.ts'
import { segmentOf } from './segment.ts'

/** A recommendation with the parts that need neither a supplier nor a plan; everything else is empty. */
export function blankLine(
  input: ItemLocationInput,
  policy: PlanningPolicy,
  forecast: DemandForecast | null,
  position: StockPosition | null,
): Recommendation {
  return {
    sku: input.item.sku,
    locationCode: input.locationCode,
    decision: 'withheld',
    segment: segmentOf(input, policy, forecast),
    units: 0,
    neededUnits: 0,
    supplierCode: null,
    supplierReason: '',
    currency: null,
    unitPrice: null,
    lineTotalMinor: null,
    landedCostMinor: null,
    expectedOn: null,
    position,
    forecast,
    leadTimeDays: null,
    leadTimeSdDays: null,
    reviewPeriodDays: policy.reviewPeriodDays,
    protectionDays: null,
    cycleServiceLevel: null,
    leadTimeDemandUnits: null,
    safetyStockUnits: null,
    reorderPointUnits: null,
    orderUpToUnits: null,
    protectionDemand: null,
    orderByOn: null,
    urgency: 'none',
    costOfWaitingMinor: null,
    waterfall: [],
    whyNot: null,
    defects: [],
    warnings: [],
  }
}
