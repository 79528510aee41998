import { recommendFromForecast } from '../../policy/recommend-reorder.ts'
import type { ItemLocationInput, PlanningPolicy, SupplierOption } from '../../types.ts'
import type { ForecastBook } from './forecast-book.ts'
import { knownInput, type CatalogueOn } from './known-input.ts'
import type { Decide } from './replay.ts'

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
