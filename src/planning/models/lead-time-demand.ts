import normalQuantile from '@stdlib/stats-base-dists-normal-quantile'

export type Moments = { mean: number; sd: number }

/** Mean L d and variance L s^2 + d^2 sL^2 of demand over a random lead time (Silver, Pyke & Thomas, section 6.10). */
export function leadTimeDemandMoments(demand: Moments, leadTime: Moments): Moments {
  return {
    mean: leadTime.mean * demand.mean,
    sd: Math.sqrt(leadTime.mean * demand.sd ** 2 + demand.mean ** 2 * leadTime.sd ** 2),
  }
}

export type ReorderPoint = { safetyStockUnits: number; reorderPointUnits: number }

/**
 * Safety stock z s and reorder point mean + z s for normal lead-time demand and a cycle service level, with the z that
 * belongs to it (Silver, Pyke & Thomas, section 6.6, "P1").
 */
export function reorderPointForCycleService(
  leadTimeDemand: Moments,
  cycleServiceLevel: number,
): ReorderPoint & { safetyFactor: number } {
  const safetyFactor = normalQuantile(cycleServiceLevel, 0, 1)
  const safetyStockUnits = safetyFactor * leadTimeDemand.sd
  return {
    safetyFactor,
    safetyStockUnits,
    reorderPointUnits: leadTimeDemand.mean + safetyStockUnits,
  }
}
