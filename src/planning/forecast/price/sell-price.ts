/** What a unit sells for from a day ('YYYY-MM-DD') on, in minor units of the base currency; days to come are planned. */
export type SellPrice = { validFrom: string; priceMinor: number }

/**
 * What items show together of price: demand goes with this power of it, and a single item is about one `sd` away. -2 =
 * one per cent dearer sells two per cent less.
 */
export type PricePool = { elasticity: number; sd: number }

/** What a line knows of prices; a part that is absent is not known, and price takes no part in its forecast. */
export type PriceInputs = {
  sellPrices?: SellPrice[]
  analogueSellPrices?: SellPrice[]
  pricePool?: PricePool | null
}

/** Absent where price takes no part in the forecast. */
export type PricedForecast = { priceEffect?: PriceEffect }

/** The price effect of one forecast: the power of price that was used, and what it makes of the days ahead. */
export type PriceEffect = {
  elasticity: number
  elasticitySd: number
  /** The ordinary price on the day of the forecast, to which the history was brought. */
  priceMinor: number
  /** Planned prices: `upliftRate` .12 = 12 % more than at the price of today; beyond `boundMinor` nothing is known. */
  changes: { fromOn: string; priceMinor: number; upliftRate: number; boundMinor?: number }[]
}
