import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays, daysBetween } from '#planning/calendar.ts'
import { recommendFromForecast } from '#planning/policy/recommend-reorder.ts'
import { netMinor } from '#planning/repair/order-repair.ts'
import { repairOpenOrders } from '#planning/repair/repair-orders.ts'
import type { OpenOrderLine } from '#planning/types.ts'
import { asOf, demand, line, openOrder, policy, supplier } from '../policy/lines.ts'

type Given = {
  onHand: number
  orders: Partial<OpenOrderLine>[]
  terms?: Parameters<typeof supplier>[0]
  item?: NonNullable<Parameters<typeof line>[0]>['item']
  perDay?: number
}

function planned({ onHand, orders, terms = {}, item = {}, perDay = 10 }: Given) {
  const input = line({
    stock: { onHandUnits: onHand },
    openOrders: orders.map((order, index) =>
      openOrder({ orderNumber: `PO-${index + 1}`, state: 'sent', ...order }),
    ),
    suppliers: [supplier(terms)],
    item,
  })
  return { input, recommendation: recommendFromForecast(input, policy, demand(perDay)) }
}

const repair = (given: Given) => repairOpenOrders([planned(given)], policy)

// Certain demand of 10 a day from tomorrow, 24 Nov 2026; £2.00 a unit, sold at £5.00; 14 days from order to delivery;
// holding 20 % a year; 10 % for cancelling what was sent. Dates count days from today. By hand: 200 on hand last to day
// 20, so 100 units more are needed on day 21: 16 days at £0.11 a day; 3,000 units from day 5 last 1,230 too many after
// 182 days, which then are held for 61.5 days more on average.
const rush = { expediteRate: 0.08, expediteDays: 5 }
const table: [number, string, number, number, object, string][] = [
  // on hand, state, units, in days, terms: what is done
  [100, 'sent', 100, 10, {}, 'keep 100 on day 10, saves 0, costs 0'],
  [100, 'sent', 100, 20, {}, 'pull_in 100 on day 14, saves 18000, costs 0'],
  [100, 'sent', 100, 13, {}, 'expedite 100 on day 11, saves 6000, costs null'],
  [100, 'sent', 100, 13, rush, 'expedite 100 on day 11, saves 6000, costs 1600'],
  [100, 'sent', 100, 13, { ...rush, expediteRate: 0.4 }, 'keep 100 on day 13, saves 0, costs 0'],
  [200, 'sent', 100, 5, {}, 'postpone 100 on day 21, saves 175, costs 0'],
  [900, 'sent', 100, 5, {}, 'postpone 100 on day 65, saves 658, costs 0'],
  [100, 'approved', 3000, 5, {}, 'cut 1770 on day 5, saves 32822, costs 0'],
  [100, 'sent', 3000, 5, {}, 'cut 1770 on day 5, saves 32822, costs 24600'],
  [100, 'sent', 3000, 5, { cancelFeeRate: 0.2 }, 'keep 3000 on day 5, saves 0, costs 0'],
  [100, 'approved', 3000, 5, { moqUnits: 2000 }, 'cut 2000 on day 5, saves 25425, costs 0'],
  [
    100,
    'approved',
    3000,
    5,
    { orderMultipleUnits: 400 },
    'cut 2000 on day 5, saves 25425, costs 0',
  ],
  [3000, 'approved', 1000, 5, {}, 'cancel 0 on day 5, saves 25425, costs 0'],
  [100, 'approved', 300, 5, {}, 'keep 300 on day 5, saves 0, costs 0'],
]

const told = ({
  action,
  toUnits,
  toOn,
  savesMinor,
  costMinor,
}: ReturnType<typeof repair>[number]) =>
  `${action} ${toUnits} on day ${daysBetween(asOf, toOn)}, saves ${savesMinor}, costs ${costMinor}`

test.each(table)(
  '%d on hand, %s order of %d in %d days (%j): %s',
  (onHand, state, openUnits, inDays, terms, expected) => {
    const order = {
      state: state as OpenOrderLine['state'],
      openUnits,
      expectedOn: addDays(asOf, inDays),
    }
    expect(repair({ onHand, orders: [order], terms }).map(told)).toEqual([expected])
  },
)

