import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { planReorders } from '#planning/policy/plan-reorders.ts'
import type { DemandHistory, ItemLocationInput, Recommendation } from '#planning/types.ts'
import { line, openOrder, policy, rule, supplier } from './lines.ts'

/** A year in which every day sells the same. */
function steady(perDay: number): DemandHistory {
  const units = Array.from({ length: 365 }, () => perDay)
  const never = units.map(() => false)
  return { startsOn: '2025-11-23', units, stockout: never, promotion: never }
}

function item(
  sku: string,
  perDay: number,
  onHandUnits: number,
  terms: Parameters<typeof supplier>[0] = {},
  changes: Parameters<typeof line>[0] = {},
): ItemLocationInput {
  const suppliers = [supplier({ incoterm: 'EXW', ...terms })]
  const facts = { history: steady(perDay), stock: { onHandUnits }, suppliers, ...changes }
  return line({ ...facts, item: { sku, ...changes.item } })
}

const unitsOf = (plan: Recommendation[]) => plan.map(({ units }) => units)
const stepOf = ({ waterfall }: Recommendation, code: string) =>
  waterfall.find((one) => one.code === code)?.units ?? 0
const sums = (plan: Recommendation[]) =>
  plan.every((one) => one.waterfall.reduce((sum, { units }) => sum + units, 0) === one.units)

// 10 a day at £2.00, 14 days of lead time, weekly review: up to about 210. With freight of £2.00 a
// week costs £2.27 by weekly orders, £1.54 by one in two weeks, £1.47 by one in three: two are within a tenth of three.
test('freight per order makes an order last longer', () => {
  const [alone] = planReorders([item('A', 10, 100)], policy)
  const [joined] = planReorders([item('A', 10, 100, { freightPerOrderMinor: 200 })], policy)
  expect(joined!.units - alone!.units).toBe(70)
  expect(stepOf(joined!, 'joint_order')).toBe(70)
  const [borne] = planReorders(
    [item('A', 10, 100, { freightPerOrderMinor: 200, incoterm: 'DDP' })],
    policy,
  )
  expect(borne!.units).toBe(alone!.units)
})

test('a line that is nearly due comes along with an order that goes out anyway, others do not', () => {
  const terms = { freightPerOrderMinor: 3_000 }
  const nearly = item('B', 10, 290, terms)
  const alone = planReorders([nearly], policy)
  expect(alone[0]!.decision).toBe('enough')
  const inputs = [item('A', 10, 100, terms), nearly, item('C', 10, 900, terms)]
  const plan = planReorders(inputs, policy)
  expect(plan.map(({ decision }) => decision)).toEqual(['order', 'order', 'enough'])
  expect(stepOf(plan[1]!, 'joint_order')).toBe(plan[1]!.units)
  expect(sums(plan)).toBe(true)
  expect(plan[0]!.landedCostMinor! + plan[1]!.landedCostMinor!).toBe(
    plan[0]!.lineTotalMinor! + plan[1]!.lineTotalMinor! + 3_000,
  )
  // A dear line costs more to hold from now on than the freight that it would share.
  const dear = item('B', 10, 290, { ...terms, unitPrice: '100.00' })
  expect(planReorders([inputs[0]!, dear], policy)[1]!.decision).toBe('enough')
  // Freight that is next to nothing brings nobody along, and a rule of a person keeps a line away.
  const cheap = inputs.map((one) => ({
    ...one,
    suppliers: [supplier({ incoterm: 'EXW', freightPerOrderMinor: 1 })],
  }))
  expect(planReorders(cheap, policy)[1]!.decision).toBe('enough')
  const kept = [inputs[0]!, { ...nearly, rules: [rule({})] }]
  expect(planReorders(kept, policy)[1]!.units).toBe(0)
})

test('what a supplier can make in a week is shared by all its lines, at all locations', () => {
  const terms = { supplierCapacityUnitsPerWeek: 150 }
  const dear = { item: { sellPriceMinor: 2_000 }, locationCode: 'RTM' }
  const inputs = [item('A', 10, 100, terms), item('A', 10, 100, terms, dear)]
  const free = planReorders([item('A', 10, 100), item('A', 10, 100, {}, dear)], policy)
  const plan = planReorders(inputs, policy)
  expect(unitsOf(free).reduce((a, b) => a + b)).toBeGreaterThan(150)
  expect(unitsOf(plan).reduce((a, b) => a + b)).toBe(150)
  expect(plan[1]!.units).toBeGreaterThanOrEqual(plan[0]!.units)
  expect(stepOf(plan[0]!, 'capacity')).toBe(plan[0]!.units - free[0]!.units)
  expect(plan[0]!.warnings.join()).toMatch(/makes at most 150 units of all items/)
  expect(sums(plan)).toBe(true)
  const [none] = planReorders(
    [item('A', 10, 100, { supplierCapacityUnitsPerWeek: 1, moqUnits: 50 })],
    policy,
  )
  expect(none).toMatchObject({ units: 0, decision: 'not_planned', landedCostMinor: null })
})

test('what one item can be made of in a week is its limit', () => {
  const [limited] = planReorders([item('A', 10, 0, { capacityUnitsPerWeek: 60 })], policy)
  expect(limited!.units).toBe(60)
  expect(limited!.warnings.join()).toMatch(/makes at most 60 a week/)
})

test('steps sum, a drafted list proposes nothing again, in any mix of terms', () => {
  const facts = fc.record({
    perDay: fc.integer({ min: 1, max: 20 }),
    onHand: fc.integer({ min: 0, max: 500 }),
  })
  const terms = fc.record({
    freightPerOrderMinor: fc.constantFrom(0, 1_500, 9_000),
    minimumOrderMinor: fc.constantFrom(0, 60_000),
    orderMultipleUnits: fc.constantFrom(1, 12),
  })
  fc.assert(
    fc.property(fc.array(facts, { minLength: 1, maxLength: 4 }), terms, (items, given) => {
      const inputs = items.map(({ perDay, onHand }, index) =>
        item(`S${index}`, perDay, onHand, given),
      )
      const plan = planReorders(inputs, policy)
      expect(sums(plan)).toBe(true)
      const drafted = inputs.map((input, index) => {
        const openUnits = plan[index]!.units
        const draft = openOrder({ orderNumber: `D${index}`, state: 'draft', openUnits })
        return openUnits === 0 ? input : { ...input, openOrders: [draft] }
      })
      expect(unitsOf(planReorders(drafted, policy)).every((units) => units === 0)).toBe(true)
      expect(planReorders(inputs, policy)).toEqual(plan)
    }),
    { numRuns: 25 },
  )
})
