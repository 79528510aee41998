import { describe, expect, it } from 'vitest'
import { knownDemand } from '#planning/forecast/history.ts'
import { ownElasticity } from '#planning/forecast/price/own-elasticity.ts'
import { priceEvidence } from '#planning/forecast/price/price-cells.ts'
import { ordinaryPrices } from '#planning/forecast/price/ordinary-prices.ts'
import type { SellPrice } from '#planning/forecast/price/sell-price.ts'
import { addDays, toDay } from '#planning/calendar.ts'
import { historyOf, poissonDays, STARTS_ON } from '../histories.ts'

const DAYS = 560
const lastDay = addDays(STARTS_ON, DAYS - 1)

/** Prices by the first day on which they hold. */
function pricesFrom(steps: [fromDay: number, priceMinor: number][]): SellPrice[] {
  return steps.map(([day, priceMinor]) => ({ validFrom: addDays(STARTS_ON, day), priceMinor }))
}

/** Ten pounds, cut to eight for four weeks three times a year. */
const threeCuts = pricesFrom(
  [0, 98, 126, 224, 252, 350, 378, 476, 504].map((day, at) => [day, at % 2 === 0 ? 1_000 : 800]),
)

type Flags = Parameters<typeof historyOf>[1]

function evidenceOf(units: number[], prices: SellPrice[], flags: Flags = {}) {
  const demand = knownDemand(historyOf(units, flags), [], lastDay)
  const path = ordinaryPrices(
    prices,
    demand.startDay,
    units.length,
    (day) => demand.event[day] === 1,
  )
  return priceEvidence(demand, path)
}

/** Poisson demand that goes with a power of price. */
function demandAt(
  prices: SellPrice[],
  elasticity: number,
  perDay: number | ((day: number) => number),
  seed: number,
): number[] {
  const path = ordinaryPrices(prices, toDay(STARTS_ON), DAYS, () => false)
  const mean = (day: number) => (typeof perDay === 'number' ? perDay : perDay(day))
  return poissonDays(DAYS, (day) => mean(day) * (path[day]! / 1_000) ** elasticity, seed)
}

const elasticityOf = (units: number[], prices: SellPrice[], flags: Flags = {}) =>
  ownElasticity(evidenceOf(units, prices, flags)!.cells)!

/** How far estimates over many seeds lie from the truth, in standard deviations as each of them states it. */
function errorsOver(
  seeds: number,
  truth: number,
  of: (seed: number) => number[],
  prices: SellPrice[],
) {
  const errors = Array.from({ length: seeds }, (_, seed) => {
    const found = elasticityOf(of(seed + 1), prices)
    return (found.elasticity - truth) / found.sd
  })
  const mean = errors.reduce((sum, error) => sum + error, 0) / seeds
  const spread = Math.sqrt(
    errors.reduce((sum, error) => sum + (error - mean) ** 2, 0) / (seeds - 1),
  )
  return { mean, spread }
}

