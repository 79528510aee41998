import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { gamma, mixture, negativeBinomial, poisson } from '#planning/forecast/distribution.ts'
import { poissonLoss } from '#planning/models/loss-functions.ts'
import { lawOfDistribution } from '#planning/policy/distribution-law.ts'
import { recommendFromForecast } from '#planning/policy/recommend-reorder.ts'
import { reorderLevels } from '#planning/policy/reorder-levels.ts'
import { variabilityOf } from '#planning/policy/segment.ts'
import type { ServiceTarget } from '#planning/policy/service-target.ts'
import type { PlanningPolicy } from '#planning/types.ts'
import { demand, line, policy, supplier } from './lines.ts'

const noisy = { ...demand(10, 60), family: 'negative_binomial' as const }
const levelsFor = (kind: ServiceTarget['kind'], level: number, meanDays = 14) => {
  const leadTime = { source: '', asOf: '2026-11-01', meanDays, sdDays: 3, observations: 20 }
  const option = { ...supplier({ leadTime }), leadTime }
  return reorderLevels(line({ suppliers: [option] }), policy, option, noisy, {
    kind,
    level,
    reason: 'class A',
  })
}

describe('losses of a forecast distribution', () => {
  test('are those of the textbook for a Poisson demand', () => {
    const law = lawOfDistribution(poisson(12))
    for (const units of [0, 5, 12, 18, 25]) {
      expect(law.loss(units).shortUnits).toBeCloseTo(poissonLoss(units, 12).shortUnits, 3)
    }
  })

  test.each([
    ['counts', negativeBinomial(40, 300)],
    ['large and smooth', gamma(90_000, 9e8)],
    [
      'a mixture of lead times',
      mixture([
        { weight: 0.8, distribution: poisson(20) },
        { weight: 0.2, distribution: poisson(90) },
      ]),
    ],
  ])('%s: left over less short is stock less mean, and short falls with stock', (_, given) => {
    const law = lawOfDistribution(given)
    const at = [0.3, 0.8, 1, 1.4, 2].map((share) => law.loss(Math.round(given.mean * share)))
    at.forEach(({ shortUnits, leftUnits }, index) => {
      expect(shortUnits).toBeGreaterThanOrEqual(0)
      expect(leftUnits).toBeGreaterThanOrEqual(-1e-6 * given.mean)
      if (index > 0) expect(shortUnits).toBeLessThan(at[index - 1]!.shortUnits)
    })
    // E[(D - x)+] by its definition, from many quantiles.
    const x = Math.round(given.mean * 1.2)
    const count = 20_000
    let short = 0
    for (let i = 0; i < count; i++) short += Math.max(0, given.quantile((i + 0.5) / count) - x)
    expect(law.loss(x).shortUnits / (short / count)).toBeCloseTo(1, 1)
  })
})

describe('a service target', () => {
  test('of units is not one of cycles: 95 % of units need less than 95 % of cycles', () => {
    const cycle = levelsFor('cycle', 0.95)
    const fill = levelsFor('fill', 0.95)
    expect(fill.orderUpToUnits).toBeLessThan(cycle.orderUpToUnits)
    expect(fill.cycleServiceLevel).toBeLessThan(0.95)
    expect(fill.serviceReason).toMatch(
      /^95\s?% of units from stock, which is \d+(\.\d+)?\s?% of cycles/,
    )
    expect(cycle.serviceReason).toMatch(/^in 95\s?% of cycles no stockout: class A$/)
  })

  test('of units is reached, and not with a unit less', () => {
    const { orderUpToUnits, leadTimeDemand, protectionDemand } = levelsFor('fill', 0.98)
    const fillOf = (units: number) => {
      const short =
        lawOfDistribution(protectionDemand).loss(units).shortUnits -
        lawOfDistribution(leadTimeDemand).loss(units).shortUnits
      return 1 - short / (protectionDemand.mean - leadTimeDemand.mean)
    }
    expect(fillOf(orderUpToUnits)).toBeGreaterThanOrEqual(0.98)
    expect(fillOf(orderUpToUnits - 1)).toBeLessThan(0.98)
  })

  test('rises with its level and with the lead time, whatever its kind', () => {
    const facts = fc.record({
      kind: fc.constantFrom('cycle' as const, 'fill' as const),
      level: fc.double({ min: 0.6, max: 0.98, noNaN: true }),
      days: fc.integer({ min: 3, max: 40 }),
    })
    fc.assert(
      fc.property(facts, ({ kind, level, days }) => {
        const base = levelsFor(kind, level, days)
        const stricter = levelsFor(kind, level + 0.015, days)
        const slower = levelsFor(kind, level, days + 4)
        return (
          stricter.orderUpToUnits >= base.orderUpToUnits &&
          slower.orderUpToUnits > base.orderUpToUnits &&
          stricter.reorderPointUnits >= base.reorderPointUnits
        )
      }),
      { numRuns: 30 },
    )
  })
})

