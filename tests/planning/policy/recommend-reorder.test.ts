import { describe, expect, test } from 'vitest'
import { gamma, pointMass } from '#planning/forecast/distribution.ts'
import { expectedShortUnits } from '#planning/policy/order-timing.ts'
import { recommendFromForecast } from '#planning/policy/recommend-reorder.ts'
import type { Recommendation } from '#planning/types.ts'
import { demand, line, openOrder, policy, rule, supplier } from './lines.ts'

const stepsOf = (result: Recommendation) =>
  Object.fromEntries(result.waterfall.map(({ code, units }) => [code, units]))
const sumOf = (result: Recommendation) =>
  result.waterfall.reduce((sum, { units }) => sum + units, 0)

const withSd = (sdDays: number) =>
  recommendFromForecast(
    line({
      suppliers: [
        supplier({
          leadTime: { source: '', asOf: '2026-11-01', meanDays: 14, sdDays, observations: 9 },
        }),
      ],
    }),
    policy,
    demand(10),
  ).safetyStockUnits!

const withRule = (changes: Parameters<typeof rule>[0], moqUnits = 1) =>
  recommendFromForecast(
    line({
      stock: { onHandUnits: 100 },
      rules: [rule(changes)],
      suppliers: [supplier({ moqUnits }), supplier({ supplierCode: 'BETA', preferredRank: 2 })],
    }),
    policy,
    demand(10),
  )

const perishable = (moqUnits: number) =>
  recommendFromForecast(
    line({ item: { shelfLifeDays: 5 }, suppliers: [supplier({ moqUnits })] }),
    policy,
    demand(10),
  )

const withBreak = (unitPrice: string) =>
  recommendFromForecast(
    line({ suppliers: [supplier({ priceBreaks: [{ minUnits: 300, unitPrice }] })] }),
    policy,
    demand(10),
  )

// Certain demand and a certain lead time: order-up-to = daily x (lead + 7), due at or below one unit less.
const table = `
  on hand | on order | drafted | backorder | daily | lead | moq | multiple | max | quantity
  0       | 0        | 0       | 0         | 10    | 14   | 1   | 1        | -   | 210
  100     | 0        | 0       | 0         | 10    | 14   | 1   | 1        | -   | 110
  100     | 60       | 0       | 0         | 10    | 14   | 1   | 1        | -   | 50
  100     | 60       | 50      | 0         | 10    | 14   | 1   | 1        | -   | 0
  100     | 0        | 0       | 25        | 10    | 14   | 1   | 1        | -   | 135
  209     | 0        | 0       | 0         | 10    | 14   | 1   | 1        | -   | 1
  210     | 0        | 0       | 0         | 10    | 14   | 1   | 1        | -   | 0
  100     | 0        | 0       | 0         | 10    | 14   | 144 | 12       | -   | 144
  100     | 0        | 0       | 0         | 10    | 14   | 100 | 48       | -   | 144
  100     | 0        | 0       | 0         | 10    | 14   | 50  | 48       | -   | 144
  100     | 0        | 0       | 0         | 10    | 14   | 50  | 48       | 100 | 96
  100     | 0        | 0       | 0         | 10    | 14   | 144 | 12       | 100 | 0
  0       | 0        | 0       | 0         | 0     | 14   | 10  | 1        | -   | 0
  0       | 0        | 0       | 5         | 0     | 14   | 10  | 1        | -   | 10
  0       | 0        | 0       | 0         | 1.5   | 3    | 1   | 1        | -   | 15
  20      | 0        | 0       | 0         | 2     | 0    | 1   | 1        | -   | 0
  10      | 0        | 0       | 0         | 2     | 0    | 1   | 1        | -   | 4`
const rows = table
  .trim()
  .split('\n')
  .slice(1)
  .map((text) => text.split('|').map((cell) => Number(cell.replace('-', 'NaN'))))

test.each(rows)(
  '%d on hand, %d on order, %d drafted, %d backordered, %d a day, %d days, MOQ %d, multiple %d, max %d: order %d',
  (onHand, onOrder, drafted, backordered, daily, lead, moq, multiple, maximum, expected) => {
    const input = line({
      stock: { onHandUnits: onHand!, backorderedUnits: backordered! },
      openOrders: [
        openOrder({ openUnits: onOrder!, expectedOn: '2026-11-30' }),
        openOrder({ state: 'draft', openUnits: drafted! }),
      ],
      suppliers: [
        supplier({
          leadTime: { source: '', asOf: '2026-11-01', meanDays: lead!, sdDays: 0, observations: 9 },
          moqUnits: moq!,
          orderMultipleUnits: multiple!,
          maximumUnits: Number.isNaN(maximum) ? null : maximum!,
        }),
      ],
    })
    const result = recommendFromForecast(input, policy, demand(daily!))
    expect(result.units).toBe(expected)
    expect(sumOf(result)).toBe(expected)
  },
)

