import { toDay } from '../../calendar.ts'
import type { SellPrice } from './sell-price.ts'

/**
 * The ordinary price of each of `days` days from epoch day `firstDay`, minor units; NaN = not known. A price that
 * differs only while an event runs belongs to the uplift of the event: its days keep the price of the day before.
 */
export function ordinaryPrices(
  prices: readonly SellPrice[],
  firstDay: number,
  days: number,
  isEvent: (day: number) => boolean,
): Float64Array {
  const path = listPrices(prices, firstDay, days)
  let ordinary = NaN
  for (let day = 0; day < days; day++) {
    if (!isEvent(day)) ordinary = path[day]!
    else if (!Number.isNaN(ordinary)) path[day] = ordinary
  }
  return path
}

function listPrices(prices: readonly SellPrice[], firstDay: number, days: number): Float64Array {
  const path = new Float64Array(days).fill(NaN)
  const dated = prices.map(({ validFrom, priceMinor }) => ({ day: toDay(validFrom), priceMinor }))
  dated.sort((a, b) => a.day - b.day)
  dated.forEach(({ day, priceMinor }, at) => {
    const from = Math.max(0, day - firstDay)
    const to = Math.min(days, (dated[at + 1]?.day ?? Infinity) - firstDay)
    if (from < to) path.fill(priceMinor, from, to)
  })
  return path
}
