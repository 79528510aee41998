import { expect, test } from 'vitest'

import type { KpiFacts, KpiLine } from '#planning/watch/kpi-facts.ts'
import { kpiLine } from '#planning/watch/kpi-facts.ts'
import { kpis } from '#planning/watch/kpis.ts'
import { asOf, input, option, policy, steadyHistory, stock } from '../sourcing/shop.ts'

function line(changes: Partial<KpiLine> = {}): KpiLine {
  return {
    sku: 'MUG-1',
    locationCode: 'LEEDS',
    onHandUnits: 200,
    unitCostMinor: 400,
    sellPriceMinor: 1000,
    window: { days: 90, soldUnits: 900, stockoutDays: 0, soldOnStockoutDays: 0 },
    lastSoldOn: asOf,
    historyStartsOn: '2025-01-01',
    ...changes,
  }
}

function report(changes: Partial<KpiFacts> = {}) {
  const facts: KpiFacts = {
    asOf,
    baseCurrency: 'GBP',
    windowDays: 90,
    holdingRate: 0.2,
    excessCoverDays: 180,
    deadAfterDays: 180,
    lines: [line()],
    orders: [],
    receipts: [],
    landed: [],
    ...changes,
  }
  return kpis(facts)
}
const value = (code: keyof ReturnType<typeof report>['kpis'], changes: Partial<KpiFacts> = {}) =>
  report(changes).kpis[code].value

test('one line by hand: 10 a day at 4.00, sold at 10.00, 200 on hand', () => {
  expect(value('stockValueMinor')).toBe(80_000)
  expect(value('turnsPerYear')).toBeCloseTo((10 * 400 * 365) / 80_000, 10)
  expect(value('daysOfSupply')).toBeCloseTo(20, 10)
  expect(value('gmroi')).toBeCloseTo((10 * 600 * 365) / 80_000, 10)
  expect(value('carryingCostMinor')).toBe(16_000)
  expect(value('excessMinor')).toBe(0)
  expect(value('deadStockMinor')).toBe(0)
  expect(report().startsOn).toBe('2026-08-26')
})

test('what was lost on stockout days is estimated by the other days', () => {
  // 80 days at 10, 10 days out of stock with 20 sold in all: 100 wanted, 80 lost.
  const lines = [
    line({ window: { days: 90, soldUnits: 820, stockoutDays: 10, soldOnStockoutDays: 20 } }),
  ]
  expect(value('fillRate', { lines })).toBeCloseTo(820 / 900, 10)
  expect(value('stockoutRate', { lines })).toBeCloseTo(10 / 90, 10)
  const always = [
    line({ window: { days: 90, soldUnits: 0, stockoutDays: 90, soldOnStockoutDays: 0 } }),
  ]
  expect(report({ lines: always }).kpis.fillRate).toMatchObject({ value: null, leftOutCount: 1 })
})

test('excess is beyond the cover, dead is without a sale', () => {
  expect(value('excessMinor', { lines: [line({ onHandUnits: 2000 })] })).toBe(80_000) // 200 beyond 180 days
  const dead = line({
    lastSoldOn: '2026-04-01',
    window: { days: 90, soldUnits: 0, stockoutDays: 0, soldOnStockoutDays: 0 },
  })
  expect(value('deadStockMinor', { lines: [dead] })).toBe(80_000)
  expect(value('excessMinor', { lines: [dead] })).toBe(80_000)
  expect(value('deadStockMinor', { lines: [line({ lastSoldOn: '2026-05-28' })] })).toBe(0)
  // A history shorter than the span can not tell dead from new.
  const young = line({ lastSoldOn: null, historyStartsOn: '2026-10-01' })
  expect(report({ lines: [young] }).kpis.deadStockMinor).toMatchObject({
    value: 0,
    leftOutCount: 1,
  })
})

