import { recommendReorder } from '../policy/recommend-reorder.ts'
import type { ItemLocationInput, PlanningPolicy, Recommendation } from '../types.ts'
import { rankSuppliers } from './ranking.ts'
import type { SupplierComparison } from './supplier-comparison.ts'

/** Units that a comparison is made for when nobody names a quantity: what the plan needs, else one review's demand. */
export function comparisonUnits(recommendation: Recommendation, policy: PlanningPolicy): number {
  if (recommendation.neededUnits > 0) return recommendation.neededUnits
  const perDay = recommendation.forecast?.baselinePerDayUnits ?? 0
  return Math.max(1, Math.ceil(perDay * policy.reviewPeriodDays))
}

/**
 * Every supplier of one item at one location, ranked by total cost per usable unit; `units` null = what the plan needs.
 * `recommendation` saves the planning where it is already made, for example stored with the plan. Throws 'invalid' when
 * the units are not a whole number of at least 1.
 */
export function compareSuppliers(
  input: ItemLocationInput,
  policy: PlanningPolicy,
  units: number | null,
  recommendation: Recommendation = recommendReorder(input, policy),
): SupplierComparison[] {
  return rankSuppliers(input, policy, {
    units: units ?? comparisonUnits(recommendation, policy),
    forecast: recommendation.forecast,
    stockoutOn: recommendation.position?.stockoutOn ?? null,
  })
}
