// Price in a forecast: the history is brought to the price of today before a baseline is fitted, and the days ahead get
// what their planned prices make of it.

import { toDay, toIso } from '../../calendar.ts'
import type { CalendarEvent, DemandForecast, IsoDate } from '../../types.ts'
import type { DailyDemand } from '../history.ts'
import { movesDemand } from '../history.ts'
import type { Elasticity } from './own-elasticity.ts'
import { ownElasticity } from './own-elasticity.ts'
import { shrunkElasticity } from './pooled-elasticity.ts'
import type { PriceEvidence } from './price-cells.ts'
import { priceEvidence } from './price-cells.ts'
import type { PriceEffect, PricePool, SellPrice } from './sell-price.ts'
import { ordinaryPrices } from './ordinary-prices.ts'

/** Demand at the price of today, and what prices make of the days ahead. */
type PricedDemand = {
  demand: DailyDemand
  /** Factor on each day of the horizon. */
  ahead: Float64Array
  /** Variance that the doubt about the elasticity adds to the level, as a part of its square. */
  levelDoubt: number
  effect: PriceEffect
}

export type PriceFacts = {
  sellPrices: readonly SellPrice[]
  pricePool: PricePool | null
  events: readonly CalendarEvent[]
  asOf: IsoDate
  horizonDays: number
}

/** The price at which the level of today was seen is that of so many days. */
const RECENT_DAYS = 56

/**
 * Takes price out of the history of an item and tells what it does ahead; null where its own price has not varied
 * enough, or is not shown to move demand. A price far outside those it has been sold at counts as the nearest that
 * the history can speak for.
 */
export function priceDemand(demand: DailyDemand, facts: PriceFacts): PricedDemand | null {
  const { sellPrices, asOf, horizonDays } = facts
  if (sellPrices.length < 2 || demand.units.length === 0) return null
  const today = toDay(asOf) - demand.startDay
  const path = ordinaryPrices(
    sellPrices,
    demand.startDay,
    today + 1 + horizonDays,
    eventDays(demand, facts.events),
  )
  if (!(path[today]! > 0)) return null
  const evidence = priceEvidence(demand, path)
  if (evidence === null) return null
  const found = shrunkElasticity(ownElasticity(evidence.cells), facts.pricePool)
  if (found === null) return null
  const logs = logPrices(path, evidence)
  const factorAt = (day: number, from: number) => {
    const power = found.elasticity * (logs[day]! - logs[from]!)
    return Number.isNaN(power) ? 1 : Math.exp(power)
  }
  const past = demand.units.map((_, day) => factorAt(today, day))
  const ahead = Float64Array.from({ length: horizonDays }, (_, h) => factorAt(today + 1 + h, today))
  return {
    demand: { ...demand, units: scaledUnits(demand.units, past) },
    ahead,
    levelDoubt: levelDoubt(logs, demand.units.length, today + 1, found),
    effect: effectOf(path, evidence, demand.startDay, today, ahead, found),
  }
}

/** Whether an event runs on a day: as flagged in the history, and by the calendar after it. */
function eventDays(
  { startDay, event }: DailyDemand,
  events: readonly CalendarEvent[],
): (day: number) => boolean {
  const spans = events.filter(movesDemand).map(({ startsOn, endsOn }) => ({
    from: toDay(startsOn) - startDay,
    to: toDay(endsOn) - startDay,
  }))
  return (day) =>
    day < event.length ? event[day] === 1 : spans.some(({ from, to }) => day >= from && day <= to)
}

function logPrices(path: Float64Array, { leastLog, mostLog }: PriceEvidence): Float64Array {
  return path.map((price) => Math.min(mostLog, Math.max(leastLog, Math.log(price))))
}

/** Demand times its factors; where all of it was whole units it stays so, the fractions carried to the next sale. */
function scaledUnits(units: Float64Array, factors: Float64Array): Float64Array {
  const whole = units.every((value) => Number.isInteger(value))
  let carried = 0
  return units.map((value, day) => {
    const scaled = value * factors[day]!
    if (!whole || factors[day] === 1 || value === 0) return scaled
    carried += scaled
    const sold = Math.max(0, Math.round(carried))
    carried -= sold
    return sold
  })
}

/** The squared distance of the prices ahead from those of the last eight weeks, times the variance of the elasticity. */
function levelDoubt(logs: Float64Array, known: number, from: number, { sd }: Elasticity): number {
  const recent = logs.subarray(Math.max(0, known - RECENT_DAYS), known).filter((log) => log > -1)
  const mean = recent.reduce((sum, log) => sum + log, 0) / recent.length
  if (recent.length === 0) return 0
  let squares = 0
  for (let day = from; day < logs.length; day++) squares += (logs[day]! - mean) ** 2
  return (sd ** 2 * squares) / (logs.length - from)
}

function effectOf(
  path: Float64Array,
  { leastLog, mostLog }: PriceEvidence,
  startDay: number,
  today: number,
  ahead: Float64Array,
  found: Elasticity,
): PriceEffect {
  const changes: PriceEffect['changes'] = []
  const [least, most] = [Math.round(Math.exp(leastLog)), Math.round(Math.exp(mostLog))]
  for (let day = today + 1; day < path.length; day++) {
    const priceMinor = path[day]!
    if (priceMinor === path[day - 1]) continue
    const boundMinor = Math.min(most, Math.max(least, priceMinor))
    changes.push({
      fromOn: toIso(startDay + day),
      priceMinor,
      upliftRate: Math.round((ahead[day - today - 1]! - 1) * 10_000) / 10_000,
      ...(boundMinor !== priceMinor && { boundMinor }),
    })
  }
  return {
    elasticity: found.elasticity,
    elasticitySd: found.sd,
    priceMinor: path[today]!,
    changes,
  }
}

/** The forecast with what planned prices do to its days and with the doubt about that. */
export function withPrices(forecast: DemandForecast, priced: PricedDemand): DemandForecast {
  const { sumVariance, baselinePerDayUnits, dailyMeanUnits } = forecast
  const doubt = priced.levelDoubt * baselinePerDayUnits ** 2
  return {
    ...forecast,
    dailyMeanUnits: dailyMeanUnits.map((mean, day) => mean * priced.ahead[day]!),
    sumVariance: { ...sumVariance, perDaySquared: sumVariance.perDaySquared + doubt },
    priceEffect: priced.effect,
  }
}
