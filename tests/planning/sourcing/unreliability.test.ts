import { expect, test } from 'vitest'

import { unreliabilityCost } from '#planning/sourcing/unreliability.ts'

// z(.95) = 1.644854 from any normal table; the rest is worked by hand.
const facts = {
  orderUnits: 140,
  landedMinor: 56_000,
  dailyMeanUnits: 10,
  protectionVarianceUnits: 0,
  leadTimeSdDays: 3,
  reviewPeriodDays: 7,
  cycleServiceLevel: 0.95,
  holdingRate: 0.2,
  stockoutCostMinor: 600,
  otifRate: 0.9,
  defectRate: 0.02,
}

test('each part is what its formula gives by hand', () => {
  const cost = unreliabilityCost(facts)
  expect(cost.extraSafetyStockUnits).toBeCloseTo(1.644854 * 30, 4)
  expect(cost.leadTimeVariabilityMinor).toBe(151) // 49.3456 units x 4.00 x 20 % x 14 / 365 days
  expect(cost.lateOrShortMinor).toBe(210) // .1 x .05 x 70 units x 6.00
  expect(cost.defectMinor).toBe(1143) // 560.00 x .02 / .98
  expect(cost.totalMinor).toBe(1504)
})

test('only the safety stock above that of demand alone is charged: sqrt(1600 + 900) - 40 = 10', () => {
  const cost = unreliabilityCost({ ...facts, protectionVarianceUnits: 1600 })
  expect(cost.extraSafetyStockUnits).toBeCloseTo(1.644854 * 10, 4)
})

test('a perfect supplier costs nothing extra', () => {
  const cost = unreliabilityCost({ ...facts, leadTimeSdDays: 0, otifRate: 1, defectRate: 0 })
  expect(cost.totalMinor).toBe(0)
})

test('what is not known is null, not zero', () => {
  const cost = unreliabilityCost({ ...facts, otifRate: null, defectRate: null })
  expect([cost.lateOrShortMinor, cost.defectMinor]).toEqual([null, null])
  expect(unreliabilityCost({ ...facts, stockoutCostMinor: null }).lateOrShortMinor).toBeNull()
})

test('a rate of 95 instead of .95 is refused', () => {
  expect(() => unreliabilityCost({ ...facts, otifRate: 95 })).toThrow(/on-time in-full/)
})
