import { arima } from './arima.ts'
import { autoregression } from './autoregression.ts'
import { complexSmoothing } from './complex-smoothing.ts'
import { dynamicTheta } from './dynamic-theta.ts'
import { ets } from './ets.ts'
import type { ForecastMethod } from './method.ts'
import { seasonalNaive } from './seasonal-naive.ts'
import { seasonalSmoothing } from './seasonal-smoothing.ts'
import { yearlyEwma } from './yearly-ewma.ts'

/** The yardstick of all scores, then every method that the forecast of regular demand averages. */
export const forecastMethods: readonly ForecastMethod[] = [
  seasonalNaive,
  dynamicTheta,
  ets,
  arima,
  complexSmoothing,
  seasonalSmoothing,
  autoregression,
  yearlyEwma,
]
