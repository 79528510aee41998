import { crostonSba } from './croston-sba.ts'
import { dampedTrend } from './damped-trend.ts'
import { empirical } from './empirical.ts'
import { exponentialSmoothing } from './exponential-smoothing.ts'
import type { ForecastMethod } from './method.ts'
import { seasonalNaive } from './seasonal-naive.ts'
import { seasonalSmoothing } from './seasonal-smoothing.ts'
import { theta } from './theta.ts'
import { tsb } from './tsb.ts'
import { yearlyEwma } from './yearly-ewma.ts'

/** Every method the selection may choose from; the first is the yardstick of all scores. */
export const forecastMethods: readonly ForecastMethod[] = [
  seasonalNaive,
  exponentialSmoothing,
  dampedTrend,
  theta,
  seasonalSmoothing,
  yearlyEwma,
  crostonSba,
  tsb,
  empirical,
]
