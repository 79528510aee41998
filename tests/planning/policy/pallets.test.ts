import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { recommendFromForecast } from '#planning/policy/recommend-reorder.ts'
import { demand, line, openOrder, policy, supplier } from './lines.ts'

const plan = (
  onHandUnits: number,
  perPallet: number,
  changes: Parameters<typeof supplier>[0] = {},
) =>
  recommendFromForecast(
    line({
      stock: { onHandUnits },
      suppliers: [
        supplier({
          incoterm: 'EXW',
          palletUnits: 100,
          freightPerPalletMinor: perPallet,
          ...changes,
        }),
      ],
    }),
    policy,
    demand(10),
  )

// Certain demand of 10 a day, due at 209 or fewer, up to 210: the need is 210 less what is there.
test.each([
  // on hand, freight of a pallet: units, what the pallets change
  [0, 0, 210, 0],
  [0, 6_000, 300, 90],
  [200, 6_000, 100, 90],
  [110, 6_000, 100, 0],
  [100, 6_000, 200, 90],
  [10, 6_000, 200, 0],
])('%d on hand, a pallet costs %d: %d units, %d by pallets', (onHand, perPallet, units, change) => {
  const result = plan(onHand, perPallet)
  expect(result.units).toBe(units)
  expect(result.waterfall.find(({ code }) => code === 'pallet')?.units ?? 0).toBe(change)
  expect(result.waterfall.reduce((sum, one) => sum + one.units, 0)).toBe(units)
})

test('the last pallet is not begun for a few units that can wait', () => {
  // Three reviews at once are cheapest at £2.00 an order line: up to 385, 245 of it missing, a pallet holds 235.
  const wide = (perPallet: number) =>
    recommendFromForecast(
      line({
        stock: { onHandUnits: 140 },
        suppliers: [
          supplier({ incoterm: 'EXW', palletUnits: 235, freightPerPalletMinor: perPallet }),
        ],
      }),
      { ...policy, orderCostMinor: 200 },
      demand(10),
    )
  expect(wide(0).units).toBe(245)
  expect(wide(400)).toMatchObject({ units: 235 })
  expect(wide(400).waterfall.at(-1)).toMatchObject({ code: 'pallet', units: -10 })
})

test('the freight of pallets begun is part of the landed cost', () => {
  const { units, lineTotalMinor, landedCostMinor } = plan(0, 6_000, { maximumUnits: 250 })
  expect(units).toBe(210)
  expect(landedCostMinor! - lineTotalMinor!).toBe(3 * 6_000)
})

test('whole pallets stay legal, within the limit, and are not proposed twice', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 209 }),
      fc.integer({ min: 100, max: 20_000 }),
      fc.integer({ min: 1, max: 60 }),
      fc.integer({ min: 1, max: 500 }),
      (onHand, perPallet, orderMultipleUnits, palletUnits) => {
        const { units, waterfall } = plan(onHand, perPallet, { orderMultipleUnits, palletUnits })
        expect(units % orderMultipleUnits).toBe(0)
        expect(waterfall.reduce((sum, one) => sum + one.units, 0)).toBe(units)
        const drafted = line({
          stock: { onHandUnits: onHand },
          openOrders: [openOrder({ state: 'draft', openUnits: units })],
        })
        expect(recommendFromForecast(drafted, policy, demand(10)).units).toBe(0)
      },
    ),
    { numRuns: 200 },
  )
})
