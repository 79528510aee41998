import { toDay } from '#planning/calendar.ts'
import { demandOverDays } from '#planning/forecast/demand-over-days.ts'
import { forecastDemand } from '#planning/forecast/forecast-demand.ts'
import { pinball } from '#planning/forecast/pinball.ts'
import { priceLearner } from '#planning/forecast/price/price-learner.ts'
import type { PricePool, SellPrice } from '#planning/forecast/price/sell-price.ts'
import type { DemandHistory } from '#planning/types.ts'

/** An item to forecast twice: as if nobody knew of prices, and knowing them. */
export type MeasuredItem = {
  category: string
  history: DemandHistory
  sellPrices: SellPrice[]
  actual: number[]
}

/** Errors over the mean weekly demand of an item, means over items: weekly totals, and the .95 quantile of three weeks. */
export type PriceScore = {
  mae: number
  rmse: number
  pinball95: number
  coverage95: number
  /** Processor time of one forecast. */
  milliseconds: number
  /** Items whose forecast used an elasticity, and the mean of those. */
  usedCount: number
  meanElasticity: number | null
}

const WEEK = 7
const WINDOW_DAYS = 21

/** Scores forecasts of items from `asOf`, each with the prices and the pool that are given for it. */
export function scorePrices(
  items: readonly MeasuredItem[],
  asOf: string,
  knows: boolean,
): PriceScore {
  const poolFor = knows ? learnedPools(items, asOf) : () => null
  const errors = { mae: 0, rmse: 0, pinball95: 0, coverage95: 0 }
  const elasticities: number[] = []
  let scored = 0
  const began = process.cpuUsage()
  for (const item of items) {
    const forecast = forecastItem(item, asOf, knows ? poolFor(item.category) : null, knows)
    const scale = (WEEK * sum(item.history.units)) / item.history.units.length
    if (forecast === null || scale === 0) continue
    scored++
    if (forecast.priceEffect) elasticities.push(forecast.priceEffect.elasticity)
    const weeks = Math.floor(item.actual.length / WEEK)
    let squares = 0
    for (let week = 0; week < weeks; week++) {
      const came = sum(item.actual.slice(week * WEEK, week * WEEK + WEEK))
      const error = (came - demandOverDays(forecast, week * WEEK, WEEK).mean) / scale
      errors.mae += Math.abs(error) / weeks
      squares += error ** 2 / weeks
    }
    errors.rmse += Math.sqrt(squares)
    const came = sum(item.actual.slice(0, WINDOW_DAYS))
    const quantile = demandOverDays(forecast, 0, WINDOW_DAYS).quantile(0.95)
    errors.pinball95 += pinball(0.95, quantile, came) / scale
    errors.coverage95 += +(came <= quantile)
  }
  const { user, system } = process.cpuUsage(began)
  return {
    mae: errors.mae / scored,
    rmse: errors.rmse / scored,
    pinball95: errors.pinball95 / scored,
    coverage95: errors.coverage95 / scored,
    milliseconds: (user + system) / 1000 / items.length,
    usedCount: elasticities.length,
    meanElasticity: elasticities.length > 0 ? sum(elasticities) / elasticities.length : null,
  }
}

function learnedPools(items: readonly MeasuredItem[], asOf: string) {
  const learner = priceLearner(asOf)
  for (const { category, history, sellPrices } of items) {
    learner.learn(category, history, [], sellPrices)
  }
  return (category: string) => learner.poolFor(category)
}

function forecastItem(
  { history, sellPrices, actual }: MeasuredItem,
  asOf: string,
  pricePool: PricePool | null,
  knows: boolean,
) {
  const through = toDay(history.startsOn) + history.units.length - 1
  if (through !== toDay(asOf)) throw new Error(`A history ends on another day than ${asOf}.`)
  return forecastDemand({
    history,
    analogueHistory: null,
    events: [],
    asOf,
    horizonDays: actual.length,
    windowDays: WINDOW_DAYS,
    minimumHistoryDays: 28,
    ...(knows && { sellPrices, pricePool }),
  })
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
