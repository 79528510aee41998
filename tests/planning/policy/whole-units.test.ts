import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  gamma,
  mixture,
  negativeBinomial,
  pointMass,
  poisson,
} from '#planning/forecast/distribution.ts'
import { wholeUnits } from '#planning/policy/whole-units.ts'

const parts = fc.record({
  weight: fc.double({ min: 0.01, max: 1, noNaN: true }),
  mean: fc.double({ min: 0.01, max: 3_000, noNaN: true }),
  dispersion: fc.double({ min: 0.1, max: 40, noNaN: true }),
  family: fc.constantFrom('gamma', 'poisson', 'negative_binomial', 'point'),
})
const distributionOf = {
  gamma: (mean: number, variance: number) => gamma(mean, variance),
  poisson: (mean: number) => poisson(mean),
  negative_binomial: (mean: number, variance: number) => negativeBinomial(mean, variance),
  point: (mean: number) => pointMass(mean),
}

test('a quantile is the smallest whole number that reaches the probability, in any order of asking', () => {
  const probabilities = fc.array(fc.double({ min: 0.01, max: 0.999, noNaN: true }), {
    minLength: 1,
    maxLength: 6,
  })
  fc.assert(
    fc.property(fc.array(parts, { minLength: 1, maxLength: 5 }), probabilities, (given, asked) => {
      const demand = mixture(
        given.map(({ weight, mean, dispersion, family }) => {
          const distribution = distributionOf[family as 'gamma'](mean, mean * dispersion)
          return { weight, distribution }
        }),
      )
      const units = wholeUnits(demand)
      for (const probability of asked) {
        const enough = units.enoughFor(probability)
        expect(demand.cdf(enough)).toBeGreaterThanOrEqual(probability - 1e-9)
        expect(enough === 0 || demand.cdf(enough - 1) < probability + 1e-9).toBe(true)
      }
    }),
    { numRuns: 200 },
  )
})
