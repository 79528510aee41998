import { describe, expect, it } from 'vitest'
import { addDays, toDay } from '#planning/calendar.ts'
import { demandOverDays } from '#planning/forecast/demand-over-days.ts'
import { knownDemand } from '#planning/forecast/history.ts'
import { priceDemand } from '#planning/forecast/price/price-effect.ts'
import type { PriceFacts } from '#planning/forecast/price/price-effect.ts'
import { ordinaryPrices } from '#planning/forecast/price/ordinary-prices.ts'
import type { SellPrice } from '#planning/forecast/price/sell-price.ts'
import type { CalendarEvent, DemandHistory } from '#planning/types.ts'
import { forecastOf, historyOf, poissonDays, STARTS_ON } from '../histories.ts'

const DAYS = 560
const ELASTICITY = -2
const asOf = addDays(STARTS_ON, DAYS - 1)
const on = (day: number) => addDays(STARTS_ON, day)
const price = (day: number, priceMinor: number): SellPrice => ({ validFrom: on(day), priceMinor })

/** Ten pounds, cut to eight for four weeks every eighteen. */
const cuts = [0, 98, 126, 224, 252, 350, 378, 476, 504].map((day, at) =>
  price(day, at % 2 === 0 ? 1_000 : 800),
)
const priceOn = (prices: SellPrice[]) => {
  const path = ordinaryPrices(prices, toDay(STARTS_ON), DAYS + 200, () => false)
  return (day: number) => path[day]!
}

function soldAt(prices: SellPrice[], perDay: number, lift = (_day: number) => 1, seed = 11) {
  const at = priceOn(prices)
  return poissonDays(DAYS, (day) => lift(day) * perDay * (at(day) / 1_000) ** ELASTICITY, seed)
}

const promotion = (day: number, days: number, upliftRate: number | null): CalendarEvent => ({
  code: 'SALE',
  name: 'Sale',
  kind: 'promotion',
  startsOn: on(day),
  endsOn: on(day + days - 1),
  upliftRate,
})

const facts = (sellPrices: SellPrice[], changes: Partial<PriceFacts> = {}): PriceFacts => ({
  sellPrices,
  pricePool: null,
  events: [],
  asOf,
  horizonDays: 91,
  ...changes,
})

const pricedOf = (history: DemandHistory, given: PriceFacts) =>
  priceDemand(knownDemand(history, given.events, asOf), given)

describe('price in a forecast', () => {
  it('changes nothing, to the last bit, where no price is told or none has varied', () => {
    const history = historyOf(soldAt(cuts, 6))
    const plain = forecastOf(history)
    expect(forecastOf(history, { sellPrices: [] })).toEqual(plain)
    expect(forecastOf(history, { sellPrices: [price(0, 1_000)] })).toEqual(plain)
    const planned = [price(0, 1_000), price(DAYS + 5, 700)]
    const pricePool = { elasticity: -2, sd: 0.2 }
    expect(forecastOf(history, { sellPrices: planned, pricePool })).toEqual(plain)
    expect(plain).not.toHaveProperty('priceEffect')
  })

  it('brings the past to the price of today', () => {
    const dearerNow = [...cuts, price(540, 1_200)]
    const history = historyOf(soldAt(dearerNow, 12))
    const { priceEffect, baselinePerDayUnits } = forecastOf(history, { sellPrices: dearerNow })
    expect(priceEffect!.priceMinor).toBe(1_200)
    const expected = 12 * 1.2 ** ELASTICITY
    expect(Math.abs(baselinePerDayUnits / expected - 1)).toBeLessThan(0.12)
    expect(forecastOf(history).baselinePerDayUnits).toBeGreaterThan(1.12 * expected)
  })

  it('gives the days of a planned price what it makes of them', () => {
    const planned = [...cuts, price(DAYS + 14, 800), price(DAYS + 28, 1_000)]
    const history = historyOf(soldAt(planned, 8))
    const plain = forecastOf(history, { sellPrices: cuts })
    const forecast = forecastOf(history, { sellPrices: planned })
    const { elasticity, changes } = forecast.priceEffect!
    expect(Math.abs(elasticity - ELASTICITY)).toBeLessThan(0.5)
    const factor = 0.8 ** elasticity
    expect(changes).toEqual([
      { fromOn: on(DAYS + 14), priceMinor: 800, upliftRate: expect.closeTo(factor - 1, 3) },
      { fromOn: on(DAYS + 28), priceMinor: 1_000, upliftRate: 0 },
    ])
    for (const [h, mean] of forecast.dailyMeanUnits.entries()) {
      const part = h >= 14 && h < 28 ? factor : 1
      expect(mean).toBeCloseTo(plain.dailyMeanUnits[h]! * part, 9)
    }
  })

  it('is less sure of days at another price than at that of the last weeks', () => {
    const history = historyOf(soldAt(cuts, 8))
    const width = (sellPrices: SellPrice[]) => {
      const demand = demandOverDays(forecastOf(history, { sellPrices }), 0, 28)
      return Math.sqrt(demand.variance) / demand.mean
    }
    expect(width([...cuts, price(DAYS, 800)])).toBeGreaterThan(width(cuts))
  })

  it('believes a price far beyond those tried no more than the last that it can speak for', () => {
    const giveaway = [...cuts, price(DAYS + 7, 100)]
    const { changes } = forecastOf(historyOf(soldAt(giveaway, 8)), {
      sellPrices: giveaway,
    }).priceEffect!
    // Half the range of 800 to 1,000 beyond 800, on the scale of logarithms: 800 / sqrt(1,000 / 800).
    expect(changes[0]).toMatchObject({ priceMinor: 100, boundMinor: 716 })
    expect(changes[0]!.upliftRate).toBeLessThan(1.3)
  })

  it('leaves whole units whole, and keeps their sum', () => {
    const dearerNow = [...cuts, price(540, 1_100)]
    const units = soldAt(dearerNow, 0.7)
    const priced = pricedOf(
      historyOf(units),
      facts(dearerNow, { pricePool: { elasticity: -2, sd: 0.1 } }),
    )!
    const after = priced.demand.units
    expect(after.every((value) => Number.isInteger(value))).toBe(true)
    const at = priceOn(dearerNow)
    const exact = units.reduce(
      (sum, sold, day) => sum + sold * (1_100 / at(day)) ** priced.effect.elasticity,
      0,
    )
    expect(Math.abs(after.reduce((sum, sold) => sum + sold, 0) - exact)).toBeLessThanOrEqual(1)
  })

  it('keeps days out of stock out of the picture', () => {
    const stockout = (day: number) => day % 126 >= 112
    const units = soldAt(cuts, 8).map((sold, day) => (stockout(day) ? 0 : sold))
    const forecast = forecastOf(historyOf(units, { stockout }), { sellPrices: cuts })
    expect(Math.abs(forecast.priceEffect!.elasticity - ELASTICITY)).toBeLessThan(0.6)
    expect(forecast.censoredDays).toBe(units.filter((_, day) => stockout(day)).length)
    expect(Math.abs(forecast.baselinePerDayUnits / 8 - 1)).toBeLessThan(0.15)
  })

  it('does not look at what the file says beyond today to learn from the past', () => {
    const history = historyOf(soldAt(cuts, 6))
    const later = {
      ...history,
      units: [...history.units, 500],
      stockout: [...history.stockout, false],
      promotion: [...history.promotion, false],
    }
    const known = { asOf, sellPrices: cuts }
    expect(forecastOf(later, known)).toEqual(forecastOf(history, known))
  })
})

