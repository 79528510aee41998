import betainc from '@stdlib/math-base-special-betainc'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { countTable } from '#planning/forecast/count-table.ts'
import { negativeBinomial, poisson } from '#planning/forecast/distribution.ts'
import { gammaUpper } from '#planning/forecast/special.ts'

describe('chances of counts, added up', () => {
  it('agree with the incomplete beta function, in any order of asking', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.01, max: 500, noNaN: true }),
        fc.double({ min: 1.01, max: 50, noNaN: true }),
        fc.array(fc.integer({ min: 0, max: 3000 }), { minLength: 1, maxLength: 8 }),
        (mean, ratio, counts) => {
          const variance = mean * ratio
          const { cdf } = negativeBinomial(mean, variance)
          const r = (mean * mean) / (variance - mean)
          for (const count of counts) {
            const exact = betainc(mean / variance, r, count + 1, true, false)
            expect(Math.abs(cdf(count) - exact)).toBeLessThan(1e-11)
          }
        },
      ),
      { numRuns: 200 },
    )
  })

  it.each([0.001, 0.7, 20, 599, 601, 40_000])(
    'agree with the gamma function, Poisson of %d',
    (mean) => {
      const { cdf } = poisson(mean)
      const sd = Math.sqrt(mean)
      for (const away of [-3, -1, 0, 1, 4]) {
        const count = Math.max(0, Math.floor(mean + away * sd))
        expect(Math.abs(cdf(count) - gammaUpper(count + 1, mean))).toBeLessThan(1e-11)
      }
    },
  )

  it('leave far counts and large means to the closed form', () => {
    const closedForm = (x: number) => (x === Infinity ? 1 : 0.25)
    const cdf = countTable(-2, (count) => 2 / (count + 1), closedForm)
    expect([cdf(5_000), cdf(Infinity), cdf(-0.5)]).toEqual([0.25, 1, 0])
    expect(countTable(-601, () => 1, closedForm)).toBe(closedForm)
  })
})
