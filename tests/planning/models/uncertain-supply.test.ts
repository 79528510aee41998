import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { uniformLaw } from '#planning/models/demand-law.ts'
import {
  disruptedLot,
  disruptedLotCost,
  newsvendorWithDisruptions,
} from '#planning/models/disruptions.ts'
import { economicOrderQuantity } from '#planning/models/eoq.ts'
import {
  lotWithAdditiveYield,
  lotWithMultiplicativeYield,
  newsvendorWithAdditiveYield,
} from '#planning/models/yield.ts'

describe('a supplier that stops for a while', () => {
  const lot = {
    orderCost: 8,
    holdingCost: 0.225,
    stockoutCost: 5,
    demandPerPeriod: 1300,
    disruptionRate: 1.5,
    recoveryRate: 14,
  }

  test('example 9.1 of Snyder & Shen: 773 by the approximation, a little less exactly', () => {
    expect(disruptedLot(lot, 'approximate').orderQuantity).toBeCloseTo(773.14, 2)
    expect(disruptedLot(lot, 'approximate').costPerPeriod).toBeCloseTo(173.957, 3)
    expect(disruptedLot(lot, 'exact').orderQuantity).toBeCloseTo(772.81, 2)
    expect(disruptedLot(lot, 'exact').costPerPeriod).toBeCloseTo(173.95, 3)
  })

  test.each(['exact', 'approximate'] as const)('%s: no other quantity costs less', (form) => {
    const rate = fc.double({ min: 0.05, max: 50, noNaN: true })
    fc.assert(
      fc.property(rate, rate, rate, fc.double({ min: 0.2, max: 5, noNaN: true }), (a, b, p, f) => {
        const given = { ...lot, disruptionRate: a, recoveryRate: b, stockoutCost: p }
        const best = disruptedLot(given, form)
        const other = disruptedLotCost(given, best.orderQuantity * f, form)
        expect(other).toBeGreaterThanOrEqual(best.costPerPeriod * (1 - 1e-9))
      }),
    )
  })

  test('a supplier that hardly ever stops is the plain EOQ', () => {
    const steady = disruptedLot({ ...lot, disruptionRate: 1e-9 }, 'exact')
    expect(steady.orderQuantity).toBeCloseTo(economicOrderQuantity(lot).orderQuantity, 2)
  })

  test('example 9.3 of Snyder & Shen: four periods of demand', () => {
    const costs = { holdingCost: 0.25, stockoutCost: 3 }
    const chances = { disruptionChance: 0.04, recoveryChance: 0.25 }
    const at = (units?: number) => newsvendorWithDisruptions(costs, 2000, chances, units)
    expect(at().baseStockUnits).toBe(8000)
    expect(at().costPerPeriod).toBeCloseTo(2737.07, 2)
    const others = [2000, 4000, 6000, 7900, 8100, 10_000, 40_000]
    for (const units of others) expect(at(units).costPerPeriod).toBeGreaterThan(at().costPerPeriod)
  })

  test('its cost is that of a long run of the supplier', () => {
    const costs = { holdingCost: 1, stockoutCost: 4 }
    const chances = { disruptionChance: 0.2, recoveryChance: 0.5 }
    // Stationary chances of the n-th period of an outage, summed far beyond what matters.
    let [sum, chance] = [0, 0.5 / 0.7]
    for (let n = 0; n < 200; n++) {
      const left = 25 - (n + 1) * 10
      sum += chance * (left > 0 ? left : -4 * left)
      chance = n === 0 ? chance * 0.2 : chance * 0.5
    }
    expect(newsvendorWithDisruptions(costs, 10, chances, 25).costPerPeriod).toBeCloseTo(sum, 9)
  })
})

describe('deliveries that differ from the order', () => {
  const vaccine = { orderCost: 18_500, holdingCost: 0.06, demandPerPeriod: 75_000 }

  test('examples 9.4 and 9.5 of Snyder & Shen', () => {
    const loss = { mean: -15_000, sd: 9000 }
    expect(lotWithAdditiveYield(vaccine, loss, 200_000).costPerPeriod).toBeCloseTo(13_063.14, 2)
    // A part of 5/6 with sd .14086: beta(5, 1).
    const part = { mean: 5 / 6, sd: Math.sqrt(5 / 252) }
    const best = lotWithMultiplicativeYield(vaccine, part)
    expect(best.orderQuantity).toBeCloseTo(254_460.21, 1)
    expect(best.costPerPeriod).toBeCloseTo(13_086.53, 2)
  })

  test('example 9.6 of Snyder & Shen: 1.5 million doses, yield within half a million', () => {
    const costs = { holdingCost: 15, stockoutCost: 75 }
    const best = newsvendorWithAdditiveYield(costs, 1.5, uniformLaw(-0.5, 0.5))
    expect(best.baseStockUnits).toBeCloseTo(11 / 6, 9)
    expect(best.costPerPeriod).toBeCloseTo(6.25, 9)
  })

  test('a yield without error is the plain EOQ', () => {
    const plain = economicOrderQuantity(vaccine)
    expect(lotWithAdditiveYield(vaccine, { mean: 0, sd: 0 })).toEqual(plain)
    const whole = lotWithMultiplicativeYield(vaccine, { mean: 1, sd: 0 })
    expect(whole.costPerPeriod).toBeCloseTo(plain.costPerPeriod, 6)
  })

  test('no other quantity costs less', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.2, max: 0.95, noNaN: true }),
        fc.double({ min: 0.01, max: 0.4, noNaN: true }),
        fc.double({ min: 0.3, max: 3, noNaN: true }),
        (mean, sd, factor) => {
          const part = lotWithMultiplicativeYield(vaccine, { mean, sd })
          const other = lotWithMultiplicativeYield(
            vaccine,
            { mean, sd },
            part.orderQuantity * factor,
          )
          expect(other.costPerPeriod).toBeGreaterThanOrEqual(part.costPerPeriod * (1 - 1e-12))
          const moments = { mean: -mean * 1e4, sd: sd * 1e4 }
          const lot = lotWithAdditiveYield(vaccine, moments)
          const off = lotWithAdditiveYield(vaccine, moments, lot.orderQuantity * factor)
          expect(off.costPerPeriod).toBeGreaterThanOrEqual(lot.costPerPeriod * (1 - 1e-12))
        },
      ),
    )
  })
})
