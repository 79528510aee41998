export type KpiCode =
  | 'fillRate'
  | 'stockoutRate'
  | 'stockValueMinor'
  | 'turnsPerYear'
  | 'daysOfSupply'
  | 'excessMinor'
  | 'deadStockMinor'
  | 'carryingCostMinor'
  | 'gmroi'
  | 'otifRate'
  | 'orderCycleDays'
  | 'openOrderMinor'
  | 'landedVarianceRate'

export type KpiFigure = {
  label: string
  value: number | null
  measure: 'rate' | 'minor' | 'days' | 'ratio'
  definition: string
  /** Why the value is null, or why lines were left out of it. */
  reason: string | null
  /** Lines whose facts are missing and that are not in the value. */
  leftOutCount: number
}

/** A ratio, or null where nothing stands below the line. */
export function ratioOf(above: number, below: number): number | null {
  return below > 0 ? above / below : null
}

/** Whole minor units, half up. */
export function wholeMinor(amount: number): number {
  return Math.floor(amount + 0.5)
}
