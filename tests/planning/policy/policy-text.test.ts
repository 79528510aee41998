import { describe, expect, it } from 'vitest'
import { defaultPolicy } from '#planning/policy/default-policy.ts'
import { planningPolicyText } from '#planning/policy/policy-text.ts'
import type { PlanningPolicy } from '#planning/types.ts'

const words = (changes: Partial<PlanningPolicy> = {}) =>
  planningPolicyText({ ...defaultPolicy, ...changes }, 'GBP')

describe('the planning policy in words', () => {
  it('says what the plan aims at, class by class', () => {
    expect(words()).toContain(
      '- Class A: 98 % of the times between two deliveries without a stockout; customers wait for what is sold out.',
    )
    const other = words({
      serviceTarget: { A: 'fill', B: 'cost', C: 'cycle' },
      unmetDemand: { C: 'lost' },
      serviceLevelByClass: { CZ: 0.8 },
    })
    expect(other).toContain('- Class A: 98 % of the units that customers ask for; customers wait')
    expect(other).toContain(
      '- Class B: the quantity that costs least, lost sales counted; customers go',
    )
    expect(other).toContain(
      '- Class C: 90 % of the times between two deliveries without a stockout; customers go',
    )
    expect(other).toContain('by value and variability: CZ 80 %.')
  })

  it('changes with every field', () => {
    const changes: Partial<PlanningPolicy>[] = [
      { reviewPeriodDays: 14 },
      { cycleServiceLevel: { A: 0.99, B: 0.95, C: 0.9 } },
      { serviceTarget: { A: 'cycle', B: 'cycle', C: 'fill' } },
      { unmetDemand: { A: 'lost' } },
      { serviceLevelByClass: { AX: 0.99 } },
      { variabilityLimits: { X: 0.4, Y: 1 } },
      { variabilityLimits: { X: 0.5, Y: 1.2 } },
      { holdingRate: 0.25 },
      { orderCostMinor: 500 },
      { staleStockDays: 1 },
      { staleDemandDays: 3 },
      { minimumHistoryDays: 28 },
      { costOutlierRatio: 2.5 },
      { quotedLeadTimeCv: 0.4 },
      { longTailUnitsPerDay: 0.125 },
      { horizonDays: 10 },
    ]
    const told = new Set(changes.flatMap((change) => Object.keys(change)))
    expect([...told].toSorted()).toEqual([...Object.keys(defaultPolicy), 'unmetDemand'].toSorted())
    for (const change of changes) {
      expect([change, words(change) === words()]).toEqual([change, false])
    }
  })
})
