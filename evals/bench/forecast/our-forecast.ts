import { addDays, toDay } from '#planning/calendar.ts'
import { demandOverDays } from '#planning/forecast/demand-over-days.ts'
import type { Distribution } from '#planning/forecast/distribution.ts'
import { pointMass } from '#planning/forecast/distribution.ts'
import { forecastDemand } from '#planning/forecast/forecast-demand.ts'
import { forecastPeriods } from '#planning/forecast/selection.ts'
import type { CalendarEvent } from '#planning/types.ts'
import type { ScoredSeries } from './series.ts'

/** The distribution of the sum of `length` periods from period `from` ahead. */
export type SeriesForecast = (from: number, length: number) => Distribution

export type Forecaster = (series: ScoredSeries) => SeriesForecast

/** Periods of the sum that methods are chosen at and that the tables score. */
export const SUM_PERIODS = 3

/** What the planner forecasts: days with their causes cleaned out, other periods as they are. */
export const ourForecast: Forecaster = (series) => {
  if (series.daily !== null) return dailyForecast(series, true)
  const { train, season, observed, actual } = series
  const window = Math.min(SUM_PERIODS, actual.length)
  return forecastPeriods({ values: train, season }, observed, window, actual.length).sumOver
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
