// Stock with a date on it: the lot that expires first is sold first, and what demand does not reach by then is waste.

import { toDay } from '../calendar.ts'
import type { IsoDate, StockFacts } from '../types.ts'

export type ExpiringLot = { lotCode: string; units: number; expiresOn: IsoDate }

/** Units of a lot that can be sold, by the days from today through which it can; 0 = its date is past. */
export type FreeLot = { lot: ExpiringLot; freeUnits: number; days: number }

/** Units of `freeUnits`, whole, that demand does not reach: of `wantedUnits` until the date `soldUnits` go to lots before. */
export function wastedUnits(freeUnits: number, wantedUnits: number, soldUnits: number): number {
  return Math.floor(freeUnits - Math.min(freeUnits, Math.max(0, wantedUnits - soldUnits)))
}

/** Units, whole, of a new delivery that sell by their date: of `wantedUnits` until then `aheadUnits` are served by others. */
export function sellableOfDelivery(wantedUnits: number, aheadUnits: number): number {
  return Math.max(0, Math.floor(wantedUnits - aheadUnits))
}

/**
 * What is free of each lot, the soonest date first. Lots past their date are taken as part of the unavailable units as
 * far as those go, allocated units come off the first lots because they leave with the next parcels, and nothing beyond
 * what is available is counted.
 */
export function freeLots(stock: StockFacts, asOf: IsoDate): FreeLot[] {
  let held = stock.unavailableUnits
  let left = Math.max(0, stock.onHandUnits - stock.allocatedUnits - stock.unavailableUnits)
  let promised = stock.allocatedUnits
  return stock.lots
    .toSorted((a, b) => (a.expiresOn < b.expiresOn ? -1 : 1))
    .map((lot) => {
      const past = lot.expiresOn < asOf
      const onHold = past ? Math.min(held, lot.units) : 0
      held -= onHold
      const taken = past ? 0 : Math.min(promised, lot.units)
      promised -= taken
      const freeUnits = Math.min(left, lot.units - onHold - taken)
      left -= freeUnits
      return { lot, freeUnits, days: past ? 0 : toDay(lot.expiresOn) - toDay(asOf) }
    })
}

/**
 * Units of each lot that the mean demand, `wantedUntil(days)` units through so many days from now, does not reach before
 * its date. Without a demand only lots past their date are told.
 */
export function unsoldLots(
  stock: StockFacts,
  asOf: IsoDate,
  wantedUntil: ((days: number) => number) | null,
): ExpiringLot[] {
  if (stock.lots.length === 0) return []
  let sold = 0
  return freeLots(stock, asOf).flatMap(({ lot, freeUnits, days }) => {
    const past = lot.expiresOn < asOf
    const wanted = past ? 0 : wantedUntil ? wantedUntil(days) : sold + freeUnits
    const units = wastedUnits(freeUnits, wanted, past ? 0 : sold)
    sold += freeUnits - units
    return units > 0 ? [{ ...lot, units }] : []
  })
}