test('orders: cycle, open value, on time in full', () => {
  const order = {
    orderNumber: 'PO-1',
    supplierCode: 'ACME',
    locationCode: 'LEEDS',
    createdOn: '2026-10-01',
    completedOn: '2026-10-15',
    openMinor: 0,
  }
  const orders = [
    order,
    { ...order, completedOn: '2026-10-19' },
    { ...order, completedOn: null, openMinor: 5000 },
    { ...order, createdOn: '2026-01-01', completedOn: '2026-02-01' },
  ]
  expect(value('orderCycleDays', { orders })).toBe(16)
  expect(value('openOrderMinor', { orders })).toBe(5000)
  const receipt = {
    orderNumber: 'PO-1',
    supplierCode: 'ACME',
    sku: 'MUG-1',
    approvedOn: '2026-10-01',
    promisedOn: '2026-10-15',
    receivedOn: '2026-10-15',
    orderedUnits: 10,
    receivedUnits: 10,
    damagedUnits: 0,
    unitPrice: '4',
    invoicedUnitPrice: null,
  }
  const receipts = [
    receipt,
    { ...receipt, orderNumber: 'PO-2', receivedOn: '2026-10-16' },
    { ...receipt, orderNumber: 'PO-3', promisedOn: '2026-03-01', receivedOn: '2026-03-09' },
  ]
  expect(value('otifRate', { receipts })).toBe(0.5)
})

test('missing facts are null with a reason, and every figure has a definition and a sentence', () => {
  const empty = report({ lines: [line({ onHandUnits: null, window: null })] }).kpis
  const nulls = Object.values(empty).filter((kpi) => kpi.value === null)
  expect(nulls.map(({ code }) => code)).toEqual([
    'fillRate',
    'stockoutRate',
    'stockValueMinor',
    'excessMinor',
    'deadStockMinor',
    'carryingCostMinor',
    'turnsPerYear',
    'daysOfSupply',
    'gmroi',
    'otifRate',
    'orderCycleDays',
    'landedVarianceRate',
  ])
  for (const kpi of Object.values(empty)) {
    expect(kpi.definition.length).toBeGreaterThan(20)
    expect(kpi.display).not.toMatch(/null|undefined|NaN/)
  }
  expect(nulls.every(({ reason }) => reason !== null)).toBe(true)
  expect(report().kpis.stockValueMinor.display).toBe('Stock value: £800.00.')
})

test('a line is read from a planning input: window, landed cost, last sale', () => {
  const history = steadyHistory(10)
  history.units.fill(0, 355)
  history.stockout[362] = true
  const read = kpiLine(
    input({ history, stock: stock(50), suppliers: [option({ dutyRate: 0.05 })] }),
    policy,
    90,
  )
  expect(read).toMatchObject({
    onHandUnits: 50,
    unitCostMinor: 420,
    lastSoldOn: '2026-11-13',
    historyStartsOn: '2025-11-24',
  })
  expect(read.window).toEqual({ days: 90, soldUnits: 800, stockoutDays: 1, soldOnStockoutDays: 0 })
  expect(kpiLine(input({ history: null, stock: null, suppliers: [] }), policy, 90)).toMatchObject({
    onHandUnits: null,
    unitCostMinor: null,
    window: null,
  })
})

test('a window of no days is refused', () => {
  expect(() => report({ windowDays: 0 })).toThrow(/0 days/)
})

test('landed cost as invoiced beside the plan, where there was one', () => {
  const planned = { totalMinor: 11_000, plannedMinor: 10_000 }
  const landed = [planned, { totalMinor: 4_500, plannedMinor: 5_000 }]
  expect(value('landedVarianceRate', { landed })).toBeCloseTo(500 / 15_000, 10)
  const some = report({ landed: [planned, { totalMinor: 900, plannedMinor: null }] })
  expect(some.kpis.landedVarianceRate).toMatchObject({ value: 0.1, leftOutCount: 1 })
  expect(report({ landed: [{ totalMinor: 900, plannedMinor: null }] }).kpis).toMatchObject({
    landedVarianceRate: { value: null, leftOutCount: 0 },
  })
  expect(report().kpis.landedVarianceRate.display).toContain('nothing that was planned')
})
