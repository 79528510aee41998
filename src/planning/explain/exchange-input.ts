// Copies of an input with one fact changed by a factor, for questions of the form "what if this were different".

import { Big } from 'big.js'
import type { DemandForecast, ItemLocationInput, PlanningPolicy, SupplierOption } from '../types.ts'

/** What one line is planned from, its forecast made already. */
export type PlanningFacts = {
  input: ItemLocationInput
  policy: PlanningPolicy
  forecast: DemandForecast
}

/** Demand times `factor`: means and spread alike, so that the relative uncertainty stays. */
export function scaleForecast(forecast: DemandForecast, factor: number): DemandForecast {
  const { constant, perDay, perDaySquared } = forecast.sumVariance
  const squared = factor * factor
  return {
    ...forecast,
    dailyMeanUnits: forecast.dailyMeanUnits.map((mean) => mean * factor),
    baselinePerDayUnits: forecast.baselinePerDayUnits * factor,
    trendPerDayUnits: forecast.trendPerDayUnits * factor,
    sumVariance: {
      constant: constant * squared,
      perDay: perDay * squared,
      perDaySquared: perDaySquared * squared,
    },
  }
}

/** The facts with every supplier option changed. */
export function changeOptions(
  facts: PlanningFacts,
  change: (option: SupplierOption) => SupplierOption,
): PlanningFacts {
  return { ...facts, input: { ...facts.input, suppliers: facts.input.suppliers.map(change) } }
}

/** An exact price times a factor, six places, half up. */
export function scalePrice(unitPrice: string, factor: number): string {
  return new Big(unitPrice).times(factor).round(6, Big.roundHalfUp).toFixed()
}
