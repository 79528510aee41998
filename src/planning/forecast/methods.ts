import { aggregatedLevel } from './aggregated-level.ts'
import { autoregression } from './autoregression.ts'
import { dampedTrend } from './damped-trend.ts'
import { dynamicTheta } from './dynamic-theta.ts'
import type { ForecastMethod } from './method.ts'
import { seasonalNaive } from './seasonal-naive.ts'
import { seasonalSmoothing } from './seasonal-smoothing.ts'
import { theta } from './theta.ts'
import { yearlyEwma } from './yearly-ewma.ts'

/** Every method that the forecast of regular demand averages; the first is the yardstick of all scores. */
export const forecastMethods: readonly ForecastMethod[] = [
  seasonalNaive,
  theta,
  dynamicTheta,
  dampedTrend,
  autoregression,
  seasonalSmoothing,
  yearlyEwma,
  aggregatedLevel,
]