test('the waterfall names every unit', () => {
  const input = line({
    stock: { onHandUnits: 70, allocatedUnits: 8, unavailableUnits: 2, backorderedUnits: 5 },
    openOrders: [openOrder({ openUnits: 30, expectedOn: '2026-11-30', inTransitUnits: 10 })],
    suppliers: [supplier({ moqUnits: 150, orderMultipleUnits: 48 })],
  })
  const result = recommendFromForecast(input, policy, demand(10))
  expect(stepsOf(result)).toEqual({
    lead_time_demand: 140,
    review_period_demand: 70,
    safety_stock: 0,
    available: -60,
    on_order: -30,
    backordered: 5,
    moq: 25,
    order_multiple: 42,
  })
  expect(result).toMatchObject({ units: 192, neededUnits: 125, decision: 'order' })
})

test('the safety stock is the quantile of the protection interval less its mean', () => {
  // Negative binomial of mean 210 and variance 21 x 16 = 336: p = .625, r = 350, summed term by term.
  let [term, sum, expected] = [0.625 ** 350, 0.625 ** 350, 0]
  for (; sum < 0.95; expected += 1) {
    term *= ((expected + 350) / (expected + 1)) * 0.375
    sum += term
  }
  const result = recommendFromForecast(line(), policy, demand(10, 16))
  expect(result.orderUpToUnits).toBe(expected)
  expect(result.safetyStockUnits).toBeCloseTo(expected - 210, 6)
})

test('a lead time that varies needs more than one that does not', () => {
  // Certain demand of 10 a day: the safety stock is 10 x the 95 % quantile of the lead time above its mean.
  expect(withSd(0)).toBe(0)
  expect(withSd(3)).toBeGreaterThan(10 * 3 * 1.4)
  expect(withSd(3)).toBeLessThan(10 * 3 * 2.1)
})

const at = (onHandUnits: number, drafted: number, orderCostMinor = 200) =>
  recommendFromForecast(
    line({
      stock: { onHandUnits },
      openOrders: [openOrder({ state: 'draft', openUnits: drafted })],
    }),
    { ...policy, orderCostMinor },
    demand(10, 400),
  )

test('due is what can not last, at the service asked, until an order of the next review is here', () => {
  // 21 days at 20 a root day: what lasts with 95 % is the order-up-to level of a shop whose orders cost nothing.
  const { reorderPointUnits, orderUpToUnits } = at(0, 0, 0)
  expect(reorderPointUnits).toBe(orderUpToUnits! - 1)
  expect(at(0, 0, 200).reorderPointUnits).toBe(reorderPointUnits)
  expect(orderUpToUnits!).toBeGreaterThan(210 + 1.5 * 20 * Math.sqrt(21))
})

test('between reorder point and order-up-to level nothing is due, drafts counted', () => {
  const { reorderPointUnits: due, orderUpToUnits: full } = at(0, 0)
  expect(full! - due!).toBeGreaterThan(5)
  expect(at(due!, 0)).toMatchObject({ decision: 'order', neededUnits: full! - due! })
  expect(at(due! + 1, 0).decision).toBe('enough')
  expect(at(due!, 1).decision).toBe('enough')
  expect(stepsOf(at(due!, 1))['not_needed_yet']).toBe(due! + 1 - full!)
})

describe('the cost of waiting one review', () => {
  test('is the margin of the units that would be missed', () => {
    // Nothing there: 140 units are short anyway, 70 more by ordering a week later, £5.00 less £2.00 each.
    expect(recommendFromForecast(line(), policy, demand(10)).costOfWaitingMinor).toBe(21_000)
    const stated = line({ item: { stockoutCostMinor: 700 } })
    expect(recommendFromForecast(stated, policy, demand(10)).costOfWaitingMinor).toBe(49_000)
    const unknown = line({ item: { sellPriceMinor: null } })
    expect(recommendFromForecast(unknown, policy, demand(10)).costOfWaitingMinor).toBeNull()
  })
  test('counts units short as the loss of a gamma', () => {
    // A gamma of shape 1 is exponential: E[(D - x)+] = m exp(-x / m).
    expect(expectedShortUnits(gamma(40, 1600), 90)).toBeCloseTo(40 * Math.exp(-90 / 40), 9)
    expect(expectedShortUnits(gamma(40, 1600), -5)).toBe(45)
    expect(expectedShortUnits(pointMass(40), 30)).toBe(10)
  })
})

