import { demandOverDays } from '../forecast/demand-over-days.ts'
import type { DemandForecast, ItemLocationInput, PlanningPolicy, Segment } from '../types.ts'

/** How much demand varies from month to month: X steady, Y varying, Z erratic. */
export type VariabilityClass = 'X' | 'Y' | 'Z'

const variabilityDays = 28

/** The planning segment of an item; the first that applies, the ones that change what is planned before the rest. */
export function segmentOf(
  { item }: ItemLocationInput,
  policy: PlanningPolicy,
  forecast: DemandForecast | null,
): Segment {
  if (item.isKit) return 'kit'
  if (item.lifecycle === 'phase_out' || item.lifecycle === 'discontinued') return 'phase_out'
  if (item.lifecycle === 'new') return 'new'
  if (item.shelfLifeDays !== null) return 'perishable'
  if (item.seasonal) return 'seasonal'
  const slow = forecast !== null && forecast.baselinePerDayUnits < policy.longTailUnitsPerDay
  return slow ? 'long_tail' : 'core'
}

/** Why an item is never on the buy list whatever its stock; null = it is planned. */
export function notPlannedReason({ item }: ItemLocationInput): string | null {
  if (item.isKit) return 'A kit is not bought; its demand is planned on its components.'
  if (item.lifecycle === 'discontinued') return 'The item is discontinued: it is not bought again.'
  if (item.lifecycle === 'phase_out') return 'The item is being phased out: the stock is sold off.'
  return null
}

/** How uncertain the next four weeks of demand are against their mean: X, Y or Z; without any demand Z. */
export function variabilityOf(
  forecast: DemandForecast,
  { variabilityLimits }: PlanningPolicy,
): VariabilityClass {
  const { mean, variance } = demandOverDays(forecast, 0, variabilityDays)
  const variation = mean > 0 ? Math.sqrt(variance) / mean : Infinity
  if (variation <= variabilityLimits.X) return 'X'
  return variation <= variabilityLimits.Y ? 'Y' : 'Z'
}
