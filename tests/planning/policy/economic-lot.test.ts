import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { defaultPolicy } from '#planning/policy/default-policy.ts'
import { recommendFromForecast } from '#planning/policy/recommend-reorder.ts'
import { demand, line, openOrder, supplier } from './lines.ts'

const at = (
  orderCostMinor: number,
  onHandUnits: number,
  changes: Parameters<typeof line>[0] = {},
) =>
  recommendFromForecast(
    line({ stock: { onHandUnits }, ...changes }),
    { ...defaultPolicy, orderCostMinor },
    demand(10),
  )

// 10 a day, 14 days lead time, weekly review, £2.00 each at 20 % a year: holding £0.00110 a unit and day.
const table = `
  order cost | on hand | order up to | due at | quantity | why
  0          | 140     | 210         | 209    | 70       | one review
  2.00       | 140     | 385         | 209    | 245      | EOQ 191 units, three reviews
  10.00      | 140     | 595         | 209    | 455      | EOQ 427 units, six reviews
  2.00       | 209     | 385         | 209    | 176      | due at the same point, whatever an order costs
  2.00       | 210     | 385         | 209    | 0        | not due`
const rows = table
  .trim()
  .split('\n')
  .slice(1)
  .map((row) => row.split('|').map((cell) => cell.trim()))

test.each(rows)(
  'order cost %s, %s on hand: up to %s, due at %s, order %s (%s)',
  (cost, onHand, upTo, due, quantity) => {
    const result = at(Math.round(Number(cost) * 100), Number(onHand))
    expect([result.orderUpToUnits, result.reorderPointUnits, result.units]).toEqual([
      Number(upTo),
      Number(due),
      Number(quantity),
    ])
    expect(result.waterfall.reduce((sum, { units }) => sum + units, 0)).toBe(result.units)
  },
)

test('the step says what it weighs, and nothing is added where the cost is not known', () => {
  const step = at(200, 0).waterfall.find(({ code }) => code === 'economic_lot')
  expect(step).toMatchObject({ units: 175 })
  expect(step!.detail).toMatch(/£2.00 of work; one for 3 reviews is cheaper/)
  const unknown = at(200, 0, { suppliers: [supplier({ incoterm: '?' })] })
  expect(unknown.orderUpToUnits).toBe(210)
})

test('a dearer order is never smaller, and a drafted one is not proposed again', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 4000 }),
      fc.integer({ min: 0, max: 1000 }),
      fc.integer({ min: 0, max: 250 }),
      fc.integer({ min: 1, max: 60 }),
      (cost, more, onHand, orderMultipleUnits) => {
        const suppliers = [supplier({ orderMultipleUnits })]
        const { units } = at(cost, onHand, { suppliers })
        expect(at(cost + more, onHand, { suppliers }).units).toBeGreaterThanOrEqual(units)
        const openOrders = [openOrder({ state: 'draft', openUnits: units })]
        expect(at(cost, onHand, { suppliers, openOrders }).units).toBe(0)
      },
    ),
    { numRuns: 200 },
  )
})
