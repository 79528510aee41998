import type { DemandLaw } from './demand-law.ts'
import type { Horizon } from './finite-horizon.ts'
import { newsvendorCost } from './newsvendor.ts'
import { crossing } from './search.ts'

/** Bounds of the best s and S of one period, units. */
export type MyopicBounds = {
  lowestOrderUpTo: number
  highestOrderUpTo: number
  lowestReorderPoint: number
  highestReorderPoint: number
}

/**
 * Bounds between which the best (s_t, S_t) of each period of a horizon lies, from one-period costs alone (Veinott 1966;
 * Snyder & Shen, Fundamentals of Supply Chain Theory, 2nd ed., section 4.5.2). With
 * G(y) = (c_t - gamma c_(t+1)) y + L(y), least at the lowest S: highest S where G has risen by gamma K_(t+1); lowest s
 * where it has by K_t, highest s by K_t - gamma K_(t+1), below the lowest S. The last period bears the terminal costs.
 */
export function myopicBounds({ periods, discountFactor, terminal }: Horizon): MyopicBounds[] {
  return periods.map((period, index) => {
    const next = periods[index + 1]
    const purchase = period.purchaseCost - discountFactor * (next?.purchaseCost ?? 0)
    const laterOrder = discountFactor * (next?.orderCost ?? 0)
    const costs = {
      holdingCost: period.holdingCost + (next ? 0 : terminal.holdingCost),
      stockoutCost: period.stockoutCost + (next ? 0 : terminal.stockoutCost),
    }
    const { demand, orderCost } = period
    const level = (units: number) => purchase * units + newsvendorCost(costs, demand, units)
    const ratio = (costs.stockoutCost - purchase) / (costs.stockoutCost + costs.holdingCost)
    const lowest = demand.quantile(Math.min(1, Math.max(0, ratio)))
    const least = level(lowest)
    const rise = (units: number) => level(units) - least
    return {
      lowestOrderUpTo: lowest,
      highestOrderUpTo: levelWhere(rise, laterOrder, lowest, demand, 1),
      lowestReorderPoint: levelWhere(rise, orderCost, lowest, demand, -1),
      highestReorderPoint: levelWhere(
        rise,
        Math.max(0, orderCost - laterOrder),
        lowest,
        demand,
        -1,
      ),
    }
  })
}

/** The level above (1) or below (-1) the best one where its cost has risen by `amount`. */
function levelWhere(
  rise: (units: number) => number,
  amount: number,
  best: number,
  demand: DemandLaw,
  direction: 1 | -1,
): number {
  if (amount <= 0) return best
  let distance = Math.max(1, demand.mean)
  while (rise(best + direction * distance) < amount) distance *= 2
  return best + direction * crossing((away) => rise(best + direction * away) - amount, 0, distance)
}
