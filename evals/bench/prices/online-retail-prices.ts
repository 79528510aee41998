import { existsSync, readFileSync } from 'node:fs'
import { addDays } from '#planning/calendar.ts'
import type { MeasuredItem } from './measure.ts'

/** Items of real sales and the last day that a forecast of them may know. */
export type RetailPrices = { items: MeasuredItem[]; asOf: string }

type Line = { start: string; horizon: number; train: number[]; price?: [number, number][] }

/**
 * Real daily sales with the median price that was paid on each day with a sale, the last weeks held back. A price holds
 * until the next day with a sale; nothing is planned ahead, since a price that was paid is known only afterwards. Null
 * where the file is absent.
 */
export function retailPrices(path: string): RetailPrices | null {
  if (!existsSync(path)) return null
  const lines = readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Line)
  const { start, train, horizon } = lines[0]!
  const known = train.length - horizon
  const items = lines
    .filter((line) => line.start === start && line.train.length === train.length)
    .map((line): MeasuredItem => {
      const units = line.train.slice(0, known)
      return {
        category: 'Gifts',
        history: {
          startsOn: start,
          units,
          stockout: units.map(() => false),
          promotion: units.map(() => false),
        },
        sellPrices: pricesPaid(line.price ?? [], start, known),
        actual: line.train.slice(known),
      }
    })
  return { items, asOf: addDays(start, known - 1) }
}

function pricesPaid(paid: readonly [number, number][], start: string, known: number) {
  const prices = paid
    .filter(([day, price]) => day < known && price > 0)
    .map(([day, price]) => ({
      validFrom: addDays(start, day),
      priceMinor: Math.round(price * 100),
    }))
  return prices.filter(
    ({ priceMinor }, at) => priceMinor > 0 && priceMinor !== prices[at - 1]?.priceMinor,
  )
}
