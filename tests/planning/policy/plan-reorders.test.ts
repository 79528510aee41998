import { expect, test } from 'vitest'
import { planReorders } from '#planning/policy/plan-reorders.ts'
import type { DemandHistory, ItemLocationInput } from '#planning/types.ts'
import { line, openOrder, policy, supplier } from './lines.ts'

/** A year in which every day sells the same. */
function steady(perDay: number): DemandHistory {
  const days = 365
  return {
    startsOn: '2025-11-23',
    units: Array.from({ length: days }, () => perDay),
    stockout: Array.from({ length: days }, () => false),
    promotion: Array.from({ length: days }, () => false),
  }
}

function item(
  sku: string,
  perDay: number,
  onHandUnits: number,
  changes: Parameters<typeof line>[0] = {},
) {
  return line({
    history: steady(perDay),
    stock: { onHandUnits },
    ...changes,
    item: { sku, ...changes.item },
  })
}

const minimum = (pounds: number, changes: Parameters<typeof supplier>[0] = {}) => [
  supplier({ minimumOrderMinor: pounds * 100, orderMultipleUnits: 6, ...changes }),
]
const goods = (lines: { lineTotalMinor: number | null }[]) =>
  lines.reduce((sum, { lineTotalMinor }) => sum + (lineTotalMinor ?? 0), 0)

function drafted(inputs: ItemLocationInput[], plan: { units: number }[]): ItemLocationInput[] {
  return inputs.map((input, index) => {
    const openUnits = plan[index]!.units
    const draft = openOrder({ orderNumber: `D${index}`, state: 'draft', openUnits })
    return openUnits === 0 ? input : { ...input, openOrders: [...input.openOrders, draft] }
  })
}

test('urgent lines below the supplier minimum are topped up to it, as a step', () => {
  const suppliers = minimum(1000)
  const inputs = [
    item('A', 10, 20, { suppliers }),
    item('B', 4, 60, { suppliers }),
    item('C', 10, 900, { suppliers }),
  ]
  const plan = planReorders(inputs, policy)
  const [a, b, c] = plan
  expect(c!.decision).toBe('enough')
  expect(goods(plan)).toBeGreaterThanOrEqual(100_000)
  // One multiple less of any line would be below the minimum again.
  expect(goods(plan)).toBeLessThan(100_000 + 6 * 200)
  for (const one of [a!, b!]) {
    const step = one.waterfall.find(({ code }) => code === 'supplier_minimum')
    expect(step?.units).toBeGreaterThan(0)
    expect(one.waterfall.reduce((sum, { units }) => sum + units, 0)).toBe(one.units)
    expect(one.units % 6).toBe(0)
  }
  // What is added sells soonest: both lines last about equally long afterwards.
  const lasts = [(20 + a!.units) / 10, (60 + b!.units) / 4]
  expect(Math.abs(lasts[0]! - lasts[1]!)).toBeLessThan(3)
  expect(planReorders(drafted(inputs, plan), policy).every(({ units }) => units === 0)).toBe(true)
})

test('lines that are alike get no more than the minimum asks', () => {
  const suppliers = minimum(1302, { orderMultipleUnits: 50 })
  const inputs = ['A', 'B', 'C', 'D'].map((sku) => item(sku, 5, 5, { suppliers }))
  const plan = planReorders(inputs, policy)
  const raised = plan.filter(({ waterfall }) => waterfall.at(-1)?.code === 'supplier_minimum')
  expect(goods(plan)).toBeGreaterThanOrEqual(130_200)
  expect(goods(plan) - 50 * 200).toBeLessThan(130_200)
  expect(raised.length).toBeGreaterThan(0)
})

test('lines that can wait are told to wait, at each location apart', () => {
  const suppliers = minimum(1000)
  const inputs = [
    item('A', 10, 180, { suppliers }),
    item('B', 10, 20, { suppliers: minimum(100), locationCode: 'RTM' }),
  ]
  const [a, b] = planReorders(inputs, policy)
  expect(a!.urgency).toBe('this_week')
  expect(a!.waterfall.some(({ code }) => code === 'supplier_minimum')).toBe(false)
  expect(a!.warnings.join()).toMatch(
    /below its minimum order of £1,000.00. Nothing is urgent: wait until/,
  )
  expect(b!.warnings.join()).not.toMatch(/minimum order/)
})

test('a minimum that half a year of stock does not reach is said, and nothing is added', () => {
  const [a] = planReorders([item('A', 1, 0, { suppliers: minimum(100_000) })], policy)
  expect(a!.waterfall.some(({ code }) => code === 'supplier_minimum')).toBe(false)
  expect(a!.warnings.join()).toMatch(/half a year of stock of these items does not reach it/)
})

test('freight that is charged per order is shared by goods value', () => {
  const suppliers = [supplier({ freightPerOrderMinor: 10_000, incoterm: 'EXW' })]
  const plan = planReorders(
    [item('A', 10, 0, { suppliers }), item('B', 30, 0, { suppliers })],
    policy,
  )
  const freight = plan.map((one) => one.landedCostMinor! - one.lineTotalMinor!)
  expect(freight[0]! + freight[1]!).toBe(10_000)
  expect(freight[1]! / freight[0]!).toBeCloseTo(plan[1]!.units / plan[0]!.units, 1)
})

test('two locations never count on the same units of a third', () => {
  const transferableUnits = [{ locationCode: 'FBA', units: 100, days: 2 }]
  const plan = planReorders(
    [
      item('A', 10, 100, { transferableUnits }),
      item('A', 10, 100, { transferableUnits, locationCode: 'RTM' }),
    ],
    policy,
  )
  const moved = plan.map((one) => one.waterfall.find(({ code }) => code === 'transfer')?.units ?? 0)
  expect(moved[0]! + moved[1]!).toBe(-100)
})

test('lines stay in the order of their inputs', () => {
  const skus = ['C', 'A', 'B']
  const plan = planReorders(
    skus.map((sku) => item(sku, 5, 10)),
    policy,
  )
  expect(plan.map(({ sku }) => sku)).toEqual(skus)
})
