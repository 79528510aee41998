import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { canonicalJson } from '#planning/canonical.ts'
import { inputOfKept, keptInput, packInput, unpackInput } from '#planning/packed-history.ts'
import { line } from './policy/lines.ts'

const days = fc.array(fc.tuple(fc.nat({ max: 2 ** 31 }), fc.boolean(), fc.boolean()), {
  maxLength: 40,
})

const inputOf = (told: [number, boolean, boolean][]) =>
  line({
    history: {
      startsOn: '2026-05-01',
      units: told.map(([units]) => units),
      stockout: told.map(([, stockout]) => stockout),
      promotion: told.map(([, , promotion]) => promotion),
    },
    analogueHistory: null,
  })

describe('a history', () => {
  it('is the same after it was handed over as bytes', () => {
    fc.assert(
      fc.property(days, (told) => {
        const input = inputOf(told)
        expect(unpackInput(packInput(input))).toEqual(input)
      }),
    )
  })

  it('is the same after it was kept as text', () => {
    fc.assert(
      fc.property(days, (told) => {
        const input = inputOf(told)
        const kept = JSON.parse(canonicalJson(keptInput(input)))
        expect(inputOfKept(kept)).toEqual(input)
      }),
    )
  })

  it('is kept as its units and the runs of its marked days', () => {
    const { history } = keptInput(
      inputOf([
        [3, false, true],
        [0, true, true],
        [5, false, false],
        [6, false, true],
      ]),
    )
    expect(history).toEqual({
      startsOn: '2026-05-01',
      units: [3, 0, 5, 6],
      promotionRuns: [0, 2, 3, 1],
      stockoutRuns: [1, 1],
    })
  })

  it('that an earlier engine kept day by day is read as it is', () => {
    const input = inputOf([[3, false, true]])
    expect(inputOfKept(JSON.parse(canonicalJson(input)))).toEqual(input)
  })
})
