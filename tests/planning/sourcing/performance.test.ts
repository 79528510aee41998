import { expect, test } from 'vitest'

import { addDays } from '#planning/calendar.ts'
import { deliveriesOf } from '#planning/sourcing/delivery.ts'
import type { ReceiptFact } from '#planning/sourcing/delivery.ts'
import { supplierPerformance } from '#planning/sourcing/performance.ts'
import {
  fisherRisePValue,
  sampleQuantile,
  welchRisePValue,
} from '#planning/sourcing/significance.ts'

const asOf = '2026-11-23'
const terms = { asOf, contractEndsOn: null, slaOtifRate: null }

function receipt(changes: Partial<ReceiptFact>): ReceiptFact {
  return {
    orderNumber: 'PO-1',
    supplierCode: 'ACME',
    sku: 'MUG-1',
    approvedOn: '2026-10-01',
    promisedOn: '2026-10-15',
    receivedOn: '2026-10-15',
    orderedUnits: 100,
    receivedUnits: 100,
    damagedUnits: 0,
    unitPrice: '4',
    invoicedUnitPrice: null,
    ...changes,
  }
}

test('Fisher: the lady who names three of four cups right does so by chance in 17 of 70 cases', () => {
  expect(fisherRisePValue(3, 4, 1, 4)).toBeCloseTo(17 / 70, 10)
})

test('Welch with two degrees of freedom has a closed form', () => {
  const t = 3 / Math.sqrt(2)
  expect(welchRisePValue([3, 5], [0, 2])).toBeCloseTo(0.5 - t / (2 * Math.sqrt(2 + t * t)), 10)
  expect(welchRisePValue([0, 2], [3, 5])).toBeCloseTo(0.5 + t / (2 * Math.sqrt(2 + t * t)), 10)
})

test('the 90th percentile of 1 to 10 is 9.1', () => {
  expect(sampleQuantile([10, 3, 1, 2, 4, 5, 6, 9, 8, 7], 0.9)).toBeCloseTo(9.1, 10)
  expect(sampleQuantile([], 0.9)).toBeNull()
})

test('two receipts of a line are one delivery, late by its last one', () => {
  const facts = [
    receipt({ receivedUnits: 60 }),
    receipt({ receivedUnits: 40, receivedOn: '2026-10-18', damagedUnits: 1 }),
  ]
  const [delivery, ...rest] = deliveriesOf(facts, asOf)
  expect(rest).toEqual([])
  expect(delivery).toMatchObject({
    leadTimeDays: 17,
    onTime: false,
    inFull: false,
    receivedUnits: 100,
    damagedUnits: 1,
  })
})

test('a line that is open and not yet due is no delivery; an overdue one counts against the supplier', () => {
  const open = receipt({ receivedOn: null, receivedUnits: 0, promisedOn: '2026-12-01' })
  expect(deliveriesOf([open], asOf)).toEqual([])
  const overdue = receipt({ receivedOn: null, receivedUnits: 0, promisedOn: '2026-11-20' })
  expect(deliveriesOf([overdue], asOf)).toMatchObject([
    { onTime: false, inFull: false, leadTimeDays: null },
  ])
})

test('a scorecard by hand', () => {
  const card = supplierPerformance(
    [
      receipt({ orderNumber: 'PO-1', invoicedUnitPrice: '4.20' }),
      receipt({ orderNumber: 'PO-2', receivedOn: '2026-10-17' }),
      receipt({ orderNumber: 'PO-3', receivedUnits: 90, receivedOn: '2026-10-12' }),
      receipt({ orderNumber: 'PO-4', damagedUnits: 2, receivedOn: '2026-10-14' }),
    ],
    { asOf, contractEndsOn: '2026-12-23', slaOtifRate: 0.95 },
  )
  expect(card).toMatchObject({
    deliveryCount: 4,
    leadTimeDays: 13.5, // 14, 16, 11, 13
    onTimeRate: 0.75,
    inFullRate: 0.5,
    otifRate: 0.25,
    daysToContractEnd: 30,
    slaBreached: null, // four deliveries are no judgement
  })
  expect(card.leadTimeSdDays).toBeCloseTo(Math.sqrt(13 / 3), 10)
  expect(card.defectRate).toBeCloseTo(2 / 390, 10)
  expect(card.priceVarianceRate).toBeCloseTo(0.05, 10)
  expect(card.trend.verdict).toBe('cannot_tell_yet')
})

