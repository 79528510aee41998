// What others play on VN2, in our words: the rule that the organiser published, the textbook, and the seasonal EWMA
// with negative binomial demand that is hard to beat.
import { negativeBinomial } from '#planning/forecast/distribution.ts'
import { coveredChance, stockAtArrival, unitsToReach } from '#planning/policy/stock-at-arrival.ts'
import type { Vn2Item, Vn2Policy, Vn2Stock } from './vn2-game.ts'

const YEAR = 52

const positionOf = (stock: Vn2Stock) =>
  stock.onHandUnits + stock.nextWeekUnits + stock.weekAfterUnits

const upTo = (level: number, stock: Vn2Stock) => Math.max(0, Math.round(level - positionOf(stock)))

/** Mean sales of each week of the year over all items in stock, as a factor; weeks not seen yet count 1. */
function shopSeason(items: readonly Vn2Item[], knownWeeks: number): Float64Array {
  const sums = new Float64Array(YEAR)
  const counts = new Float64Array(YEAR)
  for (let week = 0; week < knownWeeks; week++) {
    for (const item of items) {
      if (item.inStock[week] === 0) continue
      sums[week % YEAR]! += item.units[week]!
      counts[week % YEAR]! += 1
    }
  }
  const means = sums.map((sum, week) => (counts[week]! > 0 ? sum / counts[week]! : NaN))
  const seen = means.filter((mean) => !Number.isNaN(mean))
  const mean = seen.reduce((sum, value) => sum + value, 0) / seen.length
  return means.map((value) => (Number.isNaN(value) ? 1 : value / mean))
}

function seasonsOf(items: readonly Vn2Item[]): (knownWeeks: number) => Float64Array {
  const known = new Map<number, Float64Array>()
  return (knownWeeks) => {
    const season = known.get(knownWeeks) ?? shopSeason(items, knownWeeks)
    known.set(knownWeeks, season)
    return season
  }
}

/** Mean and standard deviation of the last `weeks` weeks in stock, each divided by its factor. */
function recent(item: Vn2Item, knownWeeks: number, weeks: number, season: Float64Array | null) {
  const values: number[] = []
  for (let week = Math.max(0, knownWeeks - weeks); week < knownWeeks; week++) {
    if (item.inStock[week] === 0) continue
    values.push(item.units[week]! / (season?.[week % YEAR] ?? 1))
  }
  const mean = values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length)
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0)
  return { mean, sd: Math.sqrt(squares / Math.max(1, values.length - 1)) }
}

/** The organiser's benchmark: 13-week mean without the shop's weekly season, ordered up to `coverWeeks` weeks ahead. */
export function organiserRule(items: readonly Vn2Item[], coverWeeks = 4): Vn2Policy {
  const seasonAt = seasonsOf(items)
  return (knownWeeks, item, stock) => {
    const season = seasonAt(knownWeeks)
    const { mean } = recent(item, knownWeeks, 13, season)
    let level = 0
    for (let ahead = 0; ahead < coverWeeks; ahead++) {
      level += mean * season[(knownWeeks + ahead) % YEAR]! * Math.min(1, coverWeeks - ahead)
    }
    return upTo(level, stock)
  }
}

/** Classical normal order-up-to level: mean of four weeks plus z sigma sqrt(4), from the last `weeks` weeks. */
export function classicalNormal(weeks: number, z: number): Vn2Policy {
  return (knownWeeks, item, stock) => {
    const { mean, sd } = recent(item, knownWeeks, weeks, null)
    return upTo(4 * mean + 2 * z * sd, stock)
  }
}

/** Min and max set once, from the last year before the window: reorder below lead-time demand at 95 %, up to a week more. */
export function staticMinMax(firstKnownWeeks: number): Vn2Policy {
  return (_, item, stock) => {
    const { mean, sd } = recent(item, firstKnownWeeks, YEAR, null)
    const minimum = 4 * mean + 1.645 * 2 * sd
    return positionOf(stock) < minimum ? upTo(minimum + mean, stock) : 0
  }
}

/** Seasonal EWMA with the shop's weekly season, negative binomial demand, lost sales convolved through the pipeline. */
export function seasonalEwma(
  items: readonly Vn2Item[],
  alpha: number,
  probability: number,
): Vn2Policy {
  const seasonAt = seasonsOf(items)
  return (knownWeeks, item, stock) => {
    const season = seasonAt(knownWeeks)
    let level: number | null = null
    let [squares, weights] = [0, 0]
    for (let week = 0; week < knownWeeks; week++) {
      if (item.inStock[week] === 0) continue
      const factor = season[week % YEAR]!
      if (level === null) {
        level = item.units[week]! / factor
        continue
      }
      squares = 0.95 * squares + 0.05 * (item.units[week]! - level * factor) ** 2
      weights = 0.95 * weights + 0.05
      level += alpha * (item.units[week]! / factor - level)
    }
    if (level === null || level <= 0) return 0
    const ratio = weights > 0 ? squares / weights / level : 1
    const demand = [0, 1, 2].map((ahead) => {
      const mean = level * season[(knownWeeks + ahead) % YEAR]!
      return negativeBinomial(mean, mean * ratio)
    })
    const arriving = [stock.nextWeekUnits, stock.weekAfterUnits]
    const left = stockAtArrival(stock.onHandUnits, arriving, demand.slice(0, 2))
    const arrivals = [{ weight: 1, stock: left, demand: demand[2]! }]
    return unitsToReach((units) => coveredChance(arrivals, units), probability, 0)
  }
}

/** Perfect foresight: exactly what the arrival week sells beyond the stock it finds. */
export const clairvoyant: Vn2Policy = (knownWeeks, item, stock) => {
  const wanted = (ahead: number) => item.units[knownWeeks + ahead]!
  const first = Math.max(0, stock.onHandUnits + stock.nextWeekUnits - wanted(0))
  const second = Math.max(0, first + stock.weekAfterUnits - wanted(1))
  return Math.max(0, wanted(2) - second)
}
