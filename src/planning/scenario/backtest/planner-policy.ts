import { forecastFor } from '../../policy/item-forecast.ts'
import { recommendFromForecast } from '../../policy/recommend-reorder.ts'
import type {
  DemandForecast,
  ItemLocationInput,
  PlanningPolicy,
  SupplierOption,
} from '../../types.ts'
import { knownInput, type CatalogueOn } from './known-input.ts'
import type { Decide, ReviewMoment } from './replay.ts'

/** The forecast of each review day; it does not depend on what was ordered, so every service target shares it. */
export type ForecastBook = (input: ItemLocationInput, moment: ReviewMoment) => DemandForecast | null

/** Forecasts of one line under one policy, each made once and only from what was known on its day. */
export function forecastBook(policy: PlanningPolicy): ForecastBook {
  const made = new Map<number, DemandForecast | null>()
  return (known, { day }) => {
    const before = made.get(day)
    if (before !== undefined) return before
    const forecast = forecastFor(known, policy)
    made.set(day, forecast)
    return forecast
  }
}

/** What the planner would have ordered: the product's own recommendation from the line as it was known that day. */
export function plannerPolicy(
  input: ItemLocationInput,
  option: SupplierOption,
  policy: PlanningPolicy,
  forecastOf: ForecastBook,
  catalogueOn?: CatalogueOn,
): Decide {
  return (moment) => {
    const known = knownInput(input, option, moment, catalogueOn)
    const line = recommendFromForecast(known, policy, forecastOf(known, moment))
    return line.decision === 'order' ? line.units : 0
  }
}
