// The figures by which forecasts are compared. They were checked against the anchors: the seasonal naive gives their
// MASE 1.1706, RMSSE 1.1049 and sMAPE 17.6154 on M3 monthly, a forecast of nothing their .4390 and .5542 on car parts.
//
// Errors of a series are divided by its scale: the mean absolute difference of values `scaleLag` periods apart in the
// known part, from the first demand on (root mean square for RMSSE). sMAPE is 200 |e| / (|x| + |f|). Tables show means
// over series; a series that never changed has no scale and takes part in none of them.
import { pinball } from '#planning/forecast/pinball.ts'
import type { Forecaster } from './our-forecast.ts'
import { SUM_PERIODS } from './our-forecast.ts'
import type { ScoredSeries } from './series.ts'

export const PROBABILITIES = [0.5, 0.8, 0.9, 0.95, 0.99] as const

export type PointScore = { rmsse: number; mase: number; smape: number; bias: number }

export type Score = PointScore & {
  /** Scaled pinball loss and share of actuals at or below the quantile, by PROBABILITIES. */
  pinball: number[]
  coverage: number[]
  /** The same at .95 for the sum of the first three periods; null where fewer are known. */
  sumPinball95: number | null
  sumCoverage95: number | null
  seasonalNaive: PointScore
  zeroShare: number
}

/** How the forecast did on what came; null for a series without a scale. */
export function scoreSeries(series: ScoredSeries, forecaster: Forecaster): Score | null {
  const scale = scaleOf(series)
  if (scale === null) return null
  const { actual } = series
  const forecast = forecaster(series)
  const known = actual.flatMap((value, h) => (value === null ? [] : [{ h, value }]))
  const single = known.map(({ h }) => forecast(h, 1))
  const quantiles = single.map((demand) => PROBABILITIES.map((p) => demand.quantile(p)))
  const over = (figure: (i: number) => number) =>
    known.reduce((sum, _, i) => sum + figure(i), 0) / known.length
  const sums = actual.slice(0, SUM_PERIODS)
  const total = sums.reduce<number>((sum, value) => sum + (value ?? NaN), 0)
  const summed = sums.length === SUM_PERIODS && Number.isFinite(total)
  const sum95 = summed ? forecast(0, SUM_PERIODS).quantile(0.95) : null
  const values = known.map(({ value }) => value)
  return {
    ...pointScore(
      values,
      single.map((demand) => demand.mean),
      scale,
    ),
    pinball: PROBABILITIES.map((p, at) =>
      over((i) => pinball(p, quantiles[i]![at]!, values[i]!) / scale.absolute),
    ),
    coverage: PROBABILITIES.map((_, at) => over((i) => +(values[i]! <= quantiles[i]![at]!))),
    sumPinball95: sum95 === null ? null : pinball(0.95, sum95, total) / scale.absolute,
    sumCoverage95: sum95 === null ? null : +(total <= sum95),
    seasonalNaive: pointScore(
      values,
      known.map(({ h }) => seasonalNaiveAt(series, h)),
      scale,
    ),
    zeroShare: over((i) => +(values[i] === 0)),
  }
}

type Scale = { absolute: number; rootMeanSquare: number }

function scaleOf({ train, observed, scaleLag }: ScoredSeries): Scale | null {
  const first = Math.max(
    0,
    train.findIndex((value) => value !== 0),
  )
  let absolute = 0
  let squared = 0
  let count = 0
  for (let t = first + scaleLag; t < train.length; t++) {
    if (observed[t] === 0 || observed[t - scaleLag] === 0) continue
    const step = Math.abs(train[t]! - train[t - scaleLag]!)
    absolute += step
    squared += step * step
    count++
  }
  if (absolute === 0) return null
  return { absolute: absolute / count, rootMeanSquare: Math.sqrt(squared / count) }
}

function seasonalNaiveAt({ train, season }: ScoredSeries, h: number): number {
  const cycle = train.length >= season ? season : 1
  return train[train.length - cycle + (h % cycle)]!
}

function pointScore(actual: number[], means: number[], scale: Scale): PointScore {
  let absolute = 0
  let squared = 0
  let relative = 0
  let bias = 0
  for (const [i, value] of actual.entries()) {
    const error = means[i]! - value
    const size = Math.abs(means[i]!) + Math.abs(value)
    absolute += Math.abs(error)
    squared += error * error
    relative += size > 0 ? (200 * Math.abs(error)) / size : 0
    bias += error
  }
  const n = actual.length
  return {
    rmsse: Math.sqrt(squared / n) / scale.rootMeanSquare,
    mase: absolute / n / scale.absolute,
    smape: relative / n,
    bias: bias / n / scale.absolute,
  }
}

/** Means of the scores over all series. Throws nothing: an empty list gives NaN everywhere. */
export function meanScore(scores: readonly Score[]): Score {
  const mean = (figure: (score: Score) => number) =>
    scores.reduce((sum, score) => sum + figure(score), 0) / scores.length
  const summed = scores.filter((score) => score.sumPinball95 !== null)
  const meanSum = (figure: (score: Score) => number | null) =>
    summed.length === 0
      ? null
      : summed.reduce((sum, score) => sum + (figure(score) ?? 0), 0) / summed.length
  const point = (of: (score: Score) => PointScore): PointScore => ({
    rmsse: mean((score) => of(score).rmsse),
    mase: mean((score) => of(score).mase),
    smape: mean((score) => of(score).smape),
    bias: mean((score) => of(score).bias),
  })
  return {
    ...point((score) => score),
    pinball: PROBABILITIES.map((_, at) => mean((score) => score.pinball[at]!)),
    coverage: PROBABILITIES.map((_, at) => mean((score) => score.coverage[at]!)),
    sumPinball95: meanSum((score) => score.sumPinball95),
    sumCoverage95: meanSum((score) => score.sumCoverage95),
    seasonalNaive: point((score) => score.seasonalNaive),
    zeroShare: mean((score) => score.zeroShare),
  }
}
