import type { DemandForecast, ItemLocationInput } from '../types.ts'
import { drawnOverDays } from './kit-stock.ts'
import { unsoldLots, type ExpiringLot } from './unsold-lots.ts'

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
  if (stock === null) return []
  return unsoldLots(stock, asOf, forecast && ((days) => drawnOverDays(input, forecast, days)))
}

/** The units of all lots that will expire unsold. */
export function expiringUnits(input: ItemLocationInput, forecast: DemandForecast | null): number {
  return expiringLots(input, forecast).reduce((sum, { units }) => sum + units, 0)
}
