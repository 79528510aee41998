import { scaleVariance } from '../forecast/sum-distribution.ts'
import type { DemandForecast } from '../types.ts'
import type { ForecastScore } from './forecast-score.ts'
import { errorOf } from './forecast-score.ts'
import type { ForecastTrackRecord } from './track-record.ts'

/** A miss of three standard deviations counts as that much and no more: one wonder must not widen a year of orders. */
const MOST_RATIO = 9
/** Spans of evidence that the rolling origins behind a forecast are worth. */
const PRIOR_SPANS = 8
const LEAST_FACTOR = 0.7
const MOST_FACTOR = 2.5

/** The track record of one series from its scores of one horizon made every `stepDays`; null without a whole span. */
export function trackRecord(
  scores: readonly ForecastScore[],
  stepDays: number,
): ForecastTrackRecord | null {
  const whole = scores.filter((score) => score.stockoutDays === 0 && score.varianceUnits > 0)
  const [first] = whole
  if (first === undefined) return null
  const ratios = whole.map((score) =>
    Math.min(MOST_RATIO, errorOf(score) ** 2 / score.varianceUnits),
  )
  return {
    spans: whole.length * Math.min(1, stepDays / first.horizonDays),
    spreadRatio: ratios.reduce((sum, ratio) => sum + ratio, 0) / ratios.length,
    methodLosses: methodLosses(whole),
  }
}

/** Of each method that spoke at every scored span; none where fewer than two did or all were right. */
function methodLosses(scores: readonly ForecastScore[]): Record<string, number> {
  const methods = Object.keys(scores[0]?.methodUnits ?? {}).filter((method) =>
    scores.every(({ methodUnits }) => methodUnits[method] !== undefined),
  )
  const losses = methods.map((method) =>
    scores.reduce((sum, one) => sum + Math.abs(one.methodUnits[method]! - one.actualUnits), 0),
  )
  const mean = losses.reduce((sum, loss) => sum + loss, 0) / losses.length
  if (methods.length < 2 || mean === 0) return {}
  return Object.fromEntries(methods.map((method, i) => [method, losses[i]! / mean]))
}

/** Factor on the past loss of a method: what the ledger saw of it, drawn to 1 as if eight spans had shown no difference. */
export function earnedLossFactor(
  record: ForecastTrackRecord | null | undefined,
  method: string,
): number {
  const loss = record?.methodLosses[method]
  if (record === null || record === undefined || loss === undefined) return 1
  return (PRIOR_SPANS + record.spans * loss) / (PRIOR_SPANS + record.spans)
}

/**
 * Factor on the variance of the next forecast: the ratio seen, drawn to 1 as if eight spans had been right, and held
 * within .7 and 2.5. A forecast that keeps missing widens; one that was too timid narrows, more carefully.
 */
export function learnedVarianceFactor(record: ForecastTrackRecord | null | undefined): number {
  if (record === null || record === undefined) return 1
  const factor = (PRIOR_SPANS + record.spans * record.spreadRatio) / (PRIOR_SPANS + record.spans)
  return Math.min(MOST_FACTOR, Math.max(LEAST_FACTOR, factor))
}

/** The forecast with the spread that its track record has earned; its means stay. */
export function withEarnedSpread(
  forecast: DemandForecast,
  record: ForecastTrackRecord | undefined,
): DemandForecast {
  const factor = learnedVarianceFactor(record)
  if (factor === 1) return forecast
  return { ...forecast, sumVariance: scaleVariance(forecast.sumVariance, factor) }
}
