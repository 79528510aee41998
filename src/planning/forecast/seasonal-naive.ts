import type { ForecastMethod } from './method.ts'

/** Each period repeats the same period of the last cycle; without a whole cycle, the last value. The yardstick. */
export const seasonalNaive: ForecastMethod = {
  name: 'seasonal_naive',
  suits: (_series, firstOrigin) => firstOrigin >= 1,
  paths({ values, season }, origins, horizon) {
    const cycle = origins[0]! >= season ? season : 1
    return origins.map((origin) =>
      Float64Array.from({ length: horizon }, (_, h) => values[origin - cycle + (h % cycle)]!),
    )
  },
}