describe('the elasticity of one history', () => {
  it.each([-0.5, -1.5, -3, 0])('of %d is found within what chance allows', (truth) => {
    const { mean, spread } = errorsOver(
      30,
      truth,
      (seed) => demandAt(threeCuts, truth, 6, seed),
      threeCuts,
    )
    expect(Math.abs(mean)).toBeLessThan(0.5)
    expect(spread).toBeLessThan(1.35)
  })

  it('is found beside a season and a trend that have nothing to do with price', () => {
    const moving = (day: number) =>
      5 * (1 + 0.5 * Math.sin((2 * Math.PI * day) / 365)) * (1 + day / DAYS)
    const { mean, spread } = errorsOver(
      30,
      -2,
      (seed) => demandAt(threeCuts, -2, moving, seed),
      threeCuts,
    )
    expect(Math.abs(mean)).toBeLessThan(0.6)
    expect(spread).toBeLessThan(1.5)
  })

  it('is not proved by one change of price in demand that drifts by itself', () => {
    const once = pricesFrom([
      [0, 1_000],
      [280, 900],
    ])
    const drifting = (seed: number) => {
      const steps = poissonDays(DAYS / 28, () => 50, seed + 500).map((step) => (step - 50) / 35)
      let level = 0
      const levels = steps.map((step) => (level += step))
      return demandAt(once, 0, (day) => 12 * Math.exp(levels[Math.floor(day / 28)]!), seed)
    }
    const { spread } = errorsOver(40, 0, drifting, once)
    expect(spread).toBeLessThan(1.6)
  })

  it('is more certain the more was sold', () => {
    const slow = elasticityOf(demandAt(threeCuts, -2, 0.5, 3), threeCuts)
    const fast = elasticityOf(demandAt(threeCuts, -2, 20, 3), threeCuts)
    expect(fast.sd).toBeLessThan(slow.sd / 3)
  })

  it('does not listen to days out of stock', () => {
    const cut = (day: number) => Math.floor(day / 126) * 126 + 98 <= day
    const units = demandAt(threeCuts, -2, 6, 4)
    const starved = units.map((sold, day) => (cut(day) && day % 2 === 0 ? 0 : sold))
    const stockout = (day: number) => cut(day) && day % 2 === 0
    const told = elasticityOf(starved, threeCuts, { stockout })
    const untold = elasticityOf(starved, threeCuts)
    expect(told.elasticity).toBeLessThan(-1.3)
    expect(untold.elasticity).toBeGreaterThan(0)
  })

  it('does not listen to days of a promotion beside a cut', () => {
    const promotion = (day: number) => day % 126 >= 98 && day % 126 < 108
    const units = demandAt(threeCuts, -2, (day) => (promotion(day) ? 24 : 6), 7)
    const { elasticity } = elasticityOf(units, threeCuts, { promotion })
    expect(Math.abs(elasticity + 2)).toBeLessThan(0.8)
  })

  it('takes a single huge order for no answer to a price', () => {
    const units = demandAt(threeCuts, 0, 6, 5)
    units[110] = 900
    expect(Math.abs(elasticityOf(units, threeCuts).elasticity)).toBeLessThan(1)
  })

  it('has no figure where nothing was sold at one of the prices', () => {
    const units = demandAt(threeCuts, 0, 3, 6).map((sold, day) => (day % 126 >= 98 ? sold : 0))
    const evidence = evidenceOf([1, ...units.slice(1)], threeCuts)!
    const none = evidence.cells.map((cell) => ({
      ...cell,
      units: cell.logPrice > 6.8 ? 0 : cell.units,
    }))
    expect(ownElasticity(none)).toBeNull()
  })
})

describe('evidence of price', () => {
  const units = poissonDays(DAYS, () => 5)

  it.each([
    ['one price', [[0, 1_000]]],
    [
      'prices that are hardly apart',
      [
        [0, 1_000],
        [200, 1_010],
      ],
    ],
    [
      'another price for less than two weeks',
      [
        [0, 1_000],
        [200, 800],
        [213, 1_000],
      ],
    ],
    [
      'a price that is known for the last days only',
      [
        [552, 1_000],
        [556, 800],
      ],
    ],
  ] as [string, [number, number][]][])('is not had from %s', (_, steps) => {
    expect(evidenceOf(units, pricesFrom(steps))).toBeNull()
  })

  it('is had from two weeks at another price', () => {
    expect(
      evidenceOf(
        units,
        pricesFrom([
          [0, 1_000],
          [200, 800],
          [214, 1_000],
        ]),
      ),
    ).not.toBeNull()
  })

  it('is not had from prices that changed only while a promotion ran', () => {
    const promotion = (day: number) => day % 126 >= 98
    expect(evidenceOf(units, threeCuts, { promotion })).toBeNull()
    expect(evidenceOf(units, threeCuts)).not.toBeNull()
  })
})
