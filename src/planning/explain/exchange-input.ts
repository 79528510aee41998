// Copies of an input with one fact changed by a factor, for questions of the form "what if this were different".

import { Big } from 'big.js'
import { scaleVariance } from '../forecast/sum-distribution.ts'
import type { DemandForecast, ItemLocationInput, PlanningPolicy, SupplierOption } from '../types.ts'

/** What one line is planned from, its forecast made already. */
export type PlanningFacts = {
  input: ItemLocationInput
  policy: PlanningPolicy
  forecast: DemandForecast
}

/** Demand times `factor`: means and spread alike, so that the relative uncertainty stays. */
export function scaleForecast(forecast: DemandForecast, factor: number): DemandForecast {
  return {
    ...forecast,
    dailyMeanUnits: forecast.dailyMeanUnits.map((mean) => mean * factor),
    baselinePerDayUnits: forecast.baselinePerDayUnits * factor,
    trendPerDayUnits: forecast.trendPerDayUnits * factor,
    sumVariance: scaleVariance(forecast.sumVariance, factor * factor),
  }
}

/** The facts with every supplier option changed. */
export function changeOptions(
  facts: PlanningFacts,
  change: (option: SupplierOption) => SupplierOption,
): PlanningFacts {
  return { ...facts, input: { ...facts.input, suppliers: facts.input.suppliers.map(change) } }
}

/** The whole price list of an option times a factor, breaks with it, exact to six places, half up. */
export function scalePrices(option: SupplierOption, factor: number): SupplierOption {
  const scaled = (unitPrice: string) =>
    new Big(unitPrice).times(factor).round(6, Big.roundHalfUp).toFixed()
  const priceBreaks = option.priceBreaks.map((step) => {
    return { ...step, unitPrice: scaled(step.unitPrice) }
  })
  return { ...option, unitPrice: scaled(option.unitPrice), priceBreaks }
}
