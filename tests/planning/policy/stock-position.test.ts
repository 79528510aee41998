import { describe, expect, test } from 'vitest'
import { leadTimePoints } from '#planning/policy/lead-time.ts'
import { recommendFromForecast } from '#planning/policy/recommend-reorder.ts'
import { stockPosition } from '#planning/policy/stock-position.ts'
import { supplierClock } from '#planning/policy/supplier-clock.ts'
import { toDay, toIso } from '#planning/calendar.ts'
import type { WorkingCalendar } from '#planning/types.ts'
import { demand, everyDay, line, openOrder, policy, supplier } from './lines.ts'

describe('the stock position', () => {
  const input = line({
    stock: {
      onHandUnits: 100,
      allocatedUnits: 12,
      unavailableUnits: 8,
      backorderedUnits: 5,
      unbookedUnits: 24,
    },
    openOrders: [
      openOrder({ orderNumber: 'A', state: 'approved', openUnits: 10, expectedOn: '2026-12-10' }),
      openOrder({ orderNumber: 'S', state: 'sent', openUnits: 20, inTransitUnits: 20 }),
      openOrder({
        orderNumber: 'K',
        state: 'acknowledged',
        openUnits: 1,
        expectedOn: '2026-11-20',
      }),
      openOrder({ orderNumber: 'P', state: 'partly_received', openUnits: 4 }),
      openOrder({ orderNumber: 'D', state: 'draft', openUnits: 70 }),
      openOrder({ orderNumber: 'W', state: 'submitted', openUnits: 7 }),
    ],
  })

  test('counts approved and later orders as on order, in transit inside it, drafts apart', () => {
    expect(stockPosition(input, null, policy)).toMatchObject({
      availableUnits: 80,
      onOrderUnits: 35,
      inTransitUnits: 20,
      draftedUnits: 77,
      backorderedUnits: 5,
      unbookedUnits: 24,
      inventoryPositionUnits: 110,
      daysOfSupply: null,
      stockoutOn: null,
    })
  })

  test('marks late inbound and warns of it and of unbooked receipts', () => {
    const inbound = stockPosition(input, null, policy)!.inbound
    expect(inbound.filter(({ late }) => late).map(({ orderNumber }) => orderNumber)).toEqual(['K'])
    const warnings = recommendFromForecast(input, policy, demand(1)).warnings.join('\n')
    expect(warnings).toMatch(/24 units stand at LDS with a receipt that nobody has booked/)
    expect(warnings).toMatch(/K \(1 units\) was expected on 20 Nov 2026 and is late/)
    expect(warnings).toMatch(/S \(20 units\) has no expected date/)
  })

  test('without a record is unknown, not zero', () => {
    expect(stockPosition(line({ stock: null }), demand(1), policy)).toBeNull()
  })

  test('refuses units that are not whole', () => {
    const broken = line({ stock: { onHandUnits: 1.5 } })
    expect(() => stockPosition(broken, null, policy)).toThrow(/MUG at LDS has 1.5 onHandUnits/)
  })
})

// 30 free units and 10 a day from Tuesday 24 Nov: the third day empties the shelf, the fourth is short.
const stockouts = `
  free | inbound                    | stockout   | days of supply
  30   | none                       | 2026-11-27 | 3
  35   | none                       | 2026-11-27 | 3.5
  30   | 20 on 2026-11-26           | 2026-11-29 | 3
  30   | 20 on 2026-11-27           | 2026-11-29 | 3
  30   | 20 on 2026-11-28           | 2026-11-27 | 3
  30   | 20 on 2026-11-22           | 2026-11-27 | 3
  30   | 20 on 2026-11-23           | 2026-11-29 | 3
  30   | 20 on no date              | 2026-11-27 | 3
  30   | 5000 on 2026-11-26         | never      | 3
  0    | 20 on 2026-11-24           | 2026-11-23 | 0
  0    | none                       | 2026-11-23 | 0`
const rows = stockouts
  .trim()
  .split('\n')
  .slice(1)
  .map((text) => text.split('|').map((cell) => cell.trim()))

test.each(rows)('%s free, inbound %s: runs out on %s', (free, inbound, stockoutOn, days) => {
  const [, units, on] = /^(\d+) on (.*)$/.exec(inbound!) ?? []
  const expectedOn = on === 'no date' ? null : (on ?? null)
  const openOrders = units ? [openOrder({ openUnits: Number(units), expectedOn })] : []
  const position = stockPosition(
    line({ stock: { onHandUnits: Number(free) }, openOrders }),
    demand(10),
    policy,
  )
  expect(position!.stockoutOn ?? 'never').toBe(stockoutOn)
  expect(position!.daysOfSupply).toBe(Number(days))
})

