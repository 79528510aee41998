import { existsSync, readFileSync } from 'node:fs'
import { addDays } from '#planning/calendar.ts'
import { changesOf } from './made-up-shop.ts'
import type { MeasuredItem } from './measure.ts'

/** Items of real sales and the last day that a forecast of them may know. */
type RetailPrices = { items: MeasuredItem[]; asOf: string }

const USUAL_DAYS = 28

type Line = { start: string; horizon: number; train: number[]; price?: [number, number][] }

/**
 * Real daily sales, the last weeks held back, with prices made of the median price paid on each day with a sale: each
 * `paid` price until the next one, or the `usual` price of the four weeks before. Nothing is planned ahead, since what
 * was paid is known only afterwards. Null where the file is absent.
 */
export function retailPrices(path: string, as: 'paid' | 'usual'): RetailPrices | null {
  const pricesOf = as === 'paid' ? paidPrices : usualPrices
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
        sellPrices: changesOf(pricesOf(line.price ?? [], known), start).filter(
          ({ priceMinor }) => priceMinor > 0,
        ),
        actual: line.train.slice(known),
      }
    })
  return { items, asOf: addDays(start, known - 1) }
}

/** The prices as they were paid, each until the next day with a sale. */
function paidPrices(paid: readonly [number, number][], known: number): number[] {
  let price = 0
  const byDay = new Map(paid)
  return Array.from({ length: known }, (_, day) => {
    price = byDay.get(day) ?? price
    return Math.round(100 * price)
  })
}

/** The price most often paid on the last four weeks' days with a sale, the newest of equals: what stood on the page. */
function usualPrices(paid: readonly [number, number][], known: number): number[] {
  return Array.from({ length: known }, (_, day) => {
    const days = new Map<number, number>()
    for (const [on, price] of paid) {
      if (on <= day && on > day - USUAL_DAYS) days.set(price, (days.get(price) ?? 0) + 1)
    }
    const most = Math.max(...days.values())
    const usual = [...days].findLast(([, count]) => count === most)
    return Math.round(100 * (usual?.[0] ?? 0))
  })
}
