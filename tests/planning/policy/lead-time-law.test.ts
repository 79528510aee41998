import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  chanceLost,
  chancesAhead,
  learnLeadTimeLaw,
  promisedLaw,
  type LeadTimeEvidence,
  type LeadTimeLaw,
} from '#planning/policy/lead-time-law.ts'

const none: LeadTimeEvidence = { arrived: [], open: [] }
/** Two periods, one more or less, and one order in twenty never. */
const promised: LeadTimeLaw = { chances: [0, 0.19, 0.57, 0.19], lostChance: 0.05 }
const arrivals = (...after: number[]) => after.map((afterPeriods) => ({ afterPeriods, weight: 1 }))
const open = (...since: number[]) => since.map((sincePeriods) => ({ sincePeriods, weight: 1 }))
const rounded = ({ chances, lostChance }: LeadTimeLaw) =>
  [...chances, lostChance].map((chance) => Math.round(chance * 1000) / 1000)

const evidence = fc.record({
  arrived: fc.array(
    fc.record({ afterPeriods: fc.nat(9), weight: fc.double({ min: 0.1, max: 3, noNaN: true }) }),
  ),
  open: fc.array(
    fc.record({ sincePeriods: fc.nat(14), weight: fc.double({ min: 0.1, max: 3, noNaN: true }) }),
  ),
})

describe('the lead-time law', () => {
  test('is the promise while nothing is known', () => {
    expect(rounded(learnLeadTimeLaw(promised, 2, none))).toEqual([0, 0.19, 0.57, 0.19, 0.05])
  })

  test.each`
    arrived         | waiting | law                                         | why
    ${[2, 2, 2, 2]} | ${[]}   | ${[0, 0.063, 0.857, 0.063, 0.017]}          | ${'(2 x .57 + 4) / 6, the rest of the promise by a third'}
    ${[3]}          | ${[]}   | ${[0, 0.127, 0.38, 0.46, 0.033]}            | ${'one of three orders took 3'}
    ${[5]}          | ${[]}   | ${[0, 0.127, 0.38, 0.127, 0, 0.333, 0.033]} | ${'longer than anybody promised'}
    ${[]}           | ${[9]}  | ${[0, 0.127, 0.38, 0.127, 0.367]}           | ${'one of three never came: (2 x .05 + 1) / 3'}
    ${[1, 2, 3]}    | ${[9]}  | ${[0, 0.23, 0.357, 0.23, 0.183]}            | ${'one of four lost, softened by the promise'}
  `('after arrivals $arrived and open $waiting: $why', ({ arrived, waiting, law }) => {
    const learned = learnLeadTimeLaw(promised, 2, {
      arrived: arrivals(...(arrived as number[])),
      open: open(...(waiting as number[])),
    })
    expect(rounded(learned)).toEqual(law)
  })

  test('is Kaplan and Meier with no prior: of 4 at risk 1 came after 1, of the 2 left after an open one 1 after 3', () => {
    const law = learnLeadTimeLaw({ chances: [], lostChance: 1 }, 0, {
      arrived: arrivals(1, 3),
      open: open(2, 8),
    })
    expect(rounded(law)).toEqual([0, 0.25, 0, 0.375, 0.375])
  })

  test('sums to one, whatever was seen', () => {
    fc.assert(
      fc.property(evidence, (seen) => {
        const { chances, lostChance } = learnLeadTimeLaw(promised, 2, seen)
        const all = chances.reduce((sum, chance) => sum + chance, lostChance)
        return Math.abs(all - 1) < 1e-9 && Math.min(...chances, lostChance) >= 0
      }),
    )
  })
})

describe('a promise', () => {
  test('leaves open that orders come late or never', () => {
    const law = promisedLaw([{ days: 10, weight: 1 }])
    expect(law.chances[10]).toBeCloseTo(0.98 * 0.9, 9)
    expect(law.lostChance).toBe(0.02)
    expect(law.chances.length).toBe(41)
    expect(law.chances.reduce((sum, chance) => sum + chance, law.lostChance)).toBeCloseTo(1, 9)
  })
})

describe('an order that has not come', () => {
  test('is more likely lost the longer it is open, never less', () => {
    fc.assert(
      fc.property(evidence, fc.nat(12), (seen, age) => {
        const law = learnLeadTimeLaw(promised, 2, seen)
        return chanceLost(law, age + 1) >= chanceLost(law, age) - 1e-12
      }),
    )
  })

  test.each`
    since | lost     | why
    ${0}  | ${0.05}  | ${'as any order'}
    ${2}  | ${0.062} | ${'.05 / (.57 + .19 + .05)'}
    ${3}  | ${0.208} | ${'.05 / (.19 + .05)'}
    ${4}  | ${1}     | ${'later than it ever took'}
  `('of $since periods is lost with $lost: $why', ({ since, lost }) => {
    expect(chanceLost(promised, since as number)).toBeCloseTo(lost as number, 3)
  })

  test('arrives or is lost', () => {
    fc.assert(
      fc.property(evidence, fc.nat(12), (seen, age) => {
        const law = learnLeadTimeLaw(promised, 2, seen)
        const arrives = chancesAhead(law, age).reduce((sum, chance) => sum + chance, 0)
        return Math.abs(arrives + chanceLost(law, age) - 1) < 1e-9
      }),
    )
  })
})