test('inbound after the stockout is told, not hidden', () => {
  const openOrders = [openOrder({ openUnits: 900, expectedOn: '2026-12-04' })]
  const input = line({ stock: { onHandUnits: 30 }, openOrders })
  const result = recommendFromForecast(input, policy, demand(10))
  expect(result.decision).toBe('enough')
  expect(result.warnings.join()).toMatch(
    /PO-1 \(900 units\) arrives on 4 Dec 2026, after the stock runs out on 27 Nov 2026/,
  )
})

describe('the supplier’s clock', () => {
  const weekdays = [true, true, true, true, true, false, false]
  const newYear = [{ startsOn: '2027-02-06', endsOn: '2027-02-19', reason: 'New Year' }]
  const clock = supplierClock({ workingDays: weekdays, closures: newYear })
  const arrival = (on: string, days: number) => toIso(clock.arrival(toDay(on), days))
  const last = (on: string, days: number) => toIso(clock.lastOrderDay(toDay(on), days)!)

  test('starts on a working day and counts calendar days', () => {
    expect(arrival('2026-11-23', 10)).toBe('2026-12-03')
    expect(arrival('2026-11-21', 10)).toBe('2026-12-03')
  })
  test('a closure on the way adds its days, one before the start delays the start', () => {
    expect(arrival('2027-02-01', 10)).toBe('2027-02-25')
    expect(arrival('2027-02-08', 10)).toBe('2027-03-04')
    expect(arrival('2027-02-22', 10)).toBe('2027-03-04')
  })
  test('the last order day is a working day whose order still arrives', () => {
    expect(last('2026-12-03', 10)).toBe('2026-11-23')
    expect(last('2026-12-01', 10)).toBe('2026-11-20')
    expect(last('2027-02-24', 10)).toBe('2027-01-29')
  })
  test('a supplier that never works is refused', () => {
    const never = { workingDays: weekdays.map(() => false), closures: [] }
    expect(() => supplierClock(never)).toThrow(/no working day/)
  })
})

const planWith = (closures: WorkingCalendar['closures']) =>
  recommendFromForecast(
    line({ suppliers: [supplier({ calendar: { ...everyDay, closures } })] }),
    policy,
    demand(10),
  )

test('a closure within the lead time raises the order', () => {
  const closed = planWith([{ startsOn: '2026-12-01', endsOn: '2026-12-05', reason: 'moving' }])
  expect(planWith([]).units).toBe(210)
  expect(closed).toMatchObject({ units: 260, expectedOn: '2026-12-12' })
})

describe('a lead time in points', () => {
  const cases = [
    [14, 3],
    [21.4, 6.2],
    [5, 5],
    [60, 1.5],
    [2, 0.6],
  ] as const
  test.each(cases)('%d +- %d days keeps its mean and most of its spread', (mean, sd) => {
    const points = leadTimePoints(mean, sd)
    const moment = (power: number) =>
      points.reduce((sum, { days, weight }) => sum + weight * days ** power, 0)
    expect(points.every(({ days }) => Number.isInteger(days) && days >= 0)).toBe(true)
    expect(moment(0)).toBeCloseTo(1, 9)
    expect(moment(1)).toBeCloseTo(mean, 6)
    expect(Math.abs(Math.sqrt(moment(2) - moment(1) ** 2) - sd)).toBeLessThan(0.25)
  })
  test('is one or two whole days when it does not vary', () => {
    expect(leadTimePoints(14, 0)).toEqual([{ days: 14, weight: 1 }])
    expect(leadTimePoints(0, 3)).toEqual([{ days: 0, weight: 1 }])
    expect(leadTimePoints(2.25, 0).map(({ weight }) => weight)).toEqual([0.75, 0.25])
  })
})

const timing = (onHandUnits: number) =>
  recommendFromForecast(line({ stock: { onHandUnits } }), policy, demand(10))

describe('order by', () => {
  // 10 a day, 14 days, no safety stock: 200 free units last through 13 Dec, so an order must arrive on 14 Dec.
  test.each([
    [200, '2026-11-30', 'this_week'],
    [170, '2026-11-27', 'this_week'],
    [140, '2026-11-24', 'this_week'],
    [130, '2026-11-23', 'now'],
    [120, '2026-11-22', 'overdue'],
    [0, '2026-11-10', 'overdue'],
  ])('%d on hand: %s, %s', (onHand, on, urgency) => {
    expect(timing(onHand)).toMatchObject({ orderByOn: on, urgency })
  })
})
