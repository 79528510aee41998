import { forecastCounts } from './counts/forecast-counts.ts'

/** Forecasts demand without many zeros. */
export const forecastRegular = forecastCounts