describe('a target of least cost', () => {
  const cost: PlanningPolicy = { ...policy, serviceTarget: { A: 'cost', B: 'cost', C: 'cost' } }
  const upTo = (stockoutCostMinor: number | null, changes: Partial<PlanningPolicy> = {}) =>
    recommendFromForecast(
      line({ item: { stockoutCostMinor }, stock: { onHandUnits: 30 } }),
      { ...cost, ...changes },
      noisy,
    )

  test('stocks more of what is dear to miss and less of what is dear to hold, and says so', () => {
    const [cheap, dear] = [upTo(20), upTo(5_000)]
    expect(dear.orderUpToUnits!).toBeGreaterThan(cheap.orderUpToUnits! + 20)
    expect(upTo(500, { holdingRate: 3 }).orderUpToUnits!).toBeLessThan(upTo(500).orderUpToUnits!)
    const safety = dear.waterfall.find(({ code }) => code === 'safety_stock')
    expect(safety?.detail).toMatch(/least cost: a unit short costs .*50\.00.*one left over/)
    const sum = dear.waterfall.reduce((total, { units }) => total + units, 0)
    expect(sum).toBe(dear.units)
  })

  test('orders the same twice, and nothing where there is plenty', () => {
    expect(upTo(500)).toEqual(upTo(500))
    const plenty = line({ item: { stockoutCostMinor: 500 }, stock: { onHandUnits: 2_000 } })
    expect(recommendFromForecast(plenty, cost, noisy).decision).toBe('enough')
  })

  test('falls back to the level of its class where no margin is known, and says so', () => {
    const unknown = line({ item: { stockoutCostMinor: null, sellPriceMinor: null } })
    const { waterfall } = recommendFromForecast(unknown, cost, noisy)
    const safety = waterfall.find(({ code }) => code === 'safety_stock')
    expect(safety?.detail).toContain('no margin or cost of a stockout is known')
  })
})

describe('classes of value and variability', () => {
  test.each`
    variance | class  | why
    ${10}    | ${'X'} | ${'sd of four weeks 16.7 of 280'}
    ${1_000} | ${'Y'} | ${'167 of 280'}
    ${4_000} | ${'Z'} | ${'335 of 280'}
  `('10 a day with variance $variance is $class: $why', (row: Record<string, unknown>) => {
    const forecast = { ...demand(10, Number(row['variance'])), family: 'gamma' as const }
    expect(variabilityOf(forecast, policy)).toBe(row['class'])
  })

  test('have levels of their own before the one of the class of value, with the reason on the line', () => {
    const erratic = { ...demand(10, 4_000), family: 'gamma' as const }
    const short = line({ item: { abcClass: 'C' }, stock: { onHandUnits: 0 } })
    const plain = recommendFromForecast(short, policy, erratic)
    const own = recommendFromForecast(
      short,
      { ...policy, serviceLevelByClass: { CZ: 0.7 } },
      erratic,
    )
    expect(own.cycleServiceLevel).toBe(0.7)
    expect(own.orderUpToUnits!).toBeLessThan(plain.orderUpToUnits!)
    const reason = own.waterfall.find(({ code }) => code === 'safety_stock')?.detail
    expect(reason).toMatch(
      /70\s?% of cycles no stockout: class C, erratic demand \(Z\), which the policy gives 70/,
    )
  })
})
