// Shops whose items answer to price by a known power: what a forecast can win by knowing prices, and must not lose.
import { addDays, toDay } from '#planning/calendar.ts'
import type { SellPrice } from '#planning/forecast/price/sell-price.ts'
import { randomSource } from '#planning/forecast/random.ts'
import type { DemandHistory } from '#planning/types.ts'

export const benchAsOf = '2026-11-20'
export const KNOWN_DAYS = 730
/** Days after the as-of day that a forecast is scored on. */
export const HELD_DAYS = 56

export type ShopKind = {
  name: string
  /** Mean elasticity of each category, and how far its items lie around it. */
  elasticities: number[]
  itemSd: number
}

export type PricedItem = {
  category: string
  elasticity: number
  history: DemandHistory
  /** Earlier prices and the planned ones of the days that are held back. */
  sellPrices: SellPrice[]
  /** What came on the days that are held back. */
  actual: number[]
}

/** Shops where price matters much, little, and not at all. */
export const shopKinds: ShopKind[] = [
  { name: 'price matters', elasticities: [-1.2, -2, -3], itemSd: 0.5 },
  { name: 'price matters little', elasticities: [-0.4, -0.6, -0.8], itemSd: 0.2 },
  { name: 'price does not matter', elasticities: [0, 0, 0], itemSd: 0 },
]

type Random = () => number

const normal = (random: Random) =>
  Math.sqrt(-2 * Math.log(random())) * Math.cos(2 * Math.PI * random())

/** Knuth (1969) for small means, the normal curve for large ones. */
function poisson(random: Random, mean: number): number {
  if (mean > 30) return Math.max(0, Math.round(mean + Math.sqrt(mean) * normal(random)))
  const limit = Math.exp(-mean)
  let count = 0
  for (let product = random(); product > limit; product *= random()) count++
  return count
}

/** The list price changes by 4 to 15 % about three times a year; cuts of 10 to 30 % for one or two weeks come between. */
function pricePath(random: Random, days: number): number[] {
  let list = 500 + Math.round(random() * 4_500)
  let cut = 1
  let left = 0
  return Array.from({ length: days }, () => {
    if (random() < 3 / 365)
      list = Math.round(list * (1 + (random() < 0.6 ? 1 : -1) * (0.04 + 0.11 * random())))
    if (left === 0) {
      cut = 1
      if (random() < 6 / 365)
        [cut, left] = [1 - 0.1 * Math.ceil(3 * random()), 7 + Math.floor(8 * random())]
    }
    if (left > 0) left--
    return Math.round(list * cut)
  })
}

const weekday = [1.1, 1, 0.95, 0.95, 1, 1.1, 0.9]

/** Mean demand without price: a level that drifts from day to day, a season in a third of the items, weekdays. */
function meanPath(random: Random, days: number, index: number): number[] {
  const level = Math.exp(Math.log(0.4) + random() * Math.log(40))
  const season = index % 3 === 0 ? 0.35 : 0
  let drift = 0
  return Array.from({ length: days }, (_, day) => {
    drift += 0.012 * normal(random)
    const year = 1 + season * Math.sin((2 * Math.PI * (day + 40 * (index % 7))) / 365)
    return level * Math.exp(drift) * year * weekday[day % 7]!
  })
}

function pricedItem(kind: ShopKind, index: number, seed: number): PricedItem {
  const random = randomSource(seed)
  const at = index % kind.elasticities.length
  const elasticity = kind.elasticities[at]! + kind.itemSd * normal(random)
  const days = KNOWN_DAYS + HELD_DAYS
  const prices = pricePath(random, days)
  const usual = prices.toSorted((a, b) => a - b)[days >> 1]!
  const units = meanPath(random, days, index).map((mean, day) => {
    const noise = Math.exp(0.25 * normal(random) - 0.03)
    return poisson(random, mean * noise * (prices[day]! / usual) ** elasticity)
  })
  const startsOn = addDays(benchAsOf, 1 - KNOWN_DAYS)
  const known = units.slice(0, KNOWN_DAYS)
  return {
    category: `category ${at}`,
    elasticity,
    history: {
      startsOn,
      units: known,
      stockout: known.map(() => false),
      promotion: known.map(() => false),
    },
    sellPrices: changesOf(prices, startsOn),
    actual: units.slice(KNOWN_DAYS),
  }
}

/** A price for each day of a path as the changes that a file of sell prices holds. */
export function changesOf(path: readonly number[], startsOn: string): SellPrice[] {
  return path.flatMap((priceMinor, day) =>
    priceMinor === path[day - 1] ? [] : [{ validFrom: addDays(startsOn, day), priceMinor }],
  )
}

/** The items of a shop, the same for the same seed. */
export function madeUpShop(kind: ShopKind, itemCount: number, seed: number): PricedItem[] {
  return Array.from({ length: itemCount }, (_, index) =>
    pricedItem(kind, index, seed + index + toDay(benchAsOf)),
  )
}