test('goods on the way stay as they are', () => {
  const order = { openUnits: 3000, inTransitUnits: 2900, expectedOn: addDays(asOf, 5) }
  expect(repair({ onHand: 100, orders: [order] })[0]).toMatchObject({ toUnits: 2900 })
  const late = { openUnits: 100, inTransitUnits: 50, expectedOn: addDays(asOf, 20) }
  expect(repair({ onHand: 100, orders: [late] })[0]).toMatchObject({ action: 'keep' })
})

test('what would expire is cut although it costs a fee', () => {
  const order = { openUnits: 500, expectedOn: addDays(asOf, 2) }
  const [found] = repair({ onHand: 0, orders: [order], item: { shelfLifeDays: 30 } })
  // Two days pass before it comes, thirty-one days sell it: 320 of 500 are sold, £2.00 each saved less 10 %.
  expect(found).toMatchObject({ action: 'cut', savesMinor: 200 * (500 - found!.toUnits) })
  expect(found!.toUnits).toBeGreaterThan(290)
  expect(found!.toUnits).toBeLessThan(325)
  expect(found!.reason).toMatch(/expire before they sell/)
})

test('the last of two orders is moved, not the first, which is needed', () => {
  const orders = [5, 6].map((days) => ({ openUnits: 200, expectedOn: addDays(asOf, days) }))
  const [first, second] = repair({ onHand: 60, orders })
  expect(first).toMatchObject({ orderNumber: 'PO-1', action: 'keep' })
  expect(second).toMatchObject({ orderNumber: 'PO-2', action: 'postpone' })
})

test('no cut leaves an order below the minimum of the supplier', () => {
  const given = { onHand: 100, terms: { minimumOrderMinor: 400_000 } }
  const order = { state: 'approved' as const, openUnits: 3000, expectedOn: addDays(asOf, 5) }
  const [found] = repair({ ...given, orders: [order] })
  expect(found).toMatchObject({ action: 'keep', toUnits: 3000 })
  expect(found!.reason).toMatch(/below the minimum/)
  const all = repair({ ...given, onHand: 6000, orders: [order] })
  expect(all[0]).toMatchObject({ action: 'cancel', toUnits: 0 })
})

test('a repair always pays, leaves a legal quantity and moves only what it says', () => {
  const facts = fc.record({
    onHand: fc.integer({ min: 0, max: 2000 }),
    openUnits: fc.integer({ min: 1, max: 60 }).map((packs) => packs * 24),
    inDays: fc.integer({ min: 0, max: 90 }),
    perDay: fc.integer({ min: 0, max: 30 }),
    state: fc.constantFrom('approved' as const, 'sent' as const, 'acknowledged' as const),
    moqUnits: fc.integer({ min: 1, max: 200 }),
  })
  fc.assert(
    fc.property(facts, ({ onHand, openUnits, inDays, perDay, state, moqUnits }) => {
      const orders = [{ state, openUnits, expectedOn: addDays(asOf, inDays) }]
      const terms = {
        moqUnits,
        orderMultipleUnits: 24,
        priceBreaks: [{ minUnits: 480, unitPrice: '1.80' }],
      }
      for (const one of repair({ onHand, orders, terms, perDay })) {
        if (one.action === 'keep') {
          expect([one.toUnits, one.toOn]).toEqual([one.openUnits, one.fromOn])
          continue
        }
        expect(netMinor(one)).toBeGreaterThan(0)
        expect(one.toUnits === 0 || one.toUnits >= Math.min(moqUnits, openUnits)).toBe(true)
        expect(one.toUnits % 24).toBe(0)
        expect(one.toUnits).toBeLessThanOrEqual(openUnits)
        const moved = { postpone: 1, pull_in: -1, expedite: -1, cut: 0, cancel: 0 }[one.action]
        expect(Math.sign(daysBetween(one.fromOn, one.toOn))).toBe(moved)
      }
    }),
    { numRuns: 200 },
  )
})
