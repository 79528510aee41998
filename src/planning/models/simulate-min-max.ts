import { randomSource } from '../forecast/random.ts'
import { requirePositive } from './require-figures.ts'

/** A shop that is reviewed at the start of every period; money in any one currency. */
export type ReviewedShop = {
  /** Mean time between two customers, in periods; the time is exponential. */
  interarrivalPeriods: number
  demandSizes: { units: number; probability: number }[]
  orderCost: number
  unitOrderCost: number
  /** Delivery takes anything between these, in periods, with equal probability. */
  deliveryPeriods: { from: number; to: number }
  holdingCost: number
  backorderCost: number
  initialUnits: number
}

/** Money per period, averaged over the run. */
export type ReviewedShopCosts = {
  ordering: number
  holding: number
  shortage: number
  total: number
}

/**
 * One run of the inventory system of Law & Kelton (Simulation Modeling and Analysis, section 1.5) over whole periods:
 * at each review, if fewer than s units are there, S less that is ordered; demand that finds no stock waits. The seed
 * determines the run.
 */
export function simulateMinMax(
  shop: ReviewedShop,
  levels: { reorderPointUnits: number; orderUpToUnits: number },
  periods: number,
  seed: number,
): ReviewedShopCosts {
  const { interarrivalPeriods, deliveryPeriods } = shop
  requirePositive({ interarrivalPeriods, periods })
  const random = randomSource(seed)
  const untilCustomer = () => -interarrivalPeriods * Math.log(random())
  let level = shop.initialUnits
  let now = 0
  let customerAt = untilCustomer()
  let inTransit: { at: number; units: number }[] = []
  let [ordering, held, owed] = [0, 0, 0]
  const passTo = (time: number) => {
    if (level > 0) held += level * (time - now)
    else owed -= level * (time - now)
    now = time
  }
  for (let review = 0; review < periods; review++) {
    // An order counts the units there, not those in transit: with deliveries within a period there are none.
    if (level < levels.reorderPointUnits) {
      const units = levels.orderUpToUnits - level
      ordering += shop.orderCost + shop.unitOrderCost * units
      const delay = deliveryPeriods.from + random() * (deliveryPeriods.to - deliveryPeriods.from)
      inTransit.push({ at: now + delay, units })
    }
    const nextReview = review + 1
    for (;;) {
      const deliveryAt = Math.min(Infinity, ...inTransit.map(({ at }) => at))
      if (Math.min(customerAt, deliveryAt) > nextReview) break
      if (deliveryAt <= customerAt) {
        passTo(deliveryAt)
        for (const { at, units } of inTransit) if (at === deliveryAt) level += units
        inTransit = inTransit.filter(({ at }) => at !== deliveryAt)
      } else {
        passTo(customerAt)
        level -= drawSize(shop.demandSizes, random())
        customerAt = now + untilCustomer()
      }
    }
    passTo(nextReview)
  }
  const holding = (shop.holdingCost * held) / periods
  const shortage = (shop.backorderCost * owed) / periods
  const orders = ordering / periods
  return { ordering: orders, holding, shortage, total: orders + holding + shortage }
}

function drawSize(sizes: ReviewedShop['demandSizes'], uniform: number): number {
  let rest = uniform
  for (const { units, probability } of sizes) {
    rest -= probability
    if (rest < 0) return units
  }
  return sizes.at(-1)?.units ?? 0
}
