import { weekdayOf } from '../calendar.ts'
import type { Baseline } from './cleaning.ts'
import type { MeasuredVariance } from './intervals.ts'
import type { PeriodSeries } from './method.ts'
import { noiseRatio } from './past-spread.ts'

/** Baseline demand in equal periods counted back from the last day, so that the newest period is whole. */
export type Buckets = {
  series: PeriodSeries
  /** Share of each period's days that were observed. */
  observed: Float64Array
  periodDays: number
  /** Variance of one day around its share of its period, measured over the last half year; 0 for daily periods. */
  withinVariance: number
  /** Mean per day over the days that `withinVariance` was measured on. */
  withinMean: number
}

/** From ten weeks on periods are weeks: the weekly pattern drops out and the noise with it. */
const WEEKLY_FROM_DAYS = 70
const RECENT_WEEKS = 26
const WEEKS_IN_YEAR = 52

/** Sums the baseline into weeks, or into weekday-adjusted days where fewer than ten weeks are known. */
export function bucketBaseline(baseline: Baseline, startDay: number): Buckets {
  const { units, observed, weekday } = baseline
  if (units.length < WEEKLY_FROM_DAYS) {
    const factor = (day: number) => Math.max(0.05, weekday[weekdayOf(startDay + day)]!)
    return {
      series: { values: units.map((value, day) => value / factor(day)), season: 1 },
      observed: Float64Array.from(observed),
      periodDays: 1,
      withinVariance: 0,
      withinMean: 0,
    }
  }
  const weeks = Math.floor(units.length / 7)
  const offset = units.length - weeks * 7
  const values = new Float64Array(weeks)
  const shares = new Float64Array(weeks)
  let squares = 0
  let freedom = 0
  let recent = 0
  for (let week = 0; week < weeks; week++) {
    const from = offset + week * 7
    for (let day = from; day < from + 7; day++) {
      values[week]! += units[day]!
      shares[week]! += observed[day]! / 7
    }
    if (week < weeks - RECENT_WEEKS || shares[week]! < 1) continue
    const mean = values[week]! / 7
    for (let day = from; day < from + 7; day++) {
      squares += (units[day]! - mean * weekday[weekdayOf(startDay + day)]!) ** 2
    }
    freedom += 6
    recent += mean
  }
  return {
    series: { values, season: WEEKS_IN_YEAR },
    observed: shares,
    periodDays: 7,
    withinVariance: freedom > 0 ? squares / freedom : 0,
    withinMean: freedom > 0 ? recent / (freedom / 6) : 0,
  }
}

/** Spreads a path of period sums over days by their weekday, from epoch day `firstDay` on. */
export function dailyMeans(
  path: Float64Array,
  periodDays: number,
  weekday: Float64Array,
  { firstDay, days }: { firstDay: number; days: number },
): Float64Array {
  return Float64Array.from({ length: days }, (_, day) => {
    const share = weekday[weekdayOf(firstDay + day)]! / periodDays
    return path[Math.floor(day / periodDays)]! * share
  })
}

/**
 * Variances over periods as variances over days; where periods are weeks, a single day adds its own noise around its
 * share of the week, at a demand of `perDay` units.
 */
export function varianceInDays(
  measured: readonly MeasuredVariance[],
  { periodDays, withinVariance, withinMean }: Buckets,
  perDay: number,
): MeasuredVariance[] {
  const inDays = measured.map((point) => ({
    ...point,
    span: point.span * periodDays,
    before: (point.before ?? 0) * periodDays,
  }))
  const week = inDays.find((point) => point.span === 7 && point.before === 0)
  if (periodDays === 7 && week !== undefined && withinMean > 0) {
    const noise = withinVariance * noiseRatio(perDay, withinMean, withinMean / 4)
    const level = Math.max(0, (week.variance - 7 * noise) / 49)
    inDays.push({ span: 1, before: 0, variance: noise + level, weight: week.weight })
  }
  return inDays
}
