import { centredMean } from './season.ts'

/** 5 % point of the test statistic: Kwiatkowski, Phillips, Schmidt and Shin (1992), table 1. */
const MOST_WANDERING = 0.463
/** Seasons this strong move with the series; weaker ones are steadier than their last cycle. */
const STRONG_SEASON = 0.4

/** Whether the values stay around one level: the statistic of Kwiatkowski et al. (1992) with Bartlett weights, 5 %. */
export function staysAroundLevel(values: Float64Array): boolean {
  const n = values.length
  const mean = values.reduce((sum, value) => sum + value, 0) / n
  const lags = Math.trunc((3 * Math.sqrt(n)) / 13)
  let walked = 0
  let squared = 0
  let variance = 0
  for (const value of values) {
    walked += value - mean
    squared += walked * walked
    variance += (value - mean) ** 2
  }
  for (let lag = 1; lag <= lags; lag++) {
    let sum = 0
    for (let t = lag; t < n; t++) sum += (values[t]! - mean) * (values[t - lag]! - mean)
    variance += 2 * (1 - lag / (lags + 1)) * sum
  }
  return !(squared > MOST_WANDERING * n * variance)
}

/**
 * Whether the season explains more of the departures from a centred moving average than what it leaves: one less the
 * ratio of their variances (Wang, Smith and Hyndman 2006), with the phases' own means counted as learned.
 */
export function isStrongSeason(values: Float64Array, season: number): boolean {
  const half = Math.floor(season / 2)
  const departures = Array.from({ length: season }, (): number[] => [])
  for (let t = half; t + half < values.length; t++) {
    departures[t % season]!.push(values[t]! - centredMean(values, t, season, half))
  }
  let all = 0
  let left = 0
  for (const phase of departures) {
    const count = phase.length
    const mean = phase.reduce((sum, departure) => sum + departure, 0) / count
    for (const departure of phase) {
      all += departure ** 2
      left += ((departure - mean) ** 2 * count) / Math.max(1, count - 1)
    }
  }
  return left < (1 - STRONG_SEASON) * all
}
