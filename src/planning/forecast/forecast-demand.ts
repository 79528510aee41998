import { QuartermasterError } from '#root/errors.ts'

import { earnedLossFactor } from '../accuracy/learned-spread.ts'
import type { ForecastTrackRecord } from '../accuracy/track-record.ts'
import { toDay } from '../calendar.ts'
import type {
  CalendarEvent,
  DemandForecast,
  DemandHistory,
  IsoDate,
  SeasonProfile,
} from '../types.ts'
import { accuracyOf } from './accuracy.ts'
import { borrowAnalogue } from './analogue.ts'
import { cleanDemand } from './cleaning.ts'
import { demandOverDays } from './demand-over-days.ts'
import type { CountPool } from './counts/count-pool.ts'
import { noPool } from './counts/count-pool.ts'
import type { DailyDemand } from './history.ts'
import { countDays, knownDemand } from './history.ts'
import { eventFactors } from './promotions.ts'
import { bucketBaseline, dailyMeans, varianceInDays } from './buckets.ts'
import { fitSumVariance } from './intervals.ts'
import type { PeriodForecast } from './period-forecast.ts'
import type { PooledSeason } from './pooled-ewma.ts'
import { priceDemand, withPrices } from './price/price-effect.ts'
import type { PriceInputs, SellPrice } from './price/sell-price.ts'
import { ownSeason, seasonFactors } from './season-profile.ts'
import { weeklyDemand } from './weekly-demand.ts'
import { forecastPeriods } from './selection.ts'

export type ForecastInput = PriceInputs & {
  history: DemandHistory
  /** History of a similar item, for items with too little of their own. */
  analogueHistory: DemandHistory | null
  events: CalendarEvent[]
  /** The last day that may be known; the forecast begins the day after. */
  asOf: IsoDate
  horizonDays: number
  /** Days of the sum that decisions are made on (lead time and review period): methods are chosen at it. */
  windowDays: number
  /** In-stock days an item needs to be forecast from its own history. */
  minimumHistoryDays: number
  /** Season of the item's category, learned from histories that end with `asOf` or before; absent or null = none. */
  seasonProfile?: SeasonProfile | null
  /** What the shop's items show together of demand in counts, per week and as of `asOf` or before; absent = nothing. */
  countPool?: CountPool | null
  /** How the methods of earlier forecasts of the series came out. */
  trackRecord?: ForecastTrackRecord | null
}

const YEARLY_METHODS = new Set(['yearly_ewma', 'pooled_ewma'])
const REPEATING_METHODS = new Set([...YEARLY_METHODS, 'seasonal_naive'])

/**
 * The demand of one item at one location as a distribution, from its history up to `asOf`: causes taken out, price
 * among them, methods chosen and averaged, spread measured on past sums, events and planned prices put back. With too little history of its own the
 * analogue's is scaled to it; without one, null ("not enough history"). Throws 'invalid' on broken figures.
 */
export function forecastDemand(input: ForecastInput): DemandForecast | null {
  requireDays('horizon', input.horizonDays)
  requireDays('window', input.windowDays)
  const demand = knownDemand(input.history, input.events, input.asOf)
  const inStock = demand.units.length - countDays(demand.stockout)
  if (inStock > 0 && inStock >= input.minimumHistoryDays) {
    const priced = atPriceOfToday(demand, input, input.sellPrices)
    const forecast = forecastKnown(priced?.demand ?? demand, input)
    return forecast && priced ? withPrices(forecast, priced) : forecast
  }
  if (input.analogueHistory === null) return null
  const analogue = knownDemand(input.analogueHistory, input.events, input.asOf)
  const analogueDays = analogue.units.length - countDays(analogue.stockout)
  if (analogueDays === 0 || analogueDays < input.minimumHistoryDays) return null
  const alike = atPriceOfToday(analogue, input, input.analogueSellPrices)?.demand ?? analogue
  const forecast = forecastKnown(alike, input)
  return forecast === null ? null : borrowAnalogue(forecast, demand, alike)
}

function atPriceOfToday(demand: DailyDemand, input: ForecastInput, sellPrices?: SellPrice[]) {
  if (sellPrices === undefined) return null
  return priceDemand(demand, { ...input, sellPrices, pricePool: input.pricePool ?? null })
}

