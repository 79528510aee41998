import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays } from '#planning/calendar.ts'
import { recommendFromForecast } from '#planning/policy/recommend-reorder.ts'
import type { PlanningPolicy, Recommendation } from '#planning/types.ts'
import { asOf, demand, line, openOrder, policy, supplier } from './lines.ts'

const lost: PlanningPolicy = { ...policy, unmetDemand: { B: 'lost' } }
const sum = ({ waterfall }: Recommendation) =>
  waterfall.reduce((total, { units }) => total + units, 0)
const stepOf = ({ waterfall }: Recommendation, code: string) =>
  waterfall.find((step) => step.code === code)

type Arriving = { units: number; days: number }
const at = (
  onHandUnits: number,
  arriving: Arriving[],
  given: PlanningPolicy,
  forecast = demand(10),
) =>
  recommendFromForecast(
    line({
      stock: { onHandUnits },
      openOrders: arriving.map(({ units, days }, i) =>
        openOrder({
          orderNumber: `PO-${i}`,
          openUnits: units,
          expectedOn: addDays(asOf, days),
        }),
      ),
    }),
    given,
    forecast,
  )

describe('who finds nothing does not wait: ten a day, two weeks until delivery, a week until the next', () => {
  // What is missing of the 210 is owed by a shop whose customers wait; else only the week of the order counts.
  test.each`
    onHand | arriving                     | owed   | notOwed
    ${0}   | ${[]}                        | ${210} | ${70}
    ${50}  | ${[]}                        | ${160} | ${70}
    ${140} | ${[]}                        | ${70}  | ${70}
    ${180} | ${[]}                        | ${30}  | ${30}
    ${300} | ${[]}                        | ${0}   | ${0}
    ${50}  | ${[{ units: 60, days: 3 }]}  | ${100} | ${70}
    ${50}  | ${[{ units: 60, days: 12 }]} | ${100} | ${40}
    ${0}   | ${[{ units: 60, days: 17 }]} | ${150} | ${10}
  `('$onHand on hand, $arriving', ({ onHand, arriving, owed, notOwed }) => {
    const [waits, goes] = [policy, lost].map((given) =>
      at(onHand as number, arriving as Arriving[], given),
    )
    expect(waits!.units).toBe(owed)
    expect(goes!.units).toBe(notOwed)
  })

  test('the line says so, and its steps sum to the order', () => {
    const told = at(50, [], lost)
    expect(stepOf(told, 'lost_sales')).toMatchObject({ units: -90 })
    expect(stepOf(told, 'safety_stock')!.detail).toContain('who finds nothing before does not wait')
    expect(sum(told)).toBe(told.units)
    expect(stepOf(at(50, [], policy), 'lost_sales')).toBeUndefined()
  })

  test('only classes that are named lose sales; without the field customers wait', () => {
    const other: PlanningPolicy = { ...policy, unmetDemand: { A: 'lost', B: 'backordered' } }
    expect(at(50, [], other)).toEqual(at(50, [], policy))
  })

  test('a late order and a draft are there when the order of today is, and are not ordered again', () => {
    const twice = recommendFromForecast(
      line({ openOrders: [openOrder({ state: 'draft', openUnits: 30, expectedOn: null })] }),
      lost,
      demand(10),
    )
    expect(twice.units).toBe(40)
    expect(at(0, [{ units: 30, days: -2 }], lost).units).toBeGreaterThanOrEqual(40)
    expect(at(0, [{ units: 30, days: -2 }], lost).units).toBeLessThan(70)
  })
})

test('a fill rate asks for as many units as serve that part of the demand of the order’s own week', () => {
  const noisy = demand(10, 30)
  const asking = (level: number, kind: 'cycle' | 'fill'): PlanningPolicy => ({
    ...lost,
    cycleServiceLevel: { A: level, B: level, C: level },
    serviceTarget: { A: kind, B: kind, C: kind },
  })
  const fill = at(0, [], asking(0.95, 'fill'), noisy)
  const cycle = at(0, [], asking(0.95, 'cycle'), noisy)
  expect(fill.units).toBeLessThan(cycle.units)
  expect(fill.cycleServiceLevel).toBeLessThan(0.95)
  expect(fill.units).toBeGreaterThan(60)
})

test('an uncertain lead time is planned for in all its values', () => {
  const uncertain = (sdDays: number) =>
    recommendFromForecast(
      line({
        stock: { onHandUnits: 150 },
        suppliers: [
          supplier({
            leadTime: { source: 'test', asOf, meanDays: 14, sdDays, observations: 20 },
          }),
        ],
      }),
      lost,
      demand(10),
    ).units
  expect(uncertain(5)).not.toBe(uncertain(0))
})

test('a higher level never orders less, customers who go never call for more, and the steps sum', () => {
  const figures = fc.record({
    onHand: fc.nat({ max: 400 }),
    arriving: fc.array(
      fc.record({ units: fc.nat({ max: 120 }), days: fc.integer({ min: -3, max: 25 }) }),
      { maxLength: 3 },
    ),
    noise: fc.integer({ min: 12, max: 60 }),
    level: fc.double({ min: 0.6, max: 0.97, noNaN: true }),
  })
  fc.assert(
    fc.property(figures, ({ onHand, arriving, noise, level }) => {
      const asking = (given: PlanningPolicy, asked: number) =>
        at(
          onHand,
          arriving,
          { ...given, cycleServiceLevel: { A: asked, B: asked, C: asked } },
          demand(10, noise),
        )
      const goes = asking(lost, level)
      expect(sum(goes)).toBe(goes.units)
      expect(asking(lost, level + 0.02).units).toBeGreaterThanOrEqual(goes.units)
      // An order that is to come after the next one still counts for those who wait.
      if (arriving.some(({ days }) => days < 0 || days > 13)) return
      // Stocks of many units are counted in steps of several.
      expect(goes.units).toBeLessThanOrEqual(asking(policy, level).units + 2)
    }),
    { numRuns: 60 },
  )
})
