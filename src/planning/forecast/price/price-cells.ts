import { weekdayOf } from '../../calendar.ts'
import type { DailyDemand } from '../history.ts'
import { usualBound, weekdayScale } from '../spikes.ts'
import { weekdayFactors } from '../weekday.ts'

/** Demand at one price within one week: what the elasticity is learned from. */
export type PriceCell = {
  /** The middle of its days, counted from the first of the history. */
  day: number
  units: number
  /** Days it stands for, each with the weight of its weekday. */
  shareDays: number
  logPrice: number
}

/** What a history can say of price: its cells, and the least and largest price (logarithms) that it can speak for. */
export type PriceEvidence = { cells: PriceCell[]; leastLog: number; mostLog: number }

/** A price is known well when so many usable days were sold at it. */
const KNOWN_DAYS = 14
/** Prices nearer than this to one another are the same price. */
const LEAST_STEP = 0.02
/** Beyond the prices that were tried the curve is believed for this part of their range. */
const BELIEVED_BEYOND = 0.5

/**
 * The usable days (in stock, without an event, price known) of a history in cells, a one-off order counted at its
 * bound. Null unless two weeks were sold at the most usual price and two at others at least 2 % away from it: without
 * such variation nothing can be said of price.
 */
export function priceEvidence(demand: DailyDemand, prices: Float64Array): PriceEvidence | null {
  const { units, stockout, event, startDay } = demand
  const usable = event.map((flag, day) => +(flag === 0 && !stockout[day] && prices[day]! > 0))
  const known = knownPrices(usable, prices)
  if (known === null) return null
  const limit = usualBound(units.filter((_, day) => usable[day] === 1))?.limit ?? Infinity
  const calm = units.map((value) => Math.min(value, limit))
  const weekday = weekdayFactors(calm, usable, startDay)
  const cells: PriceCell[] = []
  let open = { week: -1, price: NaN, from: 0 }
  for (let day = 0; day < units.length; day++) {
    if (usable[day] === 0) continue
    const week = Math.floor((units.length - 1 - day) / 7)
    if (week !== open.week || prices[day] !== open.price) {
      open = { week, price: prices[day]!, from: day }
      cells.push({ day, units: 0, shareDays: 0, logPrice: Math.log(prices[day]!) })
    }
    const cell = cells.at(-1)!
    cell.day = (open.from + day) / 2
    cell.units += calm[day]!
    cell.shareDays += weekdayScale(weekday[weekdayOf(startDay + day)]!)
  }
  return { cells, ...known }
}

function knownPrices(
  usable: Uint8Array,
  prices: Float64Array,
): { leastLog: number; mostLog: number } | null {
  const daysAt = new Map<number, number>()
  for (let day = 0; day < usable.length; day++) {
    if (usable[day] === 1) daysAt.set(prices[day]!, (daysAt.get(prices[day]!) ?? 0) + 1)
  }
  const ranked = [...daysAt].sort((a, b) => b[1] - a[1] || a[0] - b[0])
  const [usual, usualDays] = ranked[0] ?? [NaN, 0]
  const away = ranked.filter(([price]) => Math.abs(Math.log(price / usual)) >= LEAST_STEP)
  const awayDays = away.reduce((sum, [, days]) => sum + days, 0)
  if (usualDays < KNOWN_DAYS || awayDays < KNOWN_DAYS) return null
  const tried = ranked
    .filter(([, days]) => days >= KNOWN_DAYS / 2)
    .map(([price]) => Math.log(price))
  const [least, most] = [Math.min(...tried), Math.max(...tried)]
  const beyond = BELIEVED_BEYOND * (most - least)
  return { leastLog: least - beyond, mostLog: most + beyond }
}
