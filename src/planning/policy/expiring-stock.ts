import { toDay } from '../calendar.ts'
import type { DemandForecast, IsoDate, ItemLocationInput } from '../types.ts'
import { meanOverDays } from './projection.ts'

export type ExpiringLot = { lotCode: string; units: number; expiresOn: IsoDate }

/**
 * Units of each lot that the mean demand does not reach before they expire, when the lot that expires first is sold
 * first. They are counted on hand and yet no stock. Lots past their date are taken as part of the unavailable units as
 * far as those go; nothing beyond what is available is counted. Without a forecast only lots past their date are told.
 */
export function expiringLots(
  input: ItemLocationInput,
  forecast: DemandForecast | null,
): ExpiringLot[] {
  const { stock, asOf } = input
  if (stock === null || stock.lots.length === 0) return []
  const found: ExpiringLot[] = []
  let held = stock.unavailableUnits
  let left = Math.max(0, stock.onHandUnits - stock.allocatedUnits - stock.unavailableUnits)
  // Allocated units leave with the next parcels, so they come off the first lots.
  let promised = stock.allocatedUnits
  let sold = 0
  for (const lot of stock.lots.toSorted((a, b) => (a.expiresOn < b.expiresOn ? -1 : 1))) {
    const past = lot.expiresOn < asOf
    const onHold = past ? Math.min(held, lot.units) : 0
    held -= onHold
    const taken = past ? 0 : Math.min(promised, lot.units)
    promised -= taken
    const free = Math.min(left, lot.units - onHold - taken)
    left -= free
    const days = toDay(lot.expiresOn) - toDay(asOf)
    const reach = past ? 0 : forecast ? meanOverDays(forecast, days) - sold : free
    const wasted = Math.floor(free - Math.min(free, Math.max(0, reach)))
    sold += free - wasted
    if (wasted > 0) found.push({ ...lot, units: wasted })
  }
  return found
}

/** The units of all lots that will expire unsold. */
export function expiringUnits(input: ItemLocationInput, forecast: DemandForecast | null): number {
  return expiringLots(input, forecast).reduce((sum, { units }) => sum + units, 0)
}
