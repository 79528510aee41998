import { describe, expect, test } from 'vitest'
import { addDays } from '#planning/calendar.ts'
import { arrivalPoints } from '#planning/policy/lead-time.ts'
import { lostChanceOf, writtenDownUnits } from '#planning/policy/overdue-orders.ts'
import { recommendFromForecast } from '#planning/policy/recommend-reorder.ts'
import type { LeadTime } from '#planning/types.ts'
import { asOf, demand, line, openOrder, policy, supplier } from './lines.ts'

const quoted: LeadTime = { source: '', asOf, meanDays: 14, sdDays: 0, observations: 0 }
const late = (days: number, units = 400) =>
  openOrder({ orderNumber: 'PO-7', openUnits: units, expectedOn: addDays(asOf, -days) })
const withOrder = (days: number, leadTime = quoted) =>
  line({
    openOrders: [late(days)],
    suppliers: [supplier({ leadTime })],
    stock: { onHandUnits: 90 },
  })

describe('an overdue order', () => {
  // Of fifty orders one never comes; of the others one in ten takes 1.5, 2, 2.5, 3 or 4 times as long as promised.
  test.each`
    days  | lost     | why
    ${0}  | ${0}     | ${'not late yet'}
    ${10} | ${0.203} | ${'24 of 14 days: four fifths of a tenth are still to come, .02 / (.02 + .98 x .08)'}
    ${15} | ${0.254} | ${'29 days: three fifths, .02 / (.02 + .98 x .06)'}
    ${60} | ${1}     | ${'later than anything'}
  `('$why', (row: Record<string, unknown>) => {
    const days = Number(row['days'])
    expect(lostChanceOf(late(days), withOrder(days), policy)).toBeCloseTo(Number(row['lost']), 2)
  })

  test('is written down more with every day, never less, and less where receipts came late before', () => {
    const seen: LeadTime = { ...quoted, observations: 9, receipts: [{ days: 40, weight: 9 }] }
    let [before, beforeSeen] = [0, 0]
    for (let days = 0; days < 80; days++) {
      const [now, nowSeen] = [quoted, seen].map((leadTime) =>
        writtenDownUnits(withOrder(days, leadTime), policy),
      )
      expect(now).toBeGreaterThanOrEqual(before)
      expect(nowSeen).toBeGreaterThanOrEqual(beforeSeen)
      if (days > 0 && days < 26) expect(nowSeen!).toBeLessThan(now!)
      ;[before, beforeSeen] = [now!, nowSeen!]
    }
    expect(before).toBe(400)
  })

  test('does not hide a stockout: what it will likely not bring is ordered, as a step of its own', () => {
    const at = (days: number) => recommendFromForecast(withOrder(days), policy, demand(10))
    expect(at(0).decision).toBe('enough')
    const gone = at(60)
    expect(gone.decision).toBe('order')
    const step = gone.waterfall.find(({ code }) => code === 'written_down')
    expect(step).toMatchObject({
      units: 400,
      detail: expect.stringMatching(/PO-7 never comes with 100/),
    })
    expect(gone.waterfall.reduce((sum, { units }) => sum + units, 0)).toBe(gone.units)
    // The position keeps what is on order; what counts of it is told beside it.
    expect(gone.position).toMatchObject({ inventoryPositionUnits: 490, writtenDownUnits: 400 })
  })
})

describe('a lead time as its receipts came', () => {
  const byAirAndSea: LeadTime = {
    ...quoted,
    meanDays: 23,
    sdDays: 17,
    observations: 40,
    receipts: [
      { days: 6, weight: 20 },
      { days: 40, weight: 20 },
    ],
  }
  const mean = (points: { days: number; weight: number }[]) =>
    points.reduce((sum, { days, weight }) => sum + days * weight, 0)

  test('by air and by sea stays two ways, with hardly anything between', () => {
    const points = arrivalPoints(byAirAndSea, policy)
    const between = points.filter(({ days }) => days > 12 && days < 32)
    expect(between.reduce((sum, { weight }) => sum + weight, 0)).toBeLessThan(0.1)
    expect(mean(points)).toBeCloseTo(23, 6)
    expect(points.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(1, 9)
  })

  test('keeps the learned mean, also when that is changed to see what happens', () => {
    expect(mean(arrivalPoints({ ...byAirAndSea, meanDays: 46 }, policy))).toBeCloseTo(46, 6)
  })

  test('needs more stock than a normal figure of the same mean and spread says at 95 %', () => {
    const needs = (leadTime: LeadTime) =>
      recommendFromForecast(line({ suppliers: [supplier({ leadTime })] }), policy, demand(10))
        .orderUpToUnits!
    const { receipts: _receipts, ...normal } = byAirAndSea
    expect(needs(byAirAndSea)).not.toBe(needs(normal))
    expect(needs(byAirAndSea)).toBeGreaterThan(450)
  })
})