function forecastKnown(demand: DailyDemand, input: ForecastInput): DemandForecast | null {
  const baseline = cleanDemand(demand)
  if (baseline === null) return null
  const buckets = bucketBaseline(baseline, demand.startDay)
  const gapDays = toDay(input.asOf) + 1 - (demand.startDay + demand.units.length)
  const { periodDays } = buckets
  const periods = buckets.series.values.length
  const window = Math.max(
    1,
    Math.min(Math.ceil(input.windowDays / periodDays), Math.floor(periods / 3)),
  )
  const horizon = Math.ceil((gapDays + input.horizonDays) / periodDays)
  const pooled = input.seasonProfile
    ? pooledSeason(
        ownSeason(input.seasonProfile, weeklyDemand(baseline, demand.startDay)),
        demand,
        periodDays,
        periods + horizon,
      )
    : null
  const periodForecast = forecastPeriods(
    buckets.series,
    buckets.observed,
    window,
    horizon,
    pooled,
    (periodDays === 7 ? input.countPool : null) ?? noPool,
    (method) => earnedLossFactor(input.trackRecord, method),
  )
  const means = dailyMeans(periodForecast.path, periodDays, baseline.weekday, {
    firstDay: demand.startDay + demand.units.length,
    days: gapDays + input.horizonDays,
  }).subarray(gapDays)
  const baselinePerDayUnits = periodForecast.baseline / periodDays
  const uplift = eventFactors(
    input.events,
    baseline.promotionUplift,
    toDay(input.asOf) + 1,
    input.horizonDays,
  )
  const forecast: DemandForecast = {
    method: periodForecast.methods.join(' + '),
    dailyMeanUnits: Array.from(means, (mean, day) => mean * uplift[day]!),
    baselinePerDayUnits,
    sumVariance: fitSumVariance(
      varianceInDays(periodForecast.measured, buckets, baselinePerDayUnits),
    ),
    family: periodForecast.spread.family,
    ...(periodForecast.tailWeight !== undefined && { tailWeight: periodForecast.tailWeight }),
    seasonal: periodForecast.methods.some((name) => YEARLY_METHODS.has(name)),
    trendPerDayUnits: trendOf(periodForecast, periodDays),
    promotionUplift: baseline.promotionUplift,
    censoredDays: baseline.censoredDays,
    historyDays: demand.units.length,
    spike: baseline.spike,
    accuracy: { rmsse: null, pinball95: null, biasUnits: null, folds: 0 },
    candidates: periodForecast.candidates,
  }
  forecast.accuracy = accuracyOf(
    periodForecast.windowErrors,
    periodForecast.naiveErrors,
    (predicted) => demandOverWindow(forecast, predicted, window * periodDays),
  )
  return forecast
}

/** The factors of the known periods, counted back from the last day, and of those ahead. */
function pooledSeason(
  profile: SeasonProfile,
  { startDay, units }: DailyDemand,
  periodDays: number,
  periods: number,
): PooledSeason {
  const firstDay = startDay + (units.length % periodDays)
  return { factors: seasonFactors(profile, firstDay, periodDays, periods), periodDays }
}

function requireDays(name: string, days: number): void {
  if (Number.isSafeInteger(days) && days >= 1) return
  throw new QuartermasterError(
    'invalid',
    `The ${name} of a forecast must be a whole number of days of at least 1; it is ${days}.`,
    'Look at the lead time, the review period and the horizon of the policy.',
  )
}

/** The distribution of a past window whose sum was forecast as `predicted`, with the spread of today. */
function demandOverWindow(forecast: DemandForecast, predicted: number, days: number) {
  const level: DemandForecast = { ...forecast, dailyMeanUnits: [predicted / days] }
  return demandOverDays(level, 0, days)
}

/** Slope of the mean path in units per day per day; a pattern that repeats last year is not a trend. */
function trendOf(forecast: PeriodForecast, periodDays: number): number {
  const steps = forecast.path.length - 1
  const repeats = REPEATING_METHODS.has(forecast.methods[0] ?? '')
  if (steps < 1 || repeats) return 0
  return (forecast.path[steps]! - forecast.path[0]!) / (steps * periodDays * periodDays)
}