/** One delivery every ten days for 15 months; those of the last quarter take `recentDays`. */
function history(recentDays: number, lateEvery: number): ReceiptFact[] {
  return Array.from({ length: 45 }, (_, i) => {
    const promisedOn = addDays(asOf, -5 - i * 10)
    const approvedOn = addDays(promisedOn, -14)
    const recent = i < 9
    const days = recent && i % lateEvery === 0 ? recentDays : 13 + (i % 2)
    return receipt({
      orderNumber: `PO-${i}`,
      promisedOn,
      approvedOn,
      receivedOn: addDays(approvedOn, days),
    })
  })
}

test('a supplier that starts to come late is turning unreliable, one that goes on is steady', () => {
  expect(supplierPerformance(history(19, 2), terms).trend.verdict).toBe('turning_unreliable')
  expect(supplierPerformance(history(14, 2), terms).trend.verdict).toBe('steady')
  // One late delivery of nine proves nothing.
  expect(supplierPerformance(history(19, 9), terms).trend.verdict).toBe('steady')
})

test('the lines of one late order are one late order', () => {
  const lines = history(19, 9).flatMap((fact, i) =>
    Array.from({ length: i === 0 ? 12 : 1 }, (_, line) => ({ ...fact, sku: `SKU-${line}` })),
  )
  expect(supplierPerformance(lines, terms).trend).toMatchObject({
    verdict: 'steady',
    recentCount: 9,
  })
})

const short = (every: number) =>
  history(14, 1).map((fact, i) =>
    i < 9 && i % every === 0 ? { ...fact, receivedUnits: 90 } : fact,
  )

test('short deliveries alone turn a supplier unreliable, but not by less than ten points', () => {
  const { trend } = supplierPerformance(short(2), terms)
  expect(trend.verdict).toBe('turning_unreliable')
  expect(trend.recentLeadTimeDays ?? 0).toBeLessThan(1.1 * (trend.earlierLeadTimeDays ?? 0))
  // Ninety receipts a quarter make a fall of eight points certain, and still not worth a call.
  const many = short(4).flatMap((fact, i) =>
    Array.from({ length: 10 }, (_, copy) => ({
      ...fact,
      orderNumber: `${fact.orderNumber}-${copy}`,
      receivedUnits: i < 9 && copy === 0 && i < 7 ? 90 : 100,
    })),
  )
  const mild = supplierPerformance(many, terms).trend
  expect(mild.otifPValue).toBeLessThan(0.025)
  expect(mild.verdict).toBe('steady')
})

test('a supplier that mends its ways is improving', () => {
  const facts = history(14, 1).map((fact, i) =>
    i >= 9 && i % 2 === 0 ? { ...fact, receivedOn: addDays(fact.promisedOn ?? asOf, 6) } : fact,
  )
  expect(supplierPerformance(facts, terms).trend.verdict).toBe('improving')
})

test('an SLA is breached when the last year falls short of it', () => {
  const facts = history(19, 1)
  expect(supplierPerformance(facts, { ...terms, slaOtifRate: 0.95 }).slaBreached).toBe(true)
  expect(supplierPerformance(facts, { ...terms, slaOtifRate: 0.5 }).slaBreached).toBe(false)
})

test('the order of the facts does not matter', () => {
  const facts = history(19, 2)
  expect(supplierPerformance(facts.toReversed(), terms)).toEqual(supplierPerformance(facts, terms))
})

test('no receipts: everything is null, nothing is zero', () => {
  expect(supplierPerformance([], terms)).toMatchObject({
    deliveryCount: 0,
    leadTimeDays: null,
    otifRate: null,
    defectRate: null,
    priceVarianceRate: null,
  })
})
