import { addDays, toDay } from '#planning/calendar.ts'
import type { CountPool } from '#planning/forecast/counts/count-pool.ts'
import { noPool } from '#planning/forecast/counts/count-pool.ts'
import { learnPool } from '#planning/forecast/counts/learn-pool.ts'
import { demandOverDays } from '#planning/forecast/demand-over-days.ts'
import type { Distribution } from '#planning/forecast/distribution.ts'
import { pointMass } from '#planning/forecast/distribution.ts'
import { forecastDemand } from '#planning/forecast/forecast-demand.ts'
import type { PeriodSeries } from '#planning/forecast/method.ts'
import { forecastPeriods } from '#planning/forecast/selection.ts'
import type { CalendarEvent } from '#planning/types.ts'
import type { ScoredSeries } from './series.ts'

/** The distribution of the sum of `length` periods from period `from` ahead. */
export type SeriesForecast = (from: number, length: number) => Distribution

export type Forecaster = (series: ScoredSeries) => SeriesForecast

/** Periods of the sum that methods are chosen at and that the tables score. */
export const SUM_PERIODS = 3

/** What the planner forecasts of one series alone: days with their causes cleaned out, other periods as they are. */
export const ourForecast: Forecaster = (series) => forecastKnowing(series, noPool)

/** The same as the planner does it for a shop: knowing what the other series show of counts, from their known part. */
export function forecasterOf(catalogue: readonly ScoredSeries[]): Forecaster {
  const apart = catalogue.some(({ daily }) => daily !== null)
  const pool = apart
    ? noPool
    : learnPool(catalogue.map(({ train, season }) => ({ values: train, season })))
  return (series) => forecastKnowing(series, pool)
}

function forecastKnowing(series: ScoredSeries, pool: CountPool): SeriesForecast {
  if (series.daily !== null) return dailyForecast(series, true)
  const { train, season, observed, actual } = series
  const window = Math.min(SUM_PERIODS, actual.length)
  const known: PeriodSeries = { values: train, season }
  return forecastPeriods(known, observed, window, actual.length, null, pool).sumOver
}

/** The same for daily series as if nobody knew of promotions. */
export const forecastWithoutPromotions: Forecaster = (series) => dailyForecast(series, false)

function dailyForecast({ daily, actual }: ScoredSeries, withPromotions: boolean): SeriesForecast {
  const { history, promoted, datesAhead } = daily!
  const known = history.units.length
  const asOf = addDays(history.startsOn, known - 1)
  const forecast = forecastDemand({
    history: withPromotions
      ? history
      : { ...history, promotion: history.promotion.map(() => false) },
    analogueHistory: null,
    events: withPromotions ? promotionsOn(datesAhead.filter((_, h) => promoted[h])) : [],
    asOf,
    horizonDays: toDay(datesAhead.at(-1)!) - toDay(asOf),
    windowDays: Math.min(SUM_PERIODS, actual.length),
    minimumHistoryDays: 1,
  })
  const dayOf = (h: number) => toDay(datesAhead[h]!) - toDay(asOf) - 1
  return (from, length) => {
    if (forecast === null) return pointMass(0)
    return demandOverDays(forecast, dayOf(from), dayOf(from + length - 1) - dayOf(from) + 1)
  }
}

function promotionsOn(dates: readonly string[]): CalendarEvent[] {
  return dates.map((on) => ({
    code: on,
    name: 'Promotion',
    kind: 'promotion',
    startsOn: on,
    endsOn: on,
    upliftRate: null,
  }))
}