describe('price beside promotions', () => {
  /** Each cut is announced: its days sell three times as much, price and noise together. */
  const announced = (day: number) => day % 126 >= 98
  const tripled = poissonDays(DAYS, (day) => (announced(day) ? 24 : 8), 21)
  const flagged = historyOf(tripled, { promotion: announced })

  it('leaves a cut that ran only as a promotion to the uplift', () => {
    const forecast = forecastOf(flagged, {
      sellPrices: cuts,
      pricePool: { elasticity: -2, sd: 0.1 },
    })
    expect(forecast).not.toHaveProperty('priceEffect')
    expect(forecast.promotionUplift).toBeGreaterThan(1.7)
  })

  it('does not count a planned cut again on the days of its promotion', () => {
    const quiet = [price(0, 1_100), price(60, 1_000)]
    const both = [...quiet, ...cuts.slice(1), price(DAYS + 7, 800), price(DAYS + 21, 1_000)]
    const events = [promotion(DAYS + 7, 14, null)]
    const pricePool = { elasticity: -2, sd: 0.1 }
    const forecast = forecastOf(flagged, { sellPrices: both, events, pricePool })
    expect(forecast.priceEffect!.changes).toEqual([])
    const without = forecastOf(flagged, {
      sellPrices: [...quiet, ...cuts.slice(1)],
      events,
      pricePool,
    })
    expect(forecast.dailyMeanUnits).toEqual(without.dailyMeanUnits)
  })

  it('counts a price that stays after the promotion from its end on', () => {
    const stays = [price(0, 1_100), price(60, 1_000), ...cuts.slice(1), price(DAYS + 7, 800)]
    const events = [promotion(DAYS + 7, 14, 0.5)]
    const pricePool = { elasticity: -2, sd: 0.1 }
    const { priceEffect } = forecastOf(flagged, { sellPrices: stays, events, pricePool })
    expect(priceEffect!.changes.map(({ fromOn }) => fromOn)).toEqual([on(DAYS + 21)])
  })
})

describe('price of an analogue', () => {
  const units = soldAt([...cuts, price(540, 1_200)], 12)
  const dearerNow = [...cuts, price(540, 1_200)]
  const young: DemandHistory = {
    startsOn: addDays(asOf, -9),
    units: [],
    stockout: [],
    promotion: [],
  }
  const borrow = (changes: Parameters<typeof forecastOf>[1]) =>
    forecastOf(young, { analogueHistory: historyOf(units), asOf, ...changes })

  it('brings its past to its price of today, and plans nothing for the new item', () => {
    const forecast = borrow({ analogueSellPrices: [...dearerNow, price(DAYS + 10, 900)] })
    const expected = 12 * 1.2 ** ELASTICITY
    expect(Math.abs(forecast.baselinePerDayUnits / expected - 1)).toBeLessThan(0.12)
    expect(borrow({}).baselinePerDayUnits).toBeGreaterThan(1.12 * expected)
    expect(forecast).not.toHaveProperty('priceEffect')
  })
})