test.each([
  ['core', {}, 10],
  ['long_tail', {}, 0.1],
  ['seasonal', { seasonal: true }, 10],
  ['perishable', { shelfLifeDays: 300, seasonal: true }, 10],
  ['new', { lifecycle: 'new' as const, shelfLifeDays: 300 }, 10],
])('a line is %s', (segment, item, perDay) => {
  expect(recommendFromForecast(line({ item }), policy, demand(perDay)).segment).toBe(segment)
})

describe('dated rules are steps of their own', () => {
  test('do not order', () => {
    const result = withRule({ kind: 'do_not_order' })
    expect(result).toMatchObject({ decision: 'not_planned', units: 0, neededUnits: 110 })
    expect(stepsOf(result)['rule']).toBe(-110)
  })
  test('minimum and maximum units', () => {
    expect(withRule({ kind: 'minimum_units', value: '200' }).units).toBe(200)
    expect(withRule({ kind: 'maximum_units', value: '40' }).units).toBe(40)
    expect(withRule({ kind: 'maximum_units', value: '40' }, 50)).toMatchObject({ units: 0 })
  })
  test('supplier and service level', () => {
    expect(withRule({ kind: 'supplier', value: 'BETA' }).supplierCode).toBe('BETA')
    expect(withRule({ kind: 'supplier', value: 'GONE' }).warnings.join()).toMatch(/GONE cannot be/)
    expect(withRule({ kind: 'service_level', value: '99 %' }).cycleServiceLevel).toBe(0.99)
  })
  test('a rule that cannot be read stops the order and says so', () => {
    const result = withRule({ kind: 'maximum_units', value: 'lots' })
    expect(result).toMatchObject({ units: 0, decision: 'not_planned' })
    expect(result.warnings.join()).toMatch(/"lots" cannot be read/)
  })
  test('a rule outside its dates does nothing', () => {
    expect(withRule({ endsOn: '2026-11-22' }).units).toBe(110)
    expect(withRule({ startsOn: '2026-11-24' }).units).toBe(110)
  })
})

test('other locations send before anybody buys', () => {
  const transferableUnits = [
    { locationCode: 'RTM', units: 500, days: 30 },
    { locationCode: 'FBA', units: 60, days: 3 },
  ]
  const input = line({ stock: { onHandUnits: 100 }, transferableUnits })
  const result = recommendFromForecast(input, policy, demand(10))
  expect(stepsOf(result)['transfer']).toBe(-60)
  expect(result.units).toBe(50)
  expect(result.warnings.join()).toMatch(/Move 60 units from FBA/)
})

test('what would expire is not bought, and a MOQ that forces it is said', () => {
  expect(stepsOf(perishable(1))['shelf_life_cap']).toBe(-20)
  expect(perishable(1).units).toBe(190)
  expect(perishable(250).warnings.join()).toMatch(/60 of the 250 would expire/)
})

test('a lot that expires before it can be sold is no stock', () => {
  // 12 days x 10 units are sold of the first lot of 150; 30 expire and are needed again.
  const lots = [
    { lotCode: 'L2', units: 50, expiresOn: '2027-11-01' },
    { lotCode: 'L1', units: 150, expiresOn: '2026-12-05' },
  ]
  const stock = { onHandUnits: 200, lots }
  const result = recommendFromForecast(line({ stock }), policy, demand(10))
  expect(stepsOf(result)['shelf_life_cap']).toBe(30)
  expect(result.units).toBe(40)
  expect(result.position).toMatchObject({ availableUnits: 200, daysOfSupply: 17 })
  expect(result.warnings.join()).toMatch(/30 units of lot L1 are expected to expire on 5 Dec 2026/)
  const held = {
    onHandUnits: 200,
    unavailableUnits: 150,
    lots: [{ ...lots[1]!, expiresOn: '2026-11-01' }],
  }
  const onHold = recommendFromForecast(line({ stock: held }), policy, demand(10))
  expect(onHold.units).toBe(160)
})

test('a price break is taken when it saves more than carrying the extra costs', () => {
  // 300 in place of 210, of which 140 fill up: 90 more, held 90 x (2 x 70 + 90 - 70) / 20 unit days at £1.90 x 20 % a
  // year = £0.75 by hand; later they would cost £180.00, now £150.00 more.
  expect(withBreak('1.90')).toMatchObject({ units: 300, unitPrice: '1.90', lineTotalMinor: 57_000 })
  expect(withBreak('1.999')).toMatchObject({ units: 210, unitPrice: '2.00' })
  expect(stepsOf(withBreak('1.90'))['price_break']).toBe(90)
  const step = withBreak('1.90').waterfall.find(({ code }) => code === 'price_break')
  expect(step!.detail).toContain('saves £30.00; holding the larger lot costs £0.75')
})
