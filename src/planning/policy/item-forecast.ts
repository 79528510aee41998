import { withEarnedSpread } from '../accuracy/learned-spread.ts'
import { forecastDemand } from '../forecast/forecast-demand.ts'
import type { DemandForecast, ItemLocationInput, PlanningPolicy } from '../types.ts'
import { activeRules } from './human-rules.ts'
import { leadTimeSd } from './lead-time.ts'
import { chooseSupplier } from './supplier-choice.ts'

/** Days for which a forecast is asked: past the arrival of the order after next, and a quarter at least. */
export function planningHorizonDays(input: ItemLocationInput, policy: PlanningPolicy): number {
  const arrivals = input.suppliers.map(({ leadTime }) =>
    leadTime === null ? 0 : leadTime.meanDays + 3 * leadTimeSd(leadTime, policy),
  )
  return Math.ceil(Math.max(91, ...arrivals.map((days) => days + 2 * policy.reviewPeriodDays)))
}

/**
 * Demand of one item at one location from its own history, else its analogue's, as wide as its earlier forecasts have
 * earned; null = not enough history.
 */
export function forecastFor(
  input: ItemLocationInput,
  policy: PlanningPolicy,
): DemandForecast | null {
  const { asOf, history, analogueHistory, events, sellPrices, analogueSellPrices } = input
  if (history === null && analogueHistory === null) return null
  const leadDays = chooseSupplier(input, activeRules(input)).option?.leadTime?.meanDays ?? 0
  const forecast = forecastDemand({
    history: history ?? { startsOn: asOf, units: [], stockout: [], promotion: [] },
    analogueHistory,
    events,
    asOf,
    horizonDays: planningHorizonDays(input, policy),
    windowDays: Math.max(1, Math.round(leadDays + policy.reviewPeriodDays)),
    minimumHistoryDays: policy.minimumHistoryDays,
    seasonProfile: input.seasonProfile ?? null,
    countPool: input.countPool ?? null,
    ...(sellPrices && { sellPrices }),
    ...(analogueSellPrices && { analogueSellPrices }),
    pricePool: input.pricePool ?? null,
    trackRecord: input.trackRecord ?? null,
  })
  return forecast === null ? null : withEarnedSpread(forecast, input.trackRecord)
}
