import type { CalendarEvent, DemandHistory, IsoDate } from '../../types.ts'
import { knownDemand } from '../history.ts'
import type { Elasticity } from './own-elasticity.ts'
import { ownElasticity } from './own-elasticity.ts'
import { poolOf } from './pooled-elasticity.ts'
import { priceEvidence } from './price-cells.ts'
import type { PricePool, SellPrice } from './sell-price.ts'
import { ordinaryPrices } from './ordinary-prices.ts'

/** Collects what the prices of many items did to their demand, one by one, and tells what a category has in common. */
type PriceLearner = {
  /** Adds an item of a category; one whose price never changed for long enough teaches nothing. */
  learn(
    category: string,
    history: DemandHistory,
    events: readonly CalendarEvent[],
    prices: readonly SellPrice[],
  ): void
  /** The pool of a category with five items or more that taught something, else that of the whole shop; null = none. */
  poolFor(category: string): PricePool | null
}

/** Starts learning from histories as they were known on `asOf`. */
export function priceLearner(asOf: IsoDate): PriceLearner {
  const all: Elasticity[] = []
  const categories = new Map<string, Elasticity[]>()
  const pools = new Map<string, PricePool | null>()
  return {
    learn(category, history, events, prices) {
      if (prices.length < 2) return
      const demand = knownDemand(history, events, asOf)
      const path = ordinaryPrices(
        prices,
        demand.startDay,
        demand.units.length,
        (day) => demand.event[day] === 1,
      )
      const evidence = priceEvidence(demand, path)
      const own = evidence && ownElasticity(evidence.cells)
      if (own === null) return
      all.push(own)
      categories.set(category, [...(categories.get(category) ?? []), own])
      pools.clear()
    },
    poolFor(category) {
      if (!pools.has(category)) {
        pools.set(category, poolOf(categories.get(category) ?? []) ?? poolOf(all))
      }
      return pools.get(category) ?? null
    },
  }
}
